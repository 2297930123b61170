"""The source of a post without what its page keeps back: comments, and fields that are not for readers. Pure."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.front_matter import split_front_matter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.metadata.front_matter import FrontMatter

_FIELDS: Final = """
    title linktitle date lastmod publishdate pubdate published expirydate unpublishdate modified draft author authors
    translator translators editor editors interviewer interviewers interviewee interviewees illustrator illustrators
    photographer photographers categories tags keywords series description summary license licence images image cover
    featured_image featuredimage thumbnail guid weight slug url aliases lang language iscjklanguage syntax dialogue
    speakers audio video translationkey type layout menu math toc robotsnoindex noindex subtitle source original
"""
PUBLIC: Final = frozenset(_FIELDS.split())
_FIELD: Final = re.compile(r"([A-Za-z_]+):(?: |$)", re.ASCII | re.MULTILINE)
_WITHIN: Final = ("", " ", "-")
"""How a line begins that goes on with a field, or is empty."""
# What may begin code, in which a comment is an example, or a comment, but for those that Hugo and the dialogue read.
_MARKS: Final = (
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n|(?P<tick>`+)|(?P<note><!--)(?!\s*(?:more|dialogue\b))"
    r"|\{\{(?P<mark>[<%])\s*comment\s*[>%]\}\}"
)
_BEGINS: Final = re.compile(_MARKS, re.MULTILINE)
_BEGINS_IN_MYST: Final = re.compile(rf"{_MARKS}|^(?P<line>[ \t]*%[^\n]*\n?)", re.MULTILINE)

_ENDS: Final = {
    "<!--": re.compile(r"-->\n?"),
    **{mark: re.compile(rf"\{{\{{{mark}\s*/\s*comment\s*[>%]\}}\}}\n?") for mark in "<%"},
}


def public_source(text: str) -> str:
    """Return a source that shows a reader no more than its page does, and is read by Hugo as before."""
    return text if _is_public(text) else _public_part(text)


def _is_public(text: str) -> bool:
    """Tell whether a source plainly keeps nothing back: its front matter needs no reader then.

    No line but that of a key that is for readers can begin one, whether YAML can be read or not.
    """
    if not text.startswith("---\n") or "<!--" in text or "comment" in text:
        return False
    end = text.find("\n---", 3)
    head = text[4:end] if end > 3 else ""
    if "myst" in head or not _FIELD.match(head):
        return False
    for line in head.split("\n"):
        if line[:1] in _WITHIN:
            if line.lstrip().startswith("#"):
                return False
        elif (field := _FIELD.match(line)) is None or field[1].lower() not in PUBLIC:
            return False
    return True


def _public_part(text: str) -> str:
    front = split_front_matter(text)
    begins = _BEGINS_IN_MYST if front.data.get("syntax") == "myst" else _BEGINS
    body = _without_comments(front.body, begins)
    if front.format == "none":
        return body
    head = text[: len(text) - len(front.body)]
    if front.format == "json" or len(set(front.lines.values())) < len(front.lines):
        return _written_anew(front) + body
    return _public_lines(head, front.lines) + body


def _without_comments(text: str, begins: re.Pattern[str]) -> str:
    """Return a text without its comments; an end that was once looked for in vain is not looked for again."""
    if begins is _BEGINS and "<!--" not in text and "comment" not in text:
        return text
    kept: list[str] = []
    missing: set[str] = set()
    place = 0
    while found := begins.search(text, place):
        end = _end(text, found, missing)
        is_code = found["fence"] or found["tick"]
        kept.append(text[place : end if is_code else found.start()])
        place = end
    return "".join([*kept, text[place:]])


def _end(text: str, found: re.Match[str], missing: set[str]) -> int:
    """Return where what begins here ends; behind its own mark, which then is text, where it does not."""
    if "line" in found.re.groupindex and found["line"]:
        return found.end()
    mark = found["note"] or found["mark"] or found["fence"] or found["tick"]
    closed = None
    if mark not in missing:
        closes = _ENDS.get(found["note"] or found["mark"]) or _closing(found)
        closed = closes.search(text, found.end())
    if closed:
        return closed.end()
    missing.add(mark)
    if found["note"]:
        # As on the page, no more than its own paragraph.
        paragraph = text.find("\n\n", found.end())
        return paragraph if paragraph >= 0 else len(text)
    return len(text) if found["fence"] else found.end()


def _closing(found: re.Match[str]) -> re.Pattern[str]:
    """Return what closes code."""
    if found["fence"]:
        return re.compile(rf"^{re.escape(found['fence'])}", re.MULTILINE)
    return re.compile(rf"(?<!`){re.escape(found['tick'])}(?!`)")


def _written_anew(front: FrontMatter) -> str:
    """Return front matter whose fields share lines with the known ones alone; JSON is YAML too."""
    known = {key: value for key, value in front.data.items() if key in PUBLIC}
    text = json.dumps(known, ensure_ascii=False, default=str, indent=2)
    return f"{text}\n\n" if front.format == "json" else f"---\n{text}\n---\n"


def _public_lines(text: str, lines: Mapping[str, int]) -> str:
    """Return front matter without the lines of fields that are not known, and without its comments."""
    rows = text.splitlines(keepends=True)
    last = next((place for place in range(len(rows) - 1, 0, -1) if rows[place].strip()), 0)
    starts = sorted((line, key) for key, line in lines.items())
    if not starts:
        return text
    ends = [line - 1 for line, _ in starts[1:]] + [last]
    kept = rows[: starts[0][0] - 1]
    for (line, key), end in zip(starts, ends, strict=True):
        if key in PUBLIC:
            kept += [row for row in rows[line - 1 : end] if not row.lstrip().startswith("#")]
    return "".join(kept + rows[last:])
