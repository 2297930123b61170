"""Links that hold nothing but a picture have a name."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from kitchen import png
from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.fonts import find_fonts
from koushu.typst_builder.link_names import picture_links
from koushu.typst_builder.revision import revised

if TYPE_CHECKING:
    from pathlib import Path

_SOURCE = """
#set document(title: "Links")
#let dot(alt) = box(image("dot.png", alt: alt, width: 10pt))
#link("https://example.org/1", dot("中文 (a) \\\\"))
#link("https://example.org/2")[#dot("two") and words]
#link("https://example.org/3")[words]
#link("https://example.org/4")[#dot("four")#dot("five")]
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder: Path = tmp_path_factory.mktemp("links")
    (folder / "dot.png").write_bytes(png())
    (folder / "main.typ").write_text(_SOURCE, encoding="utf-8")
    return Compiler(find_fonts([]).paths).compile(folder / "main.typ", timestamp=0)[0]


def _links(pdf: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    found: list[str] = []

    def walk(node: object) -> None:
        value = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(value, list):
            for child in value:
                walk(child)
        elif isinstance(value, dict) and "/S" in value:
            if value["/S"] == "/Link":
                found.append(str(value.get("/Alt", "")))
            walk(value.get("/K", []))

    walk(reader.root_object["/StructTreeRoot"]["/K"])
    return found


def test_only_links_without_words_are_named(made: bytes) -> None:
    assert _links(made) == ["", "", "", ""]
    assert _links(revised(made, picture_links)) == ["中文 (a) \\", "", "", "four"]


def test_the_rest_stays_as_it_is(made: bytes) -> None:
    named = revised(made, picture_links)
    assert named.startswith(made)
    assert revised(named, picture_links) != b""
    before, after = (pypdf.PdfReader(io.BytesIO(pdf), strict=True) for pdf in (made, named))
    assert [page.extract_text() for page in before.pages] == [page.extract_text() for page in after.pages]
    assert before.metadata == after.metadata


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7\n", b"%PDF-1.7\ntrailer\n<<>>\nstartxref\n5\n%%EOF"])
def test_a_pdf_of_another_kind_is_left_alone(other: bytes) -> None:
    assert revised(other, picture_links) == other
