"""Shortcodes: what a call makes, put where the call stood."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from koushu.config import HugoSettings, settings
from koushu.hugo.dialect.placeholders import PLACEHOLDER, PLACEHOLDER_IN_URL
from koushu.hugo.printing.nodes_html import print_nodes
from koushu.hugo.rendering.net import FAULTS, NetRendering
from koushu.hugo.shortcodes.registry import run_shortcode
from koushu.hugo.shortcodes.templates.host import INLINE
from koushu.hugo.shortcodes.templates.site_templates import templates_of
from koushu.hugo.sites.context import page_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.tree import SyntaxTreeNode
    from sphinx.environment import BuildEnvironment

    from koushu.hugo.metadata.page_meta import PageMeta
    from koushu.hugo.rendering.post import Post
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.templates.evaluator import Made
    from koushu.problems import Problem

# Made once: whether a node is one is asked of each that a paragraph holds.
_BODY: Final = (nodes.Body, nodes.Part)


class PostContext:
    """The post that is being read: the `CallContext` of its calls before anything is rendered."""

    def __init__(self, post: Post) -> None:
        self._post = post

    @property
    def docname(self) -> str:
        """Return the page's Sphinx name."""
        return self._post.docname

    @property
    def env(self) -> BuildEnvironment:
        """Return Sphinx's environment."""
        return self._post.env

    @property
    def meta(self) -> PageMeta:
        """Return the page's own front matter."""
        return self._post.meta

    def report(self, problem: Problem) -> None:
        """Keep a problem for the end of the page."""
        self._post.problems.append(problem)


class PageContext(PostContext):
    """The page as a shortcode's handler sees it: the `ShortcodeContext` of the post that is being read."""

    def __init__(self, renderer: NetRendering) -> None:
        super().__init__(renderer.post)
        self._renderer = renderer

    @property
    def made(self) -> Mapping[int, Made]:
        """Return what the site's templates have made of calls, by their places."""
        return self._post.made

    def render_markdown(self, text: str, line: int) -> list[nodes.Node]:
        """Return the blocks of a Markdown text that starts on a 1-based line."""
        return self._render(nodes.Element(), text, line, inline=False)

    def render_inline(self, text: str, line: int) -> list[nodes.Node]:
        """Return the running text of a Markdown text."""
        return self._render(nodes.inline(), text, line, inline=True)

    def make_reference(self, href: str, line: int) -> nodes.TextElement:
        """Return the empty element of a link, for an address as a post writes it."""
        return cast("nodes.TextElement", self._renderer.make_reference(href, line))

    def _render(self, holder: nodes.Element, text: str, line: int, *, inline: bool) -> list[nodes.Node]:
        with self._renderer.current_node_context(holder):
            self._renderer.nested_render_text(text, line - 1, inline=inline)
        return holder.children


