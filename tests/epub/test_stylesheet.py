"""Style sheets of the web site on their way into the book."""

from __future__ import annotations

import pytest

from koushu.epub.stylesheet import fit_for_book


@pytest.mark.parametrize(
    ("web", "book"),
    [
        ("a { color: red }", "a { color: red }"),
        ('@import "http://x/y.css"; a { b: c }', " a { b: c }"),
        ("a { background: url(x.png) }", "a { background: none }"),
        ("a { background: url( 'http://x' ) no-repeat }", "a { background: none no-repeat }"),
        ("a { b: url(data:image/png;base64,AA) }", "a { b: url(data:image/png;base64,AA) }"),
        (
            'html[data-theme="dark"] .a .b { color: white }',
            "@media (prefers-color-scheme: dark) {\n.a .b { color: white }\n}",
        ),
        ("a { position: relative; color: red; width: 50vw }", "a {  color: red; }"),
        ("b { position: fixed; top: 0 } a { background-position: 0 0 }", " a { background-position: 0 0 }"),
        ("@media print { a { position: absolute } b { c: d } }", "@media print { b { c: d } }"),
        ("a { max-height: calc(100svh - 1em); b: var(--x1vw) }", "a {  b: var(--x1vw) }"),
        ("/* { } */ a { b: c }", " a { b: c }"),
        ("html[data-theme=dark] { --x: 1 }", "@media (prefers-color-scheme: dark) {\nhtml { --x: 1 }\n}"),
    ],
)
def test_a_style_sheet_fits_a_book(web: str, book: str) -> None:
    assert fit_for_book(web) == book
