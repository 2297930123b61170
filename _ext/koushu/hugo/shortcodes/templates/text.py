"""Functions of templates that work on texts.

Source: Hugo, "Functions": strings, transform, urls, path, fmt, inflect.
"""

from __future__ import annotations

import json
import posixpath
from functools import partial
from html import escape, unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, quote_plus, unquote, urlsplit

import regex

from koushu.hugo.dialect.emoji import find_emoji
from koushu.hugo.dialect.heading_ids import heading_id
from koushu.hugo.shortcodes.templates.values import MAX_TEXT, Html, Record, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VERB: Final = regex.compile(r"%([-+ #0]*)([0-9]{0,3})(\.[0-9]{1,2})?([a-zA-Z%])")
_TAG: Final = regex.compile(r"<[^<>]*>")
_EMOJI: Final = regex.compile(r":[a-z0-9_+-]+:")
_SMALL: Final = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "en", "for", "if", "in", "nor", "of", "on", "or", "per", "the", "to")
) | {"v", "v.", "via", "vs", "vs."}  # fmt: skip
_SECONDS: Final = 0.5
"""How long one search by a pattern may take."""
_DOLLAR: Final = regex.compile(r"\$(?:\{(\w+)\}|(\w+)|(\$))")


def bounded(text: str) -> str:
    """Return a text. Raises `ValueError` for one that is too long."""
    if len(text) > MAX_TEXT:
        raise ValueError("a text without end")
    return text


def _texts(work: Callable[..., object]) -> Callable[..., object]:
    """Return a function of texts that takes any values."""
    return lambda *values: work(*(shown(value) for value in values))


def _format(form: object, *values: object) -> str:
    given = iter(values)

    def one(found: regex.Match[str]) -> str:
        flags, width, precision, verb = found.groups(default="")
        if verb == "%":
            return "%"
        text = _verb(flags, width, precision, verb, next(given, None))
        return text.ljust(int(width)) if "-" in flags and width else text.rjust(int(width or 0))

    return bounded(str(_VERB.sub(one, shown(form))))


def _verb(flags: str, width: str, precision: str, verb: str, value: object) -> str:
    sign = f"{'+' if '+' in flags else ''}{f'0{width}' if '0' in flags else ''}"
    if verb in "dbox" and isinstance(value, int):
        return format(value, f"{sign}{verb}")
    if verb in "feg" and isinstance(value, int | float):
        return format(float(value), f"{sign}{precision}{verb}")
    text = shown(value)
    if verb == "s" and precision:
        return text[: int(precision[1:])]
    return _OTHER_VERBS.get(verb, _as_it_is)(value)


def _as_it_is(value: object) -> str:
    return "<nil>" if value is None else shown(value)


_TYPES: Final[Mapping[type, str]] = {
    bool: "bool",
    int: "int",
    float: "float64",
    list: "[]interface {}",
    dict: "map[string]interface {}",
    Html: "template.HTML",
    type(None): "<nil>",
}


_OTHER_VERBS: Final[Mapping[str, Callable[[object], str]]] = {
    "T": lambda value: _TYPES.get(type(value), "string"),
    "X": lambda value: shown(value).encode().hex().upper(),
    "c": lambda value: chr(value) if isinstance(value, int) else shown(value),
    "q": lambda value: json.dumps(shown(value), ensure_ascii=False),
    "s": lambda value: "%!s(<nil>)" if value is None else shown(value),
    "x": lambda value: shown(value).encode().hex(),
}


def _print(*values: object, end: str = "", always: bool = False) -> str:
    """Return values one after another, with a blank between two that are no texts, as Go does."""
    parts: list[str] = []
    for index, value in enumerate(values):
        texts = isinstance(value, str) or isinstance(values[index - 1], str)
        if index and (always or not texts):
            parts.append(" ")
        parts.append(shown(value))
    return bounded("".join(parts) + end)


def _pattern(source: str) -> regex.Pattern[str]:
    return regex.compile(source.replace(r"\z", r"\Z"), regex.V0)


def _find(pattern: object, text: object, limit: object = -1) -> list[str]:
    matches = _pattern(shown(pattern)).finditer(shown(text), timeout=_SECONDS)
    return [found[0] for found in matches][: _limit(limit)]


