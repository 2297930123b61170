"""Whether a format is up to date: made from these inputs, still there, and no date has come since."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.staged_files import OUTPUT_FILES

if TYPE_CHECKING:
    from koushu.engine.store import Made, Store

_DUE: Final = "due"
_PROGRAM: Final = "program"


def is_fresh(store: Store, made: Made, digest: str) -> bool:
    """Return whether what was made last is what would be made now."""
    return made.digest == digest and _still_holds(store, made)


def changes_since(store: Store, made: Made) -> frozenset[str] | None:
    """Return the files of the source folder that differ from those that a format was made of last.

    None where more than files may differ, or where it is not known what it was made of.
    """
    return store.changed if made.digest == store.before and _still_holds(store, made) else None


def _still_holds(store: Store, made: Made) -> bool:
    due = store.fact(_DUE)
    here = bool(made.digest) and Path(made.product or "/nowhere").is_file()
    return here and (not due or datetime.now(UTC) < datetime.fromisoformat(due))


def note_due(store: Store, due: str) -> None:
    """Note the ISO 8601 instant at which the first withheld post appears or the first published one expires.

    Empty where there is none.
    """
    store.note_fact(_DUE, due)


def is_program(store: Store, program: str) -> bool:
    """Return whether the sources were read by this program; what another one has read is not trusted."""
    return store.fact(_PROGRAM) == program


def take_over(store: Store, program: str, work: Path) -> None:
    """Begin anew with this program: nothing is up to date, and what another one has left in `work` is taken away.

    Lists of what lies in an output stay, since what is in them and not made again has to go.
    """
    store.forget_outputs()
    lists = OUTPUT_FILES.format("*")
    for folder in [path for path in work.iterdir() if path.is_dir()]:
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif not path.match(lists):
                path.unlink(missing_ok=True)
    store.note_fact(_PROGRAM, program)
