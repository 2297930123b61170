"""Modules that other libraries import at their top and few builds use, loaded when something of them is asked for.

They are a tenth of what a build of one changed post takes. Only `koushu build` runs with this; below Sphinx's own
command, and where a module is imported already, all stays as it is.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from importlib.util import LazyLoader
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_LATE: Final = frozenset(
    {
        # Docutils measures pictures with it, for output that Sphinx does not make.
        "PIL.Image",
        # Beautiful Soup selects elements with it, which the theme asks for on no page of ours.
        "soupsieve",
        # Sphinx takes one pattern of it, for Python sessions.
        "sphinx.ext.doctest",
    }
)


@contextmanager
def late_modules() -> Iterator[None]:
    """Load the modules named above when an attribute is first asked of them, as `importlib.util.LazyLoader` does.

    A second import counts as asking, so that whoever needs a module at once has it at once.
    """
    finder = _LateFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _LateFinder(MetaPathFinder):
    """Finds what the path holds, and puts the loading of it off."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where one of the late modules is found; None for all others."""
        if fullname not in _LATE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec
