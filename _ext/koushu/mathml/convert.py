"""TeX formulas to MathML text: pure, and safe for formulas nobody has checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import tostring

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element

from koushu.mathml.alphabets import styled
from koushu.mathml.environments import prepare
from koushu.record import record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# A formula of a screen is under a thousand characters; conversion slows down with depth.
MAX_LENGTH: Final = 10_000

_ELEMENT: Final = re.compile(
    "math|maction|menclose|merror|mfenced|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts|mroot|"
    "mrow|ms|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|none"
)
# What shows a formula; links, styles, classes and handlers that TeX can ask for are left out.
_ATTRIBUTE: Final = re.compile(
    "accent|accentunder|column(?:align|lines|spacing)|depth|display|displaystyle|fence|form|frame|height|largeop|"
    "linethickness|[lr]space|math(?:background|color|size|variant)|m(?:ax|in)size|movablelimits|notation|"
    "row(?:lines|spacing)|scriptlevel|separator|stretchy|symmetric|voffset|width|xmlns"
)
_ATTRIBUTE_VALUE: Final = re.compile(r"[\w#.+\-% :/]{0,100}")
_CHARACTER: Final = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_COMMAND: Final = re.compile(r"\\[A-Za-z]+\Z")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Definitions can double a formula with each line; none is needed to show one.
_DEFINITION: Final = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|DeclareMathOperator|[egx]?def|let)(?![A-Za-z])"
)

_FAULTS: Final = {
    exceptions.DenominatorNotFoundError: "has a fraction without denominator",
    exceptions.DoubleSubscriptsError: "has two subscripts in a row; put braces around one",
    exceptions.DoubleSuperscriptsError: "has two superscripts in a row; put braces around one",
    exceptions.ExtraLeftOrMissingRightError: r"has a \left without its \right, or the other way round",
    exceptions.InvalidAlignmentError: "has an array whose columns are not made of l, c, r and |",
    exceptions.InvalidStyleForGenfracError: r"has a \genfrac whose style is not 0 to 3",
    exceptions.InvalidWidthError: "has a width that is no length",
    exceptions.LimitsMustFollowMathOperatorError: r"has a \limits that follows no operator",
    exceptions.MissingEndError: "begins an environment that does not end",
    exceptions.MissingSuperScriptOrSubscriptError: "has a ^ or _ with nothing beside it",
    exceptions.NoAvailableTokensError: "breaks off where TeX expects more",
    exceptions.NumeratorNotFoundError: "has a fraction without numerator",
}
# What the library's walker runs into when a formula ends where it expects an argument, or nests without end.
_SLIPS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)


@record
class Formula:
    """A formula as MathML, or what keeps it from being shown as such."""

    markup: str
    """One `math` element, well-formed as XML and as HTML; empty when the formula does not convert."""
    fault: str = ""
    """What was found, in words for the author; empty when all is well."""


def to_mathml(tex: str, *, display: bool = False) -> Formula:
    """Return a TeX formula as MathML Core with its source as `alttext`.

    Commands that MathML cannot say, definitions and formulas over `MAX_LENGTH` characters give a fault.
    """
    if len(tex) > MAX_LENGTH:
        return Formula("", f"is {len(tex)} characters long; at most {MAX_LENGTH} are set")
    if found := _DEFINITION.search(tex):
        return Formula("", f"defines a command with {found[0]}; write the formula out")
    try:
        element = convert_to_element(prepare(tex), display="block" if display else "inline")
        unknown = _clean(element)
        element.set("alttext", _NOT_XML.sub("", tex.strip()))
        markup = tostring(element, encoding="unicode")
    except tuple(_FAULTS) as fault:
        return Formula("", _FAULTS[type(fault)])
    except _SLIPS:
        return Formula("", "breaks off where TeX expects more, or nests too deeply")
    if unknown:
        return Formula("", f"uses {unknown}, which has no MathML form here")
    return Formula(markup)


def _clean(element: Element) -> str:
    """Make a tree safe and plain; return the first TeX command that was left in it, else nothing."""
    unknown = ""
    for part in element.iter():
        if not _ELEMENT.fullmatch(part.tag):
            part.tag = "mrow"
        for name, value in list(part.attrib.items()):
            if not _ATTRIBUTE.fullmatch(name) or not _ATTRIBUTE_VALUE.fullmatch(value):
                del part.attrib[name]
        if part.text:
            unknown = unknown or _unknown_command(part)
            _set_text(part)
    return unknown


def _unknown_command(part: Element) -> str:
    return part.text or "" if part.tag == "mi" and _COMMAND.match(part.text or "") else ""


def _set_text(part: Element) -> None:
    """Replace the library's references by characters, and its letter styles by styled letters."""
    text = _CHARACTER.sub(_character, part.text or "")
    variant = part.get("mathvariant", "")
    if variant and variant != "normal":
        text, done = styled(text, variant)
        if done:
            del part.attrib["mathvariant"]
    part.text = _NOT_XML.sub("", text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else "\ufffd"
