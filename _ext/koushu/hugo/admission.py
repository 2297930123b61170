"""Which files below the source folder are not read at all, said one by one, so that no post can end or fool a build."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util.matching import Matcher

from koushu import kept_pickle
from koushu.problems import Kind, Problem, report
from koushu.safe_path import Refusal, may_be_read, refusals
from koushu.told_changes import SKIPPED, told

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LARGEST_POST: Final = 2 << 20
"""Bytes of a source; a novel has half of it."""


_FEW: Final = 50
"""Changed files that are looked at one by one."""
_NONE_REFUSED: Final = "none-refused.pickle"
_KINDS: Final = {
    "name": (Kind.FILE_NAME, "a name of printable letters in NFC"),
    "place": (Kind.OUTSIDE, "a file in the source folder"),
    "size": (Kind.LIMIT, "several posts"),
}


def refuse_sources(app: Sphinx, config: Config) -> None:
    """Keep out of the build what must not be read, before any source is looked at (`config-inited`).

    These are links that lead out of the source folder, names that cannot be written, and what is too large for a post.
    """
    root = Path(app.srcdir)
    refused = _refused(app, config, root)
    for one in refused:
        kind, wanted = _KINDS[one.fault]
        report(
            Problem(kind, 1, f"this is left out, since {one.reason}; expected {wanted}"), str(root / one.path)
        )
    # Sphinx takes every name for one in NFC, and would leave out with another the file that has this very name.
    names = {one.path: unicodedata.normalize("NFC", one.path) for one in refused}
    patterns = [
        literal_pattern(name)
        for path, name in names.items()
        if name == path or not os.path.lexists(root / name)
    ]
    config.exclude_patterns = [*config.exclude_patterns, *patterns]


def _refused(app: Sphinx, config: Config, root: Path) -> list[Refusal]:
    """Return what is refused; where few files changed since nothing was, these alone are looked at."""
    suffixes, patterns = tuple(config.source_suffix), config.exclude_patterns
    path, key = Path(app.doctreedir, _NONE_REFUSED), repr((str(root), suffixes, patterns, LARGEST_POST))
    watched = told.get()
    changed = watched.changed if watched is not None else None
    if (
        changed is not None
        and len(changed) <= _FEW
        and kept_pickle.kept(path, key)
        and all(may_be_read(root, one, suffixes, LARGEST_POST) for one in changed)
    ):
        return []
    unwatched: list[str] = []
    is_left_out = Matcher(patterns)

    def is_skipped(name: str) -> bool:
        if is_left_out(name):
            return True
        if name.rpartition("/")[2] in SKIPPED:
            unwatched.append(name)
        return False

    refused = list(refusals(root, is_skipped, suffixes, LARGEST_POST))
    kept_pickle.keep(path, key, not refused and not unwatched and watched is not None)
    return refused


def literal_pattern(path: str) -> str:
    """Return a pattern of Sphinx's that matches this path; for `[` a set that Python's `re` does not warn of."""
    return "".join({"*": "[*]", "?": "[?]", "[": "[][]"}.get(char, char) for char in path)
