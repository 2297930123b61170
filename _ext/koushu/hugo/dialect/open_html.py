"""Raw HTML that never ends: it takes no more of the post with it than its own paragraph.

By CommonMark a comment, script, style or text area that nothing closes goes on to the end of the post, which then
shows nothing more. Source: CommonMark 0.31.2, "HTML blocks", start conditions 1 to 5.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

    Rule = Callable[[StateBlock, int, int, bool], bool]

_NAMES: Final = "script|pre|style|textarea"
_ENDS: Final = (
    (re.compile(rf"<(?:{_NAMES})(?=[\s>]|$)", re.IGNORECASE), re.compile(rf"</(?:{_NAMES})>", re.IGNORECASE)),
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile("<![A-Za-z]"), re.compile(">")),
)
_LAST: Final = "last_ends_of_html"


def open_html_plugin(md: MarkdownIt) -> None:
    """Put a guard before the rule for blocks of HTML, whatever that is by now."""
    rules = dict(zip(md.block.ruler.get_active_rules(), md.block.ruler.getRules(""), strict=True))
    guarded = partial(_guarded, rule=rules["html_block"])
    md.block.ruler.at("html_block", guarded, {"alt": ["paragraph", "reference", "blockquote"]})


def _guarded(state: StateBlock, start: int, end: int, silent: bool, *, rule: Rule) -> bool:
    place = state.bMarks[start] + state.tShift[start]
    if not silent and state.src.startswith("<", place):
        kind = next((one for one, (opens, _) in enumerate(_ENDS) if opens.match(state.src, place)), None)
        if kind is not None and _last_end(state, kind) <= place:
            end = next((line for line in range(start + 1, end) if state.isEmpty(line)), end)
    return rule(state, start, end, silent)


def _last_end(state: StateBlock, kind: int) -> int:
    """Return where the last end of that kind stands in the text; looked for once, since many may never come."""
    found = state.env.setdefault(_LAST, {})
    key = (kind, state.src)
    if key not in found:
        found[key] = max((end.start() for end in _ENDS[kind][1].finditer(state.src)), default=-1)
    last: int = found[key]
    return last
