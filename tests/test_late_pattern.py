"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import pickle
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from koushu.late_pattern import _LatePattern, late_pattern

PACKAGE = Path(__file__).parent.parent / "_ext" / "koushu"


def users() -> list[str]:
    """Return the modules that have late patterns."""
    found = pkgutil.walk_packages([str(PACKAGE)], "koushu.")
    names = {module.name for module in found}
    texts = {name: PACKAGE.parent / (name.replace(".", "/") + ".py") for name in names}
    return sorted(
        name
        for name, path in texts.items()
        if path.is_file() and " import late_pattern" in path.read_text(encoding="utf-8")
    )


def test_it_does_what_a_pattern_does() -> None:
    late, made = (
        late_pattern("(?P<word>[a-z]+)!", re.IGNORECASE),
        re.compile("(?P<word>[a-z]+)!", re.IGNORECASE),
    )
    assert late.pattern == made.pattern
    for name in ("flags", "groups", "groupindex"):
        assert getattr(late, name) == getattr(made, name)
    assert late.findall("Ah! oh!") == made.findall("Ah! oh!") == ["Ah", "oh"]
    assert late.sub("x", "Ah! oh?") == "x oh?"
    found = late.match("Ah!")
    assert found
    assert found["word"] == "Ah"
    assert pickle.loads(pickle.dumps(late)).search("so Oh!")


def test_it_is_compiled_once_and_only_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compiler = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: (compiled.append(given[0]), compiler(*given))[1])
    late = late_pattern("[a-z]")
    assert late.pattern == "[a-z]"
    assert not compiled
    assert late.match("a")
    assert late.match("b")
    assert late.search("-c")
    assert compiled == ["[a-z]"]


def test_a_wrong_pattern_is_told_by_its_first_use() -> None:
    with pytest.raises(re.error):
        late_pattern("(").match("a")


def test_some_modules_have_late_patterns() -> None:
    assert users()


@pytest.mark.parametrize("name", users())
def test_each_late_pattern_of_the_package_can_be_compiled(name: str) -> None:
    values = [
        inner
        for value in vars(import_module(name)).values()
        for inner in (value if isinstance(value, tuple) else (value,))
    ]
    patterns = [value for value in values if isinstance(value, _LatePattern)]
    assert patterns
    for pattern in patterns:
        assert isinstance(re.compile(pattern.pattern, pattern._given), re.Pattern)
