"""The check that the fonts can draw every character of a book, before anything is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from koushu.books.font_coverage import covered
from koushu.problems import Kind, Problem, report
from koushu.typst_builder.book import walk_documents
from koushu.typst_builder.escape import string
from koushu.typst_builder.fonts import missing_characters, missing_message, substitute

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from koushu.typst_builder.compiler import Compiler

_PREAMBLE = '#set document(title: "characters")\n'


def characters_of(
    tree: nodes.document, doc2path: Callable[[str], str], more: str = ""
) -> list[dict[str, str]]:
    """Return the characters of each document of a book, each with the path and line where it stands first.

    `more` is text from the configuration.
    """
    found: dict[str, dict[str, str]] = {"": dict.fromkeys(more, "conf.py")}
    line = 0
    for docname, node in walk_documents(tree):
        if docname not in found:
            found[docname] = {}
            line = 0
        line = getattr(node, "line", None) or line
        for character in _own_text(node):
            if character not in found[docname]:
                found[docname][character] = f"{doc2path(docname)}:{line}" if line else doc2path(docname)
    return list(found.values())


def _own_text(node: nodes.Element) -> str:
    texts = [child.astext() for child in node.children if isinstance(child, nodes.Text)]
    return "".join([*texts, str(node.get("alt", "")), str(node.get("explanation", ""))])


def substitutes(
    found: Iterable[Mapping[str, str]],
    fonts: Iterable[Path],
    compiler: Compiler,
    folder: Path,
    where: str = "conf.py",
) -> dict[str, str]:
    """Return what is printed for each character that no font has, and report them all in one problem.

    It is reported at the file `where`. The compiler's own fonts are no files: it is asked about what the files do not
    have.
    """
    candidates = missing_characters(found, map(covered, fonts))
    statements = [string(character) for character in candidates]
    failed = compiler.failures(statements, folder, _PREAMBLE)
    missing = {
        character: places for index, (character, places) in enumerate(candidates.items()) if index in failed
    }
    if missing:
        report(Problem(Kind.TYPST_GLYPH, 0, missing_message(missing)), where)
    return {character: substitute(character) for character in missing}
