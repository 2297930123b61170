"""The address of a page: permalink patterns, `slug`, `url` and Hugo's cleaning of paths.

Source: Hugo, "URL management", "Configure permalinks"; seen with Hugo 0.168.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import posixpath
import re
import unicodedata
from dataclasses import field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.posts.patterns import pattern_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.page_meta import PageMeta

_TOKEN = re.compile(r":([A-Za-z0-9]+)(\[[^\]]*\])?")
_NAMES = frozenset(
    {
        "year",
        "month",
        "monthname",
        "day",
        "weekday",
        "weekdayname",
        "yearday",
        "section",
        "sectionslug",
        "sections",
        "sectionslugs",
        "title",
        "slug",
        "contentbasename",
        "filename",
        "slugorcontentbasename",
        "slugorfilename",
    }
)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_KEPT = frozenset("./\\_#+~-@")
_NO_DATE = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
_DAYS = tuple(calendar.day_name)
_MONTHS = tuple(calendar.month_name)[1:]
_GO_LAYOUT: dict[str, Callable[[dt.datetime], str]] = {
    "2006": lambda date: f"{date.year:04}",
    "06": lambda date: f"{date.year % 100:02}",
    "01": lambda date: f"{date.month:02}",
    "1": lambda date: str(date.month),
    "January": lambda date: _MONTHS[date.month - 1],
    "Jan": lambda date: _MONTHS[date.month - 1][:3],
    "02": lambda date: f"{date.day:02}",
    "2": lambda date: str(date.day),
    "15": lambda date: f"{date.hour:02}",
    "04": lambda date: f"{date.minute:02}",
    "05": lambda date: f"{date.second:02}",
}


LONGEST_PART: Final = 240
"""Bytes of a part of an address, which is the name of a file; file systems hold 255."""
_LONGEST_ADDRESS: Final = 1500


@record
class AddressRules:
    """What of a site decides on addresses."""

    permalinks: Mapping[str, Value]
    prefix: str = ""
    """Folder of the language."""
    keep_case: bool = False
    remove_accents: bool = False
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Folder -> slug of the section that it is, which all addresses below it have."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Folder -> title of the section that it is."""
    ugly: bool | frozenset[str] = False
    """Whether pages are files `name.html`, or the sections in which they are."""


def page_address(
    path: str, meta: PageMeta, rules: AddressRules, sections: tuple[str, ...], kind: str = ""
) -> str:
    """Return the address of a page from the site's root, with a slash at both ends unless it names a file.

    `path` is the file below the content root, without its language; `sections` are the folders above it that
    Hugo takes for sections. `kind` is `page`, `section`, `taxonomy` or `term`; by itself the file's name tells it.
    A part that is too long for the name of a file is cut, and a digest of it put behind.
    """
    return fitting(_address(path, meta, rules, sections, kind))


def fitting(address: str) -> str:
    """Return an address whose parts a disk can hold as names of files: one that is too long is cut, with a digest."""
    size = len(address.encode(errors="replace"))
    if size <= LONGEST_PART:
        return address
    if size > _LONGEST_ADDRESS:
        return f"/{_digest(address)}/"
    return "/".join(_cut(part) for part in address.split("/"))


def _cut(part: str) -> str:
    data = part.encode(errors="replace")
    if len(data) <= LONGEST_PART:
        return part
    suffix = ".html" if part.endswith(".html") else ""
    kept = data[: LONGEST_PART - 30].decode(errors="ignore")
    return f"{kept}-{_digest(part)}{suffix}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def _address(path: str, meta: PageMeta, rules: AddressRules, sections: tuple[str, ...], kind: str) -> str:
    own = PurePosixPath(path)
    if meta.url:
        return _given(meta, path, rules, sections)
    folders, name = own.parent.parts, own.stem
    is_section = name == "_index"
    if name in {"index", "_index"}:
        folders, name = folders[:-1], folders[-1] if folders else ""
    kind = kind or ("section" if is_section else "page")
    pattern = pattern_of(rules.permalinks, "/" + "/".join([*folders, name]), kind)
    if pattern and name:
        address = _expand(pattern, meta, path, sections, rules, nested=kind == "term")
        address = address if rules.keep_case else lowered(address)
    else:
        slug = "" if is_section and not name else _flat(meta.slug, rules, token=False).strip("-/")
        address = "/".join([*_named(folders, rules), slug or _clean(name, rules)])
    whole = _rooted(f"{address}/", rules.prefix)
    is_ugly = rules.ugly is True or (rules.ugly and sections[:1] and sections[0] in rules.ugly)
    is_listed = is_section and kind != "term"
    return f"{whole.rstrip('/')}.html" if is_ugly and not is_listed and whole != "/" else whole


