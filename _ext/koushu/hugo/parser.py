"""The parser for Hugo sources, laid over MyST's: the one module that reaches into MyST's unpublished inside.

MyST has no place to hang markdown-it rules in, so its Sphinx parser is subclassed under a source type of our own,
with our own markdown-it parser and a renderer that keeps of MyST's what runs directives, roles and nested text.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.parsers import Parser

from koushu.config import SYNTAXES, HugoSettings, settings
from koushu.hugo.allowed import DIRECTIVES, ROLES
from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.nesting import too_deep_line
from koushu.hugo.dialect.own_classes import without_reserved
from koushu.hugo.dialect.settings import read_markup
from koushu.hugo.dialect.tables import MOST_COLUMNS, too_wide_line
from koushu.hugo.dialect.typed_talk import as_markdown
from koushu.hugo.dialect.written_dialogue import unclosed_line
from koushu.hugo.foreign_syntax import foreign_syntax
from koushu.hugo.fragments import WANTED
from koushu.hugo.html_pages import html_token, is_html
from koushu.hugo.measuring import measured, printed_post
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.metadata.page_meta import read_page_meta
from koushu.hugo.myst_syntax import make_myst_parser
from koushu.hugo.rendering.blocks import BlockRendering
from koushu.hugo.rendering.code import CodeRendering
from koushu.hugo.rendering.depth import DepthRendering
from koushu.hugo.rendering.footnotes import FootnoteRendering
from koushu.hugo.rendering.headings import HeadingRendering
from koushu.hugo.rendering.images import ImageRendering
from koushu.hugo.rendering.inline import InlineRendering
from koushu.hugo.rendering.links import LinkRendering
from koushu.hugo.rendering.post import Post
from koushu.hugo.rendering.raw_html import RawHtmlRendering
from koushu.hugo.rendering.shortcodes import PostContext, ShortcodeRendering
from koushu.hugo.rendering.tree import TreeRendering
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.hugo.shortcodes.templates.host import TemplateHost
from koushu.hugo.shortcodes.templates.site_templates import templates_of
from koushu.hugo.sites.context import complete_front_matter, given_to
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem, notify, report_all

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence
    from types import ModuleType

    from docutils.transforms import Transform
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from sphinx.environment import BuildEnvironment

    from koushu.hugo.dialect.settings import Markup
    from koushu.hugo.metadata.front_matter import FrontMatter
    from koushu.hugo.metadata.page_meta import PageMeta

_REPLACEMENT = "\ufffd"
# How Sphinx names the source of a message that it has translated.
_TRANSLATED = "<translated>"


class HugoRenderer(  # type: ignore[misc]
    TreeRendering,
    DepthRendering,
    HeadingRendering,
    LinkRendering,
    ImageRendering,
    InlineRendering,
    BlockRendering,
    CodeRendering,
    FootnoteRendering,
    RawHtmlRendering,
    ShortcodeRendering,
    SphinxRenderer,
):
    """Tokens of the dialect to doctree."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Prepare the filling of the document in `options`, as MyST does.

        MyST makes another document first, for those who give none, and reads the settings of docutils for it.
        """
        self.md_env = env
        self.md_options = options
        self.md_config = options["myst_config"]
        self.document = self.current_node = options["document"]
        self.reporter = self.document.reporter
        self.language_module_rst = cast("ModuleType", get_language(self.document.settings.language_code))
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}

    def fill_document(
        self, tokens: list[Token], env: dict[str, Any], post: Post, document: nodes.document
    ) -> None:
        """Fill a document with what a post's tokens say, all of it below one section with its title.

        A message of a translation is no page: it is filled with its paragraph alone.
        """
        self.post = post
        self.depth = 0
        self.setup_render({**self.md.options, "document": document}, env)
        heading_first = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
        if post.meta.title:
            self.begin_page(post.meta.title, "front_matter")
        elif heading_first or not str(document["source"]).endswith(_TRANSLATED):
            self.begin_page("" if heading_first else _words_of(post), "file")
        self._render_tokens(tokens)
        self.current_node = self._level_to_section[0]
        self.end_footnotes()
        self.end_page()
        self.end_html()
        self.report_depth()


@lru_cache(maxsize=8)
def _markdown(markup: Markup) -> MarkdownIt:
    """Return the parser for these settings; making one takes longer than reading a short post."""
    md = make_parser(markup, HugoRenderer)
    md.options["myst_config"] = MdParserConfig()
    return md


@lru_cache(maxsize=4)
def _myst(markup: Markup) -> MarkdownIt:
    """Return the parser for posts in MyST's own syntax."""
    return make_myst_parser(markup, HugoRenderer)


