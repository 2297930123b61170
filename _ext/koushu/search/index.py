"""The files of an index, as they are written: what differs from the index before, or all."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.page_store import take_away, write_if_changed
from koushu.search.blocks import block_text, path_of
from koushu.search.files import script
from koushu.search.state import Changes, Whole
from koushu.staged_files import live_path, write_all

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from koushu.search.blocks import Block
    from koushu.search.state import State

FOLDER: Final = "search-index"
MANIFEST: Final = "manifest.js"


class Index:
    """An index that is being made."""

    def __init__(self, app: Sphinx, state: State | None = None) -> None:
        self.folder = Path(app.outdir, FOLDER)
        self.changes = Changes()
        told = state.whole if state else Whole()
        self.whole = replace(told, firsts=list(told.firsts), folders=dict(told.folders))
        self._state = state
        self._is_first = not live_path(self.folder).exists()

    @property
    def is_whole(self) -> bool:
        """Return whether all of it is made anew."""
        return self._state is None

    def write(self, path: str, text: str) -> None:
        """Write a file, but only if that changes it."""
        data = text.encode()
        digest = digest_of(path, data)
        before = self._state.digest(path) if self._state else None
        if digest == before:
            return
        self.changes.files[path] = digest
        self._count(path, digest - (before or 0), before is None)
        if self._is_first:
            self._lay(path, data)
        else:
            write_if_changed(self.folder / path, text)

    def _lay(self, path: str, data: bytes) -> None:
        """Write a file where there is none, and nobody who reads one before all of them are there."""
        folder = path.rpartition("/")[0]
        if self.whole.folders[folder] == 1:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
        write_all(f"{self.folder}/{path}", data)

    def write_block(self, first: str, block: Block) -> None:
        """Write the block that begins with a term."""
        self.write(path_of(first), block_text(block))

    def remove(self, path: str) -> None:
        """Take a file away that the index before had."""
        before = self._state.digest(path) if self._state else None
        if before is not None:
            self._count(path, -before, -1)
        self.changes.removed.add(path)
        take_away(self.folder / path, self.folder)

    def finish(self) -> None:
        """Write what a page reads first; its version tells which copies of the other files are old."""
        whole = self.whole
        told = {
            "version": f"{whole.total % 2**64:016x}",
            "pages": whole.pages,
            "blocks": "\n".join(whole.firsts),
        }
        write_if_changed(self.folder / MANIFEST, script("manifest", told))
        if self.is_whole:
            self._clear({MANIFEST, *self.changes.files})

    def _clear(self, known: set[str]) -> None:
        """Take away what is no part of the index."""
        for root in () if self._is_first else (live_path(self.folder), self.folder):
            for path in [one.relative_to(root) for one in root.rglob("*.js")]:
                if path.as_posix() not in known:
                    take_away(self.folder / path, self.folder)

    def _count(self, path: str, digest: int, files: int) -> None:
        folder = path.rpartition("/")[0]
        self.whole.total += digest
        self.whole.folders[folder] = self.whole.folders.get(folder, 0) + files


def digest_of(path: str, data: bytes) -> int:
    """Return what stands for a file: its place and its content."""
    return int.from_bytes(hashlib.sha256(path.encode() + b"\n" + data).digest()[:7])


def is_there(app: Sphinx, whole: Whole) -> bool:
    """Return whether all files of an index lie in the site."""
    root = live_path(Path(app.outdir, FOLDER))
    try:
        for folder, files in whole.folders.items():
            found = _scripts(root / folder) if files else 0
            # The manifest is no file of the index to itself.
            if found != files + (not folder):
                return False
    except OSError:
        return False
    return True


def _scripts(folder: Path) -> int:
    # Names alone, of some ten thousand files in a large site.
    return sum([name.endswith(".js") for name in os.listdir(folder)])  # noqa: PTH208