def _find_groups(pattern: object, text: object, limit: object = -1) -> list[list[str]]:
    matches = _pattern(shown(pattern)).finditer(shown(text), timeout=_SECONDS)
    return [[found[0], *found.groups(default="")] for found in matches][: _limit(limit)]


def _replace_pattern(pattern: object, new: object, text: object, limit: object = -1) -> str:
    def filled(found: regex.Match[str]) -> str:
        return str(_DOLLAR.sub(lambda name: _group(found, name), shown(new)))

    count = _limit(limit)
    made = _pattern(shown(pattern)).sub(filled, shown(text), count=count or 0, timeout=_SECONDS)
    return bounded(str(made))


def _group(found: regex.Match[str], name: regex.Match[str]) -> str:
    if name[3]:
        return "$"
    key = name[1] or name[2]
    try:
        return found[int(key) if key.isdecimal() else key] or ""
    except IndexError:
        return ""


def _limit(limit: object) -> int | None:
    return limit if isinstance(limit, int) and limit > 0 else None


def _replace(text: object, old: object, new: object, limit: object = -1) -> str:
    result = shown(text)
    if len(shown(new)) * (result.count(shown(old)) + 1) > MAX_TEXT:
        raise ValueError("a text that grows too long")
    return result.replace(shown(old), shown(new), limit if isinstance(limit, int) else -1)


def _replace_pairs(*values: object) -> str:
    *pairs, text = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    pairs = pairs[0] if len(pairs) == 1 and isinstance(pairs[0], list) else pairs
    result = shown(text)
    for old, new in zip(pairs[::2], pairs[1::2], strict=False):
        result = bounded(result.replace(shown(old), shown(new)))
    return result


def _repeat(count: object, text: object) -> str:
    if int(shown(count)) * len(shown(text)) > MAX_TEXT:
        raise ValueError("a text without end")
    return shown(text) * int(shown(count))


def _truncate(length: object, *rest: object) -> str:
    *ellipsis, text = rest
    words = _plain(shown(text))
    if len(words) <= int(shown(length)):
        return words
    cut = words[: int(shown(length))]
    whole = cut if words[len(cut)].isspace() else cut.rpartition(" ")[0] or cut
    return f"{whole.rstrip()}{shown(ellipsis[0]) if ellipsis else ' …'}"


def _substring(text: object, start: object = 0, length: object = None) -> str:
    given = shown(text)
    first = int(shown(start))
    first = max(0, len(given) + first) if first < 0 else first
    if length is None:
        return given[first:]
    size = int(shown(length))
    return given[first : len(given) + size if size < 0 else first + size]


def _title(text: str) -> str:
    """Return a text with capitals as titles have them: the small words in it keep theirs, but at the two ends."""
    words = text.split(" ")
    last = len(words) - 1
    return " ".join(
        word if word.lower() in _SMALL and 0 < index < last else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _slug(text: str) -> str:
    kept = regex.sub(r"[^\p{L}\p{N}\p{M}\s./\\_#+~@%-]", "", text.strip())
    return str(regex.sub(r"-{2,}", "-", regex.sub(r"\s+", "-", kept))).lower()


def _humanize(text: str) -> str:
    if text.isdecimal():
        last = int(text) % 10 if int(text) % 100 not in {11, 12, 13} else 0
        return text + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
    words = text.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:].lower()


def _plural(text: str) -> str:
    if regex.search(r"[^aeiou]y$", text):
        return f"{text[:-1]}ies"
    return f"{text}es" if regex.search(r"(?:s|x|z|ch|sh)$", text) else f"{text}s"


def _singular(text: str) -> str:
    if text.endswith("ies"):
        return f"{text[:-3]}y"
    if regex.search(r"(?:ss|x|z|ch|sh)es$", text):
        return text[:-2]
    return text[:-1] if text.endswith("s") and not text.endswith("ss") else text


def _plain(text: str) -> str:
    return str(_TAG.sub("", text))


def _parse_address(text: str) -> Record:
    parts = urlsplit(text)
    host = parts.netloc.rpartition("@")[2]
    return Record(
        Scheme=parts.scheme, Host=host, Hostname=parts.hostname or "", Port=str(parts.port or ""),
        Path=unquote(parts.path), RawQuery=parts.query, Fragment=parts.fragment, String=text,
        IsAbs=bool(parts.scheme), Query=parts.query, User=parts.username or "",
    )  # fmt: skip


