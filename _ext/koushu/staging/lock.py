"""The lock of a folder: one build at a time, and what the last one left unfinished.

The system frees a lock when its process ends, however that ends, so none is ever in the way of the next build.
The file of a build that came to its end is gone; one that is there and free tells of a build that was broken off.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from types import ModuleType

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:
    # Windows: two builds at once are not kept apart there.
    fcntl = None

LOCK: Final = ".koushu.lock"


class FolderInUseError(OSError):
    """Another process builds into a folder."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(f"{folder} is locked by process {pid}")
        self.folder = folder
        self.pid = pid
        """0 where it is not known."""


@dataclass(slots=True)
class Lock:
    """A lock that is held."""

    path: Path
    file: int
    """Descriptor."""
    unfinished: tuple[str, ...]
    """What the last build was doing when it was broken off."""
    owner: int
    """Process that holds it; children of a build have its files open too."""

    def note(self, doing: Iterable[str]) -> None:
        """Note what is done from here on, beside what was left unfinished before."""
        _write(self.file, {"pid": self.owner, "unfinished": sorted({*doing, *self.unfinished})})

    def release(self) -> None:
        """Let the next build have the folder; nothing is unfinished."""
        if _held.pop(self.path, None) is None or self.owner != os.getpid():
            return
        with suppress(OSError):
            self.path.unlink()
        os.close(self.file)


_held: dict[Path, Lock] = {}
"""The locks of this process: a second build of the same process, such as that of a test, shares the first one's."""


def lock_folder(folder: Path) -> Lock:
    """Return the lock of a folder, which is made where there is none.

    Raises `FolderInUseError`, and `OSError` where the folder cannot be written.
    """
    path = folder.resolve() / LOCK
    held = _held.get(path)
    if held is not None and held.owner == os.getpid() and _is_same(held.file, path):
        return held
    path.parent.mkdir(parents=True, exist_ok=True)
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(file, folder)
        except OSError:
            os.close(file)
            raise
        if _is_same(file, path):
            break
        # The build that had it has just ended and taken the file away.
        os.close(file)
    left = _read(file).get("unfinished", ())
    lock = Lock(path, file, tuple(map(str, left)) if isinstance(left, list) else (), os.getpid())
    lock.note(())
    _held[path] = lock
    return lock


def _take(file: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        pid = _read(file).get("pid", 0)
        raise FolderInUseError(folder, pid if isinstance(pid, int) else 0) from error
    except OSError:
        # A file system that has no locks.
        return


def _is_same(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False


def _read(file: int) -> Mapping[str, Any]:
    try:
        found = json.loads(os.pread(file, os.fstat(file).st_size, 0))
    except ValueError:
        # Broken off while it was written, before anything else was.
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: int, what: Mapping[str, object]) -> None:
    data = json.dumps(what).encode()
    os.ftruncate(file, 0)
    while data:
        data = data[os.pwrite(file, data, os.fstat(file).st_size) :]
