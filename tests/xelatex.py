"""From a document that Sphinx wrote to the PDF, by the Makefile beside it."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from koushu.latex.log import missing_characters
from tools import require_xelatex

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Publication


def typeset(built: Publication, **further: str) -> Path:
    """Run the Makefile that Sphinx wrote, with further variables of the environment; return the PDF."""
    require_xelatex()
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    run = subprocess.run(
        ["make", "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error"],
        cwd=built.out,
        env={**environment, **further},
        capture_output=True,
        check=False,
    )
    log = next(built.out.glob("*.log")).read_text(encoding="utf-8", errors="replace")
    assert run.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    assert missing_characters(log) == {}
    (source,) = built.out.glob("*.tex")
    return source.with_suffix(".pdf")