class ShortcodeRendering(NetRendering):
    """Renders the places that calls left in the text."""

    def render_shortcode(self, token: SyntaxTreeNode) -> None:
        """Add what a call inside running text makes; a block joins it where the text cannot be parted."""
        made = self.run_call(int(token.meta["index"]))
        if not isinstance(self.current_node, nodes.paragraph):
            made = as_words(made)
        self.current_node.extend(made)

    def render_shortcode_block(self, token: SyntaxTreeNode) -> None:
        """Add what a call that stands alone makes; running text gets a paragraph."""
        self.current_node.extend(as_blocks(self.run_call(int(token.meta["index"]))))

    def run_call(self, index: int) -> list[nodes.Node]:
        """Return what one call makes; nothing for a number that no call has, or for a call inside itself."""
        if index >= len(self.post.calls) or index in self.post.running:
            return []
        call = self.post.calls[index]
        if call.inner is not None and self.is_too_deep(call.line):
            return [nodes.Text(self.fill_in(call.inner))]
        self.post.running.append(index)
        holder, count, depth = self.current_node, len(self.current_node), self.depth
        try:
            with self.deeper():
                made: list[nodes.Node] = run_shortcode(call, PageContext(self))
        except FAULTS as error:
            self.take_back(holder, count, depth)
            made = [self.call_source(call, error)]
        self.post.running.pop()
        self.post.printed.setdefault(index, self._printed(call, made))
        for node in made:
            if isinstance(node, nodes.Element) and node.line is None:
                node.source, node.line = self.document["source"], call.line
        return made

    def _printed(self, call: Call, made: Sequence[nodes.Node]) -> str:
        """Return what Hugo prints for a call: what the site's template made of it, or what its nodes hold."""
        template = self.post.made.get(call.place)
        return template.text if template and not template.fragments else print_nodes(made)

    def call_as_text(self, index: int) -> str:
        """Return what a call in code shows: a value as text, what an unknown one encloses, else the call as written.

        Of a site's own template, or without the shortcodes of themes, the words of what it makes, as in Hugo.
        """
        if index >= len(self.post.calls):
            return ""
        call, templates = self.post.calls[index], templates_of(self.post.env)
        unknown = call.name not in templates.known
        plain = unknown and not settings(self.post.env.config, HugoSettings).theme_shortcodes
        if plain or templates.find(call.name, self.post.meta.language):
            return "".join(map(words_of_block, self.run_call(index)))
        if unknown and call.inner is not None and not call.name.endswith(INLINE):
            return self.fill_in(call.inner)
        made = self.run_call(index)
        if made and all(isinstance(node, nodes.Text) for node in made):
            return "".join(node.astext() for node in made)
        return call.source

    def fill_in(self, code: str) -> str:
        """Return a text that Markdown leaves alone, with each placeholder replaced by its call's text."""
        return (
            PLACEHOLDER.sub(lambda found: self.call_as_text(int(found[1])), code)
            if "\ue000" in code
            else code
        )

    def fill_html(self, html: str) -> str:
        """Return a tag with each placeholder in its attributes replaced by its call's address or text."""
        return PLACEHOLDER.sub(lambda found: escape(self._call_as_address(int(found[1]))), html)

    def fill_url(self, url: str) -> str:
        """Return an address with each placeholder replaced by what its call gives: another address, or a value."""
        return PLACEHOLDER_IN_URL.sub(lambda found: self._call_as_address(int(found[1])), url)

    def _call_as_address(self, index: int) -> str:
        made = self.run_call(index)
        reference = find_reference(made)
        if reference is not None:
            return self._address_of(reference)
        return quote("".join(node.astext() for node in made), safe="/:?#&=%+~@!$,;()*'")

    def _address_of(self, reference: nodes.Element) -> str:
        """Return the address that a link leads to: of a page of this site where it lies, else as written."""
        written = str(reference.get("refuri_as_written", reference.get("refuri", "")))
        if "refcall" not in reference:
            return written
        fragment = reference.get("reffragment", "")
        found = page_address(self.post.env.config, self.post.docname, str(reference["reftarget"]))
        if found is None:
            return written
        return quote(found) + (f"#{quote(fragment)}" if found and fragment else "")


def find_reference(made: Sequence[nodes.Node]) -> nodes.Element | None:
    """Return the first link that a call made."""
    for node in made:
        for inner in node.findall():
            if isinstance(inner, nodes.reference | addnodes.pending_xref):
                return inner
    return None


def is_block(node: nodes.Node) -> bool:
    """Return whether a node may not stand inside a paragraph."""
    return isinstance(node, _BODY) and not isinstance(node, nodes.Inline)


def as_blocks(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return nodes with every run of text between blocks in a paragraph of its own."""
    blocks: list[nodes.Node] = []
    run: list[nodes.Node] = []
    for child in [*children, None]:
        if child is not None and not is_block(child):
            run.append(child)
            continue
        if any(not isinstance(node, nodes.Text) or node.strip() for node in run):
            blocks.append(_paragraph(run))
        run = []
        if child is not None:
            blocks.append(child)
    return blocks


def as_words(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text for nodes that stand where no block may: what paragraphs hold, and the words of others."""
    words: list[nodes.Node] = []
    for child in children:
        if not is_block(child) or isinstance(child, nodes.image):
            words.append(child)
            continue
        words += [nodes.Text(" ")] if words else []
        if isinstance(child, nodes.paragraph):
            words += child.children
        elif isinstance(child, nodes.container | nodes.block_quote | nodes.list_item | nodes.bullet_list):
            words += as_words(child.children)
        else:
            words.append(nodes.inline("", child.astext()))
    return words


def words_of_block(node: nodes.Node) -> str:
    """Return the words of a block as they stand in HTML, each block on lines of its own."""
    if isinstance(node, nodes.Element) and any(is_block(child) for child in node.children):
        inner = "".join(map(words_of_block, node.children))
        return f"{inner}\n" if isinstance(node, nodes.list_item) else f"\n{inner}\n"
    return f"{node.astext()}\n" if is_block(node) else node.astext()


def _paragraph(children: Sequence[nodes.Node]) -> nodes.paragraph:
    paragraph = nodes.paragraph("", "", *_stripped(children))
    first = next((child for child in children if isinstance(child, nodes.Element)), None)
    if first is not None:
        paragraph.source, paragraph.line = first.source, first.line
    return paragraph


def _stripped(children: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return running text without the blanks at its two ends."""
    texts = list(children)
    while isinstance(texts[0], nodes.Text) and not texts[0].strip():
        del texts[0]
    while isinstance(texts[-1], nodes.Text) and not texts[-1].strip():
        del texts[-1]
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        text = texts[end]
        if isinstance(text, nodes.Text):
            texts[end] = nodes.Text(strip(text))
    return texts
