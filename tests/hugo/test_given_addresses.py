"""Directives and roles that posts may use take no address that does harm, and those that posts have not are named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.allowed import refused_in_rst

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

HEAD = "---\ntitle: A\ndate: 2024-01-01\nsyntax: myst\n---\n\n"


def _page(publication: Callable[..., Publication], text: str, **conf: object) -> tuple[str, list[str]]:
    made = publication({"posts/a.md": HEAD + text, "posts/ok.txt": "fine", "secret.txt": "no"}, **conf)
    return made.read("posts/a.html"), made.warnings


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("```{button-link} javascript:alert(1)\nWords\n```", ["hugo.directive"]),
        ("```{card} Words\n:link: javascript:alert(1)\n```", ["hugo.directive"]),
        ("{bdg-link-primary}`Words <javascript:alert(1)>`", ["hugo.directive"]),
        ("```{figure} ok.png\n:target: vbscript:x\n\nWords\n```", ["hugo.directive", "hugo.image"]),
        ("{download}`Words </../../etc/passwd>`", ["hugo.directive"]),
        ("{download}`Words <../../../../../etc/passwd>`", ["hugo.directive"]),
        ("{download}`Words <file:///etc/passwd>`", ["hugo.directive"]),
        ("{download}`Words <../conf.py>`", ["hugo.directive"]),
        ("{download}`Words <../../conf/../posts/ok.txt>`", ["hugo.directive"]),
        ("{download}`Words <%s>`" % ("a" * 300), ["hugo.directive"]),
        ("{download}`Words <no.txt>`", ["download.not_readable"]),
    ],
)
def test_no_address_does_harm(publication: Callable[..., Publication], text: str, kinds: list[str]) -> None:
    extensions = ["koushu", "sphinxcontrib.bibtex", "sphinx_design"]
    pytest.importorskip("sphinx_design")
    page, warnings = _page(publication, text, extensions=extensions)
    assert "Words" in page
    assert not re.search(r"""=["'](java|vb)script:""", page)
    assert "_downloads" not in page
    assert [line.rpartition("[")[2].rstrip("]") for line in warnings] == kinds
    assert all(line.startswith("posts/a.md:7: ") for line in warnings)


def test_a_file_of_the_publication_can_be_downloaded(publication: Callable[..., Publication]) -> None:
    page, warnings = _page(publication, "{download}`the file <ok.txt>`")
    assert "_downloads/" in page
    assert warnings == []


def test_a_directive_that_is_not_known_keeps_its_words(publication: Callable[..., Publication]) -> None:
    text = "```{mermaid} My *title*\na --> b\n```\n\n:::{fancy} Another\nWords of **fancy**.\n:::\n"
    page, warnings = _page(publication, text)
    assert "<p>My <em>title</em></p>" in page
    assert "a --&gt; b" in page
    assert "<p>Words of <strong>fancy</strong>.</p>" in page
    assert [line.split(" WARNING")[0] for line in warnings] == ["posts/a.md:7:", "posts/a.md:11:"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (".. include:: ok.txt", "include"),
        (".. literalinclude:: /secret.txt", "literalinclude"),
        ("..  raw:: html\n\n   <script>", "raw"),
        (".. |x| image:: a.png\n.. |y| raw:: html\n\n   <b>", "raw"),
        (".. csv-table::\n   :file: /secret.txt", ":file:"),
        (".. automodule :: os", "automodule"),
        ("- .. role:: x(raw)", "role"),
        (".. note:: *fine*\n\n.. image:: x.png\n", ""),
        ("Not a directive: a.. b:: c", ""),
    ],
)
def test_restructured_text_has_what_posts_have(text: str, refused: str) -> None:
    assert refused_in_rst(text) == refused


def test_restructured_text_in_a_post(publication: Callable[..., Publication]) -> None:
    text = (
        "```{eval-rst}\n.. note:: Words *here*.\n\n| a line\n```\n\n```{eval-rst}\n.. include:: ok.txt\n```\n"
    )
    page, warnings = _page(publication, text)
    assert "Words <em>here</em>." in page
    assert 'class="line-block"' in page
    assert "fine" not in page
    assert ".. include:: ok.txt" in page
    assert any(line.startswith("posts/a.md:13") and "'include'" in line for line in warnings)
