"""Fonts of the book: where they are, that they are the ones we tested, and which characters they have."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.books.fonts import all_script_font_files, font_files, package_for
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# SHA-256 of the font files that our pages were checked with, as `sha256sum` prints them.
_DIGESTS_FILE = Path(__file__).parent / "assets" / "fonts.sha256"
_PACKAGES = {
    "the Chinese text": ("pylopdf-fonts-zh-cn", font_files),
    "bold Chinese and of all other scripts": (
        "manimgx-fonts-cjk`, `manimgx-fonts` and `fontpkg-amiri",
        all_script_font_files,
    ),
}
_SUFFIXES = {".otf", ".ttf", ".otc", ".ttc"}


@record
class FontFolders:
    """Folders that Typst searches for fonts, beside those it brings itself."""

    paths: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    faces: Mapping[str, str] = field(default_factory=dict)
    """Values of the theme that name other faces, since those it asks for are missing."""

    def files(self) -> list[Path]:
        """Return every font file in the folders, those for Chinese text first."""
        found = {
            path
            for folder in self.paths
            for path in Path(folder).rglob("*")
            if path.suffix.lower() in _SUFFIXES
        }
        own = [Path(name) for name in font_files()]
        return own + sorted(found - set(own))


def find_fonts(extra: Sequence[str]) -> FontFolders:
    """Return the folders of our font packages and of `extra`; a missing or changed font is a problem."""
    folders: list[str] = []
    problems: list[Problem] = []
    faces = {} if all_script_font_files() else {"cjk-sans": "Noto Sans SC", "arabic": "DejaVu Sans Mono"}
    for purpose, (package, find) in _PACKAGES.items():
        files = [Path(name) for name in find()]
        folders += sorted({str(path.parent) for path in files})
        problems += [problem for path in files if (problem := _changed(path)) is not None]
        if not files:
            message = f"The fonts of {purpose} are missing; expected `{package}` to be installed"
            problems.append(Problem(Kind.TYPST_FONT, 0, message))
    for name in extra:
        if Path(name).is_dir():
            folders.append(name)
        else:
            problems.append(Problem(Kind.TYPST_FONT, 0, f"`{name}` in typst_font_paths is no folder"))
    return FontFolders(tuple(folders), tuple(problems), faces)


def _changed(path: Path) -> Problem | None:
    digest = _digest(path) if path.is_file() else "no file"
    wanted = known_digests().get(path.name, digest)
    if digest == wanted:
        return None
    message = f"The font {path.name} is not the one that was tested: SHA-256 {digest}; expected {wanted}"
    return Problem(Kind.TYPST_FONT, 0, message)


@cache
def known_digests() -> dict[str, str]:
    """Return the SHA-256 of each font file that was tested, by its name."""
    lines = _DIGESTS_FILE.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def needs_glyph(character: str) -> bool:
    """Return whether a character is drawn at all; blanks, controls and joiners are not."""
    category = unicodedata.category(character)
    ignorable = category in {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"} or 0xFE00 <= ord(character) <= 0xFE0F
    return not ignorable and not 0xE0100 <= ord(character) <= 0xE01EF


def missing_characters(
    texts: Iterable[Mapping[str, str]], coverages: Iterable[frozenset[int]]
) -> dict[str, list[str]]:
    """Return each character that no font has, with the first place in each document, sorted.

    `texts` holds for each document its characters with a place such as `posts/a.md:12`. Fonts are asked in order,
    and no further than is needed.
    """
    missing: dict[str, list[str]] = {}
    for places in texts:
        for character, place in places.items():
            if needs_glyph(character):
                missing.setdefault(character, []).append(place)
    fonts = iter(coverages)
    while missing and (known := next(fonts, None)) is not None:
        missing = {character: where for character, where in missing.items() if ord(character) not in known}
    return dict(sorted(missing.items()))


def substitute(character: str) -> str:
    """Return what is printed for a character without a glyph: its Unicode name, or its code point.

    A picture character gives `[grinning face]`, a rare ideograph `[U+20BB7]`.
    """
    name = unicodedata.name(character, "")
    if not name or any(word in name for word in ("IDEOGRAPH", "SYLLABLE", "LETTER")):
        return f"[U+{ord(character):04X}]"
    return f"[{name.lower()}]"


def missing_message(missing: Mapping[str, Sequence[str]]) -> str:
    """Return one sentence that names every missing character, its code point and where it stands."""
    parts = [
        f"{character} (U+{ord(character):04X}, {unicodedata.name(character, 'no name')}) in {', '.join(places)}"
        for character, places in missing.items()
    ]
    packages = sorted({package_for(character) for character in missing} - {""})
    installed = f", or {' and '.join(packages)} to be installed" if packages else ""
    return (
        "No font of the book has these characters, and their names are printed instead: "
        + "; ".join(parts)
        + f". Expected a font that has them, in a folder of typst_font_paths{installed}"
    )
