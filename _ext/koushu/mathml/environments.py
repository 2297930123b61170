r"""What Sphinx and AMS-LaTeX write around formulas, in the few environments that become MathML tables."""

from __future__ import annotations

import re
from typing import Final

# Number and name of an equation are Sphinx's business; the table must not carry its own.
_NOT_SHOWN: Final = re.compile(
    r"\\label\s*\{[^{}]*\}|\\(?:nonumber|notag|displaystyle\s*(?=\\begin))(?![A-Za-z])"
)
_WRAPPER: Final = re.compile(r"\\(?:begin|end)\s*\{(?:equation|displaymath|math)\*?\}")
_COUNTED: Final = re.compile(r"\\begin\s*\{(?:alignat|alignedat|xalignat|xxalignat)\*?\}\s*\{\d*\}")
_ENVIRONMENT: Final = re.compile(r"\\(?P<edge>begin|end)\s*\{(?P<name>[a-z]+)\*?\}(?:\s*\[[tbc]\])?")
_TABLES: Final = {
    **dict.fromkeys(
        ["align", "aligned", "alignat", "alignedat", "xalignat", "xxalignat", "flalign"], "split"
    ),
    **dict.fromkeys(["gather", "gathered", "multline", "multlined"], "matrix"),
    "dcases": "cases",
}
_BLANK_LINES: Final = re.compile(r"\n[ \t]*\n\s*")


def arrange(tex: str) -> str:
    r"""Return a display formula as Sphinx typesets it: blank lines part equations, `\\` breaks a line.

    Source: `sphinx.util.math.wrap_displaymath`.
    """
    parts = [part.strip() for part in _BLANK_LINES.split(tex) if part.strip()]
    if len(parts) > 1:
        return r"\begin{aligned}" + r"\\".join(map(_split, parts)) + r"\end{aligned}"
    return _split(parts[0]) if parts else ""


def _split(part: str) -> str:
    bare = re.sub(r"\\begin\{(\w+\*?)\}.*?\\end\{\1\}", "", part, flags=re.DOTALL)
    return rf"\begin{{split}}{part}\end{{split}}" if r"\\" in bare else part


def prepare(tex: str) -> str:
    r"""Return a formula with AMS environments under the names the converter lays out as tables.

    Numbers and labels are left out; `\begin{align}` becomes `split`, `gather` a `matrix`.
    """
    text = _COUNTED.sub(r"\\begin{split}", _WRAPPER.sub("", _NOT_SHOWN.sub("", tex)))
    return _ENVIRONMENT.sub(_rename, text).strip()


def _rename(match: re.Match[str]) -> str:
    name = _TABLES.get(match["name"])
    return match[0] if name is None else rf"\{match['edge']}{{{name}}}"
