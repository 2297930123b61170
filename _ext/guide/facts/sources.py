"""Docstrings that Python does not keep: those below a constant or a member of an enumeration."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType


@cache
def constants(package: Path) -> dict[str, str]:
    """Return the docstring of each constant of a package whose value is a text, by that text."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node, following in pairwise([*tree.body, ast.Pass()]):
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if (
                isinstance(value, ast.Constant)
                and isinstance(value.value, str)
                and (text := _text(following))
            ):
                found[value.value] = text
    return found


@cache
def attribute_docs(module: ModuleType) -> dict[str, str]:
    """Return the docstring below each assignment of a module, by `name`, or by `Class.name` inside a class."""
    return dict(_documented(ast.parse(inspect.getsource(module)), ""))


def _documented(tree: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, str]]:
    for node, following in pairwise([*tree.body, ast.Pass()]):
        if isinstance(node, ast.ClassDef):
            yield from _documented(node, f"{node.name}.")
        if isinstance(node, ast.Assign | ast.AnnAssign) and (text := _text(following)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    yield f"{prefix}{target.id}", text


def _text(node: ast.stmt) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        value = node.value.value
        return inspect.cleandoc(value) if isinstance(value, str) else ""
    return ""
