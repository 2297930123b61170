"""What XeLaTeX's log says of characters that were not printed."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

_MISSING: Final = re.compile(r"^Missing character: There is no (?P<char>\S+)", re.MULTILINE)


def missing_characters(log: str) -> dict[str, int]:
    """Return how often each character was left out, by the character as the log names it."""
    counts: dict[str, int] = {}
    for match in _MISSING.finditer(log):
        counts[match["char"]] = counts.get(match["char"], 0) + 1
    return counts


def main(arguments: list[str]) -> int:
    """Print what each log file misses, and return 1 if any misses anything."""
    failed = 0
    for name in arguments:
        counts = missing_characters(Path(name).read_text(encoding="utf-8", errors="replace"))
        listed = ", ".join(f"{char} ({count})" for char, count in sorted(counts.items()))
        sys.stdout.write(
            f"{name}: {sum(counts.values())} missing characters{': ' if listed else ''}{listed}\n"
        )
        failed = failed or int(bool(counts))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
