"""The cases of `cases/epub/cleaning.txt`."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases" / "epub" / "cleaning.txt"


def read_cases() -> list[tuple[str, str, str]]:
    """Return title, input and expected output of each case."""
    _, *cases = CASES.read_text(encoding="utf-8").split("\n\n")
    parts = [case.strip("\n").split("\n.\n") for case in cases]
    return [(part[0], part[1], part[2].removesuffix("\n.")) for part in parts]
