"""LaTeX formulas as Typst's mathematics, safe to evaluate.

`tylax` converts; here stands what it needs before (texts in formulas, size commands) and after (nothing in the
result may leave mathematics, nothing of the source may be lost). What does not pass is printed as source.
"""

from __future__ import annotations

import re
from collections import Counter

import tylax

from koushu.typst_builder.escape import string

# Deeper nesting overflows the stack of the converter or of Typst; no formula for readers comes near.
_MAX_NESTING = 60
_MAX_LENGTH = 20_000

_TEXT_COMMAND = re.compile(r"\\(?:text(?:rm|normal|up|sf|bf|it|tt)?|mbox|hbox|emph)\s*\{")
_SIZE_COMMAND = re.compile(r"\\(?:[Bb]igg?|[Bb]igg?[lrm])(?![A-Za-z])\s*")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{[A-Za-z*]+\}(?:\{[lcr|@ ]*\}|\[[lcrtb|@ ]*\])?")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
# A tag or label of the author's own; numbers come from Sphinx.
_NUMBERING = re.compile(r"\\(?:label|tag)\*?\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
# What is only drawn: rules of an array and colours.
_DRAWING = re.compile(r"\\hline(?![A-Za-z])|\\color\s*\{[^{}]*\}")
_ROOT_DEGREE = re.compile(r"\\sqrt\s*\[([^\[\]]*)\]")
_OUTER = re.compile(
    r"\\(?:begin|end)\{(?:equation|displaymath|math|align|gather|multline|split|eqnarray)\*?\}"
)
_FIRST_PLACE = 0xF100
_PLACE = re.compile("[\uf100-\uf8ff]")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
_ALLOWED_CODE = re.compile(r"#(?:none\b|h\([0-9.]+(?:em|fr)\))")


def typst_formula(latex: str) -> str | None:
    """Return the formula for `eval(…, mode: "math")`, or none when it cannot be said faithfully.

    The result holds no code besides spaces of fixed width and no text of the source outside string literals.
    That Typst knows every name in it is for the compiler to check.
    """
    source = _OUTER.sub(" ", _DRAWING.sub(" ", _NUMBERING.sub("", latex))).strip()
    if not source or len(source) > _MAX_LENGTH or not _is_balanced(source) or _PLACE.search(source):
        return None
    source, texts = _take_texts(_SIZE_COMMAND.sub("", source))
    if not source or '"' in source or len(texts) > 0xF8FF - _FIRST_PLACE:
        return None
    result = tylax.latex_to_typst_diagnostics(source, options=tylax.L2TOptions(frac_to_slash=False))
    output = result.output
    if result.warnings or not _is_harmless(output) or _lost(source, output):
        return None
    # A prime belongs to what stands before it.
    return _PLACE.sub(
        lambda match: f" {string(texts[ord(match[0]) - _FIRST_PLACE])} ", output.replace(" '", "'")
    )


def _is_balanced(source: str) -> bool:
    """Return whether braces match and do not nest too deep."""
    depth = 0
    for character in re.sub(r"\\.", "", source, flags=re.DOTALL):
        depth += (character == "{") - (character == "}")
        if not 0 <= depth <= _MAX_NESTING:
            return False
    return depth == 0 and source.count("\\left") <= _MAX_NESTING and source.count("\\begin") <= _MAX_NESTING


def _take_texts(source: str) -> tuple[str, list[str]]:
    r"""Return the source with each `\text{…}` replaced by a place holder, and the texts.

    Mathematics inside a text has no form here: the source is empty then.
    """
    texts: list[str] = []
    while match := _TEXT_COMMAND.search(source):
        end = _closing_brace(source, match.end())
        text = source[match.end() : end]
        plain = re.sub(r"\\([#$%&_{} ])", r"\1", text)
        if "\\" in plain or (plain == text and re.search(r"[${}]", text)):
            return "", texts
        texts.append(plain.replace("~", "\u00a0"))
        source = f"{source[: match.start()]}{{{chr(_FIRST_PLACE + len(texts) - 1)}}}{source[end + 1 :]}"
    return source, texts


def _closing_brace(source: str, start: int) -> int:
    depth = 1
    position = start
    while position < len(source) and depth:
        if source[position] == "\\":
            position += 1
        else:
            depth += (source[position] == "{") - (source[position] == "}")
        position += 1
    return position - 1


def _is_harmless(output: str) -> bool:
    """Return whether the result stays mathematics: no code, no comments, no closing of the formula."""
    bare = _STRING.sub("", output)
    bare = re.sub(r"\\.", "", bare, flags=re.DOTALL)
    bare = _ALLOWED_CODE.sub("", bare)
    return not re.search(r'[#$"@`]|//|/\*|<[A-Za-z]', bare) and "|||" not in bare


def _lost(source: str, output: str) -> bool:
    """Return whether letters, digits or brackets of the source are missing in the result."""
    bare = _COMMAND.sub(" ", _ENVIRONMENT.sub(" ", _ROOT_DEGREE.sub(r"\1", source)))
    wanted = Counter(character for character in bare if character.isalnum() or character in "()[]+=")
    found = Counter(output)
    return any(found[character] < count for character, count in wanted.items())
