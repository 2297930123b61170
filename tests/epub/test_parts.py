"""An EPUB for each post, section, series and speaker, beside that of the whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from epub_checks import findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

_POST = """---
title: {title}
author: [Ann, Bo]
translator: Cai
interviewer: Ann
date: 2024-01-0{day}
description: What {title} is about.
license: CC-BY-4.0
series: {series}
tags: [talk]
---

Words of {title}. See [the other]({other}.md#part).

## Part

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
    "posts/c.md": "---\ntitle: Three\ndate: 2024-01-03\n---\n\nA post by itself.\n",
}
CONF = {
    "project": "Paper",
    "language": "zh_CN",
    "posts_parts": ["post", "section", "series", "speaker"],
    "html_baseurl": "https://example.org/",
}


@pytest.fixture(scope="module")
def made(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, builder="epub", **CONF)


def _open(made: Publication, path: str) -> ZipFile:
    return ZipFile(made.out / "downloads" / path)


def _text(book: ZipFile) -> str:
    return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))


def test_each_part_has_a_book_at_the_address_of_its_page(made: Publication) -> None:
    assert made.warnings == []
    listed = json.loads(made.read("downloads.json"))
    assert listed == sorted(
        path.relative_to(made.out).as_posix() for path in (made.out / "downloads").rglob("*.epub")
    )
    paths = {path.removeprefix("downloads/") for path in listed}
    assert {"posts/a/a.epub", "posts/b/b.epub", "posts/posts.epub", "series/story/story.epub"} <= paths
    assert len([path for path in paths if path.startswith("speakers/")]) == 2
    assert "Words of One" in _text(_open(made, "posts/a/a.epub"))
    assert "Words of Two" not in _text(_open(made, "posts/a/a.epub"))
    for path in ("posts/posts.epub", "series/story/story.epub"):
        opf = _open(made, path).read("content.opf").decode()
        assert opf.index('href="posts/a.xhtml"') < opf.index('href="posts/b.xhtml"')


@pytest.mark.java
def test_epubcheck_finds_nothing_in_a_part(made: Publication) -> None:
    for path in ("posts/a/a.epub", "series/story/story.epub"):
        assert findings(made.out / "downloads" / path) == []


def test_the_book_of_a_post_says_what_its_page_says(made: Publication) -> None:
    opf = _open(made, "posts/b/b.epub").read("content.opf").decode()
    for text in (
        "<dc:title>Two<",
        "<dc:date>2024-01-02<",
        "<dc:description>What Two is about.<",
        "<dc:subject>talk<",
        '<meta property="dcterms:license">https://creativecommons.org/licenses/by/4.0/<',
        'property="belongs-to-collection">Story<',
        'property="group-position">2<',
    ):
        assert text in opf
    people = {
        name: re.findall(rf'refines="#{key}" property="role" scheme="marc:relators">(\w+)<', opf)
        for key, name in re.findall(r'<dc:(?:creator|contributor) id="([\w-]+)">([^<]+)<', opf)
    }
    assert people == {"Ann": ["aut", "ivr"], "Bo": ["aut"], "Cai": ["trl"]}
    assert re.search(r"<dc:creator[^>]*>Ann<", opf)
    assert re.search(r"<dc:contributor[^>]*>Cai<", opf)
    whole = ZipFile(made.out / "paper.epub").read("content.opf").decode()
    identifier = re.search(r"<dc:identifier[^>]*>([^<]+)<", whole)[1]
    assert f'<meta property="dcterms:isPartOf">{identifier}<' in opf
    assert identifier not in re.search(r"<dc:identifier[^>]*>([^<]+)<", opf)[0]


def test_links_to_other_posts_stay_inside_or_lead_to_the_web(publication: Callable[..., Publication]) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "Site"\n',
        "content/posts/a.md": FILES["posts/a.md"],
        "content/posts/b.md": FILES["posts/b.md"],
        "index.md": "# Home\n",
    }
    made = publication(files, builder="epub", hugo_site=".", posts_parts=["post", "series"])
    assert 'href="https://example.org/posts/b/#part"' in _text(_open(made, "posts/a/a.epub"))
    assert 'href="b.xhtml#part"' in _text(_open(made, "series/story/story.epub"))
    opf = _open(made, "posts/a/a.epub").read("content.opf").decode()
    assert "<dc:source>https://example.org/posts/a/</dc:source>" in opf


def test_a_link_to_a_page_of_no_certain_address_keeps_its_words(made: Publication) -> None:
    text = _text(_open(made, "posts/a/a.epub"))
    assert "the other" in text
    assert "b.xhtml" not in text


def test_a_part_that_is_gone_leaves_no_file(publication: Callable[..., Publication]) -> None:
    made = publication(FILES, builder="epub", **CONF)
    before = {path: path.stat().st_mtime_ns for path in made.out.rglob("*.epub")}
    source = made.out.parent.parent / "site0" / "posts" / "b.md"
    source.write_text(source.read_text().replace("title: Two", "title: Two\ndraft: true"))
    made.rebuild()
    assert not (made.out / "downloads/posts/b/b.epub").exists()
    assert not (made.out / "downloads/series/story/story.epub").exists()
    other = made.out / "downloads/posts/c/c.epub"
    assert other.stat().st_mtime_ns == before[other]