def _join_address(*parts: object) -> str:
    texts = [shown(one) for part in parts for one in (part if isinstance(part, list) else [part])]
    first, mark, rest = texts[0].partition("://")
    if mark:
        return first + mark + posixpath.normpath("/".join([rest, *texts[1:]]))
    return posixpath.normpath("/".join(text for text in texts if text))


def _split_path(text: str) -> Record:
    folder, name = posixpath.split(text)
    return Record(Dir=f"{folder}/" if folder else "", File=name)


def _emojis(text: str) -> str:
    return str(_EMOJI.sub(lambda found: find_emoji(found[0][1:-1]) or found[0], text))


def _split(text: object, mark: object) -> list[str]:
    return shown(text).split(shown(mark)) if mark else list(shown(text))


def _as_html(text: object) -> Html:
    return Html(shown(text))


TEXTS: Final[Mapping[str, Callable[..., object]]] = {
    "anchorize": _texts(lambda text: heading_id(text, "github")),
    "chomp": _texts(lambda text: text.rstrip("\r\n")),
    "emojify": _texts(_emojis),
    "findRE": _find,
    "findRESubmatch": _find_groups,
    "hasPrefix": _texts(lambda text, start: text.startswith(start)),
    "hasSuffix": _texts(lambda text, end: text.endswith(end)),
    "html": _texts(escape),
    "htmlEscape": _texts(escape),
    "htmlUnescape": _texts(unescape),
    "humanize": _texts(_humanize),
    "lower": _texts(str.lower),
    "path.Base": _texts(lambda text: posixpath.basename(text.rstrip("/")) or "/"),
    "path.BaseName": _texts(lambda text: posixpath.splitext(posixpath.basename(text))[0]),
    "path.Clean": _texts(posixpath.normpath),
    "path.Dir": _texts(lambda text: posixpath.dirname(text) or "."),
    "path.Ext": _texts(lambda text: posixpath.splitext(text)[1]),
    "path.Join": _join_address,
    "path.Split": _texts(_split_path),
    "plainify": _texts(_plain),
    "pluralize": _texts(_plural),
    "print": _print,
    "printf": _format,
    "println": partial(_print, end="\n", always=True),
    "replace": _replace,
    "replaceRE": _replace_pattern,
    "safeCSS": _as_html,
    "safeHTML": _as_html,
    "safeHTMLAttr": _as_html,
    "safeJS": _as_html,
    "safeJSStr": _as_html,
    "safeURL": _as_html,
    "singularize": _texts(_singular),
    "slicestr": lambda text, start=0, end=None: shown(text)[start:end],
    "split": _split,
    "strings.ContainsAny": _texts(lambda text, letters: any(letter in text for letter in letters)),
    "strings.ContainsNonSpace": _texts(lambda text: bool(text.strip())),
    "strings.Count": _texts(lambda part, text: text.count(part)),
    "countrunes": _texts(lambda text: len(regex.sub(r"\s", "", _plain(text)))),
    "countwords": _texts(lambda text: len(regex.findall(r"\p{Han}|[^\s\p{Han}]+", _plain(text)))),
    "strings.FirstUpper": _texts(lambda text: text[:1].upper() + text[1:]),
    "strings.Repeat": _repeat,
    "strings.ReplacePairs": _replace_pairs,
    "strings.RuneCount": _texts(len),
    "strings.TrimLeft": _texts(lambda marks, text: text.lstrip(marks)),
    "strings.TrimPrefix": _texts(lambda start, text: text.removeprefix(start)),
    "strings.TrimRight": _texts(lambda marks, text: text.rstrip(marks)),
    "strings.TrimSpace": _texts(str.strip),
    "strings.TrimSuffix": _texts(lambda end, text: text.removesuffix(end)),
    "substr": _substring,
    "title": _texts(_title),
    "trim": _texts(lambda text, marks: text.strip(marks)),
    "truncate": _truncate,
    "upper": _texts(str.upper),
    "urlize": _texts(lambda text: quote(_slug(text), safe="/#%")),
    "urlquery": _texts(quote_plus),
    "urls.JoinPath": _join_address,
    "urls.Parse": _texts(_parse_address),
    "urls.PathEscape": _texts(lambda text: quote(text, safe="$&+=:@")),
    "urls.PathUnescape": _texts(unquote),
    "transform.XMLEscape": _texts(escape),
}
