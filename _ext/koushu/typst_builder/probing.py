"""Formulas and pictures are tried before the book is written, so that one bad file spoils one place only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.books.drawing import without_outer_links
from koushu.problems import Kind, Problem, report
from koushu.typst_builder.escape import call
from koushu.typst_builder.maths import typst_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder

    from koushu.typst_builder.compiler import Compiler

_FORMULA = '#import "koushu.typ": *\n#set document(title: "formulas")\n'
_PICTURE = '#set document(title: "pictures")\n'
_FOLDER = "images"


def printable_formulas(compiler: Compiler, tree: nodes.document, folder: Path) -> dict[str, str | None]:
    """Return the Typst of each formula of a tree by its LaTeX source, or none for one that cannot be set."""
    found = [node for node in tree.findall() if isinstance(node, nodes.math | nodes.math_block)]
    converted = {
        source: typst_formula(source) for source in sorted({node.astext().strip() for node in found})
    }
    candidates = [(source, typst) for source, typst in converted.items() if typst is not None]
    statements = [str(call("formula", typst, alt="formula")) for _, typst in candidates]
    for index in compiler.failures(statements, folder, _FORMULA):
        converted[candidates[index][0]] = None
    return converted


def copy_images(builder: Builder, folder: Path) -> dict[str, str]:
    """Copy the pictures of a book below `folder` and return their new paths by their old ones."""
    target = folder / _FOLDER
    copied = {}
    for uri, name in sorted(builder.images.items()):
        target.mkdir(parents=True, exist_ok=True)
        try:
            data = Path(builder.srcdir, uri).read_bytes()
            (target / name).write_bytes(without_outer_links(data))
        except OSError as error:
            report(Problem(Kind.TYPST_IMAGE, 1, f"The picture cannot be copied: {error}"), uri)
        else:
            copied[uri] = f"{_FOLDER}/{name}"
    return copied


def printable_images(compiler: Compiler, folder: Path, copied: Mapping[str, str]) -> dict[str, str]:
    """Return those pictures that Typst can print; each other one is a problem."""
    uris = list(copied)
    statements = [str(call("image", copied[uri], alt="picture", width=1)) for uri in uris]
    statements = [statement.replace("width: 1", "width: 1pt") for statement in statements]
    failed = compiler.failures(statements, folder, _PICTURE)
    for index, diagnostic in failed.items():
        message = f"The picture cannot be printed: {diagnostic.sentence()}. Its alternative text is printed"
        report(Problem(Kind.TYPST_IMAGE, 1, message), uris[index])
    return {uri: copied[uri] for index, uri in enumerate(uris) if index not in failed}