class HugoParser(MystParser):
    """Reads a Hugo source: front matter, shortcodes and Markdown."""

    supported = ("hugo",)  # type: ignore[misc]

    def get_transforms(self) -> list[type[Transform]]:
        """Return Sphinx's own transforms; MyST's are for footnotes and ids, which are finished here."""
        return Parser.get_transforms(self)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill `document` with one post.

        Shape: `document(hugo_params, language) > section(title_source) > (title, …)`.
        """
        env: BuildEnvironment = document.settings.env
        # Posts are not trusted: no directive may read a file or write raw output.
        document.settings.file_insertion_enabled = False
        document.settings.raw_enabled = False
        # A heading that leads back to a list of contents could hold no link or note of its own.
        document.settings.toc_backlinks = False
        # Quotes are the dialect's, where the site has them on.
        document.settings.smart_quotes = False
        options = settings(env.config, HugoSettings)
        path = str(env.doc2path(env.docname, base=False))
        front = complete_front_matter(split_front_matter(inputstring), given_to(env.config, path))
        meta, problems = read_page_meta(front, path, ZoneInfo(options.time_zone))
        post = _make_post(env, path, meta, options)
        post.problems += [*_encoding_problems(inputstring, document), *front.problems, *problems]
        self._read_body(front, post, document)
        # Only classes that posts give are here yet; features add theirs later.
        for node in document.findall(nodes.Element):
            attributes = node.attributes
            if attributes["classes"]:
                attributes["classes"] = without_reserved(attributes["classes"])
            if "wanted_id" in attributes:
                env.temp_data[WANTED] = True
        document["hugo_params"] = {**meta.params, **_subject(meta)}
        document["language"] = meta.language
        if env.docname != env.config.root_doc:
            env.metadata[env.docname]["orphan"] = ""
        _report(post, document["source"])

    def _read_body(self, front: FrontMatter, post: Post, document: nodes.document) -> None:
        md = (_myst if post.is_myst else _markdown)(post.markup)
        templates = templates_of(post.env)
        host = TemplateHost(PostContext(post))
        extraction = extract_shortcodes(front.body, front.body_line, templates.known, host.expand)
        post.made = host.made
        post.calls = extraction.calls
        # Names that are not known are said once for the site.
        document["hugo_unknown"] = dict(extraction.unknown)
        document["hugo_called"] = extraction.names
        post.problems += [one for one in extraction.problems if one.kind is not Kind.UNKNOWN_SHORTCODE]
        md_env: dict[str, Any] = {}
        strict = settings(post.env.config, HugoSettings).strict
        if is_html(post.path):
            tokens = [html_token(extraction.text)]
        else:
            tokens = md.parse(extraction.text if strict else as_markdown(extraction.text), md_env)
        line = too_deep_line(md_env)
        if line is not None:
            post.too_deep.append(extraction.lines[line])
        line = too_wide_line(md_env)
        if line is not None:
            text = f"found a table of more than {MOST_COLUMNS} columns; expected fewer. It is shown as text"
            post.problems.append(Problem(Kind.LIMIT, extraction.lines[line], text))
        line = unclosed_line(md_env)
        if line is not None:
            text = "found a dialogue or a turn that nothing closes; expected a line of `:::`, or `{% end %}`, after it"
            post.problems.append(Problem(Kind.DIALOGUE_DIRECTIVE, extraction.lines[line], text))
        _set_lines(tokens, extraction.lines)
        if any(mark in extraction.text for mark in ("{%", "{{", "{:")):
            post.problems += foreign_syntax(tokens)
        printed = printed_post(tokens, post, md)
        cast("HugoRenderer", md.renderer).fill_document(tokens, md_env, post, document)
        document["hugo_measure"] = measured(printed, post, md)


def _set_lines(tokens: Sequence[Token], lines: Sequence[int]) -> None:
    """Put the lines of the file in place of those of the text, 0-based as MyST's renderer expects them."""
    last = len(lines) - 1
    for token in tokens:
        if token.map:
            start, end = token.map
            token.map = [lines[min(start, last)] - 1, lines[min(end, last)] - 1]


def _subject(meta: PageMeta) -> dict[str, object]:
    """Return the fields that tell what a post is about, for features that read the tree alone."""
    fields = ("description", "summary", "keywords", "tags", "categories")
    return {name: value for name in fields if (value := getattr(meta, name))}


def _make_post(env: BuildEnvironment, path: str, meta: PageMeta, options: HugoSettings) -> Post:
    roles = ROLES | {name.lower() for name in options.roles}
    schemes = frozenset(name.lower().rstrip(":/") for name in options.schemes)
    markup = read_markup(
        options.markup, strict=options.strict, emoji=options.emoji, roles=roles, schemes=schemes
    )
    unsafe = markup.unsafe or options.unsafe or is_html(path)
    markup = replace(markup, unsafe=unsafe)
    return Post(
        docname=env.docname,
        path=path,
        env=env,
        meta=meta,
        markup=markup,
        trust_html=markup.unsafe and options.trust_html,
        directives=DIRECTIVES | {name.lower() for name in options.directives},
        is_myst=_syntax(meta, options) == "myst",
    )


def _syntax(meta: PageMeta, options: HugoSettings) -> str:
    """Return how a post is to be read: by its own `syntax`, where that is a known one, else by the site's."""
    own = meta.params.get("syntax")
    return own if isinstance(own, str) and own in SYNTAXES else options.syntax


def _encoding_problems(text: str, document: nodes.document) -> tuple[Problem, ...]:
    """Return what was wrong with the file's bytes; they are read again only where a character was replaced."""
    if _REPLACEMENT not in text:
        return ()
    return decode_source(Path(document["source"]).read_bytes()).problems


def _report(post: Post, source: str) -> None:
    if post.repaired:
        message = f"emphasis beside full-width punctuation: {len(post.repaired)}, where Hugo prints asterisks"
        notify(Problem(Kind.CJK_EMPHASIS, post.repaired[0], message), source)
    # Each once: a call in a link is run for its address and, where it has none, for its text.
    report_all(dict.fromkeys(sorted(post.problems, key=lambda problem: problem.line)), source)


def _words_of(post: Post) -> str:
    """Return the file's name in words: `my-first_post` gives `My first post`."""
    *folders, name = PurePath(post.path).with_suffix("").parts
    if name in {"index", "_index"} and folders:
        name = folders[-1]
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:] or post.docname