def _named(folders: tuple[str, ...], rules: AddressRules) -> list[str]:
    """Return the parts of an address that folders make: their own slugs, or their names."""
    paths = ["/".join(folders[: count + 1]) for count in range(len(folders))]
    return [
        _flat(rules.slugs[path], rules) if path in rules.slugs else _clean(folder, rules)
        for folder, path in zip(folders, paths, strict=True)
    ]


def _given(meta: PageMeta, path: str, rules: AddressRules, sections: tuple[str, ...]) -> str:
    """Return the address that the front matter names; from the site's root when it starts with a slash."""
    url = meta.url
    if ":" in url:
        url = _expand(url.replace("\\:", "\0"), meta, path, sections, rules).replace("\0", ":")
    return _rooted(url, "" if url.startswith("/") else rules.prefix)


def unknown_tokens(pattern: str) -> list[str]:
    """Return the tokens of a pattern that mean nothing."""
    names = (match[1] for match in _TOKEN.finditer(pattern.replace("\\:", "")))
    return [name for name in names if name not in _NAMES and name not in _GO_LAYOUT]


def _expand(
    pattern: str,
    meta: PageMeta,
    path: str,
    sections: tuple[str, ...],
    rules: AddressRules,
    *,
    nested: bool = False,
) -> str:
    """Return a pattern with its tokens filled in; the title of a term keeps its slashes."""
    values = _tokens(meta, path, sections, rules)
    if nested:
        title = "/".join(_flat(part, rules) for part in meta.title.split("/"))
        values |= {"title": title, "slug": values["slug"] if meta.slug else title}
        values["contentbasename"] = values["filename"] = _flat(PurePosixPath(path).parent.name, rules)
        base = _flat(meta.slug, rules) or values["filename"]
        values["slugorcontentbasename"] = values["slugorfilename"] = base

    def fill(match: re.Match[str]) -> str:
        name, part = match[1], match[2] or ""
        value = values.get(name)
        if value is None:
            return _GO_LAYOUT[name](meta.date or _NO_DATE) if name in _GO_LAYOUT else ""
        if isinstance(value, tuple):
            return "/".join(_slice(value, part[1:-1])) if part else "/".join(value)
        return value + part

    return _TOKEN.sub(fill, pattern)


def _tokens(
    meta: PageMeta, path: str, sections: tuple[str, ...], rules: AddressRules
) -> dict[str, str | tuple[str, ...]]:
    date = meta.date or _NO_DATE
    own = PurePosixPath(path)
    base = own.parent.name if own.stem in {"index", "_index"} and own.parent.name else own.stem
    titled = replace(rules, slugs={**rules.titles, **rules.slugs})
    slugs = tuple(_named(sections, titled))
    names = tuple(_clean(name, rules) for name in sections)
    title = _flat(meta.title, rules)
    slug = _flat(meta.slug, rules)
    return {
        "year": str(date.year),
        "month": f"{date.month:02}",
        "monthname": _MONTHS[date.month - 1],
        "day": f"{date.day:02}",
        "weekday": str(date.isoweekday() % 7),
        "weekdayname": _DAYS[date.weekday()],
        "yearday": str(date.timetuple().tm_yday),
        "section": names[0] if names else "",
        "sectionslug": slugs[0] if slugs else "",
        "sections": names,
        "sectionslugs": slugs,
        "title": title,
        "slug": slug or title,
        "contentbasename": _clean(base, rules),
        "filename": _clean(base, rules),
        "slugorcontentbasename": slug or _clean(base, rules),
        "slugorfilename": slug or _clean(base, rules),
    }


