"""What ends a build that is no fault of ours, in one plain sentence: a full disk, a folder that cannot be written."""

from __future__ import annotations

import errno
import os
import re
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.messages import message
from koushu.staging.lock import FolderInUseError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_IN_PLACE: Final = frozenset({errno.ENOTDIR, errno.EEXIST, errno.EISDIR})
_READER: Final = "get_doctree"
# As Python prints an error of the system; processes that write pages hand it on as text alone.
_printed: Final = re.compile(r"\[Errno (?P<number>\d+)\] (?P<why>[^:\n]+)(?:: '(?P<path>[^'\n]*)')?")


class BuildStopped(SystemExit):
    """Ends a build with a sentence: Python prints it and ends with 1, the command catches it."""


def sentence_of(error: BaseException, place: Path, kept: Path | None = None) -> str:
    """Return what ended a build, in the language of the terminal; empty where it may be a fault of the program.

    `place` is named where the error names no file, and `kept` where what was kept of the last build cannot be read.
    """
    language = terminal_language()
    for one in _causes(error):
        if isinstance(one, FolderInUseError):
            return message("folder_in_use", language, folder=one.folder, pid=one.pid or "?")
        if isinstance(one, MemoryError):
            return message("memory_short", language)
        if _is_of_a_doctree(one):
            return message("cache_broken", language, path=kept or place)
        number, why, path = _system_error(one)
        if number:
            return message(_key(number), language, path=_named(number, path or str(place)), why=why)
    return ""


def terminal_language() -> str:
    """Return the language of the terminal as a tag, by the variables that gettext reads; `KOUSHU_LANG` wins."""
    names = ("KOUSHU_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return chosen.partition(":")[0].partition(".")[0]


def _is_of_a_doctree(error: BaseException) -> bool:
    """Return whether an error arose where Sphinx reads the tree of a document that an earlier build has written."""
    found = traceback.extract_tb(error.__traceback__)
    return any(frame.name == _READER and "environment" in frame.filename for frame in found)


def _key(number: int) -> str:
    for key, numbers in (("disk_full", _FULL), ("not_allowed", _CLOSED), ("file_in_place", _IN_PLACE)):
        if number in numbers:
            return key
    return "system_failed"


def _named(number: int, path: str) -> str:
    """Return the path to name: that of a file where the system was asked for something below it."""
    above = (Path(path), *Path(path).parents) if number == errno.ENOTDIR else ()
    return next((str(one) for one in above if one.is_file()), path)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _system_error(error: BaseException) -> tuple[int, str, str]:
    """Return number, reason and file of an error of the system; 0 for any other."""
    # What the program asks for and does not find is its own fault.
    if isinstance(error, FileNotFoundError):
        return 0, "", ""
    if isinstance(error, OSError) and error.errno:
        return error.errno, error.strerror or "", str(error.filename or "")
    found = _printed.search(str(error)) if type(error).__name__ == "SphinxParallelError" else None
    if found is None or int(found["number"]) == errno.ENOENT:
        return 0, "", ""
    return int(found["number"]), found["why"], found["path"] or ""
