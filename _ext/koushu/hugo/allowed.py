"""The directives and roles that posts may use: none of them runs code or reads a file outside the source folder."""

from __future__ import annotations

from typing import Final

_BOXES: Final = """
    admonition attention caution danger error hint important note seealso tip warning topic sidebar rubric
    epigraph highlights pull-quote compound container class centered versionadded versionchanged
"""
_FIGURES: Final = """
    figure image table list-table csv-table code code-block sourcecode highlight parsed-literal math
"""
_LISTS: Final = "toctree contents glossary hlist index bibliography footbibliography"
_OURS: Final = "dialogue turn narration speakers speaker-index talk-share post-list"
DIRECTIVES: Final = frozenset(f"{_BOXES} {_FIGURES} {_LISTS} {_OURS}".split())

_TEXT: Final = "abbr kbd math sub sup subscript superscript emphasis strong literal"
_REFERENCES: Final = "ref doc numref term eq index"
_CITATIONS: Final = """
    cite cite:p cite:ps cite:t cite:ts cite:ct cite:cts cite:author cite:authors cite:year cite:yearpar cite:title
    cite:label cite:labelpar cite:alp cite:alps cite:empty
    footcite footcite:p footcite:ps footcite:t footcite:ts footcite:ct footcite:cts
"""
_DIALOGUE: Final = "speaker turn vocal ed"
ROLES: Final = frozenset(f"{_TEXT} {_REFERENCES} {_CITATIONS} {_DIALOGUE}".split())
