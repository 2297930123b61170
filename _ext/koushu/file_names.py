"""The coding of file names: UTF-8, whatever the locale says, since terms and posts give files their names."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

# What may be started anew, as `python -m` and as a script of its own; any other program is its owner's.
_PROGRAMS: Final = frozenset({"sphinx", "sphinx.cmd", "sphinx-build", "koushu"})


def name_files_in_utf8() -> None:
    """Start the running command anew in Python's UTF-8 mode where it would write file names in another coding.

    That is so in the locale C with `PYTHONUTF8=0` or without coercion. Source: PEP 540.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or _program() not in _PROGRAMS:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    # For the processes that the command starts in its turn.
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.orig_argv[0], "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - the same command


def _program() -> str:
    """Return the package that `python -m` runs, or the name of the script."""
    spec = sys.modules["__main__"].__spec__
    return spec.parent or "" if spec else Path(sys.argv[0]).name
