"""Classes of running text and links that the template gives a look of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from docutils import nodes

# sphinx-design's badges and buttons, and the link of a card, whose text HTML hides below the whole card.
_FUNCTIONS: Final = {"sd-badge": "badge", "sd-btn": "button", "sd-hide-link-text": "card-link"}


def look_of(node: nodes.Element) -> str:
    """Return the Typst function that draws a badge, a button or a card's link; nothing for any other node."""
    return next((name for class_, name in _FUNCTIONS.items() if class_ in node["classes"]), "")
