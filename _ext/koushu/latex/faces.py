"""The faces that are cut out for the rare characters of a document, beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.books.font_cutting import cut_font
from koushu.latex.runs import breaking_locale, features_of, is_leftward

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_LIST: Final = "koushu-faces.def"
_PREFIX: Final = "koushu-face-"


def face_name(path: Path) -> str:
    """Return the name of the face that is cut out of a font file: letters and digits of the file's own."""
    return re.sub(r"[^A-Za-z0-9]", "", path.name.partition("[")[0].partition(".")[0])


def write_faces(folder: Path, faces: Mapping[Path, AbstractSet[str]]) -> None:
    """Write a font for each file that rare characters come from, and the list that the document reads.

    Fonts of an earlier build are taken away.
    """
    for old in folder.glob(f"{_PREFIX}*.ttf"):
        old.unlink()
    lines = []
    for path, found in sorted(faces.items(), key=lambda item: face_name(item[0])):
        name, chars = face_name(path), "".join(sorted(found))
        (folder / f"{_PREFIX}{name}.ttf").write_bytes(cut_font(path, chars))
        told = (name, f"{_PREFIX}{name}.ttf", features_of(chars), breaking_locale(chars))
        lines.append("\\koushurunface" + "".join(f"{{{one}}}" for one in told))
        if any(map(is_leftward, chars)) and "\\TeXXeTstate=1" not in lines:
            lines.append("\\TeXXeTstate=1")
    (folder / _LIST).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
