"""Better defaults for Sphinx's own LaTeX values; what `conf.py` sets stays."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from sphinx.util import texescape

from koushu.config import fill_in
from koushu.fonts import font_files, further_font_files
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
        # Slower, and one more program to install; makeindex does as well for what an index of ours holds.
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
        "papersize": "a4paper",
        "pointsize": "11pt",
        "fncychap": "",
        "extraclassoptions": "oneside,openany",
        "fontenc": "\\usepackage{xeCJK}",
        "fontpkg": FONT_SETUP,
        "fvset": "\\fvset{fontsize=\\small,formatcom=\\xeCJKVerbAddon}",
        "geometry": "\\usepackage[margin=26mm,top=30mm,bottom=30mm,headheight=16pt]{geometry}",
        # A Chinese book counts its chapters, 第一章; in other languages a post is no "Chapter 1".
        "secnumdepth": f"\\setcounter{{secnumdepth}}{{{0 if primary == 'zh' else -1}}}",
        "tocdepth": "\\setcounter{tocdepth}{1}",
        "maketitle": "\\koushumaketitle",
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
    lines += ["\\koushuchinesechapters"] if primary == "zh" else []
    lines += [f"\\AtBeginDocument{{\\koushulanguage{{{primary}}}}}"]
    return "\n".join(lines) + "\n"
