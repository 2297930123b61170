"""A program of its own: compiles Typst documents, each told as a line of JSON on the standard input.

It answers with a line of JSON on the standard output (`error`, or none, `warnings`, `seconds` of processor time, and
the lengths of `pages`) and the bytes of the pages. Its arguments are the folders and files of the fonts. It imports
nothing of Koushu, so that it starts at once and has the memory for itself.
"""

from __future__ import annotations

import json
import math
import sys
import time
from typing import Any

import typst

try:
    import resource
except ImportError:
    # Windows: nothing there ends a process by its processor time.
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answer each request, until there are no more."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(sys.argv[1:]))
    for line in sys.stdin.buffer:
        request = json.loads(line)
        start = time.process_time()
        _limit(start + request["seconds"])
        answer: dict[str, Any] = {"error": None, "warnings": []}
        made: bytes | list[bytes] = []
        try:
            made, warnings = _compile(request, fonts)
        except typst.TypstError as error:
            answer["error"] = _said(error)
        else:
            answer["warnings"] = [_said(warning) for warning in warnings]
        # The binding gives a list only for several pages.
        pages = made if isinstance(made, list) else [made]
        answer["seconds"] = time.process_time() - start
        answer["pages"] = [len(page) for page in pages]
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + b"".join(pages))
        sys.stdout.buffer.flush()


def _compile(request: dict[str, Any], fonts: typst.Fonts) -> tuple[Any, list[typst.TypstWarning]]:
    # A path, or the text itself as bytes.
    source = request["source"] if request["text"] is None else request["text"].encode()
    return typst.compile_with_warnings(
        source,
        root=request["root"],
        font_paths=fonts,
        ignore_system_fonts=True,
        format=request["format"],
        ppi=request["ppi"],
        pdf_standards=request["standards"],
        timestamp=request["timestamp"],
    )


def _limit(seconds: float) -> None:
    """Have the system end this process when it has taken so many seconds of processor time in all."""
    if resource is not None:
        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _said(found: typst.TypstError | typst.TypstWarning) -> tuple[str, list[str], str]:
    return str(found.message), [str(hint) for hint in found.hints], str(found.diagnostic)


if __name__ == "__main__":
    main()
