"""Images on their way into the book."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from kitchen import png
from koushu.epub.links import BookPage
from koushu.epub.media import clean_svg, image_type, is_animated
from koushu.epub.pictures import Pictures

HTML = "http://www.w3.org/1999/xhtml"
PNG = png()
JPEG = b"\xff\xd8\xff\xe0\0\4JF\xff\xc0\0\x11\x08\0\3\0\4\3"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'
FILES = {"_images/a.png": PNG, "_images/图 1.svg": SVG, "_images/bad.png": b"no image", "x.jpg": PNG}


def place(markup: str) -> tuple[ET.Element, Pictures, list]:
    root = ET.fromstring(f'<html xmlns="{HTML}"><body>{markup}</body></html>')
    pictures = Pictures(FILES.get)
    problems = pictures.place(BookPage("posts/p.xhtml", "posts/p.xhtml", root))
    return root[0][0], pictures, problems


def test_an_image_is_shown_from_the_book() -> None:
    image, pictures, problems = place('<img src="../_images/a.png" alt="A"/>')
    assert image.get("src") == "../images/a.png"
    assert pictures.files == {"images/a.png": PNG}
    assert (pictures.shown, pictures.described, problems) == (True, True, [])


def test_a_name_that_is_not_plain_gets_one() -> None:
    image, pictures, _ = place('<img src="../_images/%E5%9B%BE%201.svg" alt=""/>')
    (name,) = pictures.files
    assert name.isascii()
    assert name.endswith(".svg")
    assert image.get("src") == f"../{name}"
    assert not pictures.described


def test_the_type_is_what_the_bytes_say() -> None:
    _, pictures, _ = place('<img src="../x.jpg" alt="X"/>')
    assert list(pictures.files) == ["images/x.png"]


@pytest.mark.parametrize(
    "source", ["../_images/bad.png", "../nowhere.png", "../../../etc/passwd", "", "http:", "data:text/html,x"]
)
def test_what_cannot_be_shown_is_said(source: str) -> None:
    element, pictures, problems = place(f'<img src="{source}" alt="什么" id="i"/>')
    assert (element.tag, element.text, element.get("id")) == (f"{{{HTML}}}span", "什么", "i")
    assert [problem.kind.value for problem in problems] == ["epub.image"] or source == "http:"
    assert pictures.files == {}


def test_a_remote_image_becomes_a_link() -> None:
    element, pictures, problems = place('<img src="https://a.org/x y.png" alt="远"/>')
    assert (element.tag, element.get("href"), element.text) == (
        f"{{{HTML}}}a",
        "https://a.org/x%20y.png",
        "远",
    )
    assert (pictures.files, problems) == ({}, [])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "image/png"),
        (PNG[:20], ""),
        (JPEG, "image/jpeg"),
        (JPEG[:9], ""),
        (b"GIF89a\4\0\3\0\0\0\0", "image/gif"),
        (b"GIF89a", ""),
        (b"RIFF\x1a\0\0\0WEBPVP8 \x0e\0\0\0" + b"\0" * 14, "image/webp"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ""),
        (SVG, "image/svg+xml"),
        (b"<svg>no namespace</svg>", ""),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, ""),
        (b"<html><svg/></html>", ""),
        (b"BM6", ""),
        (b"", ""),
    ],
)
def test_a_kind_is_told_by_the_first_bytes(data: bytes, kind: str) -> None:
    assert image_type(data) == kind


def test_a_drawing_is_made_safe() -> None:
    drawing = (
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        b'xmlns:ink="http://ink/" ink:v="1" onload="x()"><ink:grid/><script>x()</script>'
        b'<style>@import "http://x"; a { fill: url(http://x) }</style>'
        b'<use xlink:href="#a"/><image xlink:href="http://x/y.png"/></svg>'
    )
    cleaned = clean_svg(drawing).decode()
    assert "http://x" not in cleaned
    for gone in ("script", "onload", "ink:"):
        assert gone not in cleaned.replace("xlink:", "")
    assert '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>' in cleaned


def test_moving_pictures_are_noticed() -> None:
    frame = b"\x21\xf9\x04\0\0\0\0\0"
    assert is_animated(b"GIF89a" + frame + frame)
    assert not is_animated(b"GIF89a" + frame)
    assert not is_animated(PNG)


def test_a_drawing_keeps_no_dead_links_and_no_odd_names() -> None:
    odd = (
        b'<svg xmlns="http://www.w3.org/2000/svg"><g id="1 a"/><g id="b"/><g id="b"/><rect fill="url(#1 a)"/>'
        b'<a href="javascript:x()">words</a><text><a href="https://example.org/">t</a></text></svg>'
    )
    style = b"<style>@import url(http://e.example/x.css); rect{fill:url(http://e.example/#a);x:y}</style>"
    cleaned = clean_svg(odd.replace(b"</svg>", style + b"</svg>")).decode()
    assert re.search(r"<style>\s*rect\{(fill:none;)?x:y\}</style>", cleaned)
    assert cleaned.count('id="id-1-a"') == cleaned.count('id="b"') == 1
    assert 'fill="url(#id-1-a)"' in cleaned
    assert "<g><text>words</text></g>" in cleaned
    assert "<text><tspan>t</tspan></text>" in cleaned
