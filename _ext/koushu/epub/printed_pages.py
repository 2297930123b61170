"""The pages of the printed book: what each is called and which words stand on it, in the order of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from pathlib import Path


@record
class PrintedPage:
    """One page of a PDF."""

    label: str
    lines: tuple[str, ...]
    """Its text from top to bottom, running head and notes too."""


def printed_pages(pdf: Path) -> list[PrintedPage]:
    """Return the pages of a PDF that bear the numbers of its body; empty when it cannot be read.

    Pages before the body are numbered in roman figures and hold nothing that the EPUB has.
    """
    import pypdf  # noqa: PLC0415 - only a build with both books reads one
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = pypdf.PdfReader(pdf)
        labels = reader.page_labels
        texts = [page.extract_text() for page in reader.pages]
    except (OSError, ValueError, PyPdfError):
        return []
    # The cover is called 1 as well; the last page of that name opens the body.
    first = max((index for index, label in enumerate(labels) if label == "1"), default=0)
    return [
        PrintedPage(label, _without_number(text.splitlines(), label))
        for label, text in zip(labels[first:], texts[first:], strict=True)
        if label.isdigit()
    ]


def _without_number(lines: list[str], label: str) -> tuple[str, ...]:
    return tuple(lines[:-1] if lines and lines[-1].strip() == label else lines)
