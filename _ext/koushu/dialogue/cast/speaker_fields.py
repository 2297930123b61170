"""The fields of a speaker as authors write them, in the register or in front matter, checked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from koushu.dialogue.cast.contrast import LIGHT_GROUND, READABLE, contrast, readable
from koushu.dialogue.cast.speakers import PALETTE_SLOTS
from koushu.problems import Kind, Problem
from koushu.record import record

FIELDS: Final = (
    "name",
    "aliases",
    "role",
    "affiliation",
    "title",
    "avatar",
    "url",
    "colour",
    "lang",
    "same_as",
    "anonymous",
)
"""What may be told of a speaker."""
# The same things by the names of the podcast namespace, of schema.org and of American spelling.
_SYNONYMS: Final[Mapping[str, str]] = {
    "alias": "aliases",
    "color": "colour",
    "href": "url",
    "img": "avatar",
    "language": "lang",
    "sameas": "same_as",
    "same-as": "same_as",
}
_HEX: Final = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f\\]")
_SCHEMES: Final = ("http", "https", "mailto")

Place = Callable[..., int]
"""Return the 1-based line of a key, given the keys that lead to it; 0 if it cannot be told."""


@record
class Entry:
    """One person as one place describes them: only what it gives."""

    key: str
    """The id as it is written; empty where the place gives none."""
    given: Mapping[str, object] = field(default_factory=dict)
    """Fields of `Speaker`, checked."""


@dataclass
class FieldReader:
    """Reads the people of one file, and gathers what is wrong with them."""

    place: Place = field(default=lambda *_keys: 0)
    problems: list[Problem] = field(default_factory=list)

    def entries(self, value: object) -> list[Entry]:
        """Return the people of a `speakers` field or of the register.

        Shapes: a name, a list of names, a list of mappings with `name`, or a mapping from id to a name or a
        mapping. Problems: `Kind.SPEAKER` for what is none of these, for a field that is not known and for a
        value of the wrong form, which does not count; `Kind.CONTRAST`.
        """
        if value is None:
            return []
        if isinstance(value, str):
            value = [value]
        if isinstance(value, Mapping):
            found = [self._entry(str(key), item) for key, item in value.items()]
        elif isinstance(value, Sequence):
            found = [self._entry("", item) for item in value]
        else:
            self._say((), f"found {_shown(value)}; expected names, or a mapping from id to a description")
            found = []
        return [entry for entry in found if entry is not None]

    def _entry(self, key: str, value: object) -> Entry | None:
        if isinstance(value, str) and value.strip():
            return Entry(key, {"name": value.strip()})
        if isinstance(value, Mapping):
            return self._described(key, {str(name).lower(): item for name, item in value.items()})
        if value is None and key:
            return Entry(key)
        if value != "":
            where = f"speaker {key!r}: " if key else ""
            self._say((key,), f"{where}found {_shown(value)}; expected a name or a mapping of fields")
        return None

    def _described(self, key: str, fields: Mapping[str, object]) -> Entry | None:
        who = key or _first_text(fields.get("name"))
        given: dict[str, object] = {}
        for written, value in fields.items():
            name = _SYNONYMS.get(written, written)
            if name not in FIELDS:
                known = ", ".join(f"`{one}`" for one in FIELDS)
                self._say((who, written), f"speaker {who!r}: `{written}` is not known; expected {known}")
            elif value is not None and value != "":
                given.update(_READERS[name](self, value, _Site(who, written)))
        if not who:
            self._say((), "found a speaker without a name; expected `name`")
            return None
        return Entry(key, given)

    def _say(self, keys: Sequence[str], message: str, kind: Kind = Kind.SPEAKER) -> None:
        self.problems.append(Problem(kind, self.place(*(key for key in keys if key)), message))

    def wrong(self, site: _Site, value: object, expected: str) -> dict[str, object]:
        """Report a value that a field cannot have; return nothing given."""
        message = f"speaker {site.who!r}: `{site.field}` is {_shown(value)}; expected {expected}"
        self._say((site.who, site.field), message)
        return {}

    def name(self, value: object, site: _Site) -> dict[str, object]:
        """Return a name, or several by language."""
        if not isinstance(value, Mapping):
            return self.text("name", value, site)
        names = {
            str(tag).replace("_", "-").lower(): name.strip()
            for tag, name in value.items()
            if isinstance(name, str) and name.strip()
        }
        if len(names) != len(value) or not all(map(_TAG.fullmatch, names)):
            self.wrong(site, dict(value), "a name, or a mapping from language to name")
        return {"name": next(iter(names.values())), "names": names} if names else {}

    def text(self, name: str, value: object, site: _Site) -> dict[str, object]:
        """Return a text without line breaks."""
        if not isinstance(value, str):
            return self.wrong(site, value, "a text")
        return {name: " ".join(value.split())} if value.strip() else {}

    def texts(self, name: str, value: object, site: _Site) -> dict[str, object]:
        """Return a list of texts; one text is a list of one."""
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, Sequence) or not all(isinstance(one, str) for one in listed):
            return self.wrong(site, value, "a text or a list of texts")
        return {name: tuple(one.strip() for one in listed if one.strip())}

    def address(self, value: object, site: _Site) -> dict[str, object]:
        """Return an address of the web, of mail or of this site."""
        if isinstance(value, str) and _is_address(value, _SCHEMES, relative=True):
            return {"url": value}
        return self.wrong(site, value, "an address with `https:`, `http:` or `mailto:`, or one of this site")

    def identities(self, value: object, site: _Site) -> dict[str, object]:
        """Return addresses of pages that identify a person."""
        listed = self.texts("same_as", value, site).get("same_as", ())
        wrong = [one for one in _strings(listed) if not _is_address(one, ("http", "https"), relative=False)]
        for one in wrong:
            self.wrong(site, one, "addresses with `https:` or `http:`")
        return {"same_as": tuple(one for one in _strings(listed) if one not in wrong)}

    def avatar(self, value: object, site: _Site) -> dict[str, object]:
        """Return the path of a picture inside the source folder."""
        path = value.strip().lstrip("/") if isinstance(value, str) else ""
        inside = path and ".." not in PurePosixPath(path).parts and not urlsplit_scheme(path)
        if not inside or "\\" in path or str(value).startswith("//"):
            return self.wrong(site, value, "the path of a picture below the source folder")
        return {"avatar": path}

    def colour(self, value: object, site: _Site) -> dict[str, object]:
        """Return a palette slot, or a colour that can be read on the page."""
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= PALETTE_SLOTS:
            return {"colour": value, "hex_colour": ""}
        if not isinstance(value, str) or not _HEX.fullmatch(value):
            return self.wrong(site, value, f"a number from 1 to {PALETTE_SLOTS}, or a colour as `#0b5cad`")
        colour = value.lower() if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:].lower())
        ratio = contrast(colour, LIGHT_GROUND)
        if ratio < READABLE:
            message = (
                f"speaker {site.who!r}: `{value}` has a contrast of {ratio:.1f}:1; expected at least "
                f"{READABLE}:1. `{readable(colour, LIGHT_GROUND)}` is used on a light page"
            )
            self._say((site.who, site.field), message, Kind.CONTRAST)
        return {"colour": 0, "hex_colour": colour}

    def language(self, value: object, site: _Site) -> dict[str, object]:
        """Return a BCP 47 tag."""
        if isinstance(value, str) and _TAG.fullmatch(value):
            return {"language": value.replace("_", "-")}
        return self.wrong(site, value, "a language tag such as `zh` or `pt-BR`")

    def anonymous(self, value: object, site: _Site) -> dict[str, object]:
        """Return whether a name is kept back; what is not understood keeps it back."""
        if not isinstance(value, bool):
            self.wrong(site, value, "`true` or `false`; the name is kept back")
        return {"anonymous": value is not False}


@record
class _Site:
    """Which field of whom is being read."""

    who: str
    field: str


_READERS: Final[Mapping[str, Callable[[FieldReader, object, _Site], dict[str, object]]]] = {
    "name": FieldReader.name,
    "aliases": lambda reader, value, site: reader.texts("aliases", value, site),
    "role": lambda reader, value, site: reader.text("role", value, site),
    "affiliation": lambda reader, value, site: reader.text("affiliation", value, site),
    "title": lambda reader, value, site: reader.text("title", value, site),
    "avatar": FieldReader.avatar,
    "url": FieldReader.address,
    "colour": FieldReader.colour,
    "lang": FieldReader.language,
    "same_as": FieldReader.identities,
    "anonymous": FieldReader.anonymous,
}


def urlsplit_scheme(address: str) -> str:
    """Return the scheme of an address in lower case; `?` for one that is none at all."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return "?"


def _is_address(value: str, schemes: Sequence[str], *, relative: bool) -> bool:
    scheme = urlsplit_scheme(value)
    if _CONTROL.search(value) or value.startswith("//"):
        return False
    return scheme in schemes or (relative and not scheme)


def _strings(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else []


def _first_text(value: object) -> str:
    """Return a name that is a text, or the first of several."""
    if isinstance(value, Mapping):
        return next((_first_text(one) for one in value.values()), "")
    return value.strip() if isinstance(value, str) else ""


def _shown(value: object) -> str:
    """Return a value as it stands in a message: short, and as YAML writes truth values."""
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    text = str(value)
    return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"
