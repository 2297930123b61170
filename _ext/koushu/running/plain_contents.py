"""The title and the sections of a page as HTML, where they are words alone: as Sphinx makes it, without a translator.

Sphinx makes a document of each of them for every page, with transforms and a translator of its own, for templates that
show them; ours take sections from the page itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from koushu.parted_trees import part
from koushu.running.html_tags import encoded, escaped
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_usual: Final = StandaloneHTMLBuilder.render_partial
# What is written here, and what of it we write in another way elsewhere; who has other methods for it is asked.
_CONTENTS: Final = ("bullet_list", "list_item", "compact_paragraph", "reference", "Text")
_TITLE: Final = ("title", "Text")
_OF_OURS: Final = frozenset({"reference", "title"})
_LISTS: Final = frozenset(nodes.Element.list_attributes)
_KNOWN: Final = _LISTS | {"internal", "refuri", "anchorname"}
_TAGS: Final = frozenset({"koushu.running.html_tags", "pydata_sphinx_theme.translator"})
_OURS: Final = "koushu."


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx's builders of HTML ask here first."""
    StandaloneHTMLBuilder.render_partial = rendered  # type: ignore[method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def rendered(self: StandaloneHTMLBuilder, node: nodes.Node | None) -> dict[str, str]:
    """Return a piece of a document as HTML; of all but plain titles and contents, what Sphinx makes of it."""
    if isinstance(node, nodes.bullet_list) and _writes_as_sphinx(self, _CONTENTS) and (html := _list(node)):
        if node.parent is None:
            # Sphinx copies them for each page, and lets the copy lie.
            part(node)
        return {"fragment": html, "title": ""}
    if isinstance(node, nodes.title) and _writes_as_sphinx(self, _TITLE) and (html := _title(node)):
        return {"fragment": "", "title": html}
    return _usual(self, node)


def _writes_as_sphinx(builder: StandaloneHTMLBuilder, names: Sequence[str]) -> bool:
    """Tell whether nodes are written by Sphinx's own methods, or by ours, which change links without words."""
    registry = builder._registry  # noqa: SLF001 - builders have no other way to it
    kind = registry.get_translator_class(builder)
    handlers = registry.translation_handlers.get(builder.name)
    if handlers is None:
        handlers = registry.translation_handlers.get(builder.format, {})
    others = handlers.keys() & names
    methods = [f"{way}_{name}" for name in names for way in ("visit", "depart")]
    return (
        all(getattr(kind, name, None) is getattr(HTML5Translator, name) for name in methods)
        and all(str(handlers[name][0].__module__).startswith(_OURS) for name in others)
        and others <= _OF_OURS
        and getattr(kind, "encode", None) is encoded
        and getattr(kind, "starttag", encoded).__module__ in _TAGS
    )


def _is_bare(node: nodes.Element, kind: type[nodes.Element]) -> bool:
    return node.__class__ is kind and not node["ids"] and not node["classes"]


def _title(node: nodes.Element) -> str:
    """Return a title as HTML; nothing where it holds anything but words."""
    is_plain = (
        _is_bare(node, nodes.title)
        and node.attributes.keys() <= _LISTS
        and all(one.__class__ is nodes.Text for one in node.children)
    )
    return escaped(node.astext()) if is_plain else ""


def _list(node: nodes.Element) -> str:
    """Return a list of sections as HTML; nothing where it holds anything but links of words."""
    if not _is_bare(node, nodes.bullet_list) or not node.children:
        return ""
    items = [_item(child) for child in node.children]
    return f"<ul>\n{''.join(items)}</ul>\n" if all(items) else ""


def _item(node: nodes.Node) -> str:
    if not isinstance(node, nodes.Element) or not _is_bare(node, nodes.list_item):
        return ""
    words, *below = node.children or [nodes.Text("")]
    link = _link(words)
    inner = "".join(_list(one) for one in below if isinstance(one, nodes.Element))
    is_plain = link and len(below) <= 1 and (inner or not below)
    return f"<li>{link}{inner}</li>\n" if is_plain else ""


def _link(node: nodes.Node) -> str:
    if not isinstance(node, nodes.Element) or not _is_bare(node, addnodes.compact_paragraph):
        return ""
    link = node.children[0] if len(node.children) == 1 else None
    if not isinstance(link, nodes.Element) or not _is_bare(link, nodes.reference):
        return ""
    address, name = str(link.get("refuri") or "#"), link.astext()
    is_plain = (
        "refuri" in link
        and link.get("internal")
        and link.attributes.keys() <= _KNOWN
        and all(one.__class__ is nodes.Text for one in link.children)
        # An id holds no blanks, and leads to no other page and to nobody's letter box.
        and address.startswith("#")
        and address.split() == [address]
        and name.strip()
    )
    return f'<a class="reference internal" href="{escaped(address)}">{escaped(name)}</a>' if is_plain else ""
