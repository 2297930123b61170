"""The fonts that a book carries: of the faces that the PDF has, what its own text needs."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.books.font_coverage import covered
from koushu.books.font_cutting import REGULAR, family_name, subset_font
from koushu.books.fonts import font_files, upright_font_files
from koushu.problems import Kind, Problem
from koushu.record import record
from koushu.staged_files import write_whole
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from collections.abc import Set as AbstractSet

STORE: Final = "fonts"
"""Folder below the output in which cut fonts are kept."""
LICENSE: Final = "https://openfontlicense.org/"
"""Address of the licence of all of them, the SIL Open Font License 1.1."""
_BOLD: Final = 700
# What style sheets write before items of lists, which is in no page.
_MARKERS: Final = frozenset("0123456789.•◦▪")
# Bold Chinese is the sans face, as in the PDF; letters are made bolder by the reading system instead.
_EAST_ASIAN: Final = "U+2E80-A4CF, U+AC00-D7FF, U+F900-FAFF, U+FE30-FE4F, U+FF00-FFEF, U+20000-3FFFF"
_SANS: Final = re.compile(r"font-family:\s*sans-serif\b")
# Tables of outlines, by the first bytes of a file.
_OPENTYPE: Final = b"OTTO"


@record
class Face:
    """A font of the book."""

    role: str
    """`serif`, `sans`, `bold`, or a name of its own for a script that those lack."""
    source: Path
    """The file that it is cut out of."""
    characters: frozenset[str]
    weight: int = REGULAR


@record
class CutFont:
    """The file of a font in the book."""

    role: str
    path: str
    media_type: str
    data: bytes


def choose_faces(text: AbstractSet[str], *, vertical: bool = False) -> tuple[Face, ...]:
    """Return the faces for the characters of a text, those of the PDF in its order; none where no font is installed.

    In vertical lines no face is bold, since the one there is has no forms for them.
    """
    wanted = frozenset(text | _MARKERS)
    main = [*_main_faces(wanted, vertical=vertical)]
    rest = wanted.difference(*(face.characters for face in main)) if main else frozenset()
    others: list[Face] = []
    for path in upright_font_files():
        found = _shared(rest, path)
        if found:
            others.append(Face(re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-"), path, found))
            rest -= found
    return (*main, *others)


def _main_faces(wanted: frozenset[str], *, vertical: bool) -> Iterator[Face]:
    for path in map(Path, font_files()):
        yield Face("serif" if "Serif" in path.name else "sans", path, _shared(wanted, path))
    for path in upright_font_files():
        if "CJK" in path.name and font_files() and not vertical:
            yield Face("bold", path, _shared(wanted, path), _BOLD)


def _shared(characters: frozenset[str], path: Path) -> frozenset[str]:
    return frozenset(char for char in characters if ord(char) in covered(path))


def face_names(faces: Collection[Face]) -> list[str]:
    """Return what the faces are called, each once."""
    return list(dict.fromkeys(family_name(face.source) for face in faces))


def missing_fonts() -> Problem:
    """Return what to say where the packages of fonts are not installed."""
    message = "The fonts that `epub_fonts` embeds are missing; expected `pylopdf-fonts-zh-cn` to be installed"
    return Problem(Kind.EPUB_FONT, 0, message)


def cut_fonts(faces: Collection[Face], store: Path) -> list[CutFont]:
    """Return the files of the faces; each is cut once and kept in `store`."""
    return [_file(face, _cut(face, store)) for face in faces]


def _file(face: Face, data: bytes) -> CutFont:
    kind = "otf" if data.startswith(_OPENTYPE) else "ttf"
    return CutFont(face.role, f"fonts/{face.role}.{kind}", f"font/{kind}", data)


def _cut(face: Face, store: Path) -> bytes:
    characters = "".join(sorted(face.characters))
    told = f"{__version__} {face.source.name} {face.source.stat().st_size} {face.weight} {characters}"
    kept = store / hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    if kept.is_file():
        return kept.read_bytes()
    data = subset_font(face.source, characters, face.weight)
    write_whole(kept, data)
    return data


def set_in_fonts(css: str, fonts: Collection[CutFont]) -> str:
    """Return a style sheet whose sans faces are those of the book."""
    return _SANS.sub(f"font-family: {_families(fonts, 'Sans')}sans-serif", css) if fonts else css


def declare_fonts(fonts: Collection[CutFont]) -> str:
    """Return the rules that bring the fonts, and the face of running text.

    It is named for `body` alone: a reader's own choice is for that, and what is below inherits it.
    """
    if not fonts:
        return ""
    rules = [_rule(*one) for font in fonts for one in _declared(font)]
    return "\n".join([*rules, f"body {{ font-family: {_families(fonts, 'Serif')}serif; }}\n"])


def _declared(font: CutFont) -> Iterator[tuple[str, str, str, str]]:
    """Yield family, weight, path and the characters it is for, of each use of a font."""
    if font.role == "bold":
        yield "Serif", "bold", font.path, _EAST_ASIAN
        yield "Sans", "bold", font.path, ""
    else:
        yield font.role.capitalize(), "normal", font.path, ""
    if font.role == "serif":
        # What stands in for letters in bold, of which the serif has none.
        yield "Text", "normal", font.path, ""


def _rule(family: str, weight: str, path: str, characters: str) -> str:
    only = f" unicode-range: {characters};" if characters else ""
    return (
        f'@font-face {{ font-family: "Koushu {family}"; font-weight: {weight}; font-style: normal; '
        f'src: url("../{path}");{only} }}'
    )


def _families(fonts: Collection[CutFont], first: str) -> str:
    names = [first, "Text"] if first == "Serif" else [first]
    names += [font.role.capitalize() for font in fonts if font.role not in {"serif", "sans", "bold"}]
    return "".join(f'"Koushu {name}", ' for name in names)
