"""LaTeX formulas as Typst's mathematics."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.escape import call
from koushu.typst_builder.maths import typst_formula

CASES = [
    case[1:] for case in read_fixture_file(Path(__file__).parent.parent / "cases" / "typst" / "formulas.txt")
]


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_formulas(title: str, source: str, expected: str) -> None:
    found = typst_formula(source.strip())
    assert (" ".join(found.split()) if found else "none") == " ".join(expected.split())


HOSTILE = [
    r"\text{$ #panic() $}",
    '#eval("1")',
    r'\operatorname{a"; panic(); "b}',
    r"\text{\text{\text{x}}}",
    "\\text{a\\",
    "\uf100 \\text{a}",
    "x $ y",
    r"\begin{array}{c|c} a \\ \hline b \end{array}",
    r"\unknown{x}",
    "{" * 3000 + "}" * 3000,
    r"\frac{" * 500 + "}{}" * 500,
    r"\left(" * 500 + r"\right)" * 500,
    "x" * 50_000,
    "@x <y> `z` *a* _b_ ~",
    r"\color{red} x",
    "\x00\x07",
    "",
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_formulas_neither_crash_nor_reach_code(source: str, tmp_path: Path) -> None:
    found = typst_formula(source)
    if found is None:
        return
    statement = str(call("math.equation", call("eval", found, mode="math"), alt="x"))
    failures = Compiler(()).failures([statement], tmp_path, '#set document(title: "x")\n')
    assert not any("panicked" in failure.message for failure in failures.values())
