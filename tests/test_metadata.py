"""One record of each post and of each book: HTML, EPUB, both PDFs and the feed say the same."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pypdf
import pytest
from bs4 import BeautifulSoup
from sphinx.config import Config

from koushu.posts.book_metadata import BookMetadata, Contributor, book_identifier, people_of
from koushu.posts.metadata import License, Metadata, Person
from koushu.posts.xmp import NAMESPACES, packet

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: 《桥》 & "water" <1>
date: 2024-05-06T07:08:09+08:00
author: 周敏
translator: Ann
interviewer: 陈立国
tags: [城, "a & b"]
categories: [访谈]
description: 一座桥 & 一条河。
license: CC BY-SA 4.0
lang: zh
---

**周敏：** 水。
"""
OTHER = (
    "---\ntitle: Other\ndate: 2023-01-02\nauthor: 记者\ntags: [城]\nlicense: CC BY-SA 4.0\n---\n\nWords.\n"
)
FILES = {"index.md": "# 书\n\n```{post-list}\n```\n", "posts/bridge.md": POST, "posts/other.md": OTHER}
CONF = {
    "project": "口述",
    "author": "编者",
    "copyright": "2024 编者",
    "language": "zh_CN",
    "html_baseurl": "https://example.org/b/",
    "posts_parts": ["post"],
    "web_tagline": "有人在说话",
    "latex_documents": [("index", "book.tex", "口述", "编者", "manual")],
}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ROLES = {"trl": "translator", "ivr": "interviewer", "aut": "author"}


def xmp(text: str) -> dict[str, list[str]]:
    """Return the values of each property of a packet, by its name with our prefixes."""
    found: dict[str, list[str]] = {}
    for description in ET.fromstring(text).iter(f"{RDF}Description"):
        for one in description:
            prefix = next((key for key, name in NAMESPACES.items() if one.tag.startswith(f"{{{name}}}")), "")
            items = [item.text or "" for item in one.iter(f"{RDF}li")] or [one.text or ""]
            found[f"{prefix}:{one.tag.partition('}')[2]}"] = items
    return found


