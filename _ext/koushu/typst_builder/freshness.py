"""Whether a PDF is still that of its sources, so that it need not be compiled again."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from koushu.typst_builder.compiler import STANDARDS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from koushu.typst_builder.written import Written


def digest_of(written: Written, files: Iterable[Path], fonts: Iterable[Path]) -> str:
    """Return a hash of all that decides on the bytes of a PDF: its code, its pictures, fonts and the compiler."""
    digest = hashlib.sha256(f"{version('typst')} {STANDARDS} {written.timestamp} {written.about}".encode())
    for path in (written.path, *sorted(files)):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for font in fonts:
        digest.update(f"{font.name} {font.stat().st_size}".encode())
    return digest.hexdigest()


def is_fresh(written: Written, digest: str) -> bool:
    """Return whether the PDF that is there was made from the same."""
    note = written.path.with_suffix(".digest")
    return written.pdf.is_file() and note.is_file() and note.read_text(encoding="utf-8") == digest


def note_digest(written: Written, digest: str) -> None:
    """Keep what a PDF was made from; with an empty digest it is made again by the next build."""
    note = written.path.with_suffix(".digest")
    if digest:
        note.write_text(digest, encoding="utf-8")
    else:
        note.unlink(missing_ok=True)
