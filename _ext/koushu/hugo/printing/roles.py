"""What readers see of a role or a directive, for a summary: its text, where it has one. Pure.

Source: docutils reStructuredText Interpreted Text Roles; Sphinx documentation, "Roles"; MyST, "Roles and directives".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.allowed import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable

_CITES_IN_TEXT: Final = frozenset(("t", "ts", "ct", "cts", "author", "authors", "year", "title"))
_ICONS: Final = frozenset(
    (
        "octicon",
        "fab",
        "fas",
        "fa",
        "material-regular",
        "material-outlined",
        "material-round",
        "material-sharp",
    )
)
_ABBREVIATIONS: Final = frozenset(("abbr", "abbreviation", "ac", "acronym"))
_NUMBERED: Final = {"pep": "PEP ", "pep-reference": "PEP ", "rfc": "RFC ", "rfc-reference": "RFC "}
# Directives that make something of other pages, or something that is no text.
_NO_TEXT: Final = """
    toctree contents index bibliography footbibliography post-list speakers speaker-index talk-share image
"""
_SILENT: Final = frozenset(_NO_TEXT.split())
_CODE: Final = "code code-block code-cell sourcecode highlight parsed-literal math"
_VERBATIM: Final = frozenset(_CODE.split())
_BOXES: Final = "admonition topic sidebar rubric card dropdown turn grid-item-card"
_HEADED: Final = frozenset(_BOXES.split())

_target: Final = re.compile(r"\A(?P<text>.*?)\s*<[^<>]*>\Z", re.DOTALL)
_role: Final = re.compile(
    r"(?P<before>[ \t]?)\{(?P<name>[A-Za-z][-A-Za-z0-9_+:]*)\}(?P<fence>`+)(?P<text>[^`\n]{1,500})(?P=fence)"
)
_option_lines: Final = re.compile(r"\A(?:[ \t]*:[\w-]+:[^\n]*(?:\n|\Z))*")
_yaml_options: Final = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
DIRECTIVE: Final = re.compile(r"\A\{(?P<name>[A-Za-z][-A-Za-z0-9_+:]*)\}[ \t]*(?P<title>.*)\Z")
"""Matches the words behind a fence that open a directive."""


def role_text(name: str, content: str) -> str:
    """Return what a page shows of a role; nothing for a citation beside the text, and for an icon."""
    kind = name.lower()
    first, _, last = kind.partition(":")
    if first in {"cite", "footcite"}:
        return content if last in _CITES_IN_TEXT else ""
    if kind in _ICONS:
        return ""
    if kind in _ABBREVIATIONS:
        return content.partition(" (")[0]
    named = _target.match(content)
    if named and named["text"]:
        return named["text"]
    if kind == "menuselection":
        return content.replace("-->", "‣")
    return _NUMBERED.get(kind, "") + content.removeprefix("!").removeprefix("~")


def without_roles(text: str) -> str:
    """Return a line of Markdown with each role in it as readers see it; one that no page has stays as it is."""

    def shown(found: re.Match[str]) -> str:
        if found["name"].lower() not in ROLES:
            return found[0]
        words = role_text(found["name"], found["text"])
        return found["before"] + words if words else ""

    return _role.sub(shown, text) if "}`" in text else text


def directive_text(name: str, title: str, content: str, read: Callable[[str], str]) -> str:
    """Return what a page shows of a directive, on one line; `read` gives the text of Markdown."""
    kind = name.lower()
    if kind in _SILENT:
        return ""
    body = _option_lines.sub("", _yaml_options.sub("", content)).strip("\n")
    if kind in _VERBATIM:
        return body
    # The name of a file, a language or a kind is nothing that a page shows.
    headed = kind in _HEADED
    return " ".join(part for part in (read(title) if headed and title else "", read(body)) if part)
