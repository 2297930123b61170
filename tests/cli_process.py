"""The `koushu` command in a process of its own, as a user at a terminal of a given language calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def koushu(
    *arguments: str, cwd: Path, language: str = "en", said: str = ""
) -> subprocess.CompletedProcess[str]:
    """Return what the command printed and how it ended; `said` is its standard input."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "COLUMNS": "200", "KOUSHU_LANG": language}
    return subprocess.run(
        [sys.executable, "-m", "koushu", *arguments],
        cwd=cwd,
        env=environment,
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
