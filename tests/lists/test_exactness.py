"""A page of a list is written again when what it shows has changed, and not else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

CONF = {"language": "en", "lists_page_size": 2, "html_baseurl": "https://example.org/"}
TALK = "**Zoe Park:** Why?\n\n**Ben Ode:** Because it is so.\n\n" * 4
FILES = {
    "index.md": "# Home\n\n```{post-list}\n```\n",
    "few.md": "# Few\n\n```{post-list}\n:term: x\n:limit: 1\n```\n",
    "authors/zoe.md": "# zoe\n\nBio.\n",
    **{
        f"posts/p{n}.md": (
            f"---\ntitle: P{n}\ndate: 2024-01-0{n}\ntags: [{'x' if n == 2 else 'y'}]\nauthors: [zoe]\n---\n\n"
            f"{TALK if n == 4 else 'Text.'}\n"
        )
        for n in range(1, 5)
    },
}


@pytest.fixture
def site(publication: Callable[..., Publication]) -> Publication:
    return publication(FILES, builder="dirhtml", **CONF)


def written(built: Publication, change: Callable[[Path], None]) -> set[str]:
    """Return the documents that a build writes after a change, and hold them to a build of everything."""
    change(Path(built.app.srcdir))
    names = {docname: _stamp(built, docname) for docname in built.app.env.found_docs}
    again = built.rebuild()
    return {docname for docname in again.app.env.found_docs if _stamp(again, docname) != names.get(docname)}


def _stamp(built: Publication, docname: str) -> int:
    path = Path(built.app.builder.get_output_path(docname))
    return path.stat().st_mtime_ns if path.exists() else 0


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        text = (source / name).read_text(encoding="utf-8")
        assert old in text
        (source / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def test_nothing_is_written_when_nothing_changes(site: Publication) -> None:
    assert written(site, lambda _source: None) == set()


def test_a_post_that_no_list_shows_on_its_first_page_changes_none(site: Publication) -> None:
    assert {"index", "authors/zoe"}.isdisjoint(written(site, replace("posts/p1.md", "Text.", "Other words.")))
    assert "Other words." in site.read("page/2/index.html")


def test_a_post_that_a_list_shows_changes_it(site: Publication) -> None:
    found = written(site, replace("posts/p3.md", "title: P3", "title: Third"))
    assert {"index", "authors/zoe"} <= found
    assert "few" not in found
    assert "Third" in site.read("index.html")


def test_who_speaks_changes_the_card(site: Publication) -> None:
    found = written(site, replace("posts/p4.md", "Ben Ode", "Ann Lee"))
    assert "index" in found
    assert "Ann Lee" in site.read("index.html")


def test_a_new_term_changes_the_ways_on(site: Publication) -> None:
    found = written(site, replace("posts/p1.md", "tags: [y]", "tags: [y, z]"))
    assert "index" in found
    assert "few" not in found
    assert (site.out / "tags" / "z" / "index.html").is_file()


def test_a_list_of_a_term_changes_with_the_term(site: Publication) -> None:
    assert "few" in written(site, replace("posts/p3.md", "tags: [y]", "tags: [x]"))
    assert "P3" in site.read("few/index.html")


def test_a_build_of_what_changed_is_a_build_of_all(
    site: Publication, publication: Callable[..., Publication]
) -> None:
    changes = (
        replace("posts/p3.md", "title: P3", "title: Third"),
        replace("posts/p4.md", "tags: [y]", "tags: [q]"),
    )
    for change in changes:
        change(Path(site.app.srcdir))
    again = site.rebuild()
    files = {name: (Path(site.app.srcdir) / name).read_text(encoding="utf-8") for name in FILES}
    whole = publication(files, builder="dirhtml", **CONF)
    for path in whole.out.rglob("*.html"):
        name = path.relative_to(whole.out)
        assert (again.out / name).read_bytes() == path.read_bytes(), name


@pytest.mark.parametrize(
    ("name", "old", "new", "made"),
    [
        ("posts/p2.md", "Text.", "Text. More of it.", {"tags/x", "authors/zoe/page/2"}),
        ("posts/p2.md", "title: P2", "title: Other", {"tags/x", "tags/y", "authors/zoe/page/2"}),
        ("speakers.yml", "", "zoe: Zoe Park\n", set()),
    ],
)
def test_a_page_of_a_list_is_made_when_a_card_on_it_changes(
    site: Publication, name: str, old: str, new: str, made: set[str]
) -> None:
    source = Path(site.app.srcdir)
    (source / "speakers.yml").touch()
    site = site.rebuild()
    pages = ["tags/x", "tags/y", "authors/zoe/page/2"]
    for page in pages:
        Path(site.app.outdir, page, "index.html").write_text("spoilt")
    replace(name, old, new)(source)
    site.rebuild()
    found = {page for page in pages if Path(site.app.outdir, page, "index.html").read_text() != "spoilt"}
    assert found == made


def test_a_page_of_a_list_that_was_taken_away_is_made_again(site: Publication) -> None:
    page = Path(site.app.outdir, "tags/x/index.html")
    before = page.read_bytes()
    page.unlink()
    site.rebuild()
    assert page.read_bytes() == before
