"""Every shortcode that is known, from the program's own list of names."""

from __future__ import annotations

from typing import Final

from guide.facts.described import described, descriptions
from guide.facts.markdown import code, directive
from koushu.hugo.shortcodes import names
from koushu.hugo.shortcodes.names import Inner

_ENCLOSES: Final = {
    Inner.NEVER: {"en": "It encloses nothing.", "zh": "不含内文。"},
    Inner.ALWAYS: {"en": "It encloses text, up to its closing tag.", "zh": "含有内文，到结束标记为止。"},
    Inner.OPTIONAL: {"en": "It may enclose text.", "zh": "可以含有内文。"},
}
_ALSO: Final = {"en": "The same: {}.", "zh": "同义：{}。"}


def shortcodes(origin: str, language: str) -> str:
    """Return a description of each shortcode of `hugo`, or of each family of those of `themes`."""
    if origin == "themes":
        return "\n".join(_family(name, language) for name in descriptions()["shortcode_families"])
    return "\n".join(
        directive(
            "shortcode",
            name,
            {},
            f"{described('shortcodes', name, language)} {_ENCLOSES[inner][language[:2]]}",
        )
        for name, inner in sorted(names.OF_HUGO.items())
    )


def _family(name: str, language: str) -> str:
    # A short name is a plain one: `box` before `admonition`.
    first = min(family(name), key=lambda one: (len(one) < 3, len(one), one))
    others = sorted(family(name) - {first})
    targets = [directive("shortcode", other, {"no-typesetting": ""}, "") for other in others]
    more = _ALSO[language[:2]].format(", ".join(code(other) for other in others)) if others else ""
    body = f"{described('shortcode_families', name, language)}\n\n{more}"
    return "\n".join([*targets, directive("shortcode", first, {}, body)])


def family(name: str) -> frozenset[str]:
    """Return the names of one family; a name that stands by itself is its own."""
    found: frozenset[str] = getattr(names, name, frozenset((name,)))
    return found
