"""A program of its own: compiles one Typst document, told as JSON on the standard input, and answers in JSON.

It imports nothing of Koushu, so that it starts at once and has the memory for itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst


def main() -> None:
    """Write the PDF and print what the compiler says: `error`, or none, and `warnings`."""
    request = json.load(sys.stdin)
    source = Path(request["source"])
    answer: dict[str, Any] = {"error": None, "warnings": []}
    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=source.parent,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=request["font_paths"]),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=request["standards"],
            timestamp=request["timestamp"],
        )
    except typst.TypstError as error:
        answer["error"] = _said(error)
    else:
        Path(request["target"]).write_bytes(pdf)
        answer["warnings"] = [_said(warning) for warning in warnings]
    json.dump(answer, sys.stdout)


def _said(found: typst.TypstError | typst.TypstWarning) -> tuple[str, list[str], str]:
    return str(found.message), [str(hint) for hint in found.hints], str(found.diagnostic)


if __name__ == "__main__":
    main()
