"""Files of single posts lie beside their pages; what an author has put there stays."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from koushu.cli.downloads import place_downloads, placed_formats

if TYPE_CHECKING:
    from pathlib import Path


def _builder(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    folder.mkdir(exist_ok=True)
    (folder / "downloads.json").write_text(json.dumps(list(files)))
    return folder


def test_files_are_placed_renewed_and_taken_away(tmp_path: Path) -> None:
    site, work = tmp_path / "html", tmp_path / "work"
    site.mkdir()
    pdf = _builder(tmp_path / "pdf", {"downloads/posts/a/a.pdf": "1", "downloads/posts/b/b.pdf": "1"})
    epub = _builder(tmp_path / "epub", {"downloads/posts/a/a.epub": "e"})
    assert place_downloads(site, work, [pdf, epub]) == 3
    assert (site / "posts/a/a.epub").read_text() == "e"
    (pdf / "downloads/posts/a/a.pdf").write_text("2")
    (pdf / "downloads.json").write_text('["downloads/posts/a/a.pdf"]')
    assert place_downloads(site, work, [pdf, epub]) == 2
    assert (site / "posts/a/a.pdf").read_text() == "2"
    # The name of a folder would still tell of a post that is gone.
    assert not (site / "posts/b").exists()


def test_the_author_s_own_file_stays(tmp_path: Path) -> None:
    site = tmp_path / "html"
    (site / "posts/a").mkdir(parents=True)
    (site / "posts/a/a.pdf").write_text("mine")
    pdf = _builder(tmp_path / "pdf", {"downloads/posts/a/a.pdf": "1"})
    for _ in range(2):
        assert place_downloads(site, tmp_path, [pdf]) == 0
        assert (site / "posts/a/a.pdf").read_text() == "mine"


def test_nothing_leaves_the_site(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    pdf = _builder(tmp_path / "pdf", {})
    (tmp_path / "x.pdf").write_text("x")
    for names in ('["downloads/../../x.pdf"]', '["/x.pdf"]', "{}", "[", "[1]"):
        (pdf / "downloads.json").write_text(names)
        assert place_downloads(tmp_path / "html", tmp_path, [pdf]) == 0
    assert place_downloads(tmp_path / "none", tmp_path, [pdf]) == 0


def test_a_site_offers_what_is_made_now_or_was_made_before(tmp_path: Path) -> None:
    folders = {"pdf": tmp_path / "pdf", "epub": tmp_path / "epub"}
    assert placed_formats(folders, {"html"}) == []
    assert placed_formats(folders, {"html", "epub"}) == ["epub"]
    _builder(tmp_path / "pdf", {"downloads/posts/a/a.pdf": "1"})
    assert placed_formats(folders, {"html"}) == ["pdf"]
