"""The lexer of shortcode calls: text to items that hold offsets into it, as Hugo's own lexer cuts it.

Each state is a method that emits items and returns the next state. Nothing raises: a fault is an item
of its type at its offset, and reading goes on with what was meant where that is clear. A call that never
ends becomes text, and reading goes on where it was given up, so that each letter is read a bounded number
of times.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from koushu.hugo.found import shown
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    State = Callable[[], "State | None"]


class ItemType(Enum):
    """What an item is."""

    TEXT = auto()
    """Text outside calls; also the parts of an escaped call that are printed."""
    LEFT = auto()
    """`{{<` or `{{%`."""
    CLOSE = auto()
    """The `/` of a closing or self-closing tag."""
    NAME = auto()
    KEY = auto()
    """The name of a named argument."""
    BARE = auto()
    """A value without quotes."""
    QUOTED = auto()
    """A value in double quotes or backticks; `value` has no quotes and no escapes."""
    RIGHT = auto()
    """`>}}` or `%}}`."""
    ERROR = auto()
    """A fault; `value` says what was found and what was expected."""


@record
class Item:
    """A piece of the text from offset `start` to before `end`."""

    type: ItemType
    start: int
    end: int
    value: str


_LEFT = re.compile(r"\{\{([<%])(/\*)?")
_BLANKS = re.compile(r"\s*")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_NAME = re.compile(r"\w[\w-]*(?:/\w[\w-]*)*(?:\.inline)?")
_PARAMETER = re.compile(r"([\w-][\w.-]*)(\s*=)?")
_WORD = re.compile(r"(?:(?![>%]\}\}|\{\{[<%])\S)*")
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\"|\\(?!"))*)"')
# Over several lines, which Hugo refuses, but not over an empty line or out of the call.
_LONG_QUOTED = re.compile(r'"((?:(?!\n[ \t]*\n|[>%]\}\}|\{\{[<%])[^"])*)"')
_ESCAPED_QUOTED = re.compile(r'\\"((?:[^"\\\n]|\\(?!"))*)\\"')
_OTHER_QUOTED = re.compile(r"'([^'\n]*)'|“([^”\n]*)”|‘([^’\n]*)’|「([^」\n]*)」")
_SAME_LINE = "on the same line"
_RIGHT_OF = {"<": ">}}", "%": "%}}"}
_QUOTES = '`k="v"` or `"v"`, in straight double quotes'


def lex_shortcodes(text: str) -> list[Item]:
    """Return the items of a text, in order.

    Texts and calls together cover the text but for the comment marks of escaped calls.
    Source: Hugo 0.168, shortcode syntax; run beside it in the tests.
    """
    lexer = _Lexer(text)
    state: State | None = lexer.read_text
    while state is not None:
        state = state()
    return lexer.items


class _Lexer:
    def __init__(self, text: str) -> None:
        self.items: list[Item] = []
        self._text = text
        self._position = 0
        self._notation = "<"
        self._first = 0
        """Index of the item that opens the call being read."""
        self._faulty = False
        """Whether the call being read has a fault."""
        self._absent: set[str] = set()
        """Marks that were looked for and stand nowhere further on."""

    @property
    def _right(self) -> str:
        return _RIGHT_OF[self._notation]

    def read_text(self) -> State | None:
        """Read up to the next call."""
        match = _LEFT.search(self._text, self._position)
        end = match.start() if match else len(self._text)
        self._emit(ItemType.TEXT, self._position, end)
        if match is None:
            return None
        self._notation = match[1]
        self._first, self._faulty = len(self.items), False
        if match[2]:
            return self._read_escaped
        self._emit(ItemType.LEFT, end, end + 3)
        return self._read_name

    def _read_escaped(self) -> State:
        """Read `{{</* … */>}}`, which prints the call without the comment marks."""
        start, inner = self._position, self._position + 5
        end = self._find(f"*/{self._right}", inner)
        if end < 0:
            self._fault(start, f"`*/{self._right}` that ends the escaped call")
            self._emit(ItemType.TEXT, start, inner)
            return self.read_text
        self._emit(ItemType.TEXT, start, start + 3)
        self._emit(ItemType.TEXT, inner, end)
        self._emit(ItemType.TEXT, end + 2, end + 5)
        return self.read_text

    def _read_name(self) -> State:
        self._skip_blanks()
        if self._text.startswith("/", self._position):
            self._emit(ItemType.CLOSE, self._position, self._position + 1)
            self._skip_blanks()
        match = _NAME.match(self._text, self._position)
        if match is None:
            return self._give_up("the name of a shortcode")
        self._emit(ItemType.NAME, match.start(), match.end())
        if self._text.startswith("/" + self._right, self._position):
            self._fault(self._position, f"a blank before `/{self._right}`")
        return self._read_inside

    def _read_inside(self) -> State:
        """Read one argument or the end of the call."""
        text = self._text
        before = self._position
        self._skip_blanks()
        position = self._position
        if position == len(text) or (self._faulty and _BLANK_LINE.search(text, before, position)):
            return self._give_up(f"`{self._right}` that ends the call")
        if text.startswith(("{{<", "{{%"), position):
            return self._give_up(f"`{self._right}` that ends the call, before another one begins")
        if text.startswith((">}}", "%}}"), position):
            return self._read_right
        if text.startswith("/", position) and self._ends_after(position + 1):
            self._emit(ItemType.CLOSE, position, position + 1)
            return self._read_inside
        return self._read_argument

    def _read_right(self) -> State:
        if not self._text.startswith(self._right, self._position):
            self._fault(self._position, f"`{self._right}`, which belongs to `{{{{{self._notation}`")
        self._emit(ItemType.RIGHT, self._position, self._position + 3)
        return self.read_text

    def _read_argument(self) -> State:
        match = _PARAMETER.match(self._text, self._position)
        if match and match[2]:
            self._emit(ItemType.KEY, match.start(1), match.end(1))
            self._position = match.end()
            return self._read_value
        if self._read_quoted():
            return self._read_inside
        end = self._end_of_word()
        if match is None or (match.end() < end and self._text[match.end()] not in '"`\\'):
            self._fault(self._position, f"letters, digits, `-`, `_` and `.` only, or {_QUOTES}")
        else:
            end = match.end()
        self._emit(ItemType.BARE, self._position, max(end, self._position + 1))
        return self._read_inside

    def _read_value(self) -> State:
        """Read what follows `=`: a value in quotes, or all up to the next blank."""
        self._skip_blanks()
        if self._read_quoted():
            return self._read_inside
        end = self._end_of_word()
        if end == self._position:
            self._fault(self._position, "a value after `=`")
        elif self._text.startswith((">}}", "%}}", "{{<", "{{%"), end):
            self._fault(self._position, f"a blank before `{self._right}`")
        self._emit(ItemType.BARE, self._position, end)
        return self._read_inside

    def _read_quoted(self) -> bool:
        """Read a value in quotes if one begins here."""
        letter = self._text[self._position : self._position + 1]
        if letter == "`":
            self._read_raw()
        elif letter == '"' or self._text.startswith('\\"', self._position):
            self._read_double_quoted()
        elif match := _OTHER_QUOTED.match(self._text, self._position):
            self._fault(self._position, _QUOTES)
            self._emit(ItemType.QUOTED, match.start(), match.end(), match[0][1:-1])
        else:
            return False
        return True

    def _read_raw(self) -> None:
        start = self._position
        end = self._find("`", start + 1)
        if end < 0:
            self._read_unterminated(1, "the closing backtick of the value")
        else:
            self._emit(ItemType.QUOTED, start, end + 1, self._text[start + 1 : end])

    def _read_double_quoted(self) -> None:
        escaped = self._text.startswith("\\", self._position)
        match = (_ESCAPED_QUOTED if escaped else _QUOTED).match(self._text, self._position)
        if match is None and (match := _LONG_QUOTED.match(self._text, self._position)):
            self._fault(self._position, f"the closing quote of the value {_SAME_LINE}")
            self._emit(ItemType.QUOTED, match.start(), match.end(), " ".join(match[1].split()))
        elif match is None:
            self._read_unterminated(1 + escaped, f"the closing quote of the value {_SAME_LINE}")
        else:
            self._emit(ItemType.QUOTED, match.start(), match.end(), match[1].replace('\\"', '"'))

    def _read_unterminated(self, quote: int, expected: str) -> None:
        """Read a value whose quote does not close: to the end of the call, or else of the line."""
        start = self._position
        end = self._text.find("\n", start)
        end = len(self._text) if end < 0 else end
        right = self._text.find(self._right, start, end)
        end = right if right >= 0 else end
        self._fault(start, expected)
        self._emit(ItemType.QUOTED, start, end, self._text[start + quote : end].strip())

    def _end_of_word(self) -> int:
        """Return the offset of the next blank, or of the end of this call or start of another before it."""
        match = _WORD.match(self._text, self._position)
        return match.end() if match else self._position

    def _ends_after(self, position: int) -> bool:
        match = _BLANKS.match(self._text, position)
        return self._text.startswith((">}}", "%}}"), match.end() if match else position)

    def _give_up(self, expected: str) -> State:
        """Make text of all that has been read of the call."""
        start = self.items[self._first].start
        fault = next((item for item in self.items[self._first :] if item.type is ItemType.ERROR), None)
        del self.items[self._first :]
        if fault:
            self.items.append(fault)
        else:
            self._fault(start, expected)
        self._emit(ItemType.TEXT, start, self._position)
        return self.read_text

    def _find(self, mark: str, start: int) -> int:
        """Return where a mark stands next, or -1; one that stands nowhere is looked for once only."""
        if mark in self._absent:
            return -1
        end = self._text.find(mark, start)
        if end < 0:
            self._absent.add(mark)
        return end

    def _skip_blanks(self) -> None:
        match = _BLANKS.match(self._text, self._position)
        self._position = match.end() if match else self._position

    def _emit(self, type_: ItemType, start: int, end: int, value: str | None = None) -> None:
        if end > start or type_ is not ItemType.TEXT:
            self.items.append(Item(type_, start, end, self._text[start:end] if value is None else value))
        self._position = end

    def _fault(self, position: int, expected: str) -> None:
        """Note what stands here instead of what was expected."""
        self._faulty = True
        line, end, _ = self._text[position : position + 60].split("\n", 1)[0].partition("}}")
        message = f"found {shown((line + end).strip()) if line + end else 'the end'}; expected {expected}"
        self.items.append(Item(ItemType.ERROR, position, position, message))
