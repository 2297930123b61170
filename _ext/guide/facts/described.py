"""Sentences of the guide's own, for things whose code has a name but no sentence for readers."""

from __future__ import annotations

import tomllib
from functools import cache

from guide.facts.words import WORDS, told


@cache
def descriptions() -> dict[str, dict[str, str]]:
    """Return all sentences in English, by table and name."""
    return tomllib.loads((WORDS / "described.toml").read_text("utf-8"))


def described(kind: str, name: str, language: str) -> str:
    """Return the sentence for one thing in the guide's language."""
    return told(descriptions()[kind][name], language)
