"""Which files below a folder may be read and published: the one check in front of every use of a file. Pure.

Posts, their names and links on disk are not trusted, so what counts is where a path really leads when every link in it
is followed, and not how it is written. Source: CWE-22 and CWE-59.
"""

from __future__ import annotations

import os
import posixpath
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Literal

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_NAME: Final = 240
"""Bytes of a file's name; file systems hold 255, and the names of what is made of a post are longer than its own."""

# Controls, overrides of the direction of writing, and bytes that are no characters.
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


@record
class Refusal:
    """A file or folder that is not read."""

    path: str
    """Below the root, with slashes."""
    fault: Literal["name", "place", "size"]
    reason: str
    """What was found, as the end of a sentence about it."""


def real_file(root: Path, path: str) -> Path | None:
    """Return the file behind a path below `root` with all links followed; None unless it is one that may be read.

    It may when it is a regular file, lies below `root` or in a folder that stands in `root` itself as a link, which
    is the owner's, and, where a link leads to it, has the same suffix and no hidden name.
    """
    parts = PurePosixPath(path).parts
    if "\0" in path or not parts or ".." in parts or path.startswith("/"):
        return None
    # Most places that are looked at hold no file, and that is seen sooner than where a path leads.
    if not os.path.isfile(os.path.join(root, path)):  # noqa: PTH113, PTH118 - made for each link of each post
        return None
    try:
        real = (root / path).resolve(strict=True)
        home = next((one for one in _homes(root, parts[0]) if real.is_relative_to(one)), None)
        if home is None or not stat.S_ISREG(real.stat().st_mode):
            return None
    except (OSError, RuntimeError, ValueError):
        return None
    is_linked = real != home.joinpath(*parts if home == root.resolve() else parts[1:])
    return None if is_linked and _differs(real.relative_to(home), parts[-1]) else real


def is_real_file(root: Path | str, path: str) -> bool:
    """Return whether there is a file that `real_file` returns; where it leads is only asked if a link stands in it."""
    mode = mode_without_links(root, path)
    return real_file(Path(root), path) is not None if mode is None else stat.S_ISREG(mode)


def mode_without_links(root: Path | str, path: str) -> int | None:
    """Return the mode of what stands at a path below `root`, 0 where nothing does.

    None where somebody else has to say: a path with detours, a link in it, or what cannot be looked at.
    """
    parts = path.split("/")
    if not {"", ".", ".."}.isdisjoint(parts):
        return None
    place, mode = os.fspath(root), 0
    for part in parts:
        place = f"{place}/{part}"
        try:
            mode = os.lstat(place).st_mode
        except FileNotFoundError:
            return 0
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            return None
    return mode


def real_file_at(root: Path, path: Path) -> Path | None:
    """Return the same for a path that holds `root` in it."""
    try:
        return real_file(root, Path(os.path.normpath(path)).relative_to(root).as_posix())
    except ValueError:
        return None


def path_in(file: str, address: str) -> str:
    """Return the path from the root of what a file names, `/` being the root; one that leads out begins with `..`.

    No link is followed: one that leads to itself would be no answer.
    """
    folder = "" if address.startswith("/") else posixpath.dirname(file)
    return posixpath.normpath(posixpath.join(folder, address.lstrip("/")))


def _homes(root: Path, first: str) -> Iterator[Path]:
    """Yield the real folders in which files of `root` may lie: itself, and what the owner has linked into it."""
    yield root.resolve()
    top = root / first
    if top.is_symlink() and top.is_dir():
        yield top.resolve()


def _differs(real: PurePosixPath | Path, name: str) -> bool:
    """Return whether a link leads to a file of another kind than it says, or to a hidden one."""
    return real.suffix.lower() != PurePosixPath(name).suffix.lower() or any(
        part.startswith(".") for part in real.parts
    )


