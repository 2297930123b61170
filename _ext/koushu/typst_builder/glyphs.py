"""The check that the fonts can draw every character of a book, before anything is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.problems import Kind, Problem, report
from koushu.typst_builder.book import walk_documents
from koushu.typst_builder.escape import string
from koushu.typst_builder.fonts import covered, missing_characters, missing_message, substitute

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from koushu.typst_builder.compiler import Compiler

_PREAMBLE = '#set document(title: "characters")\n'


def characters_of(tree: nodes.document, more: str = "") -> dict[str, set[str]]:
    """Return the characters of each document of a book; `more` is text from the configuration."""
    found: dict[str, set[str]] = {"conf.py": set(more)}
    for docname, node in walk_documents(tree):
        characters = found.setdefault(docname, set())
        for child in node.children:
            if isinstance(child, nodes.Text):
                characters.update(child)
        characters.update(str(node.get("alt", "")), str(node.get("explanation", "")))
    return found


def substitutes(
    found: dict[str, set[str]], fonts: Iterable[Path], compiler: Compiler, folder: Path
) -> dict[str, str]:
    """Return what is printed for each character that no font has, and report them all in one problem.

    The compiler's own fonts are no files: it is asked about what the files do not have.
    """
    candidates = missing_characters(found, map(covered, fonts))
    statements = [string(character) for character in candidates]
    failed = compiler.failures(statements, folder, _PREAMBLE)
    missing = {
        character: where for index, (character, where) in enumerate(candidates.items()) if index in failed
    }
    if missing:
        report(Problem(Kind.TYPST_GLYPH, 0, missing_message(missing)), "conf.py")
    return {character: substitute(character) for character in missing}
