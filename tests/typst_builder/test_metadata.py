"""Books of the configuration, file names, themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sphinx.config import Config

from koushu.config import TypstSettings
from koushu.typst_builder.document import Design, Metadata, preamble, theme_module, theme_value
from koushu.typst_builder.metadata import book_entries, default_name


@pytest.mark.parametrize(
    ("project", "name"),
    [("口述", "book"), ("My Book", "my-book"), ("../../etc/x", "etc-x"), ("v1.0_a", "v1.0_a"), ("", "book")],
)
def test_a_file_name_is_ascii_and_stays_in_its_folder(project: str, name: str) -> None:
    assert default_name(project) == name


def _entries(*documents: tuple[str, ...]) -> tuple[list[object], list[str]]:
    config = Config(overrides={"project": "书"})
    chosen = TypstSettings(documents=list(documents))
    entries, problems = book_entries(config, chosen, {"index", "other"})
    return list(entries), [problem.message for problem in problems]


def test_without_a_list_there_is_one_book_of_everything() -> None:
    (entry,), problems = _entries()
    assert (entry.root, entry.name, entry.title, entry.theme, entry.folder) == (
        "index",
        "book",
        "书",
        "book",
        "",
    )
    assert not problems


def test_several_books_have_a_folder_each() -> None:
    entries, problems = _entries(("index", "a", "", "", "book"), ("other", "b", "T", "A", "article"))
    assert [(entry.name, entry.folder, entry.theme) for entry in entries] == [
        ("a", "a", "book"),
        ("b", "b", "article"),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("documents", "kept", "word"),
    [
        ([("nowhere", "a", "", "", "book")], 0, "name of a document"),
        ([("index", "a", "", "", "poster")], 1, "theme"),
        ([("index", "a", "", "", "book"), ("other", "A", "", "", "book")], 1, "different names"),
    ],
)
def test_what_cannot_be_made_is_named(documents: list[tuple[str, ...]], kept: int, word: str) -> None:
    entries, problems = _entries(*documents)
    assert len(entries) == kept
    assert word in problems[0]


def test_lengths_and_colours_of_a_theme_are_no_strings() -> None:
    assert str(theme_value("11pt")) == "11pt"
    assert str(theme_value("#9b2f24")) == 'rgb("#9b2f24")'
    assert theme_value("Noto Serif SC") == "Noto Serif SC"
    design = Design("article", "", {"size": "12pt", "heads": False}, hyphenate=False, contents_depth=2)
    assert '("size": 12pt, "heads": false)' in theme_module(design, "zh")


def test_hostile_metadata_stays_in_strings() -> None:
    metadata = Metadata('"]; #panic()', ("\\",), "", "", ("//",), "zh-CN", None, "", "")
    head = preamble(metadata, Design("book", "", {}, hyphenate=False, contents_depth=2), ["koushu.typ"], {})
    assert 'title: "\\"]; #panic()"' in head
    assert 'authors: ("\\\\", )' in head
    assert head.count("\n") == 2


def test_every_value_of_a_theme_is_told_with_a_picture_of_each_theme() -> None:
    folder = Path(__file__).parent.parent.parent / "_ext"
    told = (folder / "README.md").read_text(encoding="utf-8")
    themes = (folder / "koushu" / "typst_builder" / "assets" / "themes.typ").read_text(encoding="utf-8")
    values = set(re.findall(r"^ +([a-z-]+): ", themes, re.MULTILINE)) - {"book", "article", "phone", "post"}
    assert len(values) > 25
    assert {value for value in values if f"`{value}`" not in told} == set()
    for name in re.findall(r"\(pictures/([a-z0-9.-]+)\)", told):
        assert (folder / "pictures" / name).is_file(), name
