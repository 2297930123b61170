"""The programming language of a code block must not become the natural language of its element."""

from __future__ import annotations

from typing import Any, Final

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

# In Markdown this class names a programming language; docutils makes `lang` of it, which screen readers obey.
_PREFIX: Final = "language-"


class DropCodeLanguage(SphinxPostTransform):
    """Take `language-…` classes from code blocks and code in lines."""

    default_priority = 700
    formats = ("html",)

    def run(self, **_kwargs: Any) -> None:  # noqa: ANN401 - Sphinx's own signature
        """Clean every piece of code of the page."""
        for kind in (nodes.literal_block, nodes.literal):
            for node in self.document.findall(kind):
                node["classes"] = [name for name in node["classes"] if not name.startswith(_PREFIX)]
