"""The linked data of a page: one graph of what its features know of it, in one script element.

A feature that knows something adds nodes while the page is prepared (`html-page-context`); nodes with one `@id` are
one thing, and of two values that cannot both be true the first counts. Source: JSON-LD 1.1, 6 (in HTML), 2.17
(`@graph`); schema.org for the words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes as docutils_nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

Node = dict[str, Any]

SLOT: Final = "linked_data"
"""Key of the page's context: its nodes while it is prepared, then the script element for our own theme."""
KIND: Final = "page_kind"
"""Key of the page's context: what it is, `list` or `person`, said by the feature that makes it."""
ABOVE: Final = "page_above"
"""Key of the page's context: name of the page that lists pages of its sort."""
THEME: Final = "koushu"
# Something has several of these, and each feature may know others.
_MANY: Final = frozenset({"contributor", "hasPart", "isPartOf"})
# Within a script element nothing may look like its end, nor like a comment.
_IN_SCRIPT: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def add_nodes(context: dict[str, Any], found: Iterable[Node]) -> None:
    """Add what a feature knows to the graph of a page."""
    context.setdefault(SLOT, []).extend(found)


def told(fields: Node) -> Node:
    """Return a node without the fields that say nothing."""
    return {key: value for key, value in fields.items() if value or value == 0}


def joined(found: Iterable[Node]) -> list[Node]:
    """Return the nodes, those with one `@id` made one; the first value of a field counts, and lists grow."""
    graph: list[Node] = []
    by_id: dict[str, Node] = {}
    for node in found:
        known = by_id.get(node.get("@id", ""))
        if known is None:
            own = dict(node)
            graph.append(own)
            if "@id" in own:
                by_id[own["@id"]] = own
            continue
        for key, value in node.items():
            known[key] = _both(known[key], value) if key in _MANY and key in known else known.get(key, value)
    return graph


def _both(first: object, second: object) -> object:
    whole = [*_listed(first), *(one for one in _listed(second) if one not in _listed(first))]
    return whole[0] if len(whole) == 1 else whole


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def graph_script(found: Iterable[Node], here: str = "") -> str:
    """Return the script element of a graph, which no text can end; nothing for no nodes.

    What is a part of the page, whose address is `here`, is named from it.
    """
    graph = joined(found)
    if not graph:
        return ""
    whole = {"@context": "https://schema.org", "@graph": _named_from(graph, f"{here}#") if here else graph}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    for char, escaped in _IN_SCRIPT.items():
        text = text.replace(char, escaped)
    return f'<script type="application/ld+json">{text}</script>'


def _named_from(value: Any, here: str) -> Any:  # noqa: ANN401 - any value of JSON
    if isinstance(value, list):
        return [_named_from(one, here) for one in value]
    if not isinstance(value, dict):
        return value
    named = {key: _named_from(one, here) for key, one in value.items()}
    name = named.get("@id")
    if isinstance(name, str) and name.startswith(here):
        named["@id"] = name[len(here) - 1 :]
    return named


def write_graph(
    app: Sphinx,
    _pagename: str,
    _template: str,
    context: dict[str, Any],
    _tree: docutils_nodes.document | None,
) -> None:
    """Put the graph where the theme prints it: ours at the end of the page, since it may be long; else in the head."""
    script = graph_script(context.pop(SLOT, ()), str(context.get("pageurl") or ""))
    if getattr(getattr(app.builder, "theme", None), "name", "") == THEME:
        context[SLOT] = script
    elif script:
        context["metatags"] = f"{context.get('metatags', '')}\n{script}"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register what writes the graph, once all features have added to it."""
    app.connect("html-page-context", write_graph, priority=960)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
