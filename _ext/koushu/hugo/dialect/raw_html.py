"""Raw HTML cleaned by an allow-list, its tags balanced.

Tags, attributes and addresses that are not known to be harmless are left out and named; what they enclose stays,
except the content of scripts and styles. A page's own layout cannot be broken: an end tag without its start tag is
dropped, and the caller closes what is left open. Source: HTML Living Standard, 13.1.2 "Elements".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, Literal

from koushu.hugo.dialect.addresses import is_dangerous
from koushu.hugo.dialect.own_classes import without_reserved
from koushu.hugo.dialect.own_ids import is_own_id
from koushu.hugo.dialect.second_gate import attributes_of, let_through

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_VOID: Final = frozenset(("br", "col", "hr", "img", "wbr"))
_NAMES: Final = """
    a abbr address article aside b bdi bdo big blockquote caption center cite code colgroup dd del details dfn div dl dt
    em figcaption figure font footer h1 h2 h3 h4 h5 h6 header i ins kbd li mark ol p pre q rp rt ruby s samp section
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
"""
_ALLOWED: Final = _VOID | frozenset(_NAMES.split())
_FRAMES: Final = frozenset(("iframe", "video", "audio", "embed", "object"))
_WITH_CONTENT: Final = frozenset(("script", "style", "noscript", "template", "title", "textarea"))
_ADDRESSES: Final = frozenset(("cite", "href", "src"))
_IDENTIFIERS: Final = frozenset(("id", "name"))
# How much is cleaned at once; Python's parser of HTML looks through the rest of a text again for each open end.
_AT_ONCE: Final = 1 << 11
_FEW: Final = 20


# Elements whose end tag, where none is open, would end one of the page's own around the post.
_LAYOUT: Final = frozenset(
    ("article", "aside", "body", "div", "footer", "header", "html", "main", "nav", "section")
)
_find_tags: Final = re.compile(
    r"""<!--.*?-->|<(?P<end>/?)(?P<name>[A-Za-z][-A-Za-z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL
)


def without_stray_ends(html: str, open_tags: list[str]) -> str:
    """Return HTML without the end tags of elements that are not open, and note in `open_tags` those that are."""

    def keep(found: re.Match[str]) -> str:
        name = (found["name"] or "").lower()
        if name not in _LAYOUT:
            return found[0]
        if not found["end"]:
            open_tags.append(name)
        elif name in open_tags:
            while open_tags.pop() != name:
                pass
        else:
            return ""
        return found[0]

    return _find_tags.sub(keep, html)


@dataclass(slots=True)
class Piece:
    """A piece of cleaned HTML: markup, or what has a form of its own in every format."""

    kind: Literal["html", "image", "frame", "break"]
    html: str = ""
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Cleaned:
    """What the allow-list let through."""

    pieces: list[Piece]
    open_tags: list[str]
    """Elements that are open behind this piece of HTML, the outermost first."""
    dropped: list[str]
    """Names of what was left out."""


def clean_html(html: str, open_tags: Sequence[str] = (), schemes: frozenset[str] = frozenset()) -> Cleaned:
    """Return a piece of HTML without what could do harm; `open_tags` are the elements open before it.

    `schemes` are those that its addresses may have besides those of `addresses.SCHEMES`.
    """
    whole = Cleaned([], list(open_tags), [])
    for part in _parts(html):
        cleaner = _Cleaner(whole.open_tags, schemes)
        cleaner.feed(part)
        cleaner.close()
        whole.pieces += cleaner.finished()
        whole.dropped += cleaner.dropped
        whole.open_tags = cleaner.open_tags
    return whole


def _parts(html: str) -> Iterator[str]:
    """Yield a text in parts that end behind a tag, where there is one."""
    start = closed = 0
    while len(html) - start > _AT_ONCE:
        end = html.rfind(">", start, start + _AT_ONCE) + 1
        if end <= start:
            # Looked for once for all the parts before it.
            closed = closed if closed > start else html.find(">", start) + 1 or len(html)
            # One tag, such as an image with its data in it, is as long as it is.
            end = start + _AT_ONCE if _opens_many(html, start, closed) else closed
        yield html[start:end]
        start = end
    yield html[start:]


def _opens_many(html: str, start: int, end: int) -> bool:
    """Return whether a part of a text holds more than a few tags; no more of it is looked at than tells."""
    for _ in range(_FEW):
        start = html.find("<", start, end) + 1
        if not start:
            return False
    return True


class _Cleaner(HTMLParser):
    def __init__(self, open_tags: Sequence[str], schemes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._schemes = schemes
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self.open_tags = list(open_tags)
        self.dropped: list[str] = []
        self._silent: str | None = None

    def finished(self) -> list[Piece]:
        """Return all pieces, what stood between two of another kind being one."""
        if self._texts:
            self._pieces.append(Piece("html", "".join(self._texts)))
            self._texts = []
        return self._pieces

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WITH_CONTENT:
            self.dropped.append(tag)
            self._silent = tag
        elif tag in _FRAMES:
            self._frame(tag, dict(attrs))
        elif tag not in _ALLOWED:
            self.dropped.append(tag)
        elif self._silent is None:
            self._element(tag, self._clean_attributes(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # In HTML the slash means nothing, but who writes `<span/>` means an empty element.
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = None
        elif tag in self.open_tags and self._silent is None:
            while self.open_tags:
                inner = self.open_tags.pop()
                self._texts.append(f"</{inner}>")
                if inner == tag:
                    break

    def handle_data(self, data: str) -> None:
        if self._silent is None:
            self._texts.append(escape(data, quote=False))

    def _element(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "br":
            self.finished().append(Piece("break"))
        elif tag == "img":
            if attributes.get("src"):
                self.finished().append(Piece("image", attributes=attributes))
        else:
            self._texts.append(self._start(tag, attributes))
            if tag not in _VOID:
                self.open_tags.append(tag)

    def _frame(self, tag: str, attributes: dict[str, str | None]) -> None:
        address = attributes.get("src") or attributes.get("data") or ""
        if address.startswith(("http://", "https://", "//")):
            self.finished().append(
                Piece("frame", attributes={"src": address, "title": attributes.get("title") or ""})
            )
        else:
            self.dropped.append(tag)

    def _clean_attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> dict[str, str]:
        allowed = attributes_of(tag)
        clean: dict[str, str] = {}
        for name, value in attrs:
            acts = name in _ADDRESSES and is_dangerous(value or "", self._schemes)
            if name not in allowed or acts or (name in _IDENTIFIERS and is_own_id((value or "").strip())):
                self.dropped.append(f"{tag} {name}")
            elif name == "class":
                clean[name] = " ".join(without_reserved((value or "").split()))
            else:
                clean[name] = value or ""
        return clean

    def _start(self, tag: str, attributes: dict[str, str]) -> str:
        """Return a start tag, whose attributes a second sanitiser has let through as well."""
        end = " />" if tag in _VOID else ">"
        if not attributes:
            return f"<{tag}{end}"
        kept = let_through(tag, _attributes_as_html(attributes.items()), self._schemes)
        self.dropped += [f"{tag} {name}" for name in attributes if f' {name}="' not in kept]
        return f"<{tag}{kept}{end}"


def _attributes_as_html(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes)
