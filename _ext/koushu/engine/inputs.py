"""One digest of the files of a folder: contents decide, and are read only where size or times differ."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from koushu.engine.store import KnownFile
from koushu.told_changes import SKIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from koushu.engine.store import Store

_MODULUS: Final = 1 << 256
PACKAGE: Final = Path(__file__).parent.parent
_SKIPPED: Final = frozenset(map(os.fsencode, SKIPPED))
_YOUNG: Final = 2_000_000_000
"""Nanoseconds in which a file may change twice and show one time only; that of the coarsest file system."""


class FolderState(NamedTuple):
    """A folder as it is, beside what it was when it was looked at last."""

    digest: str
    """Of the names and contents of all its files."""
    before: str
    """The digest of last time; empty where there was none."""
    changed: frozenset[str]
    """Paths in the folder of the files whose contents changed, came or went since then."""


def look_at_source(store: Store, source: Path, out: Path) -> FolderState:
    """Return the state of the source folder; hidden folders and the output folder are no inputs."""
    return _look_at(store, str(source), out)


def digest_program(store: Store) -> str:
    """Return a digest of this package, of the interpreter and of the installed packages."""
    installed = sorted(_installed())
    own = _look_at(store, str(PACKAGE), None).digest
    return hashlib.sha256(f"{own} {sys.version} {installed}".encode()).hexdigest()


def _installed() -> Iterator[str]:
    """Yield name and version of each installed package, as the folder of its metadata is called."""
    for folder in sys.path:
        try:
            names = [path.name for path in Path(folder or ".").iterdir()]
        except OSError:
            continue
        yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _look_at(store: Store, folder: str, out: Path | None) -> FolderState:
    known, start = store.files(folder), time.time_ns()
    found = _files(os.fsencode(folder), os.fsencode(str(out)))
    unsure = [
        path
        for path, stat in found.items()
        if known.get(path) != (path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    ]
    gone = known.keys() - found.keys()
    fact = f"sum of {folder}"
    before = store.fact(fact)
    if not unsure and not gone and before:
        return FolderState(before, before, frozenset())
    read = {path: _read(Path(folder, os.fsdecode(path)), found[path], start) for path in unsure}
    former = store.digests(folder, {*gone, *(known.keys() & read.keys())} if before else None)
    whole = _sum_after(before, former, read, gone)
    # Nothing is known of the folder while its rows are written, should the program end in between.
    store.note_fact(fact, "")
    store.note_files(folder, read, gone)
    store.note_fact(fact, whole)
    changed = {*gone, *(path for path, file in read.items() if former.get(path) != file.digest)}
    return FolderState(whole, before, frozenset(map(os.fsdecode, changed)))


def _sum_after(
    before: str, former: Mapping[bytes, bytes], read: Mapping[bytes, KnownFile], gone: Iterable[bytes]
) -> str:
    """Return the sum of the digests of all files, which an edit corrects by what differs.

    `former` are the digests of the files that were read again or are gone; of all files where there is no sum.
    """
    now = {path: file.digest for path, file in read.items()}
    if before:
        whole = int(before, 16) - sum(_number(path, digest) for path, digest in former.items())
    else:
        left = set(gone)
        whole, now = 0, {**{path: one for path, one in former.items() if path not in left}, **now}
    whole += sum(_number(path, digest) for path, digest in now.items())
    return f"{whole % _MODULUS:064x}"


def _number(path: bytes, digest: bytes) -> int:
    return int.from_bytes(hashlib.sha256(path + b"\0" + digest).digest())


def _read(path: Path, stat: os.stat_result, start: int) -> KnownFile:
    young = max(stat.st_mtime_ns, stat.st_ctime_ns) > start - _YOUNG
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        # Gone or closed to us in between; read again next time.
        young, digest = True, b""
    return KnownFile(-1 if young else stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, digest)


def _files(folder: bytes, out: bytes) -> dict[bytes, os.stat_result]:
    """Return the state of each file by its path in the folder; links to folders are followed, but in no circle."""
    found: dict[bytes, os.stat_result] = {}
    waiting: list[tuple[bytes, bytes, tuple[tuple[int, int], ...]]] = [(folder, b"", ())]
    while waiting:
        place, inside, above = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            try:
                if entry.is_file():
                    found[inside + name] = entry.stat()
                elif entry.is_dir():
                    if name.startswith(b".") or name in _SKIPPED or entry.path == out:
                        continue
                    stat = entry.stat()
                    own = (stat.st_dev, stat.st_ino)
                    if own not in above:
                        waiting.append((entry.path, inside + name + b"/", (*above, own)))
            except OSError:
                continue
    return found
