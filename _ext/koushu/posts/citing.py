"""How a post, or what somebody says in it, is cited: the one home of all forms of a citation.

What is known only when a reader asks (the day, the address of the page) is a blank: a character of Unicode's private
area that `filled` or the page's script fills in. Text between `OPEN` and `SHUT` is left out while a blank in it is.

Source: BibTeX (`btxdoc`, names and special characters); CSL 1.0.2 "CSL-JSON"; GB/T 7714-2015, 4.6 and 8.5 (what is
published on line, `EB/OL`); the plain form follows the APA style, with names as the author writes them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from koushu.messages import message
from koushu.record import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from koushu.posts.metadata import Metadata, Role

ADDRESS: Final = "\ue010"
"""Blank: where the cited thing lies."""
ACCESSED: Final = "\ue011"
"""Blank: the day on which a reader saw it, as ISO 8601."""
TIME: Final = "\ue012"
"""Blank: when in a recording a turn is said."""
KEY: Final = "\ue013"
"""Blank: what makes the key of a turn its own."""
OPEN: Final = "\ue014"
SHUT: Final = "\ue015"

_OPTIONAL: Final = re.compile(f"{OPEN}([^{OPEN}{SHUT}]*){SHUT}")
_BLANK: Final = re.compile(f"[{ADDRESS}{ACCESSED}{TIME}{KEY}]")
_PRIVATE: Final = re.compile(f"[{ADDRESS}-{SHUT}]")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEX: Final = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # BibTeX counts braces even behind a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{char: f"\\{char}" for char in "%&$#_"},
}
_TEX_CHARACTER: Final = re.compile(r"[\\~^{}%&$#_]")
# In the text of BibTeX's `author` these divide names.
_DIVIDES_NAMES: Final = re.compile(r",|\sand\s", re.IGNORECASE)
_NO_KEY: Final = re.compile(r"[^\w]+|_+", re.ASCII)
_FEW: Final = 3


@record
class Work:
    """What is cited."""

    title: str
    language: str
    """BCP 47 tag; it decides between the customs of Chinese and English."""
    site: str
    authors: tuple[str, ...] = ()
    published: dt.date | None = None
    modified: dt.date | None = None
    """The day of the last change, where it is not that of publication."""
    address: str = ADDRESS
    """Absolute, or the blank."""
    name: str = ""
    """The post's name in its address, for keys."""
    translators: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


def work_of(metadata: Metadata, name: str) -> Work:
    """Return a post as what is cited; `name` is the last part of its address."""

    def named(role: Role) -> tuple[str, ...]:
        return tuple(person.name for person in metadata.people if person.role == role)

    return Work(
        title=metadata.title,
        language=metadata.language,
        site=metadata.publication,
        authors=metadata.authors,
        published=metadata.published.date() if metadata.published else None,
        modified=metadata.modified.date() if metadata.modified else None,
        address=metadata.address or ADDRESS,
        name=name,
        translators=named("translator"),
        interviewers=named("interviewer"),
        editors=named("editor"),
    )


def filled(text: str, **blanks: str) -> str:
    """Return a citation with its blanks filled in; parts of which a blank stays empty are left out.

    `filled(text, address=…, accessed=…, time=…, key=…)`.
    """
    given = {ADDRESS: "address", ACCESSED: "accessed", TIME: "time", KEY: "key"}
    values = {blank: blanks.get(name, "") for blank, name in given.items()}

    def part(found: re.Match[str]) -> str:
        return found[1] if all(values[blank] for blank in _BLANK.findall(found[1])) else ""

    return _BLANK.sub(lambda found: values[found[0]], _OPTIONAL.sub(part, text))


def plain(work: Work) -> str:
    """Return authors, date, title, site and address as a sentence of the post's language."""
    names = _listed(work.authors, work.language)
    date = work.published.isoformat() if work.published else ""
    head = message("cited_by", work.language, names=names, date=date) if names and date else names or date
    parts = [
        head,
        message("cited_work", work.language, title=_clean(work.title)),
        *_roles(work),
        _clean(work.site),
    ]
    stop = message("full_stop", work.language)
    text = stop.join(part.rstrip(".。 ") for part in parts if part)
    accessed = message("accessed_after", work.language, date=ACCESSED)
    return f"{text}{OPEN}{stop}{work.address}{SHUT}{OPEN}{accessed}{SHUT}"


def plain_turn(work: Work, speakers: Sequence[str]) -> str:
    """Return who speaks, and where, as a list of clauses."""
    language = work.language
    comma, clause = message("comma", language), message("clause", language)
    title = message("cited_title", language, title=_clean(work.title))
    others = comma.join(_other(work.authors, speakers))
    date = work.published.isoformat() if work.published else ""
    text = clause.join(part for part in (comma.join(speakers), title, others, work.site, date) if part)
    accessed = message("accessed", language, date=ACCESSED)
    return f"{text}{OPEN}{clause}{TIME}{SHUT}{clause}{accessed}{clause}{work.address}"


def bibtex(work: Work) -> str:
    """Return an entry of BibTeX; what the classic styles do not know, as biblatex names it."""
    year = str(work.published.year) if work.published else ""
    fields = {
        "author": _tex_names(work.authors),
        "title": f"{{{_tex(work.title)}}}" if work.title else "",
        "translator": _tex_names(work.translators),
        "editor": _tex_names(work.editors),
        "howpublished": _tex(work.site),
        **_dates(work),
        "note": _tex(message("interview_by", work.language, names=_listed(work.interviewers, work.language)))
        if work.interviewers
        else "",
        "language": _tex(work.language),
    }
    return _entry(_key(work, year), fields, work.address)


