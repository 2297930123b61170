"""Why a text is not YAML: the reader's message as line, what was found, and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.found import shown

if TYPE_CHECKING:
    import yaml

COLON = "`key: value`, with the colon `:` and a blank"
_SPACES = "spaces, not a tab, before a key or value"
_EXPECTED = (
    ("mapping values are not allowed", "quotes around a value that holds `: `"),
    ("found a tab", _SPACES),
    ("found character", "quotes around a value that begins with this character"),
    ("end of stream", "the closing quote of the value"),
    ("document indicator", "the closing quote of the value"),
    ("found unknown escape", "single quotes, or `\\\\` for a backslash, in a quoted value"),
    ("escape", "single quotes, or `\\\\` for a backslash, in a quoted value"),
    ("could not find expected ':'", COLON),
    ("expected ',' or", "the closing bracket of the list or mapping"),
    ("did not find expected key", "the end of the value, or a key in the same column as the others"),
    ("expected <block end>", "a key in the same column as the others"),
    ("did not find expected '-'", "a list item that starts with `- ` in the same column"),
    ("did not find expected node content", "a value"),
    ("alphabetic or numeric", "quotes around a value that begins with `*` or `&`"),
    ("tag", "quotes around a value that begins with `!`"),
)
_STARTS_THERE = ("while scanning a simple key", "while scanning a quoted scalar")


class NotYamlError(Exception):
    """Why a text is not YAML that can be used, and on which 1-based line of the file.

    `anchor` names one that was not found; `limit` says that the text is larger or deeper than anybody writes it.
    """

    def __init__(self, line: int, message: str, *, anchor: str = "", limit: bool = False) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.anchor = anchor
        self.limit = limit


def explain(error: yaml.YAMLError, text: str, first_line: int) -> NotYamlError:
    """Return a reader's error in the words of a person who writes front matter."""
    offset = _offset(error, text)
    line = text.count("\n", 0, offset)
    found = text.split("\n")[line]
    expected = _SPACES if found.startswith("\t") else _expected(error)
    return NotYamlError(first_line + line, f"found {shown(found.strip())}; expected {expected}")


def _offset(error: yaml.YAMLError, text: str) -> int:
    """Return where in the text the fault is: where a scalar starts that does not end, else where reading stopped."""
    mark = getattr(error, "problem_mark", None)
    if getattr(error, "context", None) in _STARTS_THERE:
        mark = getattr(error, "context_mark", None) or mark
    if mark is None:
        return next((index for index, letter in enumerate(text) if not _readable(letter)), 0)
    return _back_to_text(text, min(int(mark.index), len(text)))


def _back_to_text(text: str, offset: int) -> int:
    """Return the offset itself, or at the end of the text that of its last line with content."""
    return offset if text[offset:].strip() else max(len(text.rstrip()) - 1, 0)


def _readable(letter: str) -> bool:
    return letter.isprintable() or letter in "\n\t\x85\xa0\u2028\u2029\u3000"


def _expected(error: yaml.YAMLError) -> str:
    problem = str(getattr(error, "problem", None) or "")
    for words, expected in _EXPECTED:
        if words in problem:
            return expected
    return "text without control characters" if not problem else f"valid YAML ({problem})"
