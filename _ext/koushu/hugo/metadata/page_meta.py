"""The typed record of a post's front matter, by Hugo's names, casts and fall-backs."""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.found import shown
from koushu.hugo.languages import language_of_path, language_tag
from koushu.hugo.metadata import casts
from koushu.hugo.metadata.dates import EXPECTED, read_date
from koushu.hugo.plain_words import plain_words
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.front_matter import Format, FrontMatter

# Each date is the first of these keys that holds one (Hugo, "Configure front matter", the defaults).
_PUBLISHED = ("publishdate", "pubdate", "published")
_MODIFIED = ("lastmod", "modified")
_DATE_KEYS = {
    "date": ("date", *_PUBLISHED, *_MODIFIED),
    "lastmod": (*_MODIFIED, "date", *_PUBLISHED),
    "publish_date": (*_PUBLISHED, "date", *_MODIFIED),
    "expiry_date": ("expirydate", "unpublishdate"),
}
_TEXT_KEYS = (
    "title",
    "linktitle",
    "description",
    "summary",
    "slug",
    "url",
    "type",
    "layout",
    "translationkey",
)
# More than any person writes, and little enough for every list, menu and file name.
_MOST_TERMS = 500
_LONGEST_TERM = 500
_LONGEST_TEXT = {"title": 1000, "linktitle": 1000, "slug": 500, "url": 2000}
_LONGEST = 20_000
_LIST_KEYS = ("keywords", "tags", "categories", "aliases")
_READ_KEYS = frozenset(
    {*_TEXT_KEYS, *_LIST_KEYS, *(key for keys in _DATE_KEYS.values() for key in keys)}
    | {"draft", "weight", "author", "authors", "lang", "language", "iscjklanguage", "params"}
)


@record
class PageMeta:
    """What a post says of itself."""

    title: str = ""
    link_title: str = ""
    """The title where the post does not give a shorter one."""
    date: dt.datetime | None = None
    """This and the other three carry a zone."""
    lastmod: dt.datetime | None = None
    publish_date: dt.datetime | None = None
    expiry_date: dt.datetime | None = None
    draft: bool = False
    description: str = ""
    summary: str = ""
    """Markdown."""
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """As written: `/x` from the site's root, `x` from the post's folder."""
    weight: int = 0
    slug: str = ""
    url: str = ""
    type: str = ""
    layout: str = ""
    language: str = ""
    """BCP 47 tag from `lang`, `language` or a file name like `post.en.md`; empty when none says."""
    is_cjk: bool | None = None
    translation_key: str = ""
    params: Mapping[str, Value] = field(default_factory=dict)
    """Every other key, in lower case; those under `params` win. Keys inside a value are as written."""
    format: Format = "none"


def read_page_meta(front: FrontMatter, path: str, zone: dt.tzinfo) -> tuple[PageMeta, tuple[Problem, ...]]:
    """Return the typed record of a post whose source file is `path`, dates without a zone being in `zone`.

    Problems: `Kind.DATE` for a date Hugo refuses, which is read all the same where it is clear;
    `Kind.FRONT_MATTER_VALUE` for a value of the wrong type, which is left out.
    Source: Hugo, "Front matter" (fields), with the casts of Hugo 0.168.
    """
    reader = _Reader(front, zone)
    texts = {key: reader.text(key) for key in _TEXT_KEYS}
    dates = {name: reader.date(keys) for name, keys in _DATE_KEYS.items()}
    meta = PageMeta(
        title=texts["title"],
        link_title=texts["linktitle"] or texts["title"],
        **dates,
        draft=reader.draft(),
        description=texts["description"],
        summary=texts["summary"],
        keywords=reader.texts("keywords", split=True),
        tags=reader.texts("tags"),
        categories=reader.texts("categories"),
        authors=reader.authors(),
        aliases=reader.texts("aliases", split=True),
        weight=reader.weight(),
        slug=texts["slug"],
        url=texts["url"],
        type=texts["type"],
        layout=texts["layout"],
        language=reader.language() or language_of_path(PurePosixPath(path)),
        is_cjk=reader.is_cjk(),
        translation_key=texts["translationkey"],
        params=reader.params(),
        format=front.format,
    )
    return meta, tuple(sorted(reader.problems.values(), key=lambda problem: problem.line))