def bibtex_turn(work: Work, speakers: Sequence[str]) -> str:
    """Return an entry of BibTeX for a turn: the speakers are its authors, who wrote the post its editor."""
    fields = {
        "author": _tex_names(speakers),
        "title": _tex(work.title),
        "editor": _tex_names(_other(work.authors, speakers)),
        "howpublished": _tex(work.site),
        **_dates(work),
    }
    return _entry(KEY, fields, work.address, f"{OPEN}  note = {{{TIME}}},\n{SHUT}")


def _entry(key: str, fields: dict[str, str], address: str, more: str = "") -> str:
    lines = "".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    )
    where = f"{OPEN}  url = {{{address}}},\n{SHUT}{OPEN}  urldate = {{{ACCESSED}}},\n{SHUT}"
    return f"@misc{{{key},\n{lines}{more}{where}}}"


def _dates(work: Work) -> dict[str, str]:
    day = work.published
    return {"year": f"{day.year:04}", "month": _MONTHS[day.month - 1]} if day else {}


def gbt7714(work: Work) -> str:
    """Return the citation by GB/T 7714-2015: `周敏. 题名[EB/OL]. 站点, (2023-03-14)[2024-01-01]. https://…`."""
    head = [
        _three(work.authors, work.language),
        f"{_clean(work.title)}[EB/OL]",
        *_roles(work),
        _clean(work.site),
    ]
    text = ". ".join(part for part in head if part)
    changed = work.modified or work.published
    date = f", ({changed.isoformat()})" if changed else ""
    accessed = f"[{ACCESSED}]" if changed else f", [{ACCESSED}]"
    return f"{text}{date}{OPEN}{accessed}{SHUT}{OPEN}. {work.address}{SHUT}."


def gbt7714_turn(work: Work, speakers: Sequence[str]) -> str:
    """Return the citation of a turn by GB/T 7714-2015, as a part of the post that stands behind `//`."""
    host = (
        _three(_other(work.authors, speakers), work.language),
        _clean(work.title),
        f"{_clean(work.site)}, ",
    )
    date = f"({work.published.isoformat()})" if work.published else ""
    remark = f"{_three(speakers, work.language)}. {message('remark', work.language)}[EB/OL]"
    return f"{remark}//{'. '.join(part for part in host if part)}{date}[{ACCESSED}]. {work.address}."


def csl_json(work: Work) -> str:
    """Return an array of one item of CSL-JSON, a field on each line; the day of access is the reader's to add."""
    item: dict[str, Any] = {
        "id": _key(work, str(work.published.year) if work.published else ""),
        "type": "interview" if work.interviewers else "post-weblog",
        "title": _clean(work.title),
        "author": _csl_names(work.authors),
        "translator": _csl_names(work.translators),
        "interviewer": _csl_names(work.interviewers),
        "editor": _csl_names(work.editors),
        "container-title": _clean(work.site),
        "issued": _csl_date(work.published),
        "URL": "" if work.address == ADDRESS else work.address,
        "language": work.language,
    }
    lines = [f"{_json(name)}: {_json(value)}" for name, value in item.items() if value]
    return "[{" + ",\n  ".join(lines) + "}]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _csl_names(names: Sequence[str]) -> list[dict[str, str]]:
    """Return names as written, since nothing tells a person's family name from the name of a body."""
    return [{"literal": _clean(name)} for name in names]


def _csl_date(day: dt.date | None) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else {}


def _key(work: Work, year: str) -> str:
    """Return a key that every BibTeX reads: ASCII letters, digits and hyphens."""
    parts = [_NO_KEY.sub("-", part).strip("-").lower() for part in (*work.authors[:1], year, work.name)]
    return "-".join(part for part in parts if part) or "post"


def _roles(work: Work) -> list[str]:
    """Return a part for each of the others who had a share in a post."""
    roles = (("translated_by", work.translators), ("interview_by", work.interviewers))
    return [message(key, work.language, names=_listed(names, work.language)) for key, names in roles if names]


def _other(authors: Sequence[str], speakers: Sequence[str]) -> list[str]:
    return [name for name in authors if name not in speakers]


def _listed(names: Sequence[str], language: str) -> str:
    """Return names as a sentence lists them: `A, B & C`, `甲、乙、丙`."""
    clean = [_clean(name) for name in names]
    if len(clean) < 2:
        return "".join(clean)
    return message("comma", language).join(clean[:-1]) + message("last_and", language) + clean[-1]


def _three(names: Sequence[str], language: str) -> str:
    """Return at most three names, as GB/T 7714 wants it."""
    more = message("and_others", language) if len(names) > _FEW else ""
    return ", ".join(_clean(name) for name in names[:_FEW]) + more


def _tex(text: str) -> str:
    return _TEX_CHARACTER.sub(lambda found: _TEX[found[0]], _clean(text))


def _tex_names(names: Sequence[str]) -> str:
    return " and ".join(f"{{{_tex(name)}}}" if _DIVIDES_NAMES.search(name) else _tex(name) for name in names)


def _clean(text: str) -> str:
    """Return a text on one line, without characters that would be blanks."""
    return " ".join(_PRIVATE.sub("", text).split())
