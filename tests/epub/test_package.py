"""What the package document says of a book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree as ET

import pytest

from koushu.epub.package import (
    Accessibility,
    Book,
    Item,
    Person,
    language_tag,
    package_document,
)

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
ITEMS = (
    Item("cover.xhtml", "application/xhtml+xml", spine=True),
    Item("images/cover.svg", "image/svg+xml", ("cover-image",)),
    Item("nav.xhtml", "application/xhtml+xml", ("nav",), spine=True),
    Item("a.xhtml", "application/xhtml+xml", ("mathml", "svg"), spine=True),
    Item("toc.ncx", "application/x-dtbncx+xml"),
)
BOOK = Book(
    title="口述 & <历史>",
    language="zh-CN",
    identifier="urn:uuid:1",
    modified=datetime(2024, 5, 6, 7, 8, 9, tzinfo=timezone(timedelta(hours=8))),
    published=datetime(2024, 5, 6, 1, 0, tzinfo=timezone(timedelta(hours=8))),
    creators=(Person("甲"), Person("乙", ("ivr",))),
    contributors=(Person("丙", ("trl",)),),
    publisher="P",
    rights="CC BY",
    description="多行\n描述",
    subjects=("AI", "采访"),
)


def parse(book: Book = BOOK) -> ET.Element:
    return ET.fromstring(package_document(book, ITEMS))


def texts(name: str, book: Book = BOOK) -> list[str]:
    return [element.text or "" for element in parse(book).iter(name)]


def meta(name: str, book: Book = BOOK) -> list[str]:
    return [
        element.text or "" for element in parse(book).iter(f"{OPF}meta") if element.get("property") == name
    ]


def test_the_book_is_named() -> None:
    assert texts(f"{DC}title") == ["口述 & <历史>"]
    assert texts(f"{DC}language") == ["zh-CN"]
    assert texts(f"{DC}identifier") == ["urn:uuid:1"]
    assert texts(f"{DC}description") == ["多行 描述"]
    assert texts(f"{DC}subject") == ["AI", "采访"]
    assert parse().get("unique-identifier") == next(parse().iter(f"{DC}identifier")).get("id")


def test_people_have_roles() -> None:
    assert texts(f"{DC}creator") == ["甲", "乙"]
    assert texts(f"{DC}contributor") == ["丙"]
    assert meta("role") == ["aut", "ivr", "trl"]


def test_dates_are_in_utc() -> None:
    assert texts(f"{DC}date") == ["2024-05-05"]
    assert meta("dcterms:modified") == ["2024-05-05T23:08:09Z"]


def test_what_is_not_known_is_not_said() -> None:
    bare = Book("T", "en", "urn:uuid:2", datetime(2024, 1, 1, tzinfo=UTC))
    assert "unknown" not in package_document(bare, ITEMS)
    for name in ("creator", "publisher", "rights", "description", "date", "subject"):
        assert texts(DC + name, bare) == []


def test_files_and_their_order() -> None:
    root = parse()
    items = {item.get("href"): item for item in root.iter(f"{OPF}item")}
    read = [ref.get("idref") for ref in root.iter(f"{OPF}itemref")]
    assert read == [items[name].get("id") for name in ("cover.xhtml", "nav.xhtml", "a.xhtml")]
    assert items["a.xhtml"].get("properties") == "mathml svg"
    assert items["nav.xhtml"].get("id") == "nav"
    assert items["toc.ncx"].get("id") == next(root.iter(f"{OPF}spine")).get("toc")
    named = [element.get("content") for element in root.iter(f"{OPF}meta") if element.get("name") == "cover"]
    assert named == [items["images/cover.svg"].get("id")]


@pytest.mark.parametrize(
    ("access", "expected", "absent"),
    [
        (Accessibility(), ["textual", "none", "tableOfContents"], ["visual", "alternativeText", "MathML"]),
        (Accessibility(images=True), ["visual", "alternativeText"], ["textual,visual"]),
        (Accessibility(images=True, described=False), ["textual,visual"], ["alternativeText"]),
        (Accessibility(maths=True, animated=True), ["MathML", "unknown"], ["none"]),
        (Accessibility(summary="S"), ["S"], ["WCAG"]),
        (
            Accessibility(conforms_to="EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
            ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"],
            [],
        ),
    ],
)
def test_only_what_is_true_of_access_is_claimed(
    access: Accessibility, expected: list[str], absent: list[str]
) -> None:
    values = [value for _, value in access.properties]
    assert not set(expected) - set(values)
    assert not set(absent) & set(values)


@pytest.mark.parametrize(("given", "tag"), [("zh_CN", "zh-CN"), ("en", "en"), ("", "en"), ("pt_BR", "pt-BR")])
def test_a_language_becomes_a_tag(given: str, tag: str) -> None:
    assert language_tag(given) == tag


def test_vertical_books_run_to_the_left() -> None:
    vertical = Book("T", "ja", "urn:uuid:3", datetime(2024, 1, 1, tzinfo=UTC), writing_mode="vertical")
    assert 'page-progression-direction="rtl"' in package_document(vertical, ITEMS)
