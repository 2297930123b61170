"""The directive of glossaries, which knows the lines of its terms: MyST counts those of a directive from its own.

What follows a term after a colon says under which letter of the index it stands. Themes print that as HTML, as an id
and as a part of file names, so it is a letter and nothing else.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from myst_parser.mocking import MockState
from sphinx import addnodes
from sphinx.domains.std import Glossary

from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from docutils import nodes


class LinedGlossary(Glossary):
    """A glossary whose messages name the line of the term they are about."""

    def run(self) -> list[nodes.Node]:
        """Return the glossary."""
        if isinstance(self.state, MockState):
            first = self.lineno + self.content_offset + 1
            source, lines = self.state.document["source"], list(self.content)
            places = [(source, first + number) for number in range(len(lines))]
            self.content = StringList(lines, items=places)
            self.state = _FromTop(self.state, self.lineno + 1)
        made = super().run()
        for node in made:
            for entry in node.findall(addnodes.index):
                self._tidy(entry)
        return made

    def _tidy(self, index: addnodes.index) -> None:
        """Have the entries of a term stand under a letter, whatever the post says."""
        entries = []
        for *entry, key in index["entries"]:
            letter = index_letter(key or "")
            if key and letter != unicodedata.normalize("NFD", key.upper()):
                below = f"under {letter}" if letter else "under its own letter"
                message = (
                    f"found {key[:40]!r} as the letter of the index for {entry[1][:40]!r}; expected one letter. "
                    f"It stands {below}"
                )
                line = getattr(index.parent, "line", 0) or self.lineno
                report(Problem(Kind.DIRECTIVE, line, message), str(self.env.doc2path(self.env.docname)))
            entries.append((*entry, letter or None))
        index["entries"] = entries


def index_letter(key: str) -> str:
    """Return the letter that a text begins with, as Sphinx divides an index by; empty where that is none."""
    letter = unicodedata.normalize("NFD", key.strip().upper())[:1]
    return letter if letter.isalpha() else ""


class _FromTop:
    """The state of a directive that is told lines of the source where it expects those of the directive."""

    def __init__(self, state: MockState, first: int) -> None:
        self._state = state
        self._first = first

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the state has
        return getattr(self._state, name)

    def nested_parse(self, block: StringList, line: int, *more: Any, **named: Any) -> None:  # noqa: ANN401
        """Parse a text that begins at a 1-based line of the source."""
        self._state.nested_parse(block, line - self._first, *more, **named)
