"""The directives and roles that posts may use: none of them runs code or reads a file outside the source folder."""

from __future__ import annotations

import re
import sys
from typing import Final


def _in_domain(domain: str, names: str) -> str:
    return " ".join(f"{domain}:{name}" for name in names.split())


_BOXES: Final = """
    admonition attention caution danger error hint important note seealso tip todo warning topic sidebar rubric
    epigraph highlights pull-quote compound container class centered line-block only
    versionadded versionchanged versionremoved version-added version-changed version-deprecated version-removed
    deprecated
"""
_FIGURES: Final = """
    figure figure-md image table list-table csv-table code code-block code-cell sourcecode highlight parsed-literal
    math tabularcolumns
"""
_LISTS: Final = "toctree contents glossary hlist acks index bibliography footbibliography"
_OBJECTS: Final = " ".join(
    (
        "option cmdoption envvar confval program describe object",
        _in_domain(
            "py",
            "function data exception class method classmethod staticmethod attribute property type "
            "module currentmodule decorator decoratormethod",
        ),
        _in_domain("c", "member var function macro struct union enum enumerator type"),
        _in_domain("cpp", "class struct union function member var type concept enum enum-class enumerator"),
        _in_domain("js", "module function method class data attribute"),
        _in_domain("rst", "directive directive:option role"),
    )
)
# Of the extension sphinx-design, where a publication has it.
_DESIGN: Final = """
    grid grid-item grid-item-card card card-header card-footer card-carousel tab-set tab-item tab-set-code dropdown
    accordion button-link button-ref div article-info aside steps step
"""
_OURS: Final = "dialogue turn narration speakers speaker-index talk-share post-list"
DIRECTIVES: Final = frozenset(f"{_BOXES} {_FIGURES} {_LISTS} {_OBJECTS} {_DESIGN} {_OURS}".split())

_TEXT: Final = """
    abbr abbreviation ac acronym kbd math sub sup subscript superscript emphasis strong literal code
    command dfn file guilabel keyword mailheader makevar manpage menuselection mimetype newsgroup program regexp
    samp t title title-reference
"""
_REFERENCES: Final = """
    any ref doc download numref term eq math:numref index pep pep-reference rfc rfc-reference cve cwe
    envvar confval option token
"""
_NAMES: Final = " ".join(
    (
        _in_domain("py", "data exc func class const attr type meth mod obj deco"),
        _in_domain("c", "member data var func macro struct union enum enumerator type expr texpr"),
        _in_domain("cpp", "any class struct union func member var type concept enum enumerator expr texpr"),
        _in_domain("js", "func meth class data attr mod"),
        _in_domain("rst", "dir role"),
    )
)
_CITATIONS: Final = """
    cite cite:p cite:ps cite:t cite:ts cite:ct cite:cts cite:author cite:authors cite:year cite:yearpar cite:title
    cite:label cite:labelpar cite:alp cite:alps cite:empty
    footcite footcite:p footcite:ps footcite:t footcite:ts footcite:ct footcite:cts
"""
_COLOURS: Final = [
    "primary",
    "secondary",
    "success",
    "info",
    "warning",
    "danger",
    "light",
    "muted",
    "dark",
    "white",
    "black",
]
_BADGES: Final = " ".join(
    name for kind in ("bdg", "bdg-ref", "bdg-link") for name in (kind, *(f"{kind}-{one}" for one in _COLOURS))
)
_ICONS: Final = (
    "octicon fab fas fa material-regular material-outlined material-round material-sharp material-twotone"
)
_DIALOGUE: Final = "speaker turn vocal ed"
ROLES: Final = frozenset(
    f"{_TEXT} {_REFERENCES} {_NAMES} {_CITATIONS} {_BADGES} {_ICONS} {_DIALOGUE}".split()
)

# Not in the syntax of MyST, whose fences give a directive no lines as its argument.
_IN_RST: Final = DIRECTIVES | {"productionlist", "replace", "unicode", "rst-class", "index", "default-role"}
_RST_DIRECTIVE: Final = re.compile(r"(?<![\w.])\.\.\s+(?:\|[^|\n]+\|\s+)?([^\s`:|][^\s`|]*?)\s?::(?=\s|$)")
_READING_OPTION: Final = re.compile(r"^[ \t]*:(?:file|url)\s*:", re.MULTILINE | re.IGNORECASE)

_STYLE: Final = re.compile(r"^[ \t]*:?style\s*:[ \t]*(.*?)[ \t]*$", re.MULTILINE | re.IGNORECASE)


_COUNTS: Final = re.compile(
    r"^[ \t]*:?(?:emphasize-lines|hl_lines|lines|lineno-start|columns|widths|header-rows|stub-columns|depth|"
    r"maxdepth|limit|start-after|end-before|numbered)\s*:(?:[^\n]*\d{6}|[^\n]{300})",
    re.MULTILINE | re.IGNORECASE,
)


def too_many(content: str) -> str:
    """Return the option by which a directive would count beyond all memory; empty for none."""
    found = _COUNTS.search(content)
    return found[0].strip()[:60] if found else ""


_FILTER: Final = re.compile(r"^[ \t]*:?filter\s*:(.*)$", re.MULTILINE | re.IGNORECASE)


def endless_filter(content: str) -> str:
    """Return the filter of a bibliography whose pattern could be tried without end; empty for none.

    That takes groups, or several repetitions.
    """
    filters = (found[1].strip() for found in _FILTER.finditer(content))
    endless = (
        one for one in filters if "%" in one and (len(re.findall(r"[*+{]", one)) > 1 or one.count("(") > 1)
    )
    return next((one[:60] for one in endless), "")


def style_of_bibliography(content: str) -> str:
    """Return the style that a directive's options name, empty for none."""
    found = _STYLE.search(content)
    return found[1].strip("\"'") if found else ""


def is_known_style(name: str) -> bool:
    """Return whether a bibliography of this style can be made; an unknown one would end the build for all posts."""
    plugins = sys.modules.get("pybtex.plugin")
    return not name or plugins is None or name in plugins.enumerate_plugin_names("pybtex.style.formatting")


def refused_in_rst(text: str) -> str:
    """Return the first directive of a reStructuredText that posts may not use; empty if there is none."""
    names = (name.lower() for name in _RST_DIRECTIVE.findall(text))
    refused = next((name for name in names if name not in _IN_RST), "")
    reading = _READING_OPTION.search(text)
    return refused or (reading[0].strip() if reading else "")
