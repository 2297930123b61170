"""Templates of a site in Jinja, for what Hugo's own templates cannot be run for: `shortcodes/NAME.md.jinja`.

They run in Jinja's sandbox, with texts escaped, within bounds of output and loops, and see nothing but the call.
Source: Jinja, "Sandbox", "Template Designer Documentation".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NoReturn

from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.values import MAX_TEXT
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Template

    from koushu.hugo.shortcodes.call import Call

MAX_LOOPS: Final = 20_000
SUFFIXES: Final = (".md.jinja", ".html.jinja")
_MARKDOWN: Final = ".md.jinja"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, without what makes long texts and large numbers from short ones."""

    intercepted_binops = frozenset(("*", "**", "%", "+"))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's own
        """Return what an operator makes. Raises `SecurityError` where that may be without end."""
        if operator in {"*", "**"} and not (_is_small(left) and _is_small(right)):
            message = f"`{operator}` of what is not two small numbers"
            raise SecurityError(message)
        if isinstance(left, str) and len(left) + len(str(right)) > MAX_TEXT:
            message = "a text without end"
            raise SecurityError(message)
        return super().call_binop(context, operator, left, right)


class _Whole(Markup):
    """A text that cannot be looped over letter by letter."""

    __slots__ = ()

    def __iter__(self) -> NoReturn:
        message = "a text cannot be looped over; split it first"
        raise TypeError(message)


@record
class JinjaTemplate:
    """A template that has been read."""

    template: Template

    def run(self, call: Call, page: Mapping[str, object]) -> str:
        """Return what the template prints for a call.

        Raises `TemplateError` for what it may not do, and beyond the bounds.
        """
        values = {
            "name": call.name,
            "args": list(call.positional),
            "params": dict(call.named),
            "inner": _Whole(call.inner or ""),
            "page": page,
            "range": _counted(),
        }
        parts: list[str] = []
        size = 0
        try:
            for part in self.template.generate(values):
                parts.append(part)
                size += len(part)
                if size > MAX_TEXT or len(parts) > MAX_LOOPS:
                    raise TemplateError(
                        1, f"found output without end; expected at most {MAX_TEXT} characters"
                    )
        except (
            JinjaError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            AttributeError,
            RecursionError,
        ) as error:
            raise TemplateError(getattr(error, "lineno", None) or 1, str(error)) from error
        return "".join(parts)


def read_jinja(source: str) -> JinjaTemplate:
    """Return a template. Raises `TemplateError` with the line of what Jinja cannot read."""
    try:
        return JinjaTemplate(_ENVIRONMENT.from_string(source))
    except JinjaError as error:
        raise TemplateError(getattr(error, "lineno", None) or 1, str(error.message)) from error


def is_markdown(path: str) -> bool:
    """Return whether what a template of that name prints is Markdown, and not HTML."""
    return path.endswith(_MARKDOWN)


def _is_small(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < MAX_LOOPS


def _counted() -> Callable[..., Iterator[int]]:
    """Return a `range` of which one call may use so much only."""
    used = 0

    def count(*bounds: int) -> Iterator[int]:
        nonlocal used
        for number in range(*bounds):
            used += 1
            if used > MAX_LOOPS:
                message = f"found loops without end; expected at most {MAX_LOOPS} steps"
                raise ValueError(message)
            yield number

    return count


_ENVIRONMENT: Final = _Sandbox(autoescape=True, trim_blocks=True, lstrip_blocks=True)
for _name in ("cycler", "joiner", "lipsum", "namespace", "range"):
    _ENVIRONMENT.globals.pop(_name, None)
for _name in ("center", "indent", "pprint", "random", "wordwrap", "xmlattr"):
    _ENVIRONMENT.filters.pop(_name, None)
