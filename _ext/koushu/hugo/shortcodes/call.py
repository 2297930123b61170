"""The record of one shortcode call, and how the text says where it stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.metadata.fields import Value

PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")
"""What stands in the text for a call; the group is its index in `Extraction.calls`."""


@record
class Call:
    """One call of a shortcode, with its nested calls already taken out of `inner`."""

    name: str
    positional: tuple[Value, ...]
    """Typed as Hugo does: unquoted `true`, `3` and `1.5` are a boolean and numbers, all else is text."""
    named: Mapping[str, Value]
    inner: str | None
    """What stands between the tags, with placeholders for the calls in it; nothing without a closing tag."""
    notation: Literal["<", "%"]
    line: int
    """1-based line of the file on which the call starts."""
    inner_line: int
    """1-based line of the file on which `inner` starts."""
    source: str
    """The call as it is written, from its opening to its closing tag."""
    indent: str = ""
    """The blanks before the opening tag, where nothing else stands before it on its line."""
    place: int = 0
    """Offset of the call in the text, by which it is told from every other of the page."""
    ordinal: int = 0
    """How many calls come before it in the same text, or in the same call."""
    parent: Call | None = None
    """The call around it, without the text that it encloses."""

    @property
    def deindented(self) -> str | None:
        """Return what stands between the tags without the indent of the opening tag, as Hugo's `.InnerDeindent`."""
        return self.inner.replace(f"\n{self.indent}", "\n") if self.inner and self.indent else self.inner

    def argument(self, name: str, position: int | None = None, default: str = "") -> str:
        """Return an argument as text, by its name or else by its 0-based position."""
        value = self.named.get(name)
        if value is None and position is not None and position < len(self.positional):
            value = self.positional[position]
        if isinstance(value, bool):
            return str(value).lower()
        return default if value is None else str(value)

    def flag(self, name: str, position: int | None = None, *, default: bool = False) -> bool:
        """Return whether an argument says yes; any text but `false`, `0` and the empty one does."""
        return self.argument(name, position, str(default)).lower() not in {"false", "0", ""}


def placeholder(index: int) -> str:
    """Return what stands in the text for the call of that index."""
    return f"\ue000{index}\ue001"


def escape_placeholders(text: str) -> str:
    """Return a source text in which nothing looks like a placeholder: U+2060 breaks up what does."""
    for mark in ("\ue000", "\ue002"):
        text = text.replace(mark, f"{mark}\u2060") if mark in text else text
    return text