def refusals(
    root: Path, is_left_out: Callable[[str], bool], suffixes: tuple[str, ...], largest: int
) -> Iterator[Refusal]:
    """Yield every file and folder below `root` that must not be read, without following any link to one.

    What `is_left_out` takes, by its path below `root`, is no source anyway and is not looked into, and neither is
    what is hidden. Of files with one of these suffixes, those of more than `largest` bytes are among them.
    """
    links: list[str] = []
    for path, entry in _walk(root, "", is_left_out):
        reason = name_fault(entry.name)
        if reason:
            yield Refusal(path, "name", reason)
        elif entry.is_symlink():
            links.append(path)
        elif not os.access(entry.path, os.R_OK):
            yield Refusal(path, "place", "nobody but its owner may read it")
        elif entry.is_file(follow_symlinks=False):
            if entry.name.endswith(suffixes) and (size := entry.stat().st_size) > largest:
                yield Refusal(path, "size", f"it has {size} bytes, and a post may have {largest}")
        elif not entry.is_dir(follow_symlinks=False):
            yield Refusal(path, "place", "it is no regular file")
    folders = [path for path in links if (root / path).is_dir()]
    for path in links:
        reason = _folder_fault(root, path, folders) if path in folders else _link_fault(root, path)
        if reason:
            yield Refusal(path, "place", reason)


def may_be_read(root: Path, path: str, suffixes: tuple[str, ...], largest: int) -> bool:
    """Return whether a path below `root` is for certain that of a file which `refusals` would not yield."""
    whole = os.path.join(root, path)  # noqa: PTH118 - as above
    try:
        found = os.lstat(whole)
        real = os.path.realpath(whole, strict=True)
        return (
            stat.S_ISREG(found.st_mode)
            and real == os.path.join(os.path.realpath(root), os.path.normpath(path))  # noqa: PTH118
            and not any(map(name_fault, path.split("/")))
            and os.access(whole, os.R_OK)
            and (found.st_size <= largest or not path.endswith(suffixes))
        )
    except (OSError, ValueError):
        return False


def name_fault(name: str) -> str:
    """Return what is wrong with the name of a file; empty where nothing is."""
    if found := _UNPRINTABLE.search(name):
        return f"its name holds {found[0]!a}"
    if not unicodedata.is_normalized("NFC", name):
        return "the accents of its name stand apart from their letters (NFD)"
    size = len(name.encode(errors="replace"))
    return (
        f"its name has {size} bytes, and {LONGEST_NAME} at most can be written" if size > LONGEST_NAME else ""
    )


def printable(text: str) -> str:
    """Return a text on one line, with escapes for what would change a terminal or the direction of its words."""
    return _UNPRINTABLE.sub(lambda found: ascii(found[0])[1:-1], text)


def _walk(
    root: Path, inner: str, is_left_out: Callable[[str], bool]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = sorted(os.scandir(root / inner), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{inner}/{entry.name}" if inner else entry.name
        if entry.name.startswith(".") or is_left_out(path):
            continue
        # A linked folder in the source folder itself is the owner's.
        owned = not inner and entry.is_symlink() and entry.is_dir()
        if not owned:
            yield path, entry
        if (owned or entry.is_dir(follow_symlinks=False)) and not name_fault(entry.name):
            yield from _walk(root, path, is_left_out)


def _link_fault(root: Path, path: str) -> str:
    if real_file(root, path) is not None:
        return ""
    try:
        real = (root / path).resolve(strict=True)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    if real.is_relative_to(root.resolve()):
        return "it is a link to a file of another kind"
    return "it is a link that leads out of the source folder"


def _folder_fault(root: Path, path: str, folders: list[str]) -> str:
    """Return what is wrong with a linked folder; one that holds further ones could be walked without end."""
    first = PurePosixPath(path).parts[0]
    real = (root / path).resolve()
    if not any(real.is_relative_to(home) for home in _homes(root, first)):
        return "it is a link that leads out of the source folder"
    inside = any((root / other).parent.resolve().is_relative_to(real) for other in folders)
    return "it is a link to a folder with links to folders in it" if inside else ""
