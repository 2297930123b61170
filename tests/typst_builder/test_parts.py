"""A PDF for each post, section, series and speaker, beside that of the whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pypdf

from fragments import pdf_pages, squeeze
from tools import require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

_POST = """---
title: {title}
date: 2024-01-0{day}
series: {series}
---

Words of {title}. See [the other]({other}.md).

**周敏：** 第一句话，说的是什么呢？

**陈立国：** 第二句话，说的是这个。

**周敏：** 第三句话，还有什么呢？

**陈立国：** 第四句话，没有什么了。
"""
FILES: dict[str, str | bytes] = {
    "index.md": "# Book\n\n```{post-list}\n```\n",
    "posts/_index.md": "---\ntitle: All posts\n---\n",
    "posts/a.md": _POST.format(title="One", day=1, series="Story", other="b"),
    "posts/b.md": _POST.format(title="Two", day=2, series="Story", other="a"),
}
CONF = {"project": "Paper", "language": "zh_CN", "posts_parts": ["post", "section", "series", "speaker"]}


def _text(made: Publication, path: str) -> str:
    return squeeze("".join(pdf_pages(made.out / "downloads" / path)))


def test_each_part_has_a_pdf_at_the_address_of_its_page(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    made = publication(FILES, builder="typstpdf", **CONF)
    assert made.warnings == []
    listed = json.loads(made.read("downloads.json"))
    assert listed == sorted(
        path.relative_to(made.out).as_posix() for path in (made.out / "downloads").rglob("*.pdf")
    )
    paths = {path.removeprefix("downloads/") for path in listed}
    assert {"posts/a/a.pdf", "posts/b/b.pdf", "posts/posts.pdf", "series/story/story.pdf"} <= paths
    assert len([path for path in paths if path.startswith("speakers/")]) == 2
    assert "WordsofOne" in _text(made, "posts/a/a.pdf")
    assert "WordsofTwo" not in _text(made, "posts/a/a.pdf")
    for path in ("posts/posts.pdf", "series/story/story.pdf"):
        text = _text(made, path)
        assert text.index("WordsofOne") < text.index("WordsofTwo")
    information = pypdf.PdfReader(made.out / "downloads/posts/a/a.pdf").metadata
    assert information is not None
    assert information.title == "One"
    assert (made.out / "paper.pdf").is_file()


def test_only_what_changed_is_compiled_again(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", **CONF)
    before = {path: path.stat().st_mtime_ns for path in made.out.rglob("*.pdf")}
    path = made.out.parent.parent / "site0" / "posts" / "a.md"
    path.write_text(path.read_text().replace("Words of One", "Other words"))
    made.rebuild()
    changed = {path.name for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert "a.pdf" in changed
    assert "b.pdf" not in changed


def test_a_part_that_is_gone_leaves_no_file(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="typstpdf", **CONF)
    (made.out.parent.parent / "site0" / "posts" / "b.md").unlink()
    made.rebuild()
    assert not (made.out / "downloads/posts/b/b.pdf").exists()
    assert not (made.out / "downloads/series/story/story.pdf").exists()


def test_links_to_other_posts_lead_to_the_web(publication: Callable[..., Publication]) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Site"\n',
        "content/posts/a.md": _POST.format(title="One", day=1, series="", other="b"),
        "content/posts/b.md": _POST.format(title="Two", day=2, series="", other="a"),
        "index.md": "# Home\n",
    }
    made = publication(files, builder="typstpdf", hugo_site=".", posts_parts=["post"])
    reader = pypdf.PdfReader(made.out / "downloads/posts/a/a.pdf")
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert {str(note["/A"]["/URI"]) for note in notes if "/A" in note} == {"https://example.org/posts/b/"}
