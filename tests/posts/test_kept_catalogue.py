"""The catalogue after an edit: kept where only bodies changed, read anew where anything else did."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.kept_catalogue import KeptCatalogue, catalogue_after, forget, keep_whole
from koushu.posts.records import Catalogue, Post
from koushu.posts.source_reading import ReadSource

EXT = Path(__file__).parent.parent.parent / "_ext"


def post(name: str) -> Post:
    return Post(name, f"{name}.md", PageMeta(), "en", "", f"/{name}/", f"old {name}")


def said(text: str, digest: str, script: str = "und-Latn") -> ReadSource:
    return ReadSource(replace(split_front_matter(text), body="", problems=()), script, digest)


KEPT = KeptCatalogue(Catalogue((post("a"), post("b"))))
FRONT = "---\ntitle: A\ndraft: false\n---\n"


def test_a_changed_body_changes_nothing_but_the_digest(tmp_path: Path) -> None:
    keep_whole(tmp_path, "key", KEPT)
    found = catalogue_after(
        tmp_path, "key", ["a.md"], lambda _: (said(FRONT, "old a"), said(FRONT + "More", "new a"))
    )
    assert found is not None
    assert [one.digest for one in found.posts.posts] == ["new a", "old b"]
    assert found.posts.by_docname["a"] is found.posts.posts[0]
    later = catalogue_after(tmp_path, "key", ["b.md"], lambda _: (said(FRONT, "old b"), said(FRONT, "new b")))
    assert later is not None
    assert [one.digest for one in later.posts.posts] == ["new a", "new b"]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (said(FRONT, "old a"), said(FRONT.replace("A", "B"), "new a")),
        (said(FRONT, "old a"), said(FRONT.replace("false", "0"), "new a")),
        (said(FRONT, "old a"), said(FRONT.replace("A\n", "A\n\n"), "new a")),
        (said(FRONT, "old a"), said(FRONT, "new a", "zh")),
        (said(FRONT, "another"), said(FRONT, "new a")),
        (None, said(FRONT, "new a")),
    ],
    ids=["title", "type", "lines", "script", "not what was kept", "not known"],
)
def test_all_is_read_where_more_may_have_changed(
    tmp_path: Path, before: ReadSource | None, now: ReadSource
) -> None:
    keep_whole(tmp_path, "key", KEPT)
    assert catalogue_after(tmp_path, "key", ["a.md"], lambda _: (before, now)) is None


def test_all_is_read_where_nothing_fitting_is_kept(tmp_path: Path) -> None:
    def gone(_path: str) -> tuple[ReadSource | None, ReadSource]:
        raise FileNotFoundError

    same = (said(FRONT, "old a"), said(FRONT, "new a"))
    assert catalogue_after(tmp_path, "key", [], lambda _: same) is None
    keep_whole(tmp_path, "key", KEPT)
    assert catalogue_after(tmp_path, "other", [], lambda _: same) is None
    assert catalogue_after(tmp_path, "key", ["new.md"], lambda _: same) is None
    assert catalogue_after(tmp_path, "key", ["a.md"], gone) is None
    assert catalogue_after(tmp_path, "key", [], lambda _: same) is not None
    (tmp_path / "catalogue.pickle").write_bytes(b"torn")
    assert catalogue_after(tmp_path, "key", [], lambda _: same) is None
    forget(tmp_path)


def build(site: Path, out: Path) -> dict[str, bytes]:
    environment = {**os.environ, "PYTHONPATH": str(EXT)}
    command = [sys.executable, "-m", "koushu", "build", str(site), "--html", "-o", str(out)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    html = out / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


TALK = "".join(
    f"**{name}：**第{number}句话，你说呢？\n\n" for number in range(9) for name in ("周敏", "陈立国")
)


def test_every_build_after_an_edit_is_a_clean_build(tmp_path: Path) -> None:
    site, out = tmp_path / "site", tmp_path / "out"
    posts = site / "content" / "posts"
    posts.mkdir(parents=True)
    (site / "hugo.toml").write_text("title = 'Walks'\nbaseURL = 'https://example.org/'\n", encoding="utf-8")
    for number in range(4):
        front = f"---\ntitle: Walk {number}\ndate: 2024-01-0{number + 1}\ntags: [a, t{number}]\n---\n\n"
        (posts / f"{number}.md").write_text(front + TALK + f"[on](/posts/{number - 1}/)\n", encoding="utf-8")
    build(site, out)
    one, two = posts / "1.md", posts / "2.md"
    one.write_text(one.read_text(encoding="utf-8") + "\nAnother paragraph.\n", encoding="utf-8")
    assert build(site, out) == build(site, tmp_path / "clean 1")
    one.write_text(one.read_text(encoding="utf-8").replace("第3句", "第三句"), encoding="utf-8")
    build(site, out)
    two.write_text(two.read_text(encoding="utf-8").replace("Walk 2", "Run 2"), encoding="utf-8")
    assert build(site, out) == build(site, tmp_path / "clean 2")
    one.write_text(one.read_text(encoding="utf-8").replace("Another", "One more"), encoding="utf-8")
    (posts / "0.md").unlink()
    assert build(site, out) == build(site, tmp_path / "clean 3")
