"""The place of comments: kept by another site, which a reader's browser meets only when the reader wants it to.

Pure. Source: giscus, "Advanced usage" (attributes of its script); utterances, "Configuration".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

_REPOSITORY: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}")
_ID: Final = re.compile(r"[A-Za-z0-9_=-]{1,100}")
_TEXT: Final = re.compile(r"[^\x00-\x1f]{1,200}")
_THEME: Final = re.compile(r"[a-z0-9_-]{1,40}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_SWITCH: Final = re.compile(r"[01]")


def _one_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@record
class Provider:
    """A service that shows comments kept in a repository."""

    site: str
    """Host that the browser contacts, as readers are told."""
    script: str
    options: Mapping[str, re.Pattern[str]]
    """What `web_comments` may say, and in which form."""
    required: tuple[str, ...]
    prefix: str
    """Before the name of each option, in the attributes of the script."""
    themes: tuple[str, str]
    """For light and dark, where the options name none."""


PROVIDERS: Final[Mapping[str, Provider]] = {
    "giscus": Provider(
        site="giscus.app",
        script="https://giscus.app/client.js",
        options={
            "repo": _REPOSITORY,
            "repo-id": _ID,
            "category": _TEXT,
            "category-id": _ID,
            "mapping": _one_of("pathname", "url", "title", "og:title", "specific", "number"),
            "term": _TEXT,
            "strict": _SWITCH,
            "reactions-enabled": _SWITCH,
            "emit-metadata": _SWITCH,
            "input-position": _one_of("top", "bottom"),
            "lang": _LANGUAGE,
        },
        required=("repo", "repo-id", "category-id"),
        prefix="data-",
        themes=("light", "dark"),
    ),
    "utterances": Provider(
        site="utteranc.es",
        script="https://utteranc.es/client.js",
        options={
            "repo": _REPOSITORY,
            "issue-term": _one_of("pathname", "url", "title", "og:title"),
            "issue-number": _NUMBER,
            "label": _TEXT,
        },
        required=("repo",),
        prefix="",
        themes=("github-light", "github-dark"),
    ),
}
_DEFAULTS: Final[Mapping[str, Mapping[str, str]]] = {
    "giscus": {
        "mapping": "pathname",
        "reactions-enabled": "1",
        "emit-metadata": "0",
        "input-position": "top",
    },
    "utterances": {"issue-term": "pathname"},
}
_WORDS_OF_GISCUS: Final = (
    "ar be bg ca cs da de en eo es eu fa fr gr hbs he hu id it ja kh ko "
    "nl pl pt ro ru th tr uk uz vi zh-CN zh-HK zh-TW"
)
"""Languages that giscus speaks, between blanks."""
_THEMES: Final = ("theme", "theme-dark")


@record
class Comments:
    """What the page needs to know to load comments when asked."""

    site: str
    script: str
    attributes: Mapping[str, str]
    """Of the script element."""
    light: str
    dark: str


def read_comments(given: Mapping[str, object]) -> tuple[Comments | None, tuple[str, ...]]:
    """Return the comments that `web_comments` asks for, none when it is empty or cannot be used, and what is wrong.

    Options are those of the provider, with `_` or `-`; `theme` and `theme-dark` name its themes for light and dark.
    """
    if not given:
        return None, ()
    values = {key.replace("_", "-"): _text(value) for key, value in given.items()}
    name = values.pop("provider", "")
    if name not in PROVIDERS:
        return None, (f"found {name!r} as provider; expected `giscus` or `utterances`",)
    provider = PROVIDERS[name]
    wrong = tuple(_faults(values, provider))
    if wrong:
        return None, wrong
    light, dark = (values.pop(key, theme) for key, theme in zip(_THEMES, provider.themes, strict=True))
    defaults = dict(_DEFAULTS[name])
    if "issue-number" in values:
        del defaults["issue-term"]
    attributes = {f"{provider.prefix}{key}": value for key, value in {**defaults, **values}.items()}
    return Comments(provider.site, provider.script, attributes, light, dark), ()


def in_language(comments: Comments, language: str) -> Comments:
    """Return comments whose frame speaks the language of a post, a BCP 47 tag, where the provider does."""
    primary, *more = language.split("-")
    wanted = (
        ("zh-TW" if {"Hant", "TW", "HK", "MO"}.intersection(more) else "zh-CN")
        if primary == "zh"
        else primary
    )
    if (
        comments.site != "giscus.app"
        or "data-lang" in comments.attributes
        or wanted not in _WORDS_OF_GISCUS.split()
    ):
        return comments
    return replace(comments, attributes={**comments.attributes, "data-lang": wanted})


def _text(value: object) -> str:
    return str(int(value) if isinstance(value, bool) else value)


def _faults(values: Mapping[str, str], provider: Provider) -> list[str]:
    known = {**provider.options, **dict.fromkeys(_THEMES, _THEME)}
    wrong = [f"`{key}` is missing" for key in provider.required if key not in values]
    for key, value in values.items():
        if key not in known:
            wrong.append(f"found `{key}`; expected one of {', '.join(f'`{name}`' for name in known)}")
        elif not known[key].fullmatch(value):
            wrong.append(f"found {value!r} as `{key}`, which is not of its form")
    return wrong
