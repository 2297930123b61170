"""The words of one action as a pipeline of commands.

Source: Go, package text/template, "Pipelines", "Arguments".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.hugo.shortcodes.templates.lexer import Word

MAX_DEPTH: Final = 40
_CONSTANTS: Final = {"true": True, "false": False, "nil": None}
_LAZY: Final = frozenset(("and", "or", "try"))


@record
class Value:
    """A text, number, `true`, `false` or `nil` as it is written."""

    value: str | int | float | bool | None


@record
class Path:
    """A variable, the dot or a value in brackets, and the fields after it."""

    root: str | Pipeline
    """`.`, or a variable with its `$`."""
    fields: tuple[str, ...]


@record
class Command:
    """A function or a value with arguments; `name` is empty for a value, whose last field is then a method."""

    name: str
    target: Argument | None
    arguments: tuple[Argument, ...]
    line: int


@record
class Pipeline:
    """Commands, each of which gets the value of the one before as its last argument."""

    commands: tuple[Command, ...]


Argument: TypeAlias = "Value | Path | Pipeline"


def read_pipeline(words: Sequence[Word], line: int) -> Pipeline:
    """Return the pipeline that words are. Raises `TemplateError` for words that are none."""
    return _Reader(words, line).all()


class _Reader:
    def __init__(self, words: Sequence[Word], line: int) -> None:
        self._words = words
        self._line = line
        self._position = 0
        self._depth = 0

    def all(self) -> Pipeline:
        pipeline = self._pipeline()
        if self._position < len(self._words):
            raise self._fault(self._words[self._position])
        return pipeline

    def _pipeline(self) -> Pipeline:
        commands = [self._command()]
        while self._take("|"):
            commands.append(self._command())
        return Pipeline(tuple(commands))

    def _command(self) -> Command:
        name = ""
        target: Argument | None = None
        if self._is_function():
            name, fields = self._function()
            if fields:
                name, target = "", Path(Pipeline((Command(name, None, (), self._line),)), fields)
        else:
            target = self._argument()
        arguments: list[Argument] = []
        while self._position < len(self._words) and self._words[self._position].value not in ("|", ")"):
            arguments.append(self._argument())
        if arguments and not name and not (isinstance(target, Path) and target.fields):
            raise TemplateError(self._line, "found a value with arguments; expected a function that is known")
        return Command(name, target, tuple(arguments), self._line)

    def _is_function(self) -> bool:
        if self._position >= len(self._words):
            return False
        word = self._words[self._position]
        return word.kind == "name" and word.value not in _CONSTANTS

    def _function(self) -> tuple[str, tuple[str, ...]]:
        """Return the name of a function with its namespace, and the fields of what it returns without arguments."""
        name = str(self._words[self._position].value)
        self._position += 1
        fields = self._joined_fields()
        if fields and _is_known(f"{name}.{fields[0]}"):
            return f"{name}.{fields[0]}", fields[1:]
        if not _is_known(name) and name not in _LAZY:
            whole = ".".join((name, *fields))
            raise TemplateError(self._line, f"found the function `{whole}`, which is not known here")
        return name, fields

    def _argument(self) -> Argument:
        if self._position >= len(self._words):
            raise TemplateError(self._line, "found an action that stops short; expected a value")
        word = self._words[self._position]
        if word.kind == "name":
            return self._named(word)
        self._position += 1
        if word.kind in {"string", "number", "rune"}:
            return Value(word.value)
        if word.kind == "field":
            return Path(".", _fields(str(word.value)))
        if word.kind == "variable":
            return Path(str(word.value), self._joined_fields())
        if word.value == "(":
            return self._bracket()
        raise self._fault(word)

    def _named(self, word: Word) -> Argument:
        """Return a constant, or what a function without arguments returns."""
        if word.value in _CONSTANTS:
            self._position += 1
            return Value(_CONSTANTS[str(word.value)])
        name, fields = self._function()
        inner = Pipeline((Command(name, None, (), self._line),))
        return Path(inner, fields) if fields else inner

    def _bracket(self) -> Argument:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise TemplateError(self._line, f"found brackets in brackets; expected at most {MAX_DEPTH} deep")
        inner = self._pipeline()
        self._depth -= 1
        if not self._take(")"):
            raise TemplateError(self._line, "found `(`; expected `)` that closes it")
        fields = self._joined_fields()
        return Path(inner, fields) if fields else inner

    def _joined_fields(self) -> tuple[str, ...]:
        if self._position < len(self._words):
            word = self._words[self._position]
            if word.kind == "field" and word.joined:
                self._position += 1
                return _fields(str(word.value))
        return ()

    def _take(self, mark: str) -> bool:
        if self._position < len(self._words):
            word = self._words[self._position]
            if word.kind == "mark" and word.value == mark:
                self._position += 1
                return True
        return False

    def _fault(self, word: Word) -> TemplateError:
        return TemplateError(self._line, f"found {word.value!r}; expected a value or a function")


def _fields(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(".") if part)


def _is_known(name: str) -> bool:
    """Return whether Hugo has a function of that name; what they all need is imported for the first template."""
    from koushu.hugo.shortcodes.templates.functions import is_known  # noqa: PLC0415

    return is_known(name)
