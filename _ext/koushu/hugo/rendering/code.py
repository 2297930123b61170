"""Code: blocks, spans and the fences that are directives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from docutils.parsers.rst import directives, roles
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from koushu.hugo.allowed import (
    endless_filter,
    is_known_style,
    refused_in_rst,
    style_of_bibliography,
    too_many,
)
from koushu.hugo.dialect.code_info import CodeInfo, read_code_info
from koushu.hugo.rendering.base import line_of
from koushu.hugo.rendering.net import NetRendering, netted
from koushu.problems import Kind

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_match_directive: Final = re.compile(r"\s*\{([A-Za-z][-A-Za-z0-9_+:]*)\}(.*)").fullmatch


# Allowed directives that could read a file, by `:file: x`, or `file: x` between lines of dashes.
_READING: Final = frozenset(("csv-table",))
_file_option: Final = re.compile(r"^[ \t]*:?(?:file|url)\s*:", re.MULTILINE | re.IGNORECASE).search

_style_option: Final = re.compile(r"^[ \t]*:?style[ \t]*:", re.MULTILINE | re.IGNORECASE).search


class CodeRendering(NetRendering):
    """Renders code, and hands fences with a directive's name to the directive."""

    @netted
    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Add a block of code, or what the directive makes of it when the name in braces is an allowed one."""
        found = _match_directive(token.info)
        if found and self.post.is_myst and found[1].lower() == "eval-rst" and self._may_run(token):
            # Its own parser says which line it is at.
            vars(self.reporter).pop("get_source_and_line", None)
            self.render_restructuredtext(token)
            return
        if found and self.post.is_myst and not self._is_directive(found[1]):
            self._add_unknown(token, found[1], found[2].strip())
            return
        if found and self._is_directive(found[1]) and not self.is_too_deep(line_of(token)):
            refused = self._refused_option(found[1].lower(), token.content)
            if not refused:
                self.render_directive(token, found[1], found[2].strip())
                return
            message = f"found {found[1]!r} with {refused}, which is shown as code"
            self.post.report(Kind.DIRECTIVE, line_of(token), message)
        self._add_block(token, read_code_info(token.info) if token.info.strip() else CodeInfo())

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *more: object, **named: object
    ) -> list[nodes.Element]:
        """Return what a directive makes; a message that has no place of its own is about the line of it."""
        document, outer = self.document, self.document.current_line

        def place(line: int | None = None) -> tuple[str, int | None]:
            return document["source"], line or document.current_line

        self.reporter.get_source_and_line = place
        try:
            return super().run_directive(name, first_line, content, position, *more, **named)  # type: ignore[misc,no-any-return]
        finally:
            document.current_line = outer

    @netted
    def render_colon_fence(self, token: SyntaxTreeNode) -> None:
        """Add what a directive between colons makes; of a plain one, a container with its name as a class."""
        if _match_directive(token.info):
            self.render_fence(token)
        else:
            super().render_colon_fence(token)  # type: ignore[misc]

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Add an indented block of code."""
        self._add_block(token, CodeInfo())

    def render_code_inline(self, token: SyntaxTreeNode) -> None:
        """Add a span of code; a shortcode in it runs, as in Hugo."""
        text = self.fill_in(token.content)
        node = nodes.literal(text, text)
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    @netted
    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Add what a role makes; one that no extension provides is the text that Hugo shows."""
        name = str(token.meta["name"])
        allowed = name.lower() in self.post.markup.roles
        role = allowed and roles.role(name, self.language_module_rst, line_of(token), self.reporter)[0]
        if not role:
            self.current_node.append(nodes.Text(f"{{{name}}}"))
            self.render_code_inline(token)
        else:
            super().render_myst_role(token)  # type: ignore[misc]

    def _refused_option(self, name: str, content: str) -> str:
        """Return what of a directive's options would read a file or end the build; empty where nothing would."""
        if name in _READING and _file_option(content):
            return "a file or address to read; expected its content"
        if name == "div" and _style_option(content):
            return "a style of its own; expected a class"
        if too_many(content):
            return "a number beyond 99999; expected one that a listing or a table can have"
        if name == "bibliography" and (pattern := endless_filter(content)):
            return f"the filter {pattern!r}; expected a pattern without groups, and with one repetition"
        style = style_of_bibliography(content) if name == "bibliography" else ""
        return "" if is_known_style(style) else f"the style {style!r}; expected one that is installed"

    def _may_run(self, token: SyntaxTreeNode) -> bool:
        """Return whether a piece of reStructuredText uses no directive but those that posts may use; say so if not."""
        refused = refused_in_rst(token.content)
        style = style_of_bibliography(token.content)
        refused = (
            refused
            or ("" if is_known_style(style) else f":style: {style}")
            or too_many(token.content)
            or endless_filter(token.content)
        )
        if refused:
            message = f"found {refused!r} in reStructuredText, which posts may not use"
            self.post.report(Kind.DIRECTIVE, line_of(token), message)
        return not refused and not self.is_too_deep(line_of(token))

    def _add_unknown(self, token: SyntaxTreeNode, name: str, argument: str) -> None:
        """Add what a directive that is not known holds, and say so: its text between colons, else code."""
        message = f"found the directive {name!r}, which posts do not have; expected one of those that they may use, or"
        self.post.report(
            Kind.DIRECTIVE, line_of(token), f"{message} its name in `hugo_directives`. Its words are kept"
        )
        container = nodes.container(classes=[name.lower().replace(":", "-")])
        with self.current_node_context(container, append=True):
            if argument:
                paragraph = nodes.paragraph()
                with self.current_node_context(paragraph, append=True):
                    self.nested_render_text(argument, line_of(token), inline=True)
            if token.type == "colon_fence":
                self.nested_render_text(token.content, line_of(token) + 1)
            else:
                self._add_block(token, CodeInfo())

    def _is_directive(self, name: str) -> bool:
        if name.lower() not in self.post.directives:
            return False
        directive, _ = directives.directive(name, self.language_module_rst, self.document)
        return directive is not None

    def _add_block(self, token: SyntaxTreeNode, info: CodeInfo) -> None:
        text = self.fill_in(token.content).rstrip("\n")
        # `force`: a language that its own highlighter cannot read is no fault of the post.
        node = nodes.literal_block(text, text, language=lexer_name(info.language), force=True)
        options: dict[str, Any] = {}
        if info.marked:
            options["hl_lines"] = [line for line in info.marked if line <= text.count("\n") + 1]
        if info.numbered:
            node["linenos"] = True
            options["linenostart"] = info.first_line
        if options:
            node["highlight_args"] = options
        if info.language:
            node["classes"].append(f"language-{info.language.lower()}")
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)


@lru_cache(maxsize=512)
def lexer_name(language: str) -> str:
    """Return a language that Pygments knows, `none` for any other, so that no unknown name becomes a warning."""
    if not language:
        return "none"
    try:
        find_lexer_class_by_name(language)
    except ClassNotFound:
        return "none"
    return language
