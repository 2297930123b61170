"""The check sums of style sheets and scripts that pages tell: of the files that stand in the site, staged or in place.

An edit of bodies stages none of them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.builders import html

from koushu.staged_files import live_path, standing
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_NAME: Final = "_file_checksum"
_usual: Final[Callable[[Path, str | os.PathLike[str]], str] | None] = getattr(html, _NAME, None)


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx's builder ask here; where a version of it has no such function, nothing is changed."""
    if _usual is not None:
        setattr(html, _NAME, sum_of)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def are_found_in_place() -> bool:
    """Return whether check sums are known of files that are not staged."""
    return getattr(html, _NAME, None) is sum_of


def sum_of(folder: Path, name: str | os.PathLike[str]) -> str:
    """Return the check sum of a file of the output, as Sphinx makes it."""
    if _usual is None:  # pragma: no cover - it stands in its place only
        raise TypeError
    staged = Path(folder, name)
    is_staged = "://" in os.fspath(name) or standing(staged) == staged
    return _usual(Path(folder) if is_staged else live_path(Path(folder)), name)
