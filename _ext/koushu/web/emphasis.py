"""Chinese has no italics: emphasis is marked by its script, so that style sheets can set it as its readers do."""

from __future__ import annotations

import re
from typing import Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

_WIDE: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
# Dots under more characters than a phrase has are hard to read.
_PHRASE: Final = 16


class MarkEmphasis(SphinxPostTransform):
    """Give emphasis with Chinese, Japanese or Korean text the class `cjk`, and `voice` when it is a whole passage."""

    default_priority = 700
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Mark every emphasis of the page."""
        for node in self.document.findall(nodes.emphasis):
            text = node.astext()
            if _WIDE.search(text):
                node["classes"].append("cjk")
                if len(text) > _PHRASE or len(node.parent.astext().strip()) <= len(text.strip()) + 1:
                    node["classes"].append("voice")
