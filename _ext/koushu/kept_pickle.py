"""One value kept beside the doctrees, for as long as all that it was made of is what it was."""

from __future__ import annotations

import pickle
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from koushu.staged_files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

UNREADABLE: Final = (
    OSError,
    ValueError,
    TypeError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    pickle.PickleError,
)
"""What can be raised where a pickle is missing, damaged, or of another version of the program."""


def keep(path: Path, key: str, value: object) -> None:
    """Keep a value; `key` stands for all that it was made of. Where it cannot be written, nothing is kept."""
    with suppress(OSError):
        write_whole(path, pickle.dumps((key, value), pickle.HIGHEST_PROTOCOL))


def kept(path: Path, key: str) -> Any:  # noqa: ANN401 - whatever was kept
    """Return the value that was kept under the same key; None where there is none."""
    try:
        found, value = pickle.loads(path.read_bytes())  # noqa: S301 - lies where Sphinx keeps its own
    except UNREADABLE:
        return None
    return value if found == key else None
