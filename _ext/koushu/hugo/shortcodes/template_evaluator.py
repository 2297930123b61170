"""A site's template run for one call: within bounds of steps and size, and with nothing but the values of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

from koushu.hugo.shortcodes.template_functions import FUNCTIONS, MARKDOWN, MAX_TEXT, Html, shown, truth
from koushu.hugo.shortcodes.template_lexer import TemplateError
from koushu.hugo.shortcodes.template_parser import Block, Output, Pipeline, Text, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.template_parser import Argument, Command, Node

MAX_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """What a template prints."""

    text: str
    """HTML, in which `U+E002 index U+E003` stands for a Markdown text that is to be rendered."""
    fragments: tuple[str, ...]


@dataclass(slots=True)
class _State:
    root: Mapping[str, object]
    variables: dict[str, object] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    size: int = 0
    steps: int = 0


class Record(dict[str, object]):
    """Values with a fixed set of names, such as those of a page: any other name is a fault of the template."""


class _CallValues(Record):
    """The dot of a template: fields of the call, and its arguments by `.Get`."""

    def __init__(self, call: Call, page: Mapping[str, object], site: Mapping[str, object]) -> None:
        inner = Html(call.inner or "")
        named = dict(call.named)
        super().__init__(
            Inner=inner,
            InnerDeindent=Html(call.deindented or ""),
            IsNamedParams=bool(named),
            Name=call.name,
            Page=Record(page),
            Params=named or list(call.positional),
            Site=Record(site),
        )
        self.call = call

    def argument(self, key: object) -> object:
        if isinstance(key, int):
            return self.call.positional[key] if 0 <= key < len(self.call.positional) else ""
        return self.call.named.get(shown(key), "")


def run_template(
    template: Sequence[Node], call: Call, page: Mapping[str, object], site: Mapping[str, object]
) -> Made:
    """Return what a template prints for a call.

    `page` and `site` are what `.Page` and `.Site` hold; their `Params` have keys in lower case.
    Raises `TemplateError` for a value that a function cannot take, and beyond the bounds.
    """
    values = _CallValues(call, page, site)
    state = _State(values)
    _run(template, values, state)
    return Made("".join(state.parts), tuple(state.fragments))


def _run(nodes: Sequence[Node], dot: object, state: _State) -> None:
    for node in nodes:
        if isinstance(node, Text):
            _print(node.text, state, 0)
        elif isinstance(node, Output):
            value = _pipeline(node.pipeline, dot, state)
            if node.variable:
                state.variables[node.variable] = value
            else:
                text = shown(value)
                _print(
                    text if isinstance(value, Html) else escape(text), state, node.pipeline.commands[0].line
                )
        else:
            _block(node, dot, state)


def _block(node: Block, dot: object, state: _State) -> None:
    value = _pipeline(node.pipeline, dot, state)
    if not truth(value):
        _run(node.otherwise, dot, state)
    elif node.kind == "range":
        items = list(value.items()) if isinstance(value, dict) else list(enumerate(_items(value, node.line)))
        for key, item in items:
            state.variables.update(zip(node.variables, (key, item)[-len(node.variables) :], strict=False))
            _run(node.body, item, state)
    else:
        state.variables.update(dict.fromkeys(node.variables, value))
        _run(node.body, value if node.kind == "with" else dot, state)


def _items(value: object, line: int) -> Sequence[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, int) and value <= MAX_STEPS:
        return range(value)
    raise TemplateError(line, f"found {shown(value)[:40]!r} to range over; expected a list")


def _pipeline(pipeline: Pipeline, dot: object, state: _State) -> object:
    value: object = None
    for index, command in enumerate(pipeline.commands):
        piped = () if index == 0 else (value,)
        value = _command(command, piped, dot, state)
    return value


def _command(command: Command, piped: tuple[object, ...], dot: object, state: _State) -> object:
    _count(state, command.line)
    if command.name in {"and", "or"}:
        return _lazily(command, piped, dot, state)
    arguments = (*(_argument(one, dot, state, command.line) for one in command.arguments), *piped)
    if not command.name:
        return _argument(command.target, dot, state, command.line) if command.target is not None else None
    if command.name in MARKDOWN or command.name == ".RenderString":
        return _markdown(arguments[-1] if arguments else "", state)
    if command.name.startswith("."):
        target = _argument(command.target, dot, state, command.line) if command.target is not None else dot
        return _method(command, target, arguments)
    try:
        return FUNCTIONS[command.name](*arguments)
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise TemplateError(
            command.line, f"the function `{command.name}` cannot take this: {error}"
        ) from error


def _lazily(command: Command, piped: tuple[object, ...], dot: object, state: _State) -> object:
    """Return the first value that decides an `and` or `or`; what comes after it is not looked at."""
    value: object = None
    for argument in command.arguments:
        value = _argument(argument, dot, state, command.line)
        if truth(value) == (command.name == "or"):
            return value
    return piped[0] if piped else value


def _method(command: Command, target: object, arguments: tuple[object, ...]) -> object:
    if not arguments:
        raise TemplateError(command.line, f"found `{command.name}` alone; expected a name or number after it")
    if command.name == ".Get" and isinstance(target, _CallValues):
        return target.argument(arguments[0])
    if command.name == ".Param" and isinstance(target, Mapping):
        return _field(target.get("Params"), shown(arguments[0]).lower().split("."), command.line)
    raise TemplateError(command.line, f"found `{command.name}` of something that has none")


def _argument(argument: Argument, dot: object, state: _State, line: int) -> object:
    if isinstance(argument, Value):
        return argument.value
    if isinstance(argument, Pipeline):
        return _pipeline(argument, dot, state)
    if isinstance(argument.root, Pipeline):
        return _field(_pipeline(argument.root, dot, state), argument.fields, line)
    if argument.root == ".":
        return _field(dot, argument.fields, line)
    return _field(
        state.root if argument.root == "$" else state.variables.get(argument.root), argument.fields, line
    )


def _field(value: object, names: Sequence[str], line: int) -> object:
    """Return what fields lead to; nothing beyond a table of the author's that lacks one."""
    for name in names:
        if value is None:
            return None
        if not isinstance(value, Mapping):
            raise TemplateError(line, f"found `.{name}` of {shown(value)[:40]!r}, which has no fields")
        if name not in value and isinstance(value, Record):
            raise TemplateError(line, f"found the field `.{name}`, which is not known here")
        value = value[name] if name in value else value.get(name.lower())
    return value


def _markdown(value: object, state: _State) -> Html:
    state.fragments.append(shown(value))
    return Html(f"\ue002{len(state.fragments) - 1}\ue003")


def _print(text: str, state: _State, line: int) -> None:
    state.size += len(text)
    _count(state, line)
    if state.size > MAX_TEXT:
        raise TemplateError(line, f"found output without end; expected at most {MAX_TEXT} characters")
    state.parts.append(text)


def _count(state: _State, line: int) -> None:
    state.steps += 1
    if state.steps > MAX_STEPS:
        raise TemplateError(line, f"found work without end; expected at most {MAX_STEPS} steps")
