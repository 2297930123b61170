"""Real transcripts in a whole build: no word of the source is lost, every label is a speaker, no break is one."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

TRANSCRIPTS = Path(__file__).parent.parent.parent.parent / "shared" / "corpora" / "thechangelog+transcripts"
_WORD = re.compile(r"[^\W_]+")
# Comments, and where a link leads: the text builder prints words alone.
_UNPRINTED = re.compile(
    r"<!--.*?-->|(?<=\])\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\s+\"[^\"]*\")?\)|<https?:[^>]*>", re.DOTALL
)
# A label with nothing but times behind it announces what is played, and says nothing.
_LABEL = re.compile(r"\*\*([^*\n]{1,60}):\*\*[ \t]+(?!\\\[[\d:.]+\\\] to \\\[[\d:.]+\\\]\Z)\S")
_BREAK = re.compile(r"(?:Break|Jingle|Outro|Intro)\b")


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    paths = sorted(TRANSCRIPTS.glob("*/*.md"))
    if not paths:
        pytest.skip("../shared/corpora is not here")
    return {f"p{number:03}": path.read_text(encoding="utf-8") for number, path in enumerate(paths)}


@pytest.fixture(scope="module")
def built(shared_publication: Callable[..., Publication], sources: dict[str, str]) -> Publication:
    return shared_publication({f"{name}.md": text for name, text in sources.items()}, builder="text")


def test_no_word_is_missing(built: Publication, sources: dict[str, str]) -> None:
    missing: dict[str, Counter[str]] = {}
    for name, text in sources.items():
        printed = (built.out / f"{name}.txt").read_text(encoding="utf-8")
        lost = words(_UNPRINTED.sub(" ", unescape(text))) - words(printed)
        if lost:
            missing[name] = lost
    assert sum(sum(words(text).values()) for text in sources.values()) > 100_000
    assert missing == {}


def test_every_label_is_a_speaker_and_no_break_is(built: Publication, sources: dict[str, str]) -> None:
    for name, text in sources.items():
        labels = (found[1] for line in text.splitlines() if (found := _LABEL.match(line)))
        # What stands behind a comma is a degree, and no part of the name.
        wanted = Counter(label.partition(",")[0] for label in labels if not _BREAK.match(label))
        found = Counter(turn.get("label", "") for turn in built.doctree(name).findall(own.turn))
        assert not [label for label in found if _BREAK.match(label)], name
        assert wanted - found == Counter(), name
