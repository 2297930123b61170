"""The directive of glossaries, which knows the lines of its terms: MyST counts those of a directive from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils.statemachine import StringList
from myst_parser.mocking import MockState
from sphinx.domains.std import Glossary

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
        return super().run()


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
