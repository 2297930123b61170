"""Which shortcodes are known, and which of them enclose text.

Source: Hugo, "Shortcodes"; those marked as former were taken out of Hugo, and old posts still call them.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Inner(Enum):
    """Whether a shortcode encloses text up to a closing tag."""

    NEVER = "never"
    ALWAYS = "always"
    OPTIONAL = "optional"
    """Where a closing tag says so."""


OF_HUGO: Final[Mapping[str, Inner]] = {
    "comment": Inner.ALWAYS,
    "details": Inner.ALWAYS,
    "figure": Inner.NEVER,
    "highlight": Inner.ALWAYS,
    "param": Inner.NEVER,
    "qr": Inner.OPTIONAL,
    "ref": Inner.NEVER,
    "relref": Inner.NEVER,
    "vimeo": Inner.NEVER,
    "x": Inner.NEVER,
    "youtube": Inner.NEVER,
    "instagram": Inner.NEVER,
    # Former ones.
    "gist": Inner.NEVER,
    "instagram_simple": Inner.NEVER,
    "tweet": Inner.NEVER,
    "twitter": Inner.NEVER,
    "twitter_simple": Inner.NEVER,
    "vimeo_simple": Inner.NEVER,
    "x_simple": Inner.NEVER,
}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# By what a handler makes of them; the names are those of themes in wide use.
BOXES: Final = _names(
    """
    admonition alert attention box callout caution danger error example hint important info information
    notice note question success tip todo warning
    """
)
TABS: Final = _names("tabs tabpane tabbed code-tabs codetabs tabgroup")
TAB: Final = _names("tab tab-item codetab")
CODE: Final = _names("code codeblock code-block code-snippet prism snippet code-toggle")
DIAGRAMS: Final = _names(
    """
    mermaid plantuml graphviz chart echarts mindmap markmap flowchart sequence wavedrom fig-mermaid
    """
)
FORMULAS: Final = _names("math katex latex mathjax tex fig-math")
IMAGES: Final = _names("image img fig picture imgcap bundle-image lazyimage fig-img")
GALLERIES: Final = _names("gallery photos album carousel slider")
MUSIC: Final = _names("music meting aplayer netease")
MEDIA: Final = _names("audio video iframe pdf pdf-file mp3 mp4 dplayer embed")
SITES: Final = _names("asciinema codepen codesandbox github gitlab jsfiddle soundcloud spotify tiktok")
LINKS: Final = _names("button btn link linkcard external-link relurl-button")
KEYS: Final = _names("kbd keys")
MARKED: Final = _names("mark hl marker")
BADGES: Final = _names("badge label tag chip")
PLAIN: Final = _names("span color style text raw markdown md nowrap underline small big lead")
QUOTES: Final = _names("quote blockquote pullquote epigraph fig-quote bquote")
PLACED: Final = _names("center align left right")
COLUMNS: Final = _names("columns row cols split")
GROUPS: Final = _names(
    """
    column col card cards cardpane div section panel block steps timeline accordion-group
    """
)
FOLDED: Final = _names(
    """
    expand collapse accordion accordion-item spoiler fold dropdown toggle disclosure hide
    """
)
SPOKEN: Final = _names("chat message bubble dialog say chat-message")
SILENT: Final = _names("icon icons fa fas toc anchor clear clearfix br hr-space script ads adsense newline")

_ALL: Final = (
    BOXES | TABS | TAB | CODE | DIAGRAMS | FORMULAS | IMAGES | GALLERIES | MEDIA | LINKS | KEYS | MARKED | BADGES
    | PLAIN | QUOTES | PLACED | COLUMNS | GROUPS | FOLDED | SPOKEN | MUSIC | SITES | SILENT
    | {"bilibili", "ruby", "typeit"}
)  # fmt: skip
OF_THEMES: Final[Mapping[str, Inner]] = dict.fromkeys(sorted(_ALL), Inner.OPTIONAL)
BUILT_IN: Final[Mapping[str, Inner]] = {**OF_THEMES, **OF_HUGO}
