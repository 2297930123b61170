"""Formulas and pictures are tried before the book is written, so that one bad file spoils one place only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.books.drawing import without_outer_links
from koushu.problems import Kind, Problem, report
from koushu.running.places import place_of_picture
from koushu.typst_builder.escape import call
from koushu.typst_builder.maths import typst_formula

if TYPE_CHECKING:
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
            _report(
                builder, uri, f"{uri} cannot be copied: {error.strerror}. Its alternative text is printed"
            )
        else:
            copied[uri] = f"{_FOLDER}/{name}"
    return copied


def printable_images(builder: Builder, compiler: Compiler, folder: Path) -> dict[str, str]:
    """Copy the pictures of a book and return the paths of those that Typst can print; each other one is a problem."""
    copied = copy_images(builder, folder)
    uris = list(copied)
    statements = [str(call("image", copied[uri], alt="picture", width=1)) for uri in uris]
    statements = [statement.replace("width: 1", "width: 1pt") for statement in statements]
    failed = compiler.failures(statements, folder, _PICTURE, seconds=1.0)
    for index, diagnostic in failed.items():
        message = f"{uris[index]} cannot be printed: {diagnostic.sentence()}. Its alternative text is printed"
        _report(builder, uris[index], message)
    return {uri: copied[uri] for index, uri in enumerate(uris) if index not in failed}


def _report(builder: Builder, uri: str, message: str) -> None:
    showing, _ = builder.env.images.get(uri, ((), ""))
    path, line = place_of_picture(builder.env, showing, uri)
    report(Problem(Kind.TYPST_IMAGE, line, message), path)
