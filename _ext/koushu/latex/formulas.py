"""Formulas that TeX may read: those that set something, and neither read, write, define nor leave their place.

TeX runs what stands in a formula, so posts of strangers could read files, loop, or end the book. Pure.
Source: The TeXbook, chapters 20, 21 and 24; etex_man, 3; the XeTeX reference guide.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST: Final = 10_000
DEEPEST: Final = 100

_FILES: Final = """
    input endinput include includeonly openin closein read readline openout closeout write immediate shipout special
    message errmessage usepackage RequirePackage documentclass lstinputlisting verbatiminput VerbatimInput inputminted
    includegraphics includepdf addtocontents addcontentsline write18 ShellEscape directlua latelua luaexec
    filecontents IfFileExists InputIfFileExists bibliography typeout PassOptionsToPackage LoadClass
"""
_DEFINITIONS: Final = """
    def edef gdef xdef let futurelet global long outer protected chardef mathchardef countdef dimendef skipdef muskipdef
    toksdef font newcommand renewcommand providecommand DeclareMathOperator DeclareRobustCommand newenvironment
    renewenvironment newtheorem newif newcount newdimen newskip newtoks newread newwrite newbox newsavebox
    NewDocumentCommand RenewDocumentCommand NewDocumentEnvironment NewCommandCopy
    ExplSyntaxOn makeatletter makeatother AtBeginDocument AtEndDocument AddToHook everypar everymath everydisplay
    everybox everyhbox everyvbox everycr everyjob output setbox savebox advance multiply divide count dimen skip toks
    catcode lccode uccode sfcode mathcode delcode lowercase uppercase setcounter addtocounter newcounter setlength
    addtolength settowidth
"""
_EXPANSION: Final = """
    expandafter noexpand csname endcsname the string meaning jobname number romannumeral unexpanded detokenize
    scantokens scantextokens loop repeat while iterate aftergroup afterassignment batchmode nonstopmode
    scrollmode errorstopmode
    dump par bye stop verb verbatim halign valign noalign omit span vbox vtop vsplit insert mark begingroup endgroup
    bgroup egroup tracingall show showthe showbox
"""
_NAMES: Final = "|".join(f"{_FILES} {_DEFINITIONS} {_EXPANSION}".split())
_refused: Final = re.compile(
    rf"\\(?:{_NAMES}|if(?!f(?![A-Za-z]))[A-Za-z]*|else|or|fi|(?:pdf|XeTeX|lua)[A-Za-z]+)(?![A-Za-z])"
).search
_MATHEMATICS: Final = """
    matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases dcases rcases drcases array subarray aligned
    alignedat gathered split align align* alignat alignat* flalign flalign* equation equation* gather gather* multline
    multline* eqnarray eqnarray* darray CD pmatrix* bmatrix* vmatrix* matrix* Bmatrix* Vmatrix* math displaymath
"""
_ENVIRONMENTS: Final = frozenset(_MATHEMATICS.split())
_pieces: Final = re.compile(
    r"\\(?P<bound>begin|end)\s*\{(?P<name>[^{}]*)\}|\\(?P<leave>[()\[\]])|\\.|(?P<brace>[{}])|(?P<mark>[$%])",
    re.DOTALL,
)
_words: Final = re.compile(r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|mbox|hbox)\s*\{[^{}]*\}")


def formula_fault(tex: str, *, display: bool = False) -> str:
    """Return why TeX must not read a formula, as the end of a sentence; empty where it may."""
    if len(tex) > LONGEST:
        return f"it has {len(tex)} characters, of {LONGEST} at most"
    if "^^" in tex:
        return "it has `^^`, by which TeX writes any character"
    # The dollar signs of a formula inside words belong to these.
    bare = _words.sub(r"\\text{}", tex)
    if found := _refused(tex.replace(r"\\", " ")):
        return f"it has {found[0]}"
    return _place_fault(bare, display=display)


def _place_fault(tex: str, *, display: bool) -> str:
    """Return what would end the formula before its end."""
    found = list(_pieces.finditer(tex))
    ends = next((one[0] for one in found if one["leave"]), "")
    marks = [one["mark"] for one in found if one["mark"] == "$" or (one["mark"] and not display)]
    if ends or marks:
        return f"it has {ends}, which ends a formula" if ends else f"it has a {marks[0]} without a backslash"
    return _environment_fault(found) or _brace_fault([one["brace"] for one in found if one["brace"]])


def _environment_fault(found: Iterable[re.Match[str]]) -> str:
    open_names: list[str] = []
    for one in found:
        if one["bound"] and one["name"] not in _ENVIRONMENTS:
            return f"it has the environment {one['name']!r}"
        if one["bound"] == "begin":
            open_names.append(one["name"])
        elif one["bound"] and (not open_names or open_names.pop() != one["name"]):
            return f"it ends {one['name']!r}, which it has not begun"
    return f"it begins {open_names[0]!r} and does not end it" if open_names else ""


def _brace_fault(braces: Iterable[str]) -> str:
    depths = [0, *accumulate(1 if one == "{" else -1 for one in braces)]
    if min(depths) < 0:
        return "it has more `}` than `{`"
    if max(depths) > DEEPEST:
        return f"it is nested more than {DEEPEST} levels deep"
    return "it has more `{` than `}`" if depths[-1] else ""
