"""What the guide takes from the code stands in Chinese in the Chinese guide."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from guide.directive import PARTS
from guide.facts import words

GUIDE = ROOT / "_ext" / "guide"
CHINESE = re.compile("[\u4e00-\u9fff]")
# New texts of the code may come before their translation, but not many.
LEAST = 0.95


def parts() -> list[tuple[str, str]]:
    """Return each part of the reference that pages ask for and that makes texts of the code, with its argument."""
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (GUIDE / "zh").rglob("*.md"))
    found = sorted(set(re.findall(r"```\{reference\} (settings|warnings|fields|shortcodes) ?(.*)", pages)))
    return [(part, argument.strip()) for part, argument in found]


@pytest.mark.parametrize(("part", "argument"), parts())
def test_settings_warnings_fields_and_shortcodes_are_told_in_chinese(part: str, argument: str) -> None:
    told = re.findall(r"(?m)^(?:   +)?([A-Z][^\n:]* [^\n:]* [^\n]*[.])$", PARTS[part](argument, "zh_CN"))
    whole = re.findall(r"(?m)^(?:   +)?([A-Z][^\n:]* [^\n:]* [^\n]*[.])$", PARTS[part](argument, "en"))
    assert whole or part == "shortcodes"
    assert len([text for text in told if not CHINESE.search(text)]) <= (1 - LEAST) * len(whole) + 1


def test_no_translation_is_without_chinese() -> None:
    translated = words._words("zh_CN")
    assert len(translated) > 250
    assert [text for text in translated.values() if not CHINESE.search(text)] == []
