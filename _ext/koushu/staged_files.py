"""The staged site: what a build writes lies in a folder inside the output until all of it is there.

While a build runs, the output folder that Sphinx and every feature know is the staged one; what stands at a place of
the site is the staged file, else that of the last build (`standing`). At the end only what differs is put in place,
each file by one rename. So what breaks off a build leaves the last site, and a file that stays the same keeps its time.
"""

# Paths are handled as text where there are many for each page: `pathlib` takes them to pieces each time.
# ruff: noqa: PTH105, PTH108, PTH110, PTH113, PTH116, PTH118, PTH123, PTH208

from __future__ import annotations

import errno
import filecmp
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx

SITES: Final = frozenset({"html", "dirhtml"})
"""Builders whose pages are a web site of many pages, which are staged."""
STAGE: Final = ".koushu-staged"
"""Name of the folder of what is staged, inside the output."""
OUTPUT_FILES: Final = "output-files-{}.json"
"""Name of the list of what a builder has laid into its output, beside the doctrees."""


@dataclass(slots=True)
class Stage:
    """What is staged for one output folder."""

    live: Path
    """The output folder, as readers see it."""
    removed: set[str] = field(default_factory=set)
    """Files of the last site that the new one has no more, by their places in the live folder."""
    later: list[Callable[[], None]] = field(default_factory=list)
    """What is kept for the next build, when the site is in place."""
    is_first: bool = False
    """Whether there was no site, so that no file can stand as it was."""

    @property
    def folder(self) -> Path:
        """Return the folder of what is staged."""
        return self.live / STAGE

    def open(self) -> None:
        """Begin with nothing staged; what a broken build has left is taken away."""
        self.discard()
        self.folder.mkdir(parents=True)
        self.is_first = os.listdir(self.live) == [STAGE]
        _stages[os.fspath(self.folder)] = self

    def discard(self) -> None:
        """Forget all that is staged; the site stays that of the last build."""
        _stages.pop(os.fspath(self.folder), None)
        shutil.rmtree(self.folder, ignore_errors=True)

    def publish(self) -> None:
        """Put in place what differs, pages behind what they show, and take away what is left over."""
        for name in self.removed:
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(name)
        _merge(self.folder, self.live)
        for name in self.removed:
            _remove_empty(Path(name).parent, self.live)
        self.discard()


_stages: dict[str, Stage] = {}
"""The stages of this process by their folders."""
_MARK: Final = f"{os.sep}{STAGE}"
_INSIDE: Final = f"{_MARK}{os.sep}"
_PART: Final = re.compile(r"\..+\.[0-9]+\.part", re.DOTALL)
"""What is written becomes the file itself when all of it is there."""
_ODD: Final = re.compile(r"(?:^|/)\.?(?:/|$)")
"""Steps that lead nowhere, and a name from the root of the disk."""


def _stage_ends(name: str) -> int:
    """Return where the folder of what is staged ends in a path; 0 for a path outside of one."""
    at = name.find(_INSIDE)
    if at >= 0:
        return at + len(_MARK)
    return len(name) if name.endswith(_MARK) else 0


def stage_of(path: Path) -> Stage | None:
    """Return the stage in which a path lies; None for one that is in place."""
    name = os.fspath(path)
    end = _stage_ends(name)
    return _stages.get(name[:end]) if end else None


def place_in(folder: str, name: str) -> str:
    """Return the place in a folder of a file that is named with slashes, as `Path` writes it."""
    if _ODD.search(name):
        return os.fspath(Path(folder, *name.split("/")))
    return f"{folder}{os.sep}{name if os.sep == '/' else name.replace('/', os.sep)}"


def keep_later(app: Sphinx, keep: Callable[[], None]) -> None:
    """Keep something for the next build when the site is in place; at once where nothing is staged."""
    stage = stage_of(Path(app.outdir))
    if stage is None:
        keep()
    else:
        stage.later.append(keep)


def live_path(path: Path) -> Path:
    """Return the place in the site of a file that is staged, or of one that is in place already."""
    name = os.fspath(path)
    end = _stage_ends(name)
    return Path(_live(name, end)) if end else path


def _live(name: str, end: int) -> str:
    return name[: end - len(_MARK)] + name[end:]


