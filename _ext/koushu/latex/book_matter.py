"""The colophon and the indexes of authors and tags, as files that the document reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util import texescape

from koushu.messages import message
from koushu.posts.book import source_date
from koushu.posts.book_matter import colophon, indexed_terms
from koushu.posts.catalogue import site_language
from koushu.posts.header import printed_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sphinx.builders import Builder

    from koushu.posts.book_metadata import BookMetadata

_ENGINE: Final = "xelatex"
_INDEXES: Final = ("authors", "tags")
_FONTS: Final = "FreeSerif, FreeSans, DejaVu Sans Mono, Noto Serif SC, Noto Sans SC"


def write_book_matter(
    builder: Builder,
    name: str,
    about: BookMetadata,
    members: Collection[str],
    guard: Callable[[str], str],
) -> None:
    """Write the colophon and the indexes of a document; `guard` makes their rare characters printable."""
    stem = Path(builder.outdir, Path(name).stem)
    texts = {
        "colophon": _colophon(builder, about, members),
        "indexes": _indexes(builder, members) + _index(builder, members),
    }
    for kind, text in texts.items():
        Path(f"{stem}-{kind}.def").write_text(guard(text), encoding="utf-8")


def _escaped(words: str) -> str:
    return texescape.escape(" ".join(words.split()), _ENGINE)


def _colophon(builder: Builder, about: BookMetadata, members: Collection[str]) -> str:
    language = site_language(builder.config)
    moment = source_date() or about.published
    day = printed_date(moment, language) if moment else ""
    lines = [
        f"\\koushucolophonline{{{_escaped(label)}}}{{{_linked(words, address)}}}\n"
        for label, words, address in colophon(builder, about, members, day)
    ]
    fonts = message("colophon_fonts", language, names=_FONTS)
    return "".join(lines) + f"\\koushucolophonfonts{{{_escaped(fonts)}}}\n"


def _linked(words: str, address: str) -> str:
    if not address:
        return _escaped(words)
    target = address.replace("%", "\\%").replace("#", "\\#")
    return f"\\sphinxhref{{{target}}}{{{_escaped(words)}}}"


def _indexes(builder: Builder, members: Collection[str]) -> str:
    language = site_language(builder.config)
    parts = []
    for kind, terms in indexed_terms(builder, members, _INDEXES):
        lines = "".join(
            f"\\koushuindexline{{{_escaped(name)}}}{{{_pages(found)}}}\n" for name, found in terms
        )
        parts.append(
            f"\\begin{{koushuindex}}{{{_escaped(message(kind, language))}}}\n{lines}\\end{{koushuindex}}\n"
        )
    return "".join(parts)


def _index(builder: Builder, members: Collection[str]) -> str:
    """Return the index of the entries in some documents, in the groups and the order that the web site has."""
    groups = []
    for letter, entries in IndexEntries(builder.env).create_index(builder):
        lines = []
        for text, (places, parts, _key) in entries:
            below = [(part, _places(found, members)) for part, found in parts]
            own = _places(places, members)
            if own or any(pages for _, pages in below):
                lines.append(f"\\koushuindexline{{{_escaped(text)}}}{{{own}}}\n")
                lines += [
                    f"\\koushuindexpart{{{_escaped(part)}}}{{{pages}}}\n" for part, pages in below if pages
                ]
        if lines:
            groups.append(f"\\koushuindexgroup{{{_escaped(letter)}}}\n{''.join(lines)}")
    title = message("index", site_language(builder.config))
    return f"\\begin{{koushuindex}}{{{title}}}\n{''.join(groups)}\\end{{koushuindex}}\n" if groups else ""


def _places(found: Iterable[tuple[str | None, str | Literal[False]]], members: Collection[str]) -> str:
    addresses = [str(address or "").removeprefix("%").partition("#") for _main, address in found]
    labels = (_name(f"{docname}:{name}") for docname, _, name in addresses if docname in members and name)
    return ", ".join(map(_page, dict.fromkeys(labels)))


def _pages(docnames: Collection[str]) -> str:
    return ", ".join(_page(_name(f"{docname}::doc")) for docname in docnames)


def _page(label: str) -> str:
    return f"\\hyperref[{label}]{{\\pageref*{{{label}}}}}"


def _name(place: str) -> str:
    """Return the label of a place, as Sphinx writes it."""
    plain = place.translate(texescape.tex_replace_map).encode("ascii", "backslashreplace").decode()
    return f"\\detokenize{{{plain.replace(chr(92), '_')}}}"
