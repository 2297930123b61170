"""The font files that come with Koushu's dependencies."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_CHINESE: Final = "pylopdf_fonts_zh_cn"
# Not required; used for characters that the Chinese faces lack, wherever they are installed.
# Noto Sans CJK in every weight, Noto's faces for the other scripts, symbols and emoji, and Arabic whose letters can
# be read back from a PDF, which those of Noto cannot, being put together from strokes and dots.
_ALL_SCRIPTS: Final = ("manimgx_fonts_cjk", "manimgx_fonts", "fontpkg_amiri")
_PACKAGE_OF: Final = {
    **dict.fromkeys(("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "BOPOMOFO"), "manimgx_fonts_cjk"),
    "ARABIC": "fontpkg_amiri",
}
_FURTHER: Final = ("pylopdf_fonts_ko", "pylopdf_fonts_jp", "pylopdf_fonts_zh_tw")


def font_files() -> list[str]:
    """Return the absolute paths of the Chinese serif and sans faces; empty when their package is missing."""
    return _files_of(_CHINESE)


def all_script_font_files() -> list[str]:
    """Return the absolute paths of the faces for every script and of Chinese in bold; empty when they are missing."""
    return [path for package in _ALL_SCRIPTS for path in _files_of(package)]


@cache
def upright_font_files() -> tuple[Path, ...]:
    """Return the regular faces among those for every script, those of many characters last; empty when missing."""
    paths = [Path(name) for name in all_script_font_files()]
    plain = [path for path in paths if "Bold" not in path.name and "Italic" not in path.name]
    first = [path for path in plain if not path.name.startswith("Noto")]
    return (*first, *sorted(set(plain) - set(first), key=lambda path: (path.stat().st_size, path.name)))


def further_font_files() -> list[str]:
    """Return the absolute paths of the Korean, Japanese and Taiwanese serif faces that are installed."""
    return [path for package in _FURTHER for path in _files_of(package) if "Serif" in Path(path).name]


def package_for(char: str) -> str:
    """Return the package that would bring a character which no installed font has; empty if none is known."""
    words = unicodedata.name(char, "").replace("-", " ").split()
    module = next((_PACKAGE_OF[word] for word in words if word in _PACKAGE_OF), "manimgx_fonts")
    return "" if find_spec(module) else module.replace("_", "-")


def _files_of(package: str) -> list[str]:
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return [
        str(path)
        for folder in folders
        for path in sorted(Path(folder).rglob("*"))
        if path.suffix in {".otf", ".ttf", ".ttc"}
    ]
