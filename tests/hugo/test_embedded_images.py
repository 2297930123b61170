"""Pictures in addresses: what browsers read is read by books too, and what is none ends no build."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attack_cases import picture
from images import png
from koushu.hugo.embedded_images import read_embedded

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

GOOD = base64.b64encode(png(3, 3)).decode()
BROKEN = [
    "image/png;base64,abcde",
    "image/png;base64,****",
    "image/png;",
    "image/png;base64",
    "image/gif;base64,a",
]


def test_what_is_as_it_should_be_stays() -> None:
    assert read_embedded(f"data:image/png;base64,{GOOD}") == (f"data:image/png;base64,{GOOD}", "")


@pytest.mark.parametrize(
    "written",
    [
        f"data:image/png;base64,{GOOD.rstrip('=')}",
        f"DATA:image/PNG;x=y;BASE64,{GOOD}",
        f"data:image/png;charset=utf-8;base64,{GOOD[:20]}%0A {GOOD[20:]}",
        "data:image/png;," + "".join(f"%{byte:02x}" for byte in png(3, 3)),
    ],
)
def test_what_browsers_read_is_written_plainly(written: str) -> None:
    assert read_embedded(written) == (f"data:image/png;base64,{GOOD}", "")


def test_a_picture_of_too_many_pixels_is_refused() -> None:
    data = base64.b64encode(picture(60_000, 60_000)).decode()
    assert "60000 × 60000 pixels" in read_embedded(f"data:image/png;base64,{data}")[1]


@given(st.text())
def test_nothing_raises(text: str) -> None:
    for address in (text, f"data:image/png;{text}", f"data:image/png;base64,{text}"):
        uri, fault = read_embedded(address)
        assert bool(uri) != bool(fault)


@pytest.mark.parametrize("builder", ["html", "epub", "typst", "latex", "text"])
def test_no_build_ends_at_one(publication: Callable[..., Publication], builder: str) -> None:
    body = "\n\n".join(f"Words ![alt words {n}](data:{one})" for n, one in enumerate(BROKEN))
    good = f"\n\n![good](data:image/png;base64,{GOOD.rstrip('=')})\n"
    built = publication({"posts/a.md": f"---\ntitle: A\n---\n\n{body}{good}"}, builder)
    said = [line for line in built.warnings if "in its address" in line]
    assert [line.split(":")[1] for line in said] == [str(5 + 2 * n) for n in range(len(BROKEN))]
    if builder == "html":
        page = (built.out / "posts" / "a.html").read_text()
        assert all(f"alt words {n}" in page for n in range(len(BROKEN)))
        assert GOOD in page
