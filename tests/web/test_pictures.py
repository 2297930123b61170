"""Pictures of a page: their size, smaller copies, and when they come."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from koushu.pictures import picture_size
from koushu.web.picture_files import PictureFiles

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60"/>'
POST = """---
title: Pictures
---

![big](big.jpg)

![small](small.png "Title")

{{< figure src="big.jpg" caption="A caption" width="300" >}}

![](drawing.svg)

![far](https://example.org/far.png)
"""
RST = """
Page
====

.. figure:: /posts/small.png

   Words below.

.. image:: /posts/small.png
"""


def picture(form, size=(90, 60), **options):
    """Return the bytes of a picture that no format can make small."""
    noise = Image.effect_noise(size, 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, form, **options)
    return file.getvalue()


@pytest.fixture(scope="module")
def big():
    return picture("JPEG", (2000, 1000), quality=95)


@pytest.fixture
def files(big):
    return {
        "posts/a.md": POST,
        "posts/big.jpg": big,
        "posts/small.png": picture("PNG"),
        "posts/drawing.svg": SVG,
    }


def images(publication, name="posts/a.html"):
    return BeautifulSoup(publication.read(name), "lxml").select("article img")


def copies(image):
    return [tuple(one.split()) for one in image.get("srcset", "").split(", ") if one]


def test_every_local_picture_has_its_size(publication, files):
    big, small, figure, drawing, far = images(publication(files))
    sizes = [(image.get("width"), image.get("height")) for image in (big, small, figure, drawing, far)]
    assert sizes == [("2000", "1000"), ("90", "60"), sizes[2], ("100", "60"), (None, None)]
    assert "300" in figure.get("style", "") + (figure.get("width") or "")
    assert small["title"] == "Title"


def test_all_but_the_first_come_when_they_are_near(publication, files):
    found = images(publication(files))
    assert [image.get("loading") for image in found] == [None, "lazy", "lazy", "lazy", "lazy"]
    assert {image["decoding"] for image in found} == {"async"}


def test_a_large_picture_is_offered_in_smaller_copies(publication, files):
    built = publication(files)
    big, small, *_ = images(built)
    offered = copies(big)
    assert [width for _, width in offered] == ["480w", "800w", "1200w", "1640w"]
    for address, width in offered:
        data = (built.out / "posts" / address).read_bytes()
        with Image.open(io.BytesIO(data)) as copy:
            assert (copy.format, f"{copy.width}w", copy.width) == ("WEBP", width, copy.height * 2)
        assert len(data) < len(files["posts/big.jpg"])
    assert not copies(small)
    assert big["src"].endswith("_images/big.jpg")


def test_copies_are_made_once_and_alike(publication, files):
    built = publication(files)
    folder = built.out / "_images"
    first = {path.name: path.read_bytes() for path in folder.glob("koushu-*")}
    again = publication(files)
    assert first == {path.name: path.read_bytes() for path in (again.out / "_images").glob("koushu-*")}
    kept = {path.name: path.stat().st_mtime_ns for path in folder.glob("koushu-*")}
    built.rebuild()
    assert kept == {path.name: path.stat().st_mtime_ns for path in folder.glob("koushu-*")}


def test_copies_of_a_picture_that_is_gone_go_too(publication, files):
    built = publication(files)
    (built.app.srcdir / "posts/a.md").write_text("# None\n", encoding="utf-8")
    assert list((built.out / "_images").glob("koushu-*"))
    built.rebuild()
    assert not list((built.out / "_images").glob("koushu-*"))


def test_copies_can_be_left_out(publication, files):
    built = publication(files, web_picture_widths=[])
    assert not any(copies(image) for image in images(built))
    assert not list((built.out / "_images").glob("koushu-*"))


def test_a_damaged_picture_is_shown_as_it_is(publication, files):
    built = publication({**files, "posts/big.jpg": files["posts/big.jpg"][:60_000]})
    big, *_ = images(built)
    assert not copies(big)
    assert [line for line in built.warnings if "big.jpg" in line and "web.picture" in line]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_copies_lie_where_each_page_looks(publication, files, builder):
    built = publication(files, builder=builder)
    name = {"dirhtml": "posts/a/index.html", "singlehtml": "index.html"}[builder]
    page = (built.out / name).parent
    found = [one for image in images(built, name) for one in copies(image)]
    assert found
    assert all((page / address).is_file() for address, _ in found)


def test_a_picture_without_description_has_its_caption(publication, files):
    found = images(
        publication({**files, "page.rst": RST}, source_suffix={".md": "hugo", ".rst": "restructuredtext"}),
        "page.html",
    )
    assert [image["alt"] for image in found] == ["Words below.", ""]
    assert images(publication(files))[3]["alt"] == ""


def test_a_picture_is_measured_as_it_is_shown(tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(picture("JPEG", (90, 60), exif=turned))
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "c.svg").write_text("<svg", encoding="utf-8")
    assert picture_size(tmp_path / "a.jpg") == (60, 90)
    assert picture_size(tmp_path / "b.png") is picture_size(tmp_path / "c.svg") is None
    assert picture_size(tmp_path / "none.png") is None


def test_a_turned_picture_is_turned_in_its_copies(tmp_path):
    turned = Image.Exif()
    turned[0x0112] = 6
    path = tmp_path / "a.jpg"
    path.write_bytes(picture("JPEG", (1200, 900), quality=95, exif=turned))
    made, damaged = PictureFiles(tmp_path / "copies", [400]).copies([path])
    assert damaged == []
    (copy,) = made[path]
    with Image.open(copy.file) as found:
        assert found.size == (400, 533)


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA", "CMYK", "L", "I;16"])
def test_pictures_of_every_kind_have_copies(tmp_path, mode):
    path = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    base = Image.effect_noise((1200, 600), 90)
    base.convert("I;16" if mode == "I;16" else mode).save(path)
    made, damaged = PictureFiles(tmp_path / "copies", [400]).copies([path])
    assert damaged == []
    assert [copy.width for copy in made[path]] == [400]


def test_what_moves_has_no_copies(tmp_path):
    path = tmp_path / "a.webp"
    frames = [Image.effect_noise((900, 600), spread).convert("RGB") for spread in (50, 90)]
    frames[0].save(path, save_all=True, append_images=frames[1:], quality=95)
    assert PictureFiles(tmp_path / "copies", [400]).copies([path]) == ({}, [])
