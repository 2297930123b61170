"""Images that LaTeX cannot take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.books.drawing import convert_image, without_outer_links
from koushu.latex.svg import convert_file

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("typst", reason="the Python package typst is missing; pip install typst")

DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/>'
    b'<image href="https://example.org/x.png" width="1" height="1"/></svg>'
)


def test_a_drawing_becomes_a_page_of_its_own_size() -> None:
    from io import BytesIO

    from pypdf import PdfReader

    made = convert_image(DRAWING, ".svg", "pdf")
    assert made.fault == ""
    (page,) = PdfReader(BytesIO(made.data)).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (30, 15)


def test_a_drawing_becomes_pixels() -> None:
    made = convert_image(DRAWING, ".svg", "png")
    assert made.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(made.data[16:20]) == 40


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert convert_image(DRAWING, ".svg", "pdf") == convert_image(DRAWING, ".svg", "pdf")


def test_what_is_no_image_is_a_fault() -> None:
    for data in (b"", b"no image", b"<svg", b"\x89PNG\r\n\x1a\n"):
        assert convert_image(data, ".svg", "pdf").fault


def test_a_drawing_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_bytes(DRAWING)
    drawing = DRAWING.replace(b"https://example.org/x.png", str(secret).encode())
    made = convert_image(drawing, ".svg", "pdf")
    assert made.fault or len(made.data) <= len(convert_image(DRAWING, ".svg", "pdf").data) + 50


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (b'<svg><image xlink:href="https://a/b.png"/></svg>', b"<svg><image /></svg>"),
        (b"<svg><image href='//a/b.png'/></svg>", b"<svg><image /></svg>"),
        (b'<svg><use href="#a"/></svg>', b'<svg><use href="#a"/></svg>'),
        (b'<svg><image x:href="gone.png"/></svg>', b"<svg><image /></svg>"),
        (
            b'<svg><image href="data:image/png;base64,"/></svg>',
            b'<svg><image href="data:image/png;base64,"/></svg>',
        ),
        (b'href="https://a"', b'href="https://a"'),
    ],
)
def test_links_to_other_files_go(given: bytes, left: bytes) -> None:
    assert without_outer_links(given) == left


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    assert convert_file(tmp_path / "nowhere.svg", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()
