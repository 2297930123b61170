"""Fonts: found, the ones that were tested, and what they cannot draw."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import koushu.books.fonts
from koushu.books.font_coverage import covered
from koushu.problems import Kind
from koushu.typst_builder import fonts
from koushu.typst_builder.fonts import (
    find_fonts,
    known_digests,
    missing_characters,
    missing_message,
    needs_glyph,
    substitute,
)

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_our_fonts_are_the_ones_that_were_tested() -> None:
    found = find_fonts([])
    assert found.problems == ()
    names = {path.name for path in found.files()}
    assert {"NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf", "NotoSansCJK-VF.otf.ttc"} <= names
    assert names == set(known_digests())


def test_they_cover_chinese_punctuation_and_latin() -> None:
    for path in find_fonts([]).files()[:2]:
        assert {ord(character) for character in "口述，。：“”——……「」龘Aé"} <= covered(path)


def test_a_changed_font_is_named_with_what_was_expected(tmp_path: Path) -> None:
    shutil.copy(find_fonts([]).files()[0], tmp_path)
    (tmp_path / "NotoSansSC-Regular.otf").write_bytes(b"other")
    problem = fonts._changed(tmp_path / "NotoSansSC-Regular.otf")
    assert problem is not None
    assert problem.kind is Kind.TYPST_FONT
    assert known_digests()["NotoSansSC-Regular.otf"] in problem.message


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    problem = fonts._changed(tmp_path / "NotoSerifSC-Regular.otf")
    assert problem is not None
    assert "no file" in problem.message


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = {
        purpose: (package, empty)
        for (purpose, (package, _)), empty in zip(fonts._PACKAGES.items(), (list, list), strict=True)
    }
    monkeypatch.setattr(fonts, "_PACKAGES", packages)
    monkeypatch.setattr(fonts, "all_script_font_files", list)
    found = find_fonts([])
    assert found.paths == ()
    assert "pylopdf-fonts-zh-cn" in found.problems[0].message
    assert "manimgx-fonts-cjk" in found.problems[1].message
    assert found.faces == {"cjk-sans": "Noto Sans SC", "arabic": "DejaVu Sans Mono"}


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    (problem,) = find_fonts([str(tmp_path / "nowhere")]).problems
    assert "typst_font_paths" in problem.message


def test_missing_characters_name_their_places() -> None:
    texts = [{"a": "a.md:1", "😀": "a.md:2"}, {"😀": "b.md:9", "\u200d": "b.md:1", "\ufe0f": "b.md:1"}]
    missing = missing_characters(texts, [frozenset({ord("a")})])
    assert missing == {"😀": ["a.md:2", "b.md:9"]}
    message = missing_message(missing)
    assert "😀 (U+1F600, GRINNING FACE) in a.md:2, b.md:9" in message


def test_blanks_and_joiners_need_no_glyph() -> None:
    assert not any(map(needs_glyph, " \n\t\u00a0\u200b\u200d\ufe0f\u00ad\u2028\U000e0101"))
    assert all(map(needs_glyph, "a中😀"))


def test_what_is_printed_instead() -> None:
    assert substitute("😀") == "[grinning face]"
    assert substitute("\U00020bb7") == "[U+20BB7]"
    assert substitute("한") == "[U+D55C]"


def test_the_package_that_would_bring_a_character_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert koushu.books.fonts.package_for("한") == ""
    monkeypatch.setattr(koushu.books.fonts, "find_spec", lambda _name: None)
    assert koushu.books.fonts.package_for("한") == "manimgx-fonts-cjk"
    assert koushu.books.fonts.package_for("ش") == "fontpkg-amiri"
    assert koushu.books.fonts.package_for("😀") == "manimgx-fonts"
    assert "manimgx-fonts to be installed" in missing_message({"😀": ["a.md:1"]})
