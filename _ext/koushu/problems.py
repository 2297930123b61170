"""What can be wrong with a source, as values; and the one place that logs them.

Pure modules return `Problem` records and never log or raise on bad input.
The thin edge hands them to `report`, which turns each into one Sphinx warning
whose type and subtype can be silenced through `suppress_warnings`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from koushu.record import record
from koushu.safe_path import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docutils import nodes


class Kind(StrEnum):
    """Every kind of problem; the value is `type.subtype` as `suppress_warnings` takes it."""

    OUTSIDE = "hugo.outside"
    """A link on disk leads out of the source folder, or a file is none that can be read; it is left out."""
    FILE_NAME = "hugo.file_name"
    """A file has a name that not every format and every terminal can show or write; it is left out."""
    LIMIT = "hugo.limit"
    """A post has more of something than any person writes; the rest is left out or shown plainly."""
    ENCODING = "hugo.encoding"
    """The file is not valid UTF-8."""
    BIBLIOGRAPHY = "hugo.bibliography"
    """A bibliography has an entry that does not parse; the others are used."""
    FRONT_MATTER = "hugo.front_matter"
    """The front matter does not parse, or does not close."""
    FRONT_MATTER_VALUE = "hugo.front_matter_value"
    """A front matter field has a value of the wrong type or form."""
    DATE = "hugo.date"
    """A date is not one of the forms Hugo reads."""
    SHORTCODE = "hugo.shortcode"
    """A shortcode call is not well formed, does not pair, or lacks an argument."""
    UNKNOWN_SHORTCODE = "hugo.unknown_shortcode"
    """A shortcode has a name that is not known; what it encloses is shown without it."""
    RAW_HTML = "hugo.raw_html"
    """Raw HTML was left out: all of it when the site has it off, what is not safe when it has it on."""
    FOOTNOTE = "hugo.footnote"
    """A footnote is defined twice, or never referred to."""
    LINK_TARGET = "hugo.link_target"
    """A link leads to a page or to a place on a page that does not exist, or to an address that runs code."""
    NESTING = "hugo.nesting"
    """Quotes or lists lie inside each other deeper than any format can show."""
    DIRECTIVE = "hugo.directive"
    """A directive asks for what a post may not have: a file, or an address to read from."""
    IMAGE = "hugo.image"
    """An image file is missing, or outside the source folder; HTML keeps its address, other formats show its text."""
    REMOTE_IMAGE = "hugo.remote_image"
    """An image lies on another site: HTML shows it from there, every other format its text and a link."""
    CJK_EMPHASIS = "hugo.cjk_emphasis"
    """Emphasis beside full-width punctuation works here, where Hugo prints the asterisks."""

    FOREIGN_SYNTAX = "hugo.foreign_syntax"
    """A tag that Jekyll or Hexo would run, or kramdown would take away, stands in a post; it is shown as text."""

    PAGE = "hugo.page"
    """A page could not be read or written as it should be; its text is shown plainly."""
    SITE = "hugo.site"
    """The configuration of a Hugo site, or one of its files, cannot be used."""
    ADDRESS = "posts.address"
    """Two pages have the same address; one is put at another."""
    BUNDLE = "posts.bundle"
    """An `index.md` makes a folder one page in which other posts lie; they are published all the same."""
    POST_LIST = "posts.list"
    """A list asks for the posts of a term that no post has; nothing is shown."""

    FEEDS_ADDRESS = "feeds.address"
    """The site has no address, which feeds and maps need; they are not made."""
    SOCIAL_CARD = "web.social_card"
    """The image that stands for a post on networks could not be drawn."""
    PICTURE = "web.picture"
    """A picture cannot be decoded; it is shown as it is, without smaller copies."""
    NAVIGATION = "web.navigation"
    """A main link of the site leads to a document that does not exist."""
    COMMENTS = "web.comments"
    """`web_comments` cannot be used as it is; posts have no place for comments then."""
    FORMULA = "mathml.formula"
    """A formula has no MathML form; its TeX source is shown in HTML and EPUB."""

    DIALOGUE_UNSURE = "dialogue.unsure"
    """A post looks like an interview, but not surely enough to set it as one."""
    LABEL_DRIFT = "dialogue.label_drift"
    """One person has several labels in a post."""
    UNKNOWN_SPEAKER = "dialogue.unknown_speaker"
    """Somebody speaks who is not among the speakers that the register or the post tells."""
    AMBIGUOUS_ALIAS = "dialogue.ambiguous_alias"
    """A label is a name of several speakers."""
    BROKEN_EMPHASIS = "dialogue.broken_emphasis"
    """The emphasis of a label or of narration does not close for Hugo; it is read as meant."""
    COLON_MIXED = "dialogue.colon_mixed"
    """Labels of one post have the colon inside the bold here, outside there."""
    SINGLE_TURN = "dialogue.single_turn"
    """A label opens one turn only; it may be nobody's name."""
    EMPTY_TURN = "dialogue.empty_turn"
    """A label has no words after it."""
    DUPLICATE_NARRATION = "dialogue.duplicate_narration"
    """The same narration stands twice in a post."""
    TIME_BACKWARDS = "dialogue.time_backwards"
    """The time of a turn is before that of an earlier one."""
    MISSING_LANG = "dialogue.missing_lang"
    """Turns change between languages, and nothing tells which is which."""
    DIALOGUE_FRONT_MATTER = "dialogue.front_matter"
    """The field `dialogue` of a post, or a part of it, is not understood."""
    SPEAKERS_FILE = "dialogue.speakers_file"
    """The register of speakers cannot be read, or does not parse."""
    SPEAKER = "dialogue.speaker"
    """What the register or the front matter tells of a speaker is not known, or has the wrong form."""
    CONTRAST = "dialogue.contrast"
    """The colour of a speaker cannot be read on the page; the nearest one that can is used."""
    ANONYMITY = "dialogue.anonymity"
    """The name of an anonymous speaker stands where it cannot be kept back, or only with loss."""
    DIALOGUE_DIRECTIVE = "dialogue.directive"
    """A dialogue directive stands where it means nothing, or has nobody to speak."""
    DIALOGUE_REFERENCE = "dialogue.reference"
    """A role or an option names a turn or a speaker that does not exist."""
    DIALOGUE_MEDIA = "dialogue.media"
    """The recording of a conversation is missing, or is no file that a page can play."""

    EPUB_CHARACTER = "epub.character"
    """A control character that XML cannot hold."""
    EPUB_IMAGE = "epub.image"
    """An image is missing, or is of a kind that an EPUB cannot hold."""
    EPUB_FONT = "epub.font"
    """The fonts that an EPUB is to carry are not installed."""
    LATEX_IMAGE = "latex.image"
    """An image cannot be made fit for LaTeX."""
    LATEX_FORMULA = "latex.formula"
    """A formula reads, writes, defines, or does not end where it should; LaTeX prints its source as code."""
    LATEX_CHARACTER = "latex.character"
    """No font of the LaTeX route has this character; its code point is printed in a frame."""

    TYPST_UNKNOWN_NODE = "typst.unknown_node"
    """A node has no visitor for Typst; its content is printed plainly."""
    TYPST_NESTING = "typst.nesting"
    """Content is nested deeper than Typst can go; its text is printed without the form."""
    TYPST_FORMULA = "typst.formula"
    """A formula cannot be set by Typst; its LaTeX source is printed."""
    TYPST_IMAGE = "typst.image"
    """A picture cannot be read; its alternative text is printed."""
    TYPST_RAW_HTML = "typst.raw_html"
    """Raw HTML has no form in the PDF; its text is printed."""
    TYPST_FONT = "typst.font"
    """A font is missing or is not the one that was tested."""
    TYPST_GLYPH = "typst.glyph"
    """Characters that no font of the book has; their names are printed."""
    TYPST_DOCUMENT = "typst.document"
    """An entry of `typst_documents` names a document that does not exist."""
    TYPST_STANDARD = "typst.standard"
    """The PDF breaks a rule of PDF/A or PDF/UA and is made without their marks."""
    TYPST_LEFT_OUT = "typst.left_out"
    """Typst cannot print a post, or not in its share of time; the book is made without it."""
    TYPST_COMPILER = "typst.compiler"
    """The Typst compiler could not make the PDF, or warned of something."""


