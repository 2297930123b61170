"""Nodes that a shortcode makes, as HTML near to what Hugo prints of the call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.added import ADDED
from koushu.hugo.nodes import embed, hard_break, thematic_break
from koushu.hugo.printing.marks import escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_TAGS: Final = {
    nodes.paragraph: "p",
    nodes.literal: "code",
    nodes.emphasis: "em",
    nodes.strong: "strong",
    nodes.reference: "a",
}
_SILENT: Final = (nodes.comment, nodes.Invisible, nodes.system_message)
# How many words Hugo counts in the frame of a film when it cuts a summary; there are none in its text.
_IN_FRAMES: Final = {"YouTube": 25, "Vimeo": 17}
_LEAVES: Final[Mapping[type[nodes.Node], Callable[[nodes.Element], str]]] = {
    embed: lambda node: f"<iframe{' w' * _IN_FRAMES.get(node['provider'], 0)}></iframe>\n",
    nodes.raw: lambda node: node.astext() if node.get("format") == "html" else "",
    hard_break: lambda _node: "<br>\n",
    thematic_break: lambda _node: "<hr>\n",
    nodes.math_block: lambda node: f"$${escaped(node.astext())}$$\n",
    nodes.image: lambda node: f'<img src="i" alt="{escaped(str(node.get("alt", "")))}">',
    nodes.literal_block: lambda node: f'<pre tabindex="0"><code>{escaped(node.astext())}\n</code></pre>',
}


def print_nodes(made: Iterable[nodes.Node]) -> str:
    """Return the HTML of nodes; what the build adds of its own is left out."""
    return "".join(map(_printed, made))


def _printed(node: nodes.Node) -> str:
    if isinstance(node, nodes.Text):
        return escaped(node.astext())
    leaf = _LEAVES.get(type(node))
    if leaf is not None and isinstance(node, nodes.Element):
        return leaf(node)
    if not isinstance(node, nodes.Element) or isinstance(node, _SILENT) or ADDED in node.get("classes", ()):
        return ""
    return _element(node)


def _element(node: nodes.Element) -> str:
    inner = print_nodes(node.children)
    tag = next((name for kind, name in _TAGS.items() if isinstance(node, kind)), "")
    is_block = isinstance(node, nodes.Body | nodes.Part) and not isinstance(node, nodes.Inline)
    # The title of a figure stands right before its caption in Hugo.
    is_apart = is_block and not isinstance(node, nodes.caption)
    return (f"<{tag}>{inner}</{tag}>" if tag else inner) + ("\n" if is_apart else "")
