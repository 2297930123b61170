"""The figures that explanations give are those of the program and of its tests."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, SHARED
from koushu.dialogue.cast.contrast import READABLE
from koushu.dialogue.recognition.evidence import ACCEPT, ACCEPT_SECTION, UNSURE

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = ROOT / "tests"


def page(language: str, name: str) -> str:
    return (ROOT / "_ext" / "guide" / language / "explanation" / f"{name}.md").read_text(encoding="utf-8")


def exceptions() -> int:
    """Return how much of the sites of the tests is known to differ from Hugo."""
    return sum(
        map(len, tomllib.loads((TESTS / "cases" / "sites" / "exceptions.toml").read_text("utf-8")).values())
    )


# What stands around a figure in both languages, and the figure.
EXACT: dict[str, tuple[str, Callable[[], float]]] = {
    "score of a post": (r"(?:From|(?<!须)达到) (\d\.\d) ", lambda: ACCEPT),
    "score of a section": (r"(?:needs|须达到) (\d\.\d)", lambda: ACCEPT_SECTION),
    "score of doubt": (r"(?:between|得分在) (\d\.\d) ", lambda: UNSURE),
}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXACT)
def test_scores_of_recognition(language: str, name: str) -> None:
    pattern, figure = EXACT[name]
    assert [float(found) for found in re.findall(pattern, page(language, "dialogue"))] == [figure()]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_contrast_of_speakers(language: str) -> None:
    assert f"{READABLE} : 1" in page(language, "accessibility")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_numbers_of_cases(language: str) -> None:
    told = int(re.findall(r"(\d+) (?:cases as plain text|多个纯文本用例)", page(language, "trust"))[0])
    assert told <= len(list((TESTS / "attacks").glob("*/*.txt")))
    told = int(re.findall(r"(\d+) (?:case files in|多个用例)", page(language, "dialogue"))[0])
    assert told <= len(list((TESTS / "cases" / "dialogue").glob("*.md")))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_differs_from_hugo(language: str) -> None:
    assert f"| {exceptions()}" in page(language, "fidelity")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_compared_with_hugo(language: str) -> None:
    files = list((SHARED / "bars" / "cases").glob("*.json"))
    sites = [path for path in (SHARED / "corpora").glob("*") if path.is_dir()]
    if not files or not sites:
        pytest.skip("needs ../shared beside the checkout")
    text = page(language, "fidelity")
    assert re.search(rf"{len(files)} (?:files|个文件)", text)
    assert re.search(rf"{len(sites)} (?:public|个公开)", text)
