"""Every value of `conf.py`, from the settings classes themselves."""

from __future__ import annotations

import dataclasses
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from guide.facts.markdown import code, directive
from guide.facts.words import told
from koushu import config

FACTS: Final = {"en": "Type: {}. Default: {}.", "zh": "类型：{}。默认值：{}。"}
_TYPES: Final = {
    str: ("text", "文字"),
    bool: ("`True` or `False`", "`True` 或 `False`"),
    int: ("whole number", "整数"),
    float: ("number", "数"),
    NoneType: ("`None`", "`None`"),
}


# Features whose values have a part of the page to themselves.
_WITH_A_HEADING: Final = frozenset(
    ["hugo", "posts", "dialogue", "web", "lists", "search", "feeds", "typst", "epub"]
)


def prefixes() -> list[str]:
    """Return the prefix of each feature that has values, in the order of the code."""
    return [feature.prefix for feature in config.Settings.__subclasses__()]


def settings(prefix: str, language: str) -> str:
    """Return a description of each value of one feature, or of the `others`: name, type, default, what it does."""
    if prefix == "others":
        return "\n".join(settings(one, language) for one in prefixes() if one not in _WITH_A_HEADING)
    feature = next(one for one in config.Settings.__subclasses__() if one.prefix == prefix)
    hints = get_type_hints(feature)
    described = []
    for field in dataclasses.fields(feature):
        default = field.default_factory() if callable(field.default_factory) else field.default
        facts = FACTS[language[:2]].format(_type(hints[field.name], language), code(repr(default)))
        body = f"{told(field.metadata['help'], language)}\n\n{facts}"
        described.append(directive("confval", f"{prefix}_{field.name}", {}, body))
    return "\n".join(described)


def _type(hint: Any, language: str) -> str:  # noqa: ANN401 - an annotation is any object
    """Return a type in words."""
    chinese = language.startswith("zh")
    origin = get_origin(hint)
    if origin is dict:
        return "字典" if chinese else "table"
    inner = [_type(one, language) for one in get_args(hint) if one is not Ellipsis]
    if origin is UnionType:
        return (" 或 " if chinese else " or ").join(inner)
    if origin is list:
        return f"列表：{inner[0]}" if chinese else f"list of {_plural(inner[0])}"
    if origin is tuple:
        return f"元组：{inner[0]}" if chinese else f"tuple of {_plural(inner[0])}"
    return _TYPES[hint][chinese]


def _plural(words: str) -> str:
    noun, of, rest = words.partition(" of ")
    return f"{noun}s{of}{rest}"