def _slice(parts: tuple[str, ...], which: str) -> tuple[str, ...]:
    """Return the parts that `[1:]`, `[0]` or `[last]` names."""
    last = len(parts) - 1
    numbers = [
        last if word.strip() == "last" else int(word) if word.strip().isdigit() else None
        for word in which.split(":")
    ]
    if len(numbers) == 1:
        number = numbers[0]
        return parts[number : number + 1] if number is not None else ()
    return parts[numbers[0] or 0 : numbers[1]]


def _flat(text: str, rules: AddressRules, *, token: bool = True) -> str:
    """Return a title or slug in an address: runs of blanks, and of what is dropped among them, are one hyphen.

    In the token of a pattern, slashes are hyphens and a plus is a blank.
    """
    head = "-" if token and text.startswith("+") else ""
    text = text.replace("/", "-").replace("\\", "-").replace("+", " ") if token else text
    kept: list[str] = []
    blank = hyphen = False
    for place, one in enumerate(text):
        if _is_kept(one) or _is_escape(text, place):
            hyphen = one == "-"
            kept += ["-", one] if blank and not hyphen else [one]
            blank = False
        elif one.isspace() and kept and not hyphen:
            blank = True
    whole = head + _folded("".join(kept), rules)
    # Hugo reads a token as an address, and prints no fragment that is empty.
    return whole[:-1] if token and whole.find("#") == len(whole) - 1 else whole


def _clean(path: str, rules: AddressRules) -> str:
    """Return the name of a file as a part of an address: each blank is a hyphen, other marks are dropped.

    Where the case of names is kept, Hugo has not yet put hyphens for blanks, and runs of them are one.
    """
    if rules.keep_case:
        return _flat(path, rules, token=False)
    text = path.replace(" ", "-")
    return _folded(
        "".join(one for at, one in enumerate(text) if _is_kept(one) or _is_escape(text, at)), rules
    )


def _is_escape(text: str, place: int) -> bool:
    """Return whether a percent sign stands before two hexadecimal digits."""
    return text[place] == "%" and _ESCAPE.match(text, place) is not None


def _is_kept(one: str) -> bool:
    category = unicodedata.category(one)
    return one in _KEPT or category[0] in "LM" or category == "Nd"


def _folded(text: str, rules: AddressRules) -> str:
    if rules.remove_accents:
        bare = "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
        text = unicodedata.normalize("NFC", bare)
    return text if rules.keep_case else lowered(text)


def lowered(text: str) -> str:
    """Return a text in lower case as Go has it: letter by letter, each one letter again."""
    return "".join(one.lower()[:1] for one in text)


def _rooted(address: str, prefix: str) -> str:
    """Return an address from the root that cannot leave it, closed by a slash unless it names a file.

    A file it is where it has a dot and no slash at its end; `index.html` is its folder.
    """
    path = posixpath.normpath("/" + address.replace("\0", "").lstrip("/"))
    whole = posixpath.normpath(posixpath.join("/", prefix, path.lstrip("/")))
    if whole.endswith("/index.html"):
        return whole.removesuffix("index.html")
    is_file = "." in path and not address.endswith("/")
    return whole if is_file or whole == "/" else f"{whole}/"


def document_name(address: str) -> str:
    """Return the document name of an address, from which `SiteBuilder` makes the very address again."""
    parts = [_short(part) for part in address.strip("/").split("/")]
    return "/".join(parts) or "index"


def _short(part: str, longest: int = 200) -> str:
    """Return a folder name that file systems take, which count bytes and not letters."""
    data = part.encode()
    return part if len(data) <= longest else data[:longest].decode(errors="ignore")
