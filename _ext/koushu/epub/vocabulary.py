"""What XHTML may stand in a page of the book, as tables: elements, their attributes, and what replaces the rest.

Source: HTML Living Standard, chapter 4, less what EPUB readers do not run or reach (forms, scripts, media);
EPUB 3.3, clause 6.1 (XHTML content documents).
"""

from __future__ import annotations

from typing import Final

from koushu.xhtml import names

FLOW: Final = names(
    "address article aside blockquote details dialog div dl fieldset figure footer h1 h2 h3 h4 h5 h6 header "
    "hgroup hr main nav ol p pre search section table ul"
)
"""Elements that may not stand where only running text may."""

PHRASING: Final = names(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub "
    "sup time u var wbr"
)

PARTS: Final = names("body caption col colgroup dd dt figcaption li summary tbody td tfoot th thead tr")
"""Elements that may stand in certain parents only."""

PARENTS: Final = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "caption": frozenset({"table"}),
    "colgroup": frozenset({"table"}),
    "col": frozenset({"colgroup"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tfoot": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
    "rt": frozenset({"ruby"}),
    "rp": frozenset({"ruby"}),
}

CHILDREN: Final = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "tr": frozenset({"td", "th"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody", "tfoot", "tr"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tfoot": frozenset({"tr"}),
    "dl": frozenset({"dt", "dd", "div"}),
}
"""The only children of these elements; any other is wrapped in the `WRAPPERS` one."""

WRAPPERS: Final = {
    "ul": "li",
    "ol": "li",
    "dl": "dd",
    "tr": "td",
    "table": "tbody",
    "thead": "tr",
    "tbody": "tr",
    "tfoot": "tr",
}

TABLE_ORDER: Final = {"caption": 0, "colgroup": 1, "thead": 2, "tbody": 3, "tr": 3, "tfoot": 4}

REPLACED: Final = {
    "acronym": "abbr",
    "big": "span",
    "blink": "span",
    "button": "span",
    "center": "div",
    "dir": "ul",
    "fieldset": "div",
    "font": "span",
    "form": "div",
    "label": "span",
    "legend": "p",
    "listing": "pre",
    "main": "div",
    "menu": "ul",
    "nobr": "span",
    "noscript": "div",
    "output": "span",
    "plaintext": "pre",
    "strike": "s",
    "tt": "code",
    "xmp": "pre",
}
"""Elements that HTML has dropped or a book cannot act on, and the element of the same meaning."""

REMOVED: Final = names(
    "area base basefont bgsound canvas command datalist embed frame frameset head input keygen link map meta "
    "meter object optgroup option param progress script select source style template textarea title track"
)
"""Elements that go with all they hold; `input` check boxes and embedded pages are rescued before."""

EMBEDDED: Final = frozenset({"iframe", "video", "audio", "embed", "object", "frame"})
"""Elements that show another resource; a book links to it."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

GLOBAL_ATTRIBUTES: Final = frozenset({"class", "dir", "hidden", "id", "lang", "role", "style", "title"})

ATTRIBUTES: Final = {
    "a": frozenset({"href", "hreflang", "rel"}),
    "blockquote": frozenset({"cite"}),
    "bdo": frozenset({"dir"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "headers", "rowspan"}),
    "th": frozenset({"abbr", "colspan", "headers", "rowspan", "scope"}),
    "time": frozenset({"datetime"}),
}
NUMBERS: Final = frozenset({"colspan", "height", "rowspan", "span", "start", "value", "width"})
"""Attributes that must hold a whole number."""

ROLES: Final = names(
    "article blockquote caption complementary definition doc-abstract doc-acknowledgments doc-afterword "
    "doc-appendix doc-backlink doc-bibliography doc-biblioentry doc-biblioref doc-chapter doc-colophon "
    "doc-conclusion doc-cover doc-credit doc-credits doc-dedication doc-endnotes doc-epigraph doc-epilogue "
    "doc-errata doc-example doc-footnote doc-foreword doc-glossary doc-glossref doc-index doc-introduction "
    "doc-noteref doc-notice doc-pagebreak doc-pagelist doc-part doc-preface doc-prologue doc-pullquote doc-qna "
    "doc-subtitle doc-tip doc-toc emphasis figure group heading img list listitem none note paragraph "
    "presentation region separator strong table term"
)
"""Roles that make sense in a book; widgets and landmarks of a site do not."""
