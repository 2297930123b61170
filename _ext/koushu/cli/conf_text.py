"""What the text of a `conf.py` says before Sphinx runs it, at the cost of reading it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_hugo_site(source: Path) -> bool:
    """Return whether the pages of a folder have the addresses that Hugo gives them.

    That is a site as it is, or one that `conf.py` names by `hugo_site`: its text is looked at, since it is no
    program before Sphinx runs it.
    """
    conf = source / "conf.py"
    if not conf.is_file():
        return True
    try:
        lines = ast.parse(conf.read_bytes()).body
    except (OSError, SyntaxError, ValueError):
        return False
    return any(_names_site(line) for line in lines)


def _names_site(line: ast.stmt) -> bool:
    """Return whether a line of `conf.py` gives `hugo_site` a value other than an empty one."""
    if isinstance(line, ast.AnnAssign):
        targets: list[ast.expr] = [line.target]
    elif isinstance(line, ast.Assign):
        targets = line.targets
    else:
        return False
    named = any(isinstance(target, ast.Name) and target.id == "hugo_site" for target in targets)
    return named and not (isinstance(line.value, ast.Constant) and not line.value.value)
