"""The functions that a site's templates may call: each takes plain values and returns one.

Source: Hugo, "Functions"; Go, package text/template, "Functions".
"""

from __future__ import annotations

import json
import operator
import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VERB: Final = re.compile(r"%[-+ #0]?[0-9]{0,3}(?:\.[0-9]{1,2})?[a-zA-Z%]")
_TAG: Final = re.compile(r"<[^<>]*>")
MAX_TEXT: Final = 200_000


class Html(str):
    """A text that is HTML already, and is not escaped."""

    __slots__ = ()


def truth(value: object) -> bool:
    """Return whether a value counts as true: not nothing, zero, false or empty."""
    return bool(value)


def shown(value: object) -> str:
    """Return a value as a template prints it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return f"[{' '.join(shown(item) for item in value)}]"
    if isinstance(value, dict):
        return f"map[{' '.join(f'{key}:{shown(item)}' for key, item in value.items())}]"
    return str(value)


def _text(work: Callable[..., str]) -> Callable[..., str]:
    """Return a function of texts that takes any values."""
    return lambda *values: work(*(shown(value) for value in values))


def _format(form: object, *values: object) -> str:
    given = iter(values)

    def one(found: re.Match[str]) -> str:
        verb = found[0]
        if verb == "%%":
            return "%"
        value = next(given, None)
        if verb[-1] == "q":
            return json.dumps(shown(value), ensure_ascii=False)
        if verb[-1] in "dfeg" and isinstance(value, int | float):
            return verb % value
        return shown(value)

    return _bounded(_VERB.sub(one, shown(form)))


def _bounded(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise ValueError("a text without end")
    return text


def _default(*values: object) -> object:
    fallback, *given = values
    return given[0] if given and given[0] not in (None, "", 0, [], {}) else fallback


def _number(value: object) -> int | float:
    if isinstance(value, int | float):
        return value
    number = float(shown(value) or 0)
    return int(number) if number.is_integer() else number


def _int(value: object, *_: object) -> int:
    return int(_number(value))


def _calculate(work: Callable[[Any, Any], int | float]) -> Callable[..., int | float]:
    def run(first: object, *rest: object) -> int | float:
        result = _number(first)
        for value in rest:
            result = work(result, _number(value))
        return result

    return run


def _divide(one: float, other: float) -> int | float:
    return one // other if isinstance(one, int) and isinstance(other, int) else one / other


def _compare(work: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def run(one: object, other: object) -> bool:
        if isinstance(one, int | float) != isinstance(other, int | float):
            try:
                return work(_number(one), _number(other))
            except ValueError:
                return work(shown(one), shown(other))
        return work(one, other)

    return run


def _equal(first: object, *others: object) -> bool:
    return any(first == other for other in others)


def _index(value: object, *keys: object) -> object:
    for key in keys:
        if isinstance(value, list) and isinstance(key, int):
            value = value[key] if 0 <= key < len(value) else None
        elif isinstance(value, dict):
            value = value.get(shown(key))
        else:
            return None
    return value


def _contains(container: object, item: object) -> bool:
    if isinstance(container, list):
        return item in container
    return shown(item) in shown(container)


def _replace(text: object, old: object, new: object, *_: object) -> str:
    result = shown(text)
    if len(shown(new)) * (result.count(shown(old)) + 1) > MAX_TEXT:
        raise ValueError("a text that grows too long")
    return result.replace(shown(old), shown(new))


def _join(values: object, separator: object = "", *_: object) -> str:
    return shown(separator).join(shown(item) for item in (values if isinstance(values, list) else [values]))


def _first(count: object, values: object) -> object:
    return values[: _int(count)] if isinstance(values, list | str) else values


def _pairs(*values: object) -> dict[str, object]:
    return dict(zip(map(shown, values[::2]), values[1::2], strict=False))


def _address(text: object, *_: object) -> str:
    """Return an address as it is written: where a site lies is settled when links are resolved."""
    return shown(text)


def _as_html(text: object) -> Html:
    return Html(shown(text))


def _count(value: object) -> int:
    return len(value) if isinstance(value, list | dict | str) else 0


def _is_set(container: object, key: object) -> bool:
    if isinstance(container, dict):
        return shown(key) in container
    return isinstance(container, list) and isinstance(key, int) and 0 <= key < len(container)


def _slug(text: object) -> str:
    return re.sub(r"[^\w\s.-]", "", shown(text)).strip().replace(" ", "-").lower()


def _conditional(condition: object, one: object, other: object) -> object:
    return one if truth(condition) else other


def _trim(text: str, marks: str = " \t\r\n") -> str:
    return text.strip(marks)


def _print(*values: object) -> str:
    """Return values one after another, with a blank between two that are no texts, as Go does."""
    parts: list[str] = []
    for index, value in enumerate(values):
        if index and not isinstance(value, str) and not isinstance(values[index - 1], str):
            parts.append(" ")
        parts.append(shown(value))
    return _bounded("".join(parts))


def _nothing(*_: object) -> str:
    return ""


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "absLangURL": _address,
    "absURL": _address,
    "add": _calculate(operator.add),
    "anchorize": _slug,
    "cond": _conditional,
    "default": _default,
    "delimit": _join,
    "dict": _pairs,
    "div": _calculate(_divide),
    "emojify": lambda text: text,
    "eq": _equal,
    "errorf": _nothing,
    "first": _first,
    "float": lambda value: float(_number(value)),
    "ge": _compare(operator.ge),
    "gt": _compare(operator.gt),
    "hasPrefix": _text(lambda text, start: text.startswith(start)),
    "hasSuffix": _text(lambda text, end: text.endswith(end)),
    "html": _text(escape),
    "htmlEscape": _text(escape),
    "htmlUnescape": _text(unescape),
    "in": _contains,
    "index": _index,
    "int": _int,
    "isset": _is_set,
    "jsonify": lambda value: json.dumps(value, ensure_ascii=False, default=str),
    "le": _compare(operator.le),
    "len": _count,
    "lower": _text(str.lower),
    "lt": _compare(operator.lt),
    "mod": _calculate(operator.mod),
    "mul": _calculate(operator.mul),
    "ne": lambda one, other: one != other,
    "not": lambda value: not truth(value),
    "plainify": _text(lambda text: _TAG.sub("", text)),
    "print": _print,
    "printf": _format,
    "println": lambda *values: " ".join(map(shown, values)) + "\n",
    "relLangURL": _address,
    "relURL": _address,
    "replace": _replace,
    "safeCSS": _as_html,
    "safeHTML": _as_html,
    "safeHTMLAttr": _as_html,
    "safeJS": _as_html,
    "safeURL": _as_html,
    "slice": lambda *values: list(values),
    "split": lambda text, mark: shown(text).split(shown(mark)) if mark else list(shown(text)),
    "string": shown,
    "sub": _calculate(operator.sub),
    "substr": lambda text, start, length=None: shown(text)[_int(start) :][
        : None if length is None else _int(length)
    ],
    "title": _text(str.title),
    "trim": _text(_trim),
    "upper": _text(str.upper),
    "urlize": lambda text: quote(_slug(text)),
    "urlquery": _text(quote_plus),
    "warnf": _nothing,
    # The same by their namespaces.
    "cast.ToFloat": lambda value: float(_number(value)),
    "cast.ToInt": _int,
    "cast.ToString": shown,
    "collections.Delimit": _join,
    "collections.Index": _index,
    "compare.Conditional": _conditional,
    "compare.Default": _default,
    "fmt.Print": _print,
    "fmt.Printf": _format,
    "math.Add": _calculate(operator.add),
    "math.Div": _calculate(_divide),
    "math.Mul": _calculate(operator.mul),
    "math.Sub": _calculate(operator.sub),
    "safe.CSS": _as_html,
    "safe.HTML": _as_html,
    "safe.HTMLAttr": _as_html,
    "safe.JS": _as_html,
    "safe.URL": _as_html,
    "strings.Contains": _contains,
    "strings.HasPrefix": _text(lambda text, start: text.startswith(start)),
    "strings.HasSuffix": _text(lambda text, end: text.endswith(end)),
    "strings.Replace": _replace,
    "strings.Split": lambda text, mark: shown(text).split(shown(mark)) if mark else list(shown(text)),
    "strings.Title": _text(str.title),
    "strings.ToLower": _text(str.lower),
    "strings.ToUpper": _text(str.upper),
    "strings.Trim": _text(_trim),
    "strings.TrimLeft": _text(lambda marks, text: text.lstrip(marks)),
    "strings.TrimPrefix": _text(lambda start, text: text.removeprefix(start)),
    "strings.TrimRight": _text(lambda marks, text: text.rstrip(marks)),
    "strings.TrimSpace": _text(str.strip),
    "strings.TrimSuffix": _text(lambda end, text: text.removesuffix(end)),
    "transform.Plainify": _text(lambda text: _TAG.sub("", text)),
    "urls.AbsURL": _address,
    "urls.RelURL": _address,
    "urls.URLize": lambda text: quote(_slug(text)),
    # These need the page, and are run by the evaluator.
    "markdownify": _nothing,
    "transform.Markdownify": _nothing,
}
MARKDOWN: Final = frozenset(("markdownify", "transform.Markdownify"))
METHODS: Final = frozenset(("Get", "Param", "RenderString"))
"""Fields that take arguments: of the call, of the page, and of the page again."""
PAGE_FIELDS: Final = frozenset(
    ("Title", "LinkTitle", "Description", "Summary", "Keywords", "Params", "Param", "Draft", "Slug", "Type")
) | {"Weight", "RenderString", "Site"}
SITE_FIELDS: Final = frozenset(("Title", "Params", "BaseURL", "Param"))
