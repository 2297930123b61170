"""Each document has the settings that Sphinx would make for it, and they are its own."""

from __future__ import annotations

from typing import Any

from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader
from docutils.utils import DependencyList

from koushu.running import document_settings


def compared(values: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(values).items() if not isinstance(value, DependencyList)}


def test_they_are_as_sphinx_makes_them_and_shared_by_nobody() -> None:
    document_settings.forget()
    defaults = {"traceback": True, "env": object(), "strip_classes": ["a"]}
    asked = {"defaults": defaults, "read_config_files": True}
    expected = compared(document_settings._usual(Reader, Parser(), **asked))
    first, second = (document_settings.settings_of(Reader, Parser(), **asked) for _ in range(2))
    assert compared(first) == compared(second) == expected
    first.strip_classes.append("b")
    first.record_dependencies.add("c.txt")
    first.raw_enabled = False
    assert compared(second) == compared(document_settings.settings_of(Reader, Parser(), **asked)) == expected
    assert second.record_dependencies.list == []


def test_others_are_made_where_something_else_is_asked() -> None:
    document_settings.forget()
    one = document_settings.settings_of(Reader, Parser, defaults={"tab_width": 3})
    other = document_settings.settings_of(Reader, Parser, defaults={"tab_width": 5})
    assert (one.tab_width, other.tab_width) == (3, 5)
