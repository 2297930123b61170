"""Links between the pages of a book, and out of it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from koushu.epub.links import BookPage, Outside, connect_links, external_address, name_identifiers

HTML = "http://www.w3.org/1999/xhtml"


def page(path: str, body: str, place: str = "") -> BookPage:
    root = ET.fromstring(f'<html xmlns="{HTML}"><body>{body}</body></html>')
    made = BookPage(path, place or path, root)
    name_identifiers(made)
    return made


def target(address: str, website: str = "") -> str | None:
    """Return where a link on one page leads in the book; None when it is a link no more."""
    pages = {
        "posts/a.xhtml": page("posts/a.xhtml", f'<h1 id="一"/><h2 id="9:x y"/><a href="{address}">t</a>'),
        "posts/文.xhtml": page("posts/文.xhtml", '<p id="q"/>', "posts/p-1.xhtml"),
        "index.xhtml": page("index.xhtml", "<p/>"),
    }
    here = pages["posts/a.xhtml"]
    connect_links(here, pages, Outside(website))
    link = next(here.root.iter(f"{{{HTML}}}a"), None)
    return None if link is None else link.get("href")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#一", "#一"),
        ("#%E4%B8%80", "#一"),
        ("#9:x%20y", "#id-9-x-y"),
        ("#nowhere", "a.xhtml"),
        ("a.xhtml#一", "#一"),
        ("../index.xhtml", "../index.xhtml"),
        ("../index.xhtml#gone", "../index.xhtml"),
        ("%E6%96%87.xhtml#q", "p-1.xhtml#q"),
        ("nowhere.xhtml", None),
        ("../files/x.pdf", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("data:text/html,x", None),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("//example.org/x", "https://example.org/x"),
        ("../../../etc/passwd", None),
    ],
)
def test_a_link_reaches_its_target_or_is_none(address: str, expected: str | None) -> None:
    assert target(address) == expected


def test_what_is_not_in_the_book_is_on_the_website() -> None:
    assert target("../files/x.pdf", "https://a.org/blog") == "https://a.org/blog/files/x.pdf"


@pytest.mark.parametrize(
    ("written", "valid"),
    [
        ("https://a.org/b?c=d&e#f", "https://a.org/b?c=d&e#f"),
        ("https://a.org/路径 x", "https://a.org/%E8%B7%AF%E5%BE%84%20x"),
        ("https://例え.jp/", "https://xn--r8jz45g.jp/"),
        ("https://a.org/[x]#a#b", "https://a.org/%5Bx%5D#a%23b"),
        ("https://a.org/100%", "https://a.org/100%25"),
        ('https://a.org/"<>', "https://a.org/%22%3C%3E"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("http://[bad", ""),
        ("http://", ""),
        ("https://a b/", ""),
    ],
)
def test_an_outside_address_becomes_valid(written: str, valid: str) -> None:
    assert external_address(written) == valid


def test_an_identifier_stands_once() -> None:
    made = page("a.xhtml", '<p id="x"/><p id="x"/><p id="x y"/><p id="x-y"/><p id="1"/><p id=""/>')
    names = [element.get("id") for element in made.root.iter(f"{{{HTML}}}p")]
    assert names == ["x", None, "x-y", "x-y-", "id-1", None]


def test_references_to_nothing_go() -> None:
    made = page("a.xhtml", '<p id="x" aria-labelledby="x gone" aria-describedby="gone"/>')
    (paragraph,) = made.root.iter(f"{{{HTML}}}p")
    assert paragraph.attrib == {"id": "x", "aria-labelledby": "x"}


def linked(content: str) -> ET.Element:
    """Return the element that a link around this content becomes."""
    here = page("a.xhtml", f'<a href="https://example.org/b%20c">{content}</a>')
    connect_links(here, {"a.xhtml": here}, Outside())
    return next(iter(here.root[0]))


def test_a_link_that_shows_nothing_is_none() -> None:
    assert linked("<span> </span>").tag == f"{{{HTML}}}span"
    assert linked("x").tag == f"{{{HTML}}}a"


def test_a_link_round_a_picture_has_a_name() -> None:
    assert linked('<img alt=""/>').get("aria-label") == "example.org/b c"
    assert linked('<img alt="A picture"/>').get("aria-label") is None
