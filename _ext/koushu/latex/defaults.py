"""Better defaults for Sphinx's own LaTeX values; what `conf.py` sets stays."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from sphinx.util import texescape

from koushu.books.fonts import font_files, further_font_files
from koushu.config import fill_in
from koushu.latex.fonts import FONT_SETUP
from koushu.messages import message
from koushu.posts.book import file_stem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

ENGINE: Final = "xelatex"
_CJK: Final = frozenset({"zh", "ja", "ko"})


def complete_config(_app: Sphinx, config: Config) -> None:
    """Fill in engine, fonts, design and file name of the LaTeX book."""
    fill_in(config, _values(config))
    if config.latex_engine == ENGINE:
        config.latex_elements = {**book_elements(config.language), **config.latex_elements}
        fonts = [*font_files(), *further_font_files()]
        config.latex_additional_files = [*config.latex_additional_files, *fonts]


def _values(config: Config) -> dict[str, Any]:
    return {
        "latex_engine": ENGINE,
        # One more program to install, for an index that is there already.
        "latex_use_xindy": False,
        "latex_table_style": ["booktabs"],
        "latex_show_urls": "no",
        "latex_domain_indices": False,
        "latex_documents": [_document(config)],
    }


def _document(config: Config) -> tuple[str, str, str, str, str]:
    title = texescape.escape_abbr(texescape.escape(config.project, ENGINE))
    author = texescape.escape_abbr(texescape.escape(config.author, ENGINE))
    return (config.root_doc, f"{file_stem(config.project)}.tex", title, author, config.latex_theme)


def book_elements(language: str) -> dict[str, str]:
    """Return the `latex_elements` of a book in a language (a Sphinx code or BCP 47 tag).

    Only XeLaTeX reads them: fonts by file name, CJK through xeCJK whatever the language, since any post may
    quote Chinese.
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    elements = {
        # The size of the book theme of the other PDF.
        "papersize": "b5paper",
        "pointsize": "11pt",
        "fncychap": "",
        "extraclassoptions": "oneside,openany",
        "fontenc": "\\usepackage{xeCJK}",
        "fontpkg": FONT_SETUP,
        "fvset": "\\fvset{fontsize=\\small,formatcom=\\xeCJKVerbAddon}",
        "geometry": "\\usepackage[hmargin=23mm,top=27mm,bottom=23mm,headheight=16pt,headsep=24pt]{geometry}",
        # Numbers are those of the web site, and written into the headings.
        "secnumdepth": "\\setcounter{secnumdepth}{-2}",
        "tocdepth": "\\setcounter{tocdepth}{1}",
        "maketitle": "\\koushumaketitle",
        # The index is made of Sphinx's own entries: makeindex takes a Chinese letter for three.
        "makeindex": "",
        "printindex": "",
        "atendofbody": "\\InputIfFileExists{\\jobname-indexes.def}{}{}",
        "sphinxsetup": _SPHINX_SETUP,
        "preamble": _preamble(language, primary),
    }
    if primary in _CJK:
        # Babel and polyglossia know no CJK typography; xeCJK does it all.
        elements["polyglossia"] = ""
        elements["babel"] = "\\usepackage{babel}"
    return elements


_SPHINX_SETUP: Final = ",".join(
    (
        "VerbatimColor={HTML}{F6F4F0}",
        "VerbatimBorderColor={HTML}{E2DED5}",
        "VerbatimHighlightColor={HTML}{FDEEC2}",
        "verbatimwithframe=true",
        "pre_border-radius=2pt",
        "verbatimcontinued=\\koushucontinued",
        "verbatimvisiblespace=\\ ",
        "TitleColor={HTML}{1F2328}",
        "InnerLinkColor={HTML}{0B4A8A}",
        "OuterLinkColor={HTML}{0B4A8A}",
        "HeaderFamily=\\sffamily\\bfseries",
    )
)


def _preamble(language: str, primary: str) -> str:
    tag = language.replace("_", "-")
    names = (("contentsname", "contents"), ("bibname", "references"), ("indexname", "index"))
    lines = [f"\\hypersetup{{pdflang={{{tag}}},pdfdisplaydoctitle=true}}"]
    lines += [
        f"\\AtBeginDocument{{\\renewcommand{{\\{name}}}{{{message(key, language)}}}}}" for name, key in names
    ]
    further = ",".join(PurePath(path).name for path in further_font_files())
    lines += [f"\\koushufurtherfonts{{{further}}}"] if further else []
    lines += [f"\\AtBeginDocument{{\\koushulanguage{{{primary}}}}}"]
    return "\n".join(lines) + "\n"
