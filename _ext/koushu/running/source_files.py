"""Files that documents name, as Sphinx finds them below the source folder; where a link leads is asked where one is.

pathlib asks the disk for each folder above a file, also for those above all sources, several times for each picture.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from sphinx.environment import BuildEnvironment

from koushu.safe_path import mode_without_links
from koushu.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_find: Final = BuildEnvironment.relfn2path


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx find files in this way."""
    BuildEnvironment.relfn2path = _found  # type: ignore[assignment, method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _found(env: BuildEnvironment, filename: str | Path, docname: str | None = None) -> tuple[str, str]:
    """Return the path of a file from the source folder on, and the whole one, as Sphinx does."""
    name = os.fspath(filename)
    root = os.fspath(env.srcdir)
    if not name.startswith("/") or os.sep != "/" or mode_without_links(root, name[1:]) is None:
        return _find(env, filename, docname)
    return name[1:], root + name
