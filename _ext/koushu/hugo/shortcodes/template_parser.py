"""A Hugo template as a tree, checked: every function and field in it is one that can be run.

Source: Go, package text/template, "Actions", "Pipelines", "Variables".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from koushu.hugo.shortcodes.template_functions import FUNCTIONS, METHODS, PAGE_FIELDS, SITE_FIELDS
from koushu.hugo.shortcodes.template_lexer import TemplateError, Word, read_words, split_template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.hugo.shortcodes.template_lexer import Piece

MAX_DEPTH: Final = 40
_CLOSING: Final = frozenset(("end", "else"))
_LAZY: Final = frozenset(("and", "or"))
_NOT_HERE: Final = frozenset(("Parent", "Ordinal", "Position", "Scratch", "Store"))
_LOOP_VARIABLES: Final = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A text, number, `true`, `false` or `nil` as it is written."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Path:
    """A variable, the dot or a value in brackets, and the fields after it."""

    root: str | Pipeline
    """`.`, or a variable with its `$`."""
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A function or method with its arguments; `name` is empty for a value alone."""

    name: str
    target: Argument | None
    arguments: tuple[Argument, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands, each of which gets the value of the one before as its last argument."""

    commands: tuple[Command, ...]


Argument: TypeAlias = "Value | Path | Pipeline"


@dataclass(frozen=True, slots=True)
class Text:
    """What is printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Output:
    """A value that is printed, or kept in a variable."""

    pipeline: Pipeline
    variable: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`if`, `with` or `range`, with what comes else."""

    kind: str
    variables: tuple[str, ...]
    pipeline: Pipeline
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    line: int


Node: TypeAlias = "Text | Output | Block"


def parse_template(source: str) -> tuple[Node, ...]:
    """Return the tree of a template. Raises `TemplateError` for what cannot be run."""
    parser = _Parser(split_template(source))
    body, closing = parser.body(0)
    if closing:
        raise TemplateError(
            parser.line, f"found `{closing[0].value}`; expected an action before it that it closes"
        )
    return tuple(body)


class _Parser:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = iter(pieces)
        self.line = 1

    def body(self, depth: int) -> tuple[list[Node], list[Word]]:
        """Return the nodes up to an `else` or `end`, and the words of that action."""
        if depth > MAX_DEPTH:
            raise TemplateError(self.line, f"found actions in actions; expected at most {MAX_DEPTH} deep")
        nodes: list[Node] = []
        for piece in self._pieces:
            if not piece.is_action:
                nodes.append(Text(piece.value))
                continue
            self.line = piece.line
            words = read_words(piece)
            if words and words[0].kind == "name" and words[0].value in _CLOSING:
                return nodes, words
            if words:
                nodes.append(self._action(words, depth))
        return nodes, []

    def _action(self, words: list[Word], depth: int) -> Node:
        keyword = words[0].value if words[0].kind == "name" else ""
        if keyword in {"if", "with", "range"}:
            return self._block(str(keyword), words[1:], depth)
        variables, rest = self._variables(words)
        return Output(_Reader(rest, self.line).all(), variables[0] if variables else "")

    def _block(self, kind: str, words: list[Word], depth: int) -> Block:
        line = self.line
        variables, rest = self._variables(words)
        pipeline = _Reader(rest, line).all()
        body, closing = self.body(depth + 1)
        otherwise: list[Node] = []
        if closing and closing[0].value == "else":
            if len(closing) > 1:
                otherwise = [self._block(str(closing[1].value), closing[2:], depth + 1)]
                return Block(kind, variables, pipeline, tuple(body), tuple(otherwise), line)
            otherwise, closing = self.body(depth + 1)
        if not closing or closing[0].value != "end":
            raise TemplateError(line, f"found `{kind}`; expected an `end` for it")
        return Block(kind, variables, pipeline, tuple(body), tuple(otherwise), line)

    def _variables(self, words: list[Word]) -> tuple[tuple[str, ...], list[Word]]:
        """Return the variables that an action sets, and the words after them."""
        names: list[str] = []
        for index, word in enumerate(words[:4]):
            if word.kind == "variable":
                names.append(str(word.value))
            elif word.kind == "mark" and word.value in {":=", "="} and 0 < len(names) <= _LOOP_VARIABLES:
                return tuple(names), words[index + 1 :]
            elif word.value != ",":
                break
        return (), words


class _Reader:
    """Reads the words of one pipeline."""

    def __init__(self, words: list[Word], line: int, depth: int = 0) -> None:
        self._words = words
        self._line = line
        self._position = 0
        self._depth = depth

    def all(self) -> Pipeline:
        """Return the pipeline that the words are."""
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
        arguments: list[Argument] = []
        name, target = "", None
        if self._position < len(self._words) and self._words[self._position].kind == "name":
            name = self._function()
        if not name:
            target = self._argument()
            if isinstance(target, Path) and target.fields and target.fields[-1] in METHODS:
                name = f".{target.fields[-1]}"
                target = Path(target.root, target.fields[:-1])
        while self._position < len(self._words) and self._words[self._position].value not in ("|", ")"):
            arguments.append(self._argument())
        if arguments and not name:
            raise TemplateError(self._line, "found a value with arguments; expected a function that is known")
        return Command(name, target, tuple(arguments), self._line)

    def _function(self) -> str:
        """Return the name of a function with its namespace; nothing for a value such as `true`, or `site`."""
        word = self._words[self._position]
        name = str(word.value)
        if name in {"true", "false", "nil", "site"}:
            return ""
        self._position += 1
        following = self._words[self._position] if self._position < len(self._words) else None
        if following is not None and following.kind == "field" and following.joined:
            self._position += 1
            name += str(following.value)
        if name not in FUNCTIONS and name not in _LAZY:
            raise TemplateError(self._line, f"found the function `{name}`, which is not known here")
        return name

    def _argument(self) -> Argument:
        if self._position >= len(self._words):
            raise TemplateError(self._line, "found an action that stops short; expected a value")
        word = self._words[self._position]
        self._position += 1
        if word.kind in {"string", "number"}:
            return Value(word.value)
        if word.kind == "name":
            return self._named(word)
        if word.kind == "field":
            return _checked(Path(".", _fields(str(word.value))), self._line)
        if word.kind == "variable":
            return _checked(Path(str(word.value), self._joined_fields()), self._line)
        if word.value == "(":
            return self._bracket()
        raise self._fault(word)

    def _named(self, word: Word) -> Argument:
        """Return a value that has a name, or a function without arguments."""
        if word.value == "site":
            return _checked(Path("$", ("Site", *self._joined_fields())), self._line)
        if word.value in {"true", "false", "nil"}:
            return Value({"true": True, "false": False}.get(str(word.value)))
        self._position -= 1
        return Pipeline((Command(self._function(), None, (), self._line),))

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


def _checked(path: Path, line: int) -> Path:
    """Return a path of the call, the page or the site, whose fields are known. Raises `TemplateError`."""
    fields = path.fields
    if path.root not in {".", "$"} or not fields:
        return path
    if fields[0] == "Page" and len(fields) > 1:
        wrong = f"Page.{fields[1]}" if fields[1] not in PAGE_FIELDS else ""
    elif fields[0] == "Site" and len(fields) > 1:
        wrong = f"Site.{fields[1]}" if fields[1] not in SITE_FIELDS else ""
    else:
        wrong = fields[0] if fields[0] in _NOT_HERE else ""
    if wrong:
        raise TemplateError(line, f"found the field `.{wrong}`, which is not known here")
    return path