def opf(data: bytes) -> dict[str, list[str]]:
    """Return what the package of an EPUB says, under the names of XMP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("content.opf"))
    dc = f"{{{NAMESPACES['dc']}}}"
    roles: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for one in root.iter("{http://www.idpf.org/2007/opf}meta"):
        if one.get("property") == "role":
            roles.setdefault(str(one.get("refines")), []).append(ROLES[one.text or ""])
    for one in root.iter():
        if one.tag.startswith(dc):
            text = one.text or ""
            if one.tag == f"{dc}contributor":
                done = roles["#" + str(one.get("id"))]
                text = f"{text} ({', '.join(done)})"
            found.setdefault(f"dc:{one.tag.removeprefix(dc)}", []).append(text)
    return found


@pytest.fixture(scope="module")
def site(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, "html", **CONF)


@pytest.fixture(scope="module")
def epub(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, "epub", **CONF)


@pytest.fixture(scope="module")
def pdf(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, "typstpdf", **CONF)


@pytest.fixture(scope="module")
def latex(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, "latex", **CONF)


def _pdf(publication: Publication, pattern: str) -> pypdf.PdfReader:
    return pypdf.PdfReader(
        next(path for path in publication.out.rglob("*.pdf") if pattern in path.as_posix())
    )


def _packet(reader: pypdf.PdfReader) -> dict[str, list[str]]:
    return xmp(reader.xmp_metadata.stream.get_data().decode())


def test_a_post_says_the_same_in_every_format(site: Publication, epub: Publication, pdf: Publication) -> None:
    page = BeautifulSoup(site.read("posts/bridge.html"), "lxml")
    graph = json.loads(page.select_one('script[type="application/ld+json"]').string)["@graph"]
    article = next(one for one in graph if one["@id"].endswith("#article"))
    package = opf(next(path for path in epub.out.rglob("*.epub") if "bridge" in str(path)).read_bytes())
    reader = _pdf(pdf, "bridge")
    printed = _packet(reader)
    assert printed["dc:title"] == package["dc:title"] == [article["headline"]] == [reader.metadata.title]
    assert printed["dc:creator"] == package["dc:creator"] == [one["name"] for one in article["author"]]
    assert printed["dc:contributor"] == package["dc:contributor"]
    assert printed["dc:contributor"] == ["Ann (translator)", "陈立国 (interviewer)"]
    assert article["translator"][0]["name"] == "Ann"
    assert printed["dc:identifier"] == package["dc:identifier"] == [article["identifier"]]
    assert printed["dc:description"] == package["dc:description"] == [article["description"]]
    assert printed["dc:subject"] == package["dc:subject"] == article["keywords"]
    assert printed["dc:date"] == [article["datePublished"]]
    assert package["dc:date"][0][:10] in {"2024-05-05", "2024-05-06"}
    assert printed["dc:rights"] == package["dc:rights"]
    assert printed["xmpRights:WebStatement"] == [article["license"]]
    assert printed["dc:language"][0].partition("-")[0] == article["inLanguage"].partition("-")[0] == "zh"
    assert page.html["lang"].startswith("zh")


def test_a_book_says_the_same_in_every_format(
    epub: Publication, pdf: Publication, latex: Publication
) -> None:
    package = opf(next(epub.out.glob("*.epub")).read_bytes())
    reader = _pdf(pdf, pdf.out.as_posix() + "/book.pdf")
    printed = _packet(reader)
    typeset = xmp(latex.read("book.xmp"))
    assert typeset["dc:title"] == printed["dc:title"] == package["dc:title"] == [reader.metadata.title]
    for name in ("creator", "contributor", "identifier", "description", "subject", "rights", "language"):
        key = f"dc:{name}"
        assert typeset[key] == printed[key] == package[key], key
    assert printed["dc:creator"] == ["编者"]
    assert printed["dc:contributor"] == [
        "记者 (author)",
        "周敏 (author)",
        "Ann (translator)",
        "陈立国 (interviewer)",
    ]
    assert printed["xmpRights:WebStatement"] == ["https://creativecommons.org/licenses/by-sa/4.0/"]
    assert reader.metadata.author == "编者"
    assert typeset["dc:date"] == printed["dc:date"]


def test_feeds_say_the_same_of_a_post(site: Publication, pdf: Publication) -> None:
    feed = ET.fromstring(
        (site.out / "feed.atom").read_bytes() if (site.out / "feed.atom").exists() else _feed(site)
    )
    atom = "{http://www.w3.org/2005/Atom}"
    entry = next(one for one in feed.iter(f"{atom}entry") if "桥" in (one.findtext(f"{atom}title") or ""))
    printed = _packet(_pdf(pdf, "bridge"))
    assert [entry.findtext(f"{atom}id")] == printed["dc:identifier"]
    assert [one.findtext(f"{atom}name") for one in entry.iter(f"{atom}author")] == printed["dc:creator"]
    assert [one.get("term") for one in entry.iter(f"{atom}category")] == printed["dc:subject"]


def _feed(site: Publication) -> bytes:
    return next(
        path for path in sorted(site.out.glob("*.xml")) if b"2005/Atom" in path.read_bytes()
    ).read_bytes()


def test_the_metadata_of_latex_is_put_into_the_pdf(latex: Publication) -> None:
    assert "\\hypersetup{pdfkeywords={城, " in latex.read("book-metadata.def")
    assert "SOURCE_DATE_EPOCH'} = '1714950489'" in latex.read("latexmkrc")


def test_the_identifier_stands_for_the_publication() -> None:
    def made(address: str, project: str) -> str:
        config = Config(overrides={"html_baseurl": address, "project": project})
        config.add("html_baseurl", "", "", ())
        return book_identifier(config)

    assert made("https://a.org/", "X") == made("https://a.org", "Y")
    assert made("", "X") == made("", "X") != made("", "Y")
    assert made("", "口述").startswith("urn:uuid:")


def test_each_person_is_named_once_with_all_they_did() -> None:
    posts = [
        Metadata("A", "en", "P", "urn:1", people=(Person("Ann"), Person("Bo", "editor"))),
        Metadata("B", "en", "P", "urn:2", people=(Person("Bo"), Person("Ann", "translator"))),
    ]
    ann, bo = Contributor("Ann", ("author", "translator")), Contributor("Bo", ("editor", "author"))
    assert people_of(posts, "") == ((ann, bo), ())
    assert people_of(posts, "Cy") == ((Contributor("Cy"),), (ann, bo))
    assert people_of([], "", "Site") == ((Contributor("Site"),), ())


def test_hostile_words_stay_words_in_a_packet() -> None:
    book = BookMetadata("</rdf:li>&\x00\ud800", "en", "urn:x", license=License("<b>", "https://e.org/?a&b"))
    found = xmp(packet(book, tool="T", moment="2024-01-01T00:00:00+00:00"))
    assert found["dc:title"] == ["</rdf:li>&"]
    assert found["xmpRights:UsageTerms"] == ["<b>"]
