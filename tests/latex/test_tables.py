"""Tables: sides of columns, and tables inside others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

TABLE = "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n"


def _source(publication: Callable[..., Publication], text: str, **conf: object) -> str:
    return publication({"posts/a.md": f"---\ntitle: A\n---\n\n{text}\n"}, "latex", project="X", **conf).read(
        "x.tex"
    )


def test_columns_are_set_to_their_sides(publication: Callable[..., Publication]) -> None:
    assert "[t]{TRC}" in _source(publication, TABLE)


def test_a_table_without_sides_is_as_sphinx_sets_it(publication: Callable[..., Publication]) -> None:
    assert "[t]{TT}" in _source(publication, "| a | b |\n|---|---|\n| 1 | 2 |\n")


def test_a_long_table_goes_over_pages(publication: Callable[..., Publication]) -> None:
    source = _source(publication, TABLE + "| 1 | 2 | 3 |\n" * 40)
    assert "\\begin{longtable}" in source
    assert "{TRC}" not in source


def test_tables_in_tables_keep_their_words(publication: Callable[..., Publication]) -> None:
    depth = 5
    opening = "".join(f"<table><tr><td>level{number} " for number in range(depth))
    source = _source(publication, opening + "</td></tr></table>" * depth, hugo_unsafe=True)
    assert all(f"level{number}" in source for number in range(depth))
