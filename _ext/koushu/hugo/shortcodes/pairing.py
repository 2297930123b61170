"""Which closing tag belongs to which opening tag."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from koushu.hugo.shortcodes.names import Inner
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from koushu.hugo.shortcodes.tags import Tag

_LOOK_BACK = 8
_LONGEST_NAME = 40
_SLIP = 0.7


@dataclass
class Pairing:
    """Pairs by the index of the opening tag, and what does not pair."""

    closing: dict[int, int] = field(default_factory=dict)
    stray: set[int] = field(default_factory=set)
    """Closing tags without an opening one."""
    problems: list[Problem] = field(default_factory=list)


def pair_tags(tags: Sequence[Tag], known: Mapping[str, Inner], line_of: Callable[[int], int]) -> Pairing:
    """Return which tags of a source belong together.

    A shortcode that is not known encloses text where a closing tag says so. A closing tag without an opening
    one closes the last call that must enclose text and has no closing tag of its own to come.
    Problems: `Kind.SHORTCODE` for a tag that does not pair.
    """
    pairer = _Pairer(tags, known, line_of)
    for index, tag in enumerate(tags):
        if tag.closes:
            pairer.close(index, tag)
        elif not tag.self_closing and known.get(tag.name) is not Inner.NEVER:
            pairer.open(index, tag)
    pairer.finish()
    return pairer.pairing


class _Pairer:
    def __init__(
        self, tags: Sequence[Tag], known: Mapping[str, Inner], line_of: Callable[[int], int]
    ) -> None:
        self.pairing = Pairing()
        self._tags = tags
        self._known = known
        self._line_of = line_of
        self._open: list[int] = []
        self._by_name: defaultdict[str, int] = defaultdict(int)
        """How many calls of each name are open."""
        self._to_come = Counter(tag.name for tag in tags if tag.closes)

    def open(self, index: int, tag: Tag) -> None:
        self._open.append(index)
        self._by_name[tag.name] += 1

    def close(self, index: int, tag: Tag) -> None:
        self._to_come[tag.name] -= 1
        if self._by_name[tag.name]:
            while self._tags[opening := self._pop()].name != tag.name:
                self._unclosed(opening)
            self.pairing.closing[opening] = index
            return
        self.pairing.stray.add(index)
        if (meant := self._meant(tag)) is not None:
            while (inner := self._pop()) != meant:
                self._unclosed(inner)
            self.pairing.closing[meant] = index
            self._problem(tag, f"found {_shown(tag)}; expected {_closing(self._tags[meant])}")
        elif self._known.get(tag.name) is Inner.NEVER:
            self._problem(
                tag, f"found {_shown(tag)}; expected no closing tag, since {tag.name} encloses no text"
            )
        else:
            self._problem(tag, f"found {_shown(tag)}; expected an opening tag of that name before it")

    def finish(self) -> None:
        while self._open:
            self._unclosed(self._pop())

    def _pop(self) -> int:
        index = self._open.pop()
        self._by_name[self._tags[index].name] -= 1
        return index

    def _meant(self, closing: Tag) -> int | None:
        """Return the call that a closing tag of another name was meant for, looking a few calls back."""
        for index in reversed(self._open[-_LOOK_BACK:]):
            tag = self._tags[index]
            needed = self._known.get(tag.name) is Inner.ALWAYS or _similar(tag.name, closing.name)
            if needed and not self._to_come[tag.name]:
                return index
        return None

    def _unclosed(self, opening: int) -> None:
        tag = self._tags[opening]
        if self._known.get(tag.name) is Inner.ALWAYS:
            self._problem(tag, f"found {_shown(tag)} without an end; expected {_closing(tag)} after its text")

    def _problem(self, tag: Tag, message: str) -> None:
        self.pairing.problems.append(Problem(Kind.SHORTCODE, self._line_of(tag.start), message))


def _similar(one: str, other: str) -> bool:
    """Return whether two names differ by no more than a slip."""
    short = max(len(one), len(other)) <= _LONGEST_NAME
    return short and SequenceMatcher(None, one, other).ratio() >= _SLIP


def _shown(tag: Tag) -> str:
    left, right = ("{{<", ">}}") if tag.notation == "<" else ("{{%", "%}}")
    return f"{left} {'/' if tag.closes else ''}{tag.name} {right}"


def _closing(tag: Tag) -> str:
    left, right = ("{{<", ">}}") if tag.notation == "<" else ("{{%", "%}}")
    return f"{left} /{tag.name} {right}"
