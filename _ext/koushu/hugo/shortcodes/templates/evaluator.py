"""A site's template run for one call: within bounds of steps and size, and with nothing but the values of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Final

import regex

from koushu.hugo.shortcodes.templates.call import call_values
from koushu.hugo.shortcodes.templates.functions import FUNCTIONS, canonical
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.lists import items_of
from koushu.hugo.shortcodes.templates.parser import Block, Leave, Output, Text, Use
from koushu.hugo.shortcodes.templates.reader import Path, Pipeline, Value
from koushu.hugo.shortcodes.templates.values import MAX_TEXT, Fragment, Html, Record, fields_of, shown, truth
from koushu.record import record

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.templates.call import Store
    from koushu.hugo.shortcodes.templates.parser import Node, Template
    from koushu.hugo.shortcodes.templates.reader import Argument, Command

MAX_STEPS: Final = 20_000
MAX_CALLS: Final = 30
"""Templates within templates."""
_FAULTS: Final = (
    TypeError, ValueError, ArithmeticError, LookupError, AttributeError, regex.error, TimeoutError, RecursionError,
)  # fmt: skip


@record
class Made:
    """What a template prints."""

    text: str
    """HTML, in which `U+E002 index U+E003` stands for a text that is to be rendered."""
    fragments: tuple[Fragment, ...]


@dataclass(slots=True)
class World:
    """What a template may know beside its call: page, site and functions that need them."""

    page: Mapping[str, object] = field(default_factory=Record)
    functions: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    """By their names in `BOUND`."""
    partial: Callable[[str], Template | None] = lambda _name: None
    """Gives a template of the site by its name."""
    stores: dict[int, Store] = field(default_factory=dict)
    """What calls keep for each other, by the place of the call."""


class _LeaveError(Exception):
    """`break`, `continue` or `return` on its way out."""

    def __init__(self, kind: str, value: object) -> None:
        super().__init__(kind)
        self.kind = kind
        self.value = value


def run_template(template: Template, call: Call, world: World) -> Made:
    """Return what a template prints for a call.

    Raises `TemplateError` for a value that a function cannot take, and beyond the bounds.
    """
    run = _Run(template, call_values(call, world.page, world.stores), world)
    run.nodes(template.nodes, run.root)
    return Made("".join(run.parts), tuple(run.fragments))


def run_as_text(template: Template, root: object, world: World) -> str:
    """Return what a template of plain text prints, such as an archetype, in which nothing is escaped.

    Raises `TemplateError` as `run_template` does.
    """
    run = _Run(template, root, world, escaped=str)
    run.nodes(template.nodes, root)
    return "".join(run.parts)


class _Run:
    """The state of one run: variables by scope, what has been printed, and the work that has been done."""

    def __init__(
        self, template: Template, root: object, world: World, escaped: Callable[[str], str] = escape
    ) -> None:
        self.root = root
        self._escaped = escaped
        self.parts: list[str] = []
        self.fragments: list[Fragment] = []
        self._template = template
        self._world = world
        self._scopes: list[dict[str, object]] = [{"$": root}]
        self._size = 0
        self._steps = 0
        self._calls = 0
        self._counters: dict[str, int] = {}

    def nodes(self, nodes: Sequence[Node], dot: object) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self._print(node.text, 0)
            elif isinstance(node, Output):
                self._output(node, dot)
            elif isinstance(node, Block):
                self._block(node, dot)
            elif isinstance(node, Use):
                self._use(node, dot)
            else:
                self._leave(node, dot)

    def _output(self, node: Output, dot: object) -> None:
        value = self._pipeline(node.pipeline, dot)
        if node.declares:
            self._scopes[-1][node.variable] = value
        elif node.variable:
            scope = next((one for one in reversed(self._scopes) if node.variable in one), self._scopes[-1])
            scope[node.variable] = value
        else:
            text = shown(value)
            safe = isinstance(value, Html) or (isinstance(value, dict) and "RelPermalink" in value)
            self._print(text if safe else self._escaped(text), node.pipeline.commands[0].line)

    def _block(self, node: Block, dot: object) -> None:
        self._scopes.append({})
        value = self._pipeline(node.pipeline, dot)
        if node.kind == "range":
            self._range(node, value, dot)
        elif not truth(value):
            self.nodes(node.otherwise, dot)
        else:
            self._scopes[-1].update(dict.fromkeys(node.variables, value))
            self.nodes(node.body, value if node.kind == "with" else dot)
        self._scopes.pop()

    def _range(self, node: Block, value: object, dot: object) -> None:
        pairs = _pairs(value, node.line)
        for key, item in pairs:
            self._count(node.line)
            self._scopes.append(dict(zip(node.variables, (key, item)[-len(node.variables) :], strict=False)))
            depth = len(self._scopes)
            try:
                self.nodes(node.body, item)
            except _LeaveError as leave:
                if leave.kind == "return":
                    raise
                del self._scopes[depth:]
                if leave.kind == "break":
                    self._scopes.pop()
                    break
            self._scopes.pop()
        if not pairs:
            self.nodes(node.otherwise, dot)

    def _leave(self, node: Leave, dot: object) -> None:
        raise _LeaveError(node.kind, self._pipeline(node.pipeline, dot) if node.pipeline else None)

    def _use(self, node: Use, dot: object) -> None:
        nodes = self._template.defined.get(node.name)
        if nodes is None:
            raise TemplateError(
                node.line, f"found the template {node.name!r}, which this file does not define"
            )
        self._inside(
            nodes, self._pipeline(node.pipeline, dot) if node.pipeline else None, self._template, node.line
        )

    def _inside(self, nodes: Sequence[Node], dot: object, template: Template, line: int) -> object:
        """Run the nodes of a template of its own, with no variables but the dot, and return what it returns."""
        self._calls += 1
        if self._calls > MAX_CALLS:
            raise TemplateError(line, f"found templates in templates; expected at most {MAX_CALLS} deep")
        kept = self._scopes, self._template
        self._scopes, self._template = [{"$": dot}], template
        value: object = None
        try:
            self.nodes(nodes, dot)
        except _LeaveError as leave:
            value = leave.value if leave.kind == "return" else None
        finally:
            self._scopes, self._template = kept
        self._calls -= 1
        return value

    def _pipeline(self, pipeline: Pipeline, dot: object) -> object:
        value: object = None
        for index, command in enumerate(pipeline.commands):
            value = self._command(command, () if index == 0 else (value,), dot)
        return value

    def _command(self, command: Command, piped: tuple[object, ...], dot: object) -> object:
        self._count(command.line)
        if command.name in {"and", "or"}:
            return self._lazily(command, piped, dot)
        arguments = (*(self._argument(one, dot, command.line) for one in command.arguments), *piped)
        try:
            if command.name:
                return self._function(command, arguments)
            if isinstance(command.target, Path) and (arguments or command.target.fields):
                return self._path(command.target, arguments, dot, command.line)
        except _FAULTS as error:
            name = command.name or _written(command.target)
            raise TemplateError(command.line, f"the function `{name}` cannot take this: {error}") from error
        return self._argument(command.target, dot, command.line) if command.target is not None else None

    def _function(self, command: Command, arguments: tuple[object, ...]) -> object:
        name = canonical(command.name)
        own: Mapping[str, Callable[..., object]] = {
            "apply": self._apply, "highlight": self._highlight, "markdownify": self._markdownify,
            "math.Counter": self._counter, "partial": self._partial, "partialCached": self._partial,
            "plainify": self._plainify, "transform.ToMath": self._math, "try": _tried,
        }  # fmt: skip
        work = own.get(name) or self._world.functions.get(name) or FUNCTIONS.get(name)
        if work is None:
            raise TemplateError(command.line, f"found the function `{command.name}`, which is not known here")
        return work(*arguments)

    def _lazily(self, command: Command, piped: tuple[object, ...], dot: object) -> object:
        """Return the first value that decides an `and` or `or`; what comes after it is not looked at."""
        value: object = None
        for argument in command.arguments:
            value = self._argument(argument, dot, command.line)
            if truth(value) == (command.name == "or"):
                return value
        return piped[0] if piped else value

    def _argument(self, argument: Argument, dot: object, line: int) -> object:
        if isinstance(argument, Value):
            return argument.value
        if isinstance(argument, Pipeline):
            return self._pipeline(argument, dot)
        return self._path(argument, (), dot, line)

    def _path(self, path: Path, arguments: tuple[object, ...], dot: object, line: int) -> object:
        value = self._root(path.root, dot, line)
        for index, name in enumerate(path.fields):
            value = self._field(value, name, line)
            if callable(value):
                value = value(*(arguments if index == len(path.fields) - 1 else ()))
            elif arguments and index == len(path.fields) - 1:
                raise TemplateError(line, f"found arguments for `.{name}`, which takes none")
        return value

    def _root(self, root: str | Pipeline, dot: object, line: int) -> object:
        if isinstance(root, Pipeline):
            return self._pipeline(root, dot)
        if root == ".":
            return dot
        for scope in reversed(self._scopes):
            if root in scope:
                return scope[root]
        raise TemplateError(line, f"found the variable `{root}`, which has no value here")

    def _field(self, value: object, name: str, line: int) -> object:
        """Return what a field leads to; nothing beyond a table of the author's that lacks it."""
        if value is None:
            return None
        if name == "RenderString" and isinstance(value, Record):
            return self._render_string
        fields = fields_of(value)
        if fields is None:
            raise TemplateError(line, f"found `.{name}` of {shown(value)[:40]!r}, which has no fields")
        if name in fields:
            return fields[name]
        if isinstance(value, Record):
            raise TemplateError(line, f"found the field `.{name}`, which is not known here")
        return fields.get(name.lower())

    def _partial(self, name: object, dot: object = None, *_: object) -> object:
        text = shown(name).removesuffix(".html")
        for known in (f"partials/{text}", f"_partials/{text}"):
            nodes = self._template.defined.get(known) or self._template.defined.get(f"{known}.html")
            if nodes is not None:
                return self._printed(nodes, dot, self._template)
        template = self._world.partial(text)
        if template is None:
            raise ValueError(f"no partial {text!r}")
        return self._printed(template.nodes, dot, template)

    def _printed(self, nodes: Sequence[Node], dot: object, template: Template) -> object:
        kept, self.parts = self.parts, []
        value = self._inside(nodes, dot, template, 1)
        text, self.parts = "".join(self.parts), kept
        return Html(text) if value is None else value

    def _apply(self, values: object, name: object, *arguments: object) -> list[object]:
        function = FUNCTIONS.get(shown(name)) or self._world.functions[canonical(shown(name))]
        return [
            function(*(item if isinstance(one, str) and one == "." else one for one in arguments))
            for item in items_of(values)
        ]

    def _counter(self) -> int:
        self._counters["math"] = self._counters.get("math", 0) + 1
        return self._counters["math"]

    def _markdownify(self, text: object) -> Html:
        return self._fragment(shown(text), "inline")

    def _render_string(self, *arguments: object) -> Html:
        *options, text = arguments
        table = options[0] if options and isinstance(options[0], Mapping) else {}
        return self._fragment(shown(text), "block" if table.get("display") == "block" else "inline")

    def _math(self, text: object, options: object = None) -> Html:
        displayed = isinstance(options, Mapping) and options.get("displayMode")
        return self._fragment(shown(text), "math_block" if displayed else "math")

    def _highlight(self, code: object, language: object = "", *_: object) -> Html:
        text = shown(code).strip("\n")
        longest = max((len(run) for run in regex.findall("`+", text)), default=0)
        mark = "`" * max(3, longest + 1)
        return self._fragment(f"{mark}{shown(language)}\n{text}\n{mark}", "block")

    def _plainify(self, text: object) -> str:
        def words(found: regex.Match[str]) -> str:
            index = int(found[1])
            text = self.fragments[index].text if index < len(self.fragments) else ""
            return str(regex.sub(r"[*_`#>\[\]]|\]\([^)]*\)", "", text)).strip()

        return str(regex.sub(r"<[^<>]*>", "", regex.sub("\ue002([0-9]+)\ue003", words, shown(text))))

    def _fragment(self, text: str, kind: str) -> Html:
        self.fragments.append(Fragment(text, kind))
        return Html(f"\ue002{len(self.fragments) - 1}\ue003")

    def _print(self, text: str, line: int) -> None:
        self._size += len(text)
        self._count(line)
        if self._size > MAX_TEXT:
            raise TemplateError(line, f"found output without end; expected at most {MAX_TEXT} characters")
        self.parts.append(text)

    def _count(self, line: int) -> None:
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise TemplateError(line, f"found work without end; expected at most {MAX_STEPS} steps")


def _pairs(value: object, line: int) -> Sequence[tuple[Any, object]]:
    """Return the keys and values that a loop runs over."""
    if value is None:
        return ()
    if isinstance(value, dict):
        return [(key, value[key]) for key in sorted(value, key=str)]
    if isinstance(value, list):
        return list(enumerate(value))
    if isinstance(value, int) and not isinstance(value, bool) and value <= MAX_STEPS:
        return [(number, number) for number in range(value)]
    raise TemplateError(line, f"found {shown(value)[:40]!r} to range over; expected a list")


def _tried(value: object) -> Record:
    return Record(Value=value, Err=None)


def _written(target: object) -> str:
    return "." + ".".join(target.fields) if isinstance(target, Path) else "value"
