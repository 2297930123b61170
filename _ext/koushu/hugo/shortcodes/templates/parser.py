"""A Hugo template as a tree, checked: every function in it is one that can be run.

Source: Go, package text/template, "Actions", "Pipelines", "Variables", "Nested template definitions".
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Final, TypeAlias

from koushu.hugo.shortcodes.templates.lexer import TemplateError, Word, read_words, split_template
from koushu.hugo.shortcodes.templates.reader import Pipeline, read_pipeline
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.hugo.shortcodes.templates.lexer import Piece

MAX_DEPTH: Final = 40
_CLOSING: Final = frozenset(("end", "else"))
_LOOP_VARIABLES: Final = 2


@record
class Text:
    """What is printed as it is."""

    text: str


@record
class Output:
    """A value that is printed, or kept in a variable."""

    pipeline: Pipeline
    variable: str = ""
    declares: bool = False
    """Whether the variable is a new one, `:=`."""


@record
class Block:
    """`if`, `with` or `range`, with what comes else."""

    kind: str
    variables: tuple[str, ...]
    pipeline: Pipeline
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]
    line: int


@record
class Use:
    """A template that is defined in the same file, run with a value as its dot."""

    name: str
    pipeline: Pipeline | None
    line: int


@record
class Leave:
    """`break`, `continue`, or `return` with its value."""

    kind: str
    pipeline: Pipeline | None


Node: TypeAlias = "Text | Output | Block | Use | Leave"


@record
class Template:
    """A file of templates: its own nodes, and those that it defines by name."""

    nodes: tuple[Node, ...]
    defined: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)


def parse_template(source: str) -> Template:
    """Return the tree of a template. Raises `TemplateError` for what cannot be run."""
    parser = _Parser(split_template(source))
    body, closing = parser.body(0)
    if closing:
        raise TemplateError(
            parser.line, f"found `{closing[0].value}`; expected an action before it that it closes"
        )
    return Template(tuple(body), parser.defined)


class _Parser:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = iter(pieces)
        self.line = 1
        self.defined: dict[str, tuple[Node, ...]] = {}

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
                nodes += self._action(words, depth)
        return nodes, []

    def _action(self, words: list[Word], depth: int) -> list[Node]:
        keyword = str(words[0].value) if words[0].kind == "name" else ""
        if keyword in {"if", "with", "range"}:
            return [self._block(keyword, words[1:], depth)]
        if keyword in {"define", "block"}:
            return self._definition(keyword, words[1:], depth)
        if keyword == "template":
            return [self._use(words[1:])]
        if keyword in {"break", "continue", "return"}:
            return [Leave(keyword, read_pipeline(words[1:], self.line) if words[1:] else None)]
        variables, declares, rest = self._variables(words)
        return [Output(read_pipeline(rest, self.line), variables[0] if variables else "", declares)]

    def _definition(self, kind: str, words: list[Word], depth: int) -> list[Node]:
        line = self.line
        use = self._use(words)
        body, closing = self.body(depth + 1)
        if not closing or closing[0].value != "end":
            raise TemplateError(line, f"found `{kind}`; expected an `end` for it")
        self.defined[use.name] = tuple(body)
        return [use] if kind == "block" else []

    def _use(self, words: list[Word]) -> Use:
        if not words or words[0].kind != "string":
            raise TemplateError(self.line, "found a template without a name; expected one in quotes")
        rest = words[1:]
        return Use(str(words[0].value), read_pipeline(rest, self.line) if rest else None, self.line)

    def _block(self, kind: str, words: list[Word], depth: int) -> Block:
        line = self.line
        variables, _, rest = self._variables(words)
        pipeline = read_pipeline(rest, line)
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

    def _variables(self, words: list[Word]) -> tuple[tuple[str, ...], bool, list[Word]]:
        """Return the variables that an action sets, whether they are new, and the words after them."""
        names: list[str] = []
        for index, word in enumerate(words[:4]):
            if word.kind == "variable":
                names.append(str(word.value))
            elif word.kind == "mark" and word.value in {":=", "="} and 0 < len(names) <= _LOOP_VARIABLES:
                return tuple(names), word.value == ":=", words[index + 1 :]
            elif word.value != ",":
                break
        return (), False, words
