"""How HTML is written of what a page holds most: words, tags and their attributes, as docutils writes them.

A page has some hundred tags and texts. docutils asks for every character whether it means something in HTML, and
prepares each tag for all that a tag can have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from docutils.writers._html_base import HTMLTranslator

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_SPECIAL: Final = {"&": "&amp;", "<": "&lt;", '"': "&quot;", ">": "&gt;", "@": "&#64;"}
_TABLE: Final = HTMLTranslator.special_characters
# What no value of an attribute may hold as it is.
_UNFIT: Final = re.compile(r'[&<">@\n\r\t\v\f]')
_LANGUAGE: Final = "language-"
_SELDOM: Final = frozenset({"classes", "ids", "id"})
_MARKED_BEFORE: Final = (nodes.Sequential, nodes.docinfo)
"""Elements whose further ids stand before them."""
_usual_encode: Final = HTMLTranslator.encode
_usual_attval: Final = HTMLTranslator.attval
_usual_starttag: Final[Callable[..., str]] = HTMLTranslator.starttag


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have every translator write so; where a version of docutils has other characters, they are asked for as there."""
    if {chr(one): text for one, text in _TABLE.items()} == _SPECIAL:
        HTMLTranslator.encode = encoded  # type: ignore[method-assign]
        HTMLTranslator.attval = attribute_value  # type: ignore[assignment, method-assign]
    HTMLTranslator.starttag = start_tag  # type: ignore[method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def encoded(self: HTMLTranslator, text: object) -> str:
    """Return a text in which nothing means anything in HTML."""
    if self.special_characters is not _TABLE:
        return _usual_encode(self, text)
    return escaped(str(text))


def escaped(text: str) -> str:
    """Return a text with docutils' forms of the characters that mean something in HTML."""
    # One look each at the whole text is faster than one at each character.
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
    )


def attribute_value(self: HTMLTranslator, text: str, *given: Any) -> str:  # noqa: ANN401 - docutils' pattern
    """Return the value of an attribute; most have nothing in them that needs another form."""
    if self.in_mailto or given or _UNFIT.search(text) or self.special_characters is not _TABLE:
        return _usual_attval(self, text, *given)
    return text


def start_tag(
    self: HTMLTranslator,
    node: nodes.Element | Mapping[str, Any],
    tagname: str,
    suffix: str = "\n",
    empty: bool = False,
    **attributes: Any,  # noqa: ANN401 - of whatever class docutils takes
) -> str:
    """Return the tag that begins an element, with the classes and the id of its node."""
    own = node.attributes if isinstance(node, nodes.Element) else node
    ids, classes = own.get("ids") or (), own.get("classes") or ()
    tag = tagname.lower()
    if not (ids or classes or attributes):
        return f"<{tag} />{suffix}" if empty else f"<{tag}>{suffix}"
    found = {name.lower(): value for name, value in attributes.items()}
    is_before = len(ids) > 1 and (empty or isinstance(node, _MARKED_BEFORE))
    if is_before or not _SELDOM.isdisjoint(found) or isinstance(node, nodes.table):
        # Of lists that are changed on the way, of ids before a tag, and of what may not be, docutils knows more.
        return _usual_starttag(self, node, tagname, suffix, empty, **attributes)
    _classes(self, found, classes)
    if ids:
        found["id"] = ids[0]
    for name, value in sorted(found.items()):
        if value is None:
            return _usual_starttag(self, node, tagname, suffix, empty, **attributes)
        text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        tag += f' {name}="{self.attval(text)}"'
    for one in ids[1:]:
        suffix += f'<span id="{one}"></span>'
    return f"<{tag} />{suffix}" if empty else f"<{tag}>{suffix}"


def _classes(self: HTMLTranslator, found: dict[str, Any], given: Sequence[str]) -> None:
    """Put the classes of a node and those that its tag is given into the attributes, and a language among them."""
    words = found.pop("class", "").split()
    if not given and not words:
        return
    if len(words) == 1 and not given and not words[0].startswith(_LANGUAGE):
        found["class"] = words[0]
        return
    names: list[str] = []
    languages: list[str] = []
    for name in (*given, *words):
        if name.startswith(_LANGUAGE):
            languages.append(name.removeprefix(_LANGUAGE))
        elif name not in names and name.strip():
            names.append(name)
    if languages:
        found[self.lang_attribute] = languages[0]
    if names:
        found["class"] = " ".join(names)