def standing(path: Path) -> Path:
    """Return the file that stands at a place of the site: the staged one, else that of the last build.

    Where there is neither, the path that was given.
    """
    name = os.fspath(path)
    found = standing_name(name)
    return path if found == name else Path(found)


def standing_name(name: str) -> str:
    """Return what `standing` does, of a path as text."""
    end = _stage_ends(name)
    stage = _stages.get(name[:end]) if end else None
    if stage is None or os.path.exists(name):
        return name
    live = _live(name, end)
    return live if live not in stage.removed and os.path.exists(live) else name


def are_standing(paths: Iterable[str | os.PathLike[str]]) -> bool:
    """Return whether each of some places of the site has a file."""
    return all(os.path.isfile(standing_name(os.fspath(path))) for path in paths)


def fetch(path: Path) -> None:
    """Stage a file as the last build has left it, for somebody who changes it in place."""
    found = standing(path)
    if found != path and found.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(found, path)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it; its folder is made only if it is not there."""
    name = os.fspath(path)
    try:
        _write(name, data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(name, data)
    stage = stage_of(path)
    if stage is not None and stage.removed:
        stage.removed.discard(os.fspath(live_path(path)))


def write_all(name: str, data: bytes) -> None:
    """Write a file in its place: all of it, of which the system may take a part at a time."""
    with open(name, "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


def _write(name: str, data: bytes) -> None:
    # What is staged is nobody's yet; but the staged pages of a dead build may be looked at, and seem torn.
    if _INSIDE in name and not name.endswith(".html"):
        write_all(name, data)
        return
    folder, own = os.path.split(name)
    part = os.path.join(folder, f".{own[:80]}.{os.getpid()}.part")
    try:
        write_all(part, data)
        os.replace(part, name)
    except OSError:
        with suppress(FileNotFoundError):
            os.unlink(part)
        raise


def remove_parts(folder: Path) -> None:
    """Take away what a build has left below a folder that was broken off in the middle of a file."""
    for root, _, names in os.walk(folder):
        for name in filter(_PART.fullmatch, names):
            with suppress(OSError):
                os.unlink(os.path.join(root, name))


def write_if_differs(path: Path, data: bytes) -> None:
    """Write a file of the site whole, but only if these bytes do not stand at its place already."""
    if not holds(path, data):
        write_whole(path, data)


def holds(path: Path, data: bytes) -> bool:
    """Return whether these bytes stand at a place of the site already; of a first site, no file is looked for."""
    for name in _places(os.fspath(path)):
        try:
            if os.stat(name).st_size != len(data):
                return False
            with open(name, "rb") as file:
                return file.read() == data
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            # What stands in its place cannot be read.
            return False
    return False


def _places(name: str) -> Iterator[str]:
    """Yield where a file of the site stands if it does: where it is staged, and where the last build has left it."""
    end = _stage_ends(name)
    stage = _stages.get(name[:end]) if end else None
    if stage is not None and stage.is_first:
        return
    yield name
    if stage is not None and (live := _live(name, end)) not in stage.removed:
        yield live


def remove(path: Path, out: Path) -> None:
    """Take a file out of the site, and the folders that are empty without it: their names tell of it."""
    path.unlink(missing_ok=True)
    stage = stage_of(path)
    if stage is not None:
        stage.removed.add(os.fspath(live_path(path)))
    else:
        _remove_empty(path.parent, out)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_relative_to(out) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _merge(staged: Path, live: Path) -> None:
    """Move what differs from a staged folder into a live one."""
    for entry in sorted(os.scandir(staged), key=_order):
        source, target = Path(entry.path), live / entry.name
        if entry.is_dir(follow_symlinks=False):
            if target.is_dir():
                _merge(source, target)
            else:
                _rename(source, target)
        elif not (target.is_file() and filecmp.cmp(source, target, shallow=False)):
            _rename(source, target)


def _order(entry: os.DirEntry[str]) -> tuple[bool, str]:
    """Have what pages show in place before the pages, and the first page last."""
    return entry.name.endswith(".html"), entry.name


def _rename(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # A link to another disk stands in the site.
        for path in _files(source):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f"{place.name}.part")
            shutil.copy2(path, part)
            part.replace(place)


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (found for found in sorted(path.rglob("*")) if found.is_file())
    else:
        yield path
