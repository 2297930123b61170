"""Formulas become MathML that is well-formed, plain and safe, or say why not."""

import re
from xml.etree import ElementTree as ET

import pytest

from koushu.mathml.alphabets import styled
from koushu.mathml.convert import MAX_LENGTH, to_mathml
from koushu.mathml.environments import arrange, prepare

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


def tree(tex, display=False):
    formula = to_mathml(tex, display=display)
    assert formula.fault == ""
    return ET.fromstring(formula.markup)


def texts(tex):
    return "".join(tree(tex).itertext())


def rows(tex):
    """Return the cells' texts of the first table of a formula."""
    table = next(tree(tex, display=True).iter(f"{NAMESPACE}mtable"))
    return [["".join(cell.itertext()) for cell in row] for row in table]


def test_source_is_kept_as_alternative_text():
    assert tree(r'a "<" b').get("alttext") == r'a "<" b'
    assert tree(r"\frac{a}{b}").get("alttext") == r"\frac{a}{b}"


@pytest.mark.parametrize(("display", "expected"), [(True, "block"), (False, "inline")])
def test_display(display, expected):
    assert tree("x", display=display).get("display") == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{&lt;script&gt;}",
        r"\unicode{x3c}script\unicode{x3e}",
        r"\mbox{</math><img src=x onerror=alert(1)>}",
        r"\operatorname{<b>}x",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//host)}{x}",
        r'\color{red" onclick="alert(1)}{x}',
        r"\class{secret}{x}",
        r"\fbox{<iframe>}",
        "\\text{\x00\x08\ud800}",
    ],
)
def test_nothing_in_a_formula_becomes_active(tex):
    markup = to_mathml(tex).markup
    root = ET.fromstring(markup)
    names = {name for part in root.iter() for name in part.attrib}
    assert not names & {"href", "style", "class", "onclick", "src", "onerror"}
    assert {part.tag.removeprefix(NAMESPACE)[0] for part in root.iter()} == {"m"}
    assert not re.search(r"<(?!/?m)", markup)


def test_text_keeps_what_the_author_wrote():
    assert texts(r"\text{a < b & c}") == "a\u00a0<\u00a0b\u00a0&\u00a0c"
    assert texts("中文 + 1") == "中文+1"


@pytest.mark.parametrize(
    "environment", ["align", "align*", "aligned", "split", "alignat*", "flalign", "alignedat"]
)
def test_aligned_environments_are_tables_without_numbers(environment):
    argument = "{2}" if environment.startswith(("alignat", "alignedat")) else ""
    tex = rf"\begin{{{environment}}}{argument} a &= b \\ c &= d \label{{eq}} \end{{{environment}}}"
    assert rows(tex) == [["a", "=b"], ["c", "=d"]]


@pytest.mark.parametrize("environment", ["gather", "gather*", "gathered", "multline"])
def test_gathered_environments_are_one_column(environment):
    assert rows(rf"\begin{{{environment}}} a \\ b \nonumber \end{{{environment}}}") == [["a"], ["b"]]


def test_equation_is_only_a_wrapper():
    assert texts(r"\begin{equation*} e = mc^2 \label{x} \end{equation*}") == "e=mc2"


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a\n\nb", r"\begin{aligned}a\\b\end{aligned}"),
        (r"a \\ b", r"\begin{split}a \\ b\end{split}"),
        (r"\begin{matrix} a \\ b \end{matrix}", r"\begin{matrix} a \\ b \end{matrix}"),
        ("  ", ""),
    ],
)
def test_lines_of_a_display_formula(tex, expected):
    assert arrange(tex) == expected


def test_unknown_environments_are_left_alone():
    assert prepare(r"\begin{pmatrix} 1 \end{pmatrix}") == r"\begin{pmatrix} 1 \end{pmatrix}"


@pytest.mark.parametrize(
    ("letters", "variant", "expected"),
    [
        ("R", "double-struck", "ℝ"),
        ("xY1", "bold", "𝐱𝐘𝟏"),
        ("θ", "bold-italic", "𝜽"),
        ("L", "script", "ℒ"),
        ("g", "fraktur", "𝔤"),
        ("C", "fraktur", "ℭ"),
        ("h", "italic", "ℎ"),
    ],
)
def test_styled_letters(letters, variant, expected):
    assert styled(letters, variant) == (expected, True)


def test_letters_without_a_form_stay():
    assert styled("中", "bold") == ("中", False)
    assert styled("x", "no-such-variant") == ("x", False)


def test_bold_greek_needs_no_variant():
    assert texts(r"\boldsymbol{\theta}") == "𝜽"


@pytest.mark.parametrize(
    ("tex", "word"),
    [
        (r"\frac{1}{", "breaks off"),
        (r"\left( x", "left"),
        (r"x_1_2", "subscripts"),
        (r"\begin{matrix} 1", "does not end"),
        (r"\nosuchcommand x", r"\nosuchcommand"),
        (r"\newcommand{\a}{aa} \a", r"\newcommand"),
        (r"\def\a{aa}\a", r"\def"),
        ("x" * (MAX_LENGTH + 1), "characters"),
        ("{" * 4000, "nests"),
        ("^", "nothing beside it"),
    ],
)
def test_what_cannot_be_shown_says_why(tex, word):
    formula = to_mathml(tex)
    assert formula.markup == ""
    assert word in formula.fault


@pytest.mark.parametrize(
    "tex", ["", " ", "\\", "$", "&", "%", "#", "{", "}", r"\left", r"\sqrt", r"\rule{}{}", "_", "'"]
)
def test_any_text_gives_markup_or_fault(tex):
    formula = to_mathml(tex, display=True)
    assert bool(formula.markup) != bool(formula.fault)