@record
class Problem:
    """One thing wrong with a source: what was found and what was expected."""

    kind: Kind
    line: int
    """1-based line in the source file; 0 when the problem has no place."""
    message: str


def report(problem: Problem, where: str | nodes.Node) -> None:
    """Log one problem as a Sphinx warning.

    `where` is the path of the source file, or a node that carries its own source and line.
    """
    # Here and not above, since pure modules import this one and must start without Sphinx.
    from sphinx.util import logging  # noqa: PLC0415

    logger = logging.getLogger(__name__)
    kind, _, subtype = problem.kind.value.partition(".")
    location = f"{printable(where)}:{problem.line or ''}" if isinstance(where, str) else where
    logger.warning("%s", printable(problem.message), type=kind, subtype=subtype, location=location)


def report_all(problems: Iterable[Problem], where: str | nodes.Node) -> None:
    """Log each problem as a Sphinx warning, in order."""
    for problem in problems:
        report(problem, where)


def notify(problem: Problem, where: str) -> None:
    """Log something worth knowing that is no fault: it is printed, and fails no build under `-W`."""
    from sphinx.util import logging  # noqa: PLC0415

    logger = logging.getLogger(__name__)
    message = printable(problem.message)
    logger.info("%s:%s: %s [%s]", printable(where), problem.line or "", message, problem.kind.value)
