"""Small fonts, cut out of large ones, for books that carry their own."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.ttCollection import TTCollection
from fontTools.varLib.instancer import instantiateVariableFont

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REGULAR: Final = 400
"""Weight of running text."""
# How far a curve may be from the one it was drawn after, in units of which 1000 make the size of the letter.
_TOLERANCE: Final = 1.0
_SIMPLIFIED: Final = "SC"
# Nothing is drawn for these; they say how their neighbours join.
_JOINERS: Final = (0x200C, 0x200D)


# Whose it is and what may be done with it travels along; the numbers are those of OpenType's table of names.
_TELLING: Final = {0: "copyright", 7: "trademark", 13: "licenseDescription", 14: "licenseInfoURL"}


def subset_font(path: Path, characters: Iterable[str], weight: int = REGULAR) -> bytes:
    """Return a static font, TrueType or OpenType as its outlines are, with the glyphs of some characters.

    A variable font is set to `weight`. The same characters give the same bytes: no time but the font's own is in it.
    """
    points = sorted({ord(char) for char in (" ", *characters)})
    with TTFont(path, lazy=True, fontNumber=_face_of(path), recalcTimestamp=False) as font:
        return _redrawn(font, points, weight) if "CFF2" in font else _reduced(font, points, weight)


@cache
def family_name(path: Path) -> str:
    """Return what the family of a font file is called: `Noto Serif SC`."""
    with TTFont(path, lazy=True, fontNumber=_face_of(path)) as font:
        return str(font["name"].getBestFamilyName() or path.stem)


def cut_font(path: Path, characters: Iterable[str]) -> bytes:
    """Return a static TrueType font with the regular glyphs of some characters, and what shapes them.

    XeTeX's driver takes no variable fonts, and no large collections. Its glyphs are named after what they stand for,
    which is how text gets out of the PDF again. The same characters give the same bytes.
    """
    points = sorted({ord(char) for char in (" ", *characters)})
    with TTFont(path, lazy=True, fontNumber=_face_of(path), recalcTimestamp=False) as font:
        return (
            _redrawn(font, points, REGULAR)
            if "CFF2" in font
            else _named(_reduced(font, points, REGULAR, every_form=True))
        )


def _face_of(path: Path) -> int:
    """Return which font of a collection has the forms of mainland China; -1 for a file of one font."""
    if path.suffix.lower() not in {".ttc", ".otc"}:
        return -1
    with TTCollection(path, lazy=True) as collection:
        names = [str(font["name"].getDebugName(1)) for font in collection.fonts]
    return next((index for index, name in enumerate(names) if name.endswith(_SIMPLIFIED)), 0)


def _reduced(font: TTFont, points: list[int], weight: int, *, every_form: bool = False) -> bytes:
    options = Options()
    if every_form:
        options.layout_features = ["*"]
    options.notdef_outline = True
    options.glyph_names = True
    options.recalc_timestamp = False
    options.name_IDs = sorted({*options.name_IDs, *_TELLING})
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[*points, *_JOINERS])
    subsetter.subset(font)
    if "fvar" in font:
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | {"wght": weight}

        instantiateVariableFont(font, axes, inplace=True)
    return _saved(font)


def _saved(font: TTFont) -> bytes:
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def _redrawn(font: TTFont, points: list[int], weight: int) -> bytes:
    """Return the glyphs of a font of CFF2 outlines as TrueType; there is no shaping among them."""
    known = font.getBestCmap()
    names = {point: known[point] for point in points if point in known}
    outlines = font.getGlyphSet(location={"wght": weight})
    glyphs, metrics = {}, {}
    for name in dict.fromkeys([".notdef", *names.values()]):
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        glyphs[name] = pen.glyph()
        metrics[name] = (round(outlines[name].width), 0)
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(names)
    builder.setupGlyf(glyphs)
    sides = {name: getattr(builder.font["glyf"][name], "xMin", 0) for name in glyphs}
    builder.setupHorizontalMetrics({name: (width, sides[name]) for name, (width, _) in metrics.items()})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    told = {word: text for number, word in _TELLING.items() if (text := font["name"].getDebugName(number))}
    builder.setupNameTable({"familyName": "Koushu", "styleName": "Regular", **told}, mac=False)
    builder.setupOS2()
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    return _saved(builder.font)


def _named(data: bytes) -> bytes:
    """Return a font whose glyphs are called by the characters that they stand for."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    old = font.getGlyphOrder()
    sources = _sources(font)
    new: dict[str, str] = {}
    taken: set[str] = set()
    for index, name in enumerate(old):
        wanted = "_".join(_code_name(point) for point in sources[name]) if name in sources else name
        new[name] = wanted if wanted not in taken else f"{wanted}.g{index}"
        taken.add(new[name])
    renamed = TTFont(BytesIO(data), recalcTimestamp=False)
    # Before any table is read, so that all of them are read with these names.
    renamed.setGlyphOrder([new[name] for name in old])
    post = newTable("post")
    post.__dict__.update({key: value for key, value in vars(font["post"]).items() if key != "tableTag"})
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    renamed["post"] = post
    return _saved(renamed)


def _code_name(point: int) -> str:
    return f"uni{point:04X}" if point < 0x10000 else f"u{point:X}"


def _sources(font: TTFont) -> dict[str, tuple[int, ...]]:
    """Return for each glyph the characters that are drawn by it, those of substitutes among them."""
    found: dict[str, tuple[int, ...]] = {}
    for point, name in sorted(font.getBestCmap().items()):
        found.setdefault(name, (point,))
    steps = list(_substitutions(font))
    # Substitutes of substitutes: each round goes one further.
    while fresh := {
        target: tuple(point for name in names for point in found[name])
        for names, target in steps
        if target not in found and all(name in found for name in names)
    }:
        found.update(fresh)
    return found


def _substitutions(font: TTFont) -> Iterable[tuple[tuple[str, ...], str]]:
    """Yield which glyphs are replaced by which one, in the order of the font."""
    lookups = font["GSUB"].table.LookupList if "GSUB" in font else None
    for lookup in lookups.Lookup if lookups is not None else ():
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if inner.LookupType == 1:
                yield from (((name,), target) for name, target in inner.mapping.items())
            elif inner.LookupType == 2:
                # Forms of a letter, and strokes that join it to the next.
                yield from (((name,), targets[0]) for name, targets in inner.mapping.items() if targets)
            elif inner.LookupType == 4:
                for first, ligatures in inner.ligatures.items():
                    yield from (((first, *one.Component), one.LigGlyph) for one in ligatures)
