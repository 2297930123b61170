"""Which attributes raw HTML may have, and a second sanitiser behind our own, which checks every start tag again.

Our own knows what Hugo and every format need of structure. The tags of Markdown have their ends elsewhere, so that they
are no whole that a sanitiser of documents could be given; what it can be given is each start tag by itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import nh3

from koushu.hugo.dialect.addresses import SCHEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

_GLOBAL: Final = frozenset(("align", "class", "dir", "id", "lang", "title"))
_OWN: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset(("href", "name", "rel", "target")),
    "bdo": frozenset(("dir",)),
    "blockquote": frozenset(("cite",)),
    "col": frozenset(("span", "width")),
    "colgroup": frozenset(("span", "width")),
    "details": frozenset(("open",)),
    "font": frozenset(("color", "size")),
    "img": frozenset(("alt", "height", "loading", "src", "width")),
    "li": frozenset(("value",)),
    "ol": frozenset(("reversed", "start", "type")),
    "q": frozenset(("cite",)),
    "table": frozenset(("border", "cellpadding", "cellspacing", "width")),
    "td": frozenset(("colspan", "headers", "rowspan", "valign", "width")),
    "th": frozenset(("colspan", "headers", "rowspan", "scope", "valign", "width")),
    "time": frozenset(("datetime",)),
}
# Kept by every structure, wherever it stands.
_ANY: Final = "span"


def attributes_of(tag: str) -> frozenset[str]:
    """Return the attributes that an element of raw HTML may have."""
    return _GLOBAL | _OWN.get(tag, frozenset())


@lru_cache(maxsize=4096)
def let_through(tag: str, attributes: str, schemes: frozenset[str]) -> str:
    """Return the attributes of a start tag, as HTML with a blank in front of each, without those that may do harm."""
    made = _gate(attributes_of(tag), schemes).clean(f"<{_ANY}{attributes}>")
    return made.removeprefix(f"<{_ANY}").removesuffix(f"></{_ANY}>")


@lru_cache(maxsize=256)
def _gate(attributes: frozenset[str], schemes: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={_ANY},
        clean_content_tags=set(),
        attributes={_ANY: set(attributes)},
        link_rel=None,
        url_schemes=set(SCHEMES | schemes),
    )