class _Reader:
    """Casts one front matter's values and gathers what is wrong with them, once for each key."""

    def __init__(self, front: FrontMatter, zone: dt.tzinfo) -> None:
        self.problems: dict[str, Problem] = {}
        self._front = front
        self._zone = zone

    def text(self, key: str) -> str:
        value = self._front.data.get(key)
        text = casts.to_text(value)
        if text is None:
            text = ", ".join(casts.to_texts(value) or ())
            self._wrong(key, "text", f"; taken as {text!r}" if text else "")
        return self._fit(key, " ".join(text.split("\n")).strip(), _LONGEST_TEXT.get(key, _LONGEST))

    def texts(self, key: str, *, split: bool = False) -> tuple[str, ...]:
        texts = casts.to_texts(self._front.data.get(key), split=split)
        if texts is None:
            self._wrong(key, "text or a list of texts")
        return self._few(key, [self._fit(key, text, _LONGEST_TERM) for text in texts or ()])

    def date(self, keys: Iterable[str]) -> dt.datetime | None:
        """Return the first date that one of the keys holds."""
        for key in keys:
            value = self._front.data.get(key)
            if key == "published" and isinstance(value, bool):
                continue
            reading = read_date(value, self._zone)
            if reading.fault:
                taken = f"; taken as {reading.moment.isoformat()}" if reading.moment else ""
                message = f"found {_shown(value)} as {key}: {reading.fault}; expected {EXPECTED}{taken}"
                self._note(key, Kind.DATE, message)
            if reading.moment:
                return reading.moment
        return None

    def draft(self) -> bool:
        """Return whether the post is a draft; a boolean `published` says the opposite where `draft` is silent."""
        published = self._front.data.get("published")
        if "draft" not in self._front.data and isinstance(published, bool):
            return not published
        return bool(self._flag("draft"))

    def is_cjk(self) -> bool | None:
        return self._flag("iscjklanguage")

    def weight(self) -> int:
        number = casts.to_number(self._front.data.get("weight"))
        if number is None:
            self._wrong("weight", "a whole number")
        return number or 0

    def authors(self) -> tuple[str, ...]:
        """Return names from `author` and `authors`, each a text, a mapping with `name`, or a list of these."""
        names: dict[str, None] = {}
        for key in ("author", "authors"):
            value = self._front.data.get(key)
            for item in value if isinstance(value, list) else [value]:
                name = casts.to_text(item.get("name", item.get("Name")) if isinstance(item, dict) else item)
                if name is None or (isinstance(item, dict) and not name):
                    self._wrong(key, "a name, a mapping with `name`, or a list of these")
                elif name.strip():
                    names[name.strip()] = None
        return self._few("authors", [self._fit("authors", name, _LONGEST_TERM) for name in names])

    def _few(self, key: str, texts: list[str]) -> tuple[str, ...]:
        """Return the first texts of a list, as many as anybody gives."""
        if len(texts) > _MOST_TERMS:
            message = f"found {len(texts)} {key}; expected {_MOST_TERMS} at most. The rest is left out"
            self._note(key, Kind.LIMIT, message)
        return tuple(text for text in texts[:_MOST_TERMS] if text)

    def _fit(self, key: str, text: str, longest: int) -> str:
        """Return a text without characters that no page may show, and no longer than anybody writes it."""
        plain = plain_words(text)
        if plain != text:
            message = (
                f"found a control or a turned direction of writing in {key}; expected letters. It is left out"
            )
            self._note(key, Kind.FRONT_MATTER_VALUE, message)
        if len(plain) > longest:
            message = (
                f"found {len(plain)} characters in {key}; expected {longest} at most. The rest is left out"
            )
            self._note(key, Kind.LIMIT, message)
        return plain[:longest]

    def language(self) -> str:
        for key in ("lang", "language"):
            text = self.text(key)
            if tag := language_tag(text):
                return tag
            if text:
                self._wrong(key, "a language tag such as en or zh-CN")
        return ""

    def params(self) -> Mapping[str, Value]:
        merged = {key: value for key, value in self._front.data.items() if key not in _READ_KEYS}
        given = self._front.data.get("params")
        if isinstance(given, dict):
            merged |= {key.lower(): value for key, value in given.items()}
        elif given is not None:
            self._wrong("params", "a mapping")
        return merged

    def _flag(self, key: str) -> bool | None:
        value = self._front.data.get(key)
        flag = casts.to_flag(value)
        if value is not None and flag is None:
            self._wrong(key, "true or false", "; taken as false, as Hugo does")
        return None if value is None else bool(flag)

    def _wrong(self, key: str, expected: str, taken: str = "") -> None:
        message = f"found {_shown(self._front.data.get(key))} as {key}; expected {expected}{taken}"
        self._note(key, Kind.FRONT_MATTER_VALUE, message)

    def _note(self, key: str, kind: Kind, message: str) -> None:
        self.problems.setdefault(key, Problem(kind, self._front.lines.get(key, 0), message))


def _shown(value: Value) -> str:
    return shown(value) if isinstance(value, str) else shown(repr(value))[1:-1]
