"""Large books: what is divided, what each volume holds, and a compiler that dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdf
import pytest

from fragments import pdf_pages
from koushu.books import typst_workers
from koushu.typst_builder import compiler as compiler_module
from koushu.typst_builder.volumes import divide
from tools import require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

POSTS = {
    "index.md": "---\ntitle: Start\n---\n\nWillkommensgruss.\n\n```{post-list}\n```\n",
    **{
        f"posts/p{n}.md": f"---\ntitle: Post {n}\ndate: 2020-01-0{n}\n---\n\nWort{n}. See [one](p1.md), [x](p5.md).\n"
        for n in range(1, 6)
    },
}


def _text(path: Path) -> str:
    return "\n".join(pdf_pages(path))


@pytest.mark.parametrize(
    ("weights", "largest", "expected"),
    [
        ([1, 1, 1, 1, 1], 2, [2, 2, 1]),
        ([1, 1, 1, 1], 4, [4]),
        ([9, 1, 1, 1], 4, [1, 3]),
        ([1] * 10, 5, [5, 5]),
        ([], 5, []),
    ],
)
def test_parts_are_in_order_and_of_about_the_same_weight(
    weights: list[int], largest: int, expected: list[int]
) -> None:
    names = [str(number) for number in range(len(weights))]
    parts = list(divide(names, dict(zip(names, weights, strict=True)), largest))
    assert [name for part in parts for name in part] == names
    assert [len(part) for part in parts] == expected


def test_each_post_stands_in_one_volume_in_the_order_of_the_book(
    publication: Callable[..., Publication],
) -> None:
    require_pdftotext()
    made = publication(POSTS, builder="typstpdf", project="Book", language="en", typst_volume_posts=2)
    paths = sorted(made.out.glob("*.pdf"))
    assert [path.name for path in paths] == ["book-part-1.pdf", "book-part-2.pdf", "book-part-3.pdf"]
    texts = [_text(path) for path in paths]
    for number in range(1, 6):
        assert sum(f"Wort{number}" in text for text in texts) == 1
    assert ["Willkommensgruss" in text for text in texts] == [True, False, False]
    order = "".join(texts)
    assert sorted(range(1, 6), key=lambda number: order.index(f"Wort{number}")) == [1, 2, 3, 4, 5]
    for number, text in enumerate(texts, 1):
        assert f"Part {number} of 3" in text
    assert made.warnings == []


def test_a_small_book_is_not_divided(publication: Callable[..., Publication]) -> None:
    made = publication(POSTS, builder="typstpdf", project="Book")
    assert [path.name for path in made.out.glob("*.pdf")] == ["book.pdf"]


def test_a_process_of_its_own_makes_the_same_pdf_and_says_the_same(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"index.md": "# Title\n\nWords.\n"}
    inside = publication(files, builder="typstpdf", project="Book")
    monkeypatch.setattr(compiler_module, "LARGE", 0)
    apart = publication(files, builder="typstpdf", project="Book")
    assert (inside.out / "book.pdf").read_bytes() == (apart.out / "book.pdf").read_bytes()
    wrong = publication(files, builder="typstpdf", project="Book", typst_theme_options={"paper": "none-such"})
    assert len(pypdf.PdfReader(apart.out / "book.pdf").pages) > 0
    assert "typst.compiler" in "".join(wrong.warnings)
    assert "Traceback" not in "".join(wrong.warnings)


def test_a_compiler_that_dies_is_told_and_tried_once(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "dies.py"
    program.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    monkeypatch.setattr(typst_workers, "_PROGRAM", program)
    made = publication({"index.md": "# Title\n\nWords.\n"}, builder="typstpdf", project="Book")
    (told,) = made.warnings
    assert "typst_volume_posts" in told
    assert "typst.compiler" in told
    assert not list(made.out.glob("*.pdf"))
