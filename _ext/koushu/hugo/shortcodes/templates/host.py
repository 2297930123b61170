"""The templates of a site run for the calls of one page, in the order in which Hugo runs them: an inner call first.

What a template reads beside the page (other templates, data, translations, files) is noted, so that the page is read
again when it changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from koushu.hugo.shortcodes.page_values import expand_param
from koushu.hugo.shortcodes.templates.evaluator import Made, World, run_template
from koushu.hugo.shortcodes.templates.jinja import JinjaTemplate
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.page import page_values
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.shortcodes.templates.site import SiteFunctions
from koushu.hugo.shortcodes.templates.site_templates import (
    IN_CONFIGURATION,
    SiteTemplate,
    read_template,
    shortcode_folders,
    templates_of,
)
from koushu.hugo.sites.context import site_context
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.shortcodes.templates.call import Store
    from koushu.hugo.shortcodes.templates.parser import Template

INLINE: Final = ".inline"


class TemplateHost:
    """Runs the templates of a site for the calls of one page."""

    def __init__(self, context: CallContext) -> None:
        self.made: dict[int, Made] = {}
        """What each call made, by its place."""
        self._context = context
        self._stores: dict[int, Store] = {}
        self._world: World | None = None
        self._inline: dict[str, Template] = {}

    def expand(self, call: Call) -> str | None:
        """Run the template of a call, if the site has one, and return its Markdown for a `%` call.

        Problems: `Kind.SHORTCODE` for what a template says of a call, or cannot take; then the content is kept.
        """
        call = templates_of(self._context.env).meant(call)
        found = self._template(call)
        if found is None:
            plain = call.name == "param" and call.notation == "%"
            return expand_param(call, self._context) if plain else None
        template, place = found
        if not place.startswith(IN_CONFIGURATION) and not call.name.endswith(INLINE):
            self._context.env.note_dependency(place)
        try:
            made = self._run(template, call)
        except TemplateError as error:
            message = f"the template {place}:{error.line} cannot be run: {error.message}. The content is kept"
            self._context.report(Problem(Kind.SHORTCODE, call.line, message))
            return (call.inner or "") if call.notation == "%" else None
        if call.notation == "%":
            return unmarked(made)
        self.made[call.place] = made
        return None

    def _run(self, template: Template | JinjaTemplate, call: Call) -> Made:
        world = self._prepared(call)
        if isinstance(template, JinjaTemplate):
            hidden = {"site", "page", "file", "language", "scratch", "store"}
            page = {name.lower(): value for name, value in world.page.items() if not callable(value)}
            return Made(
                template.run(call, {name: value for name, value in page.items() if name not in hidden}), ()
            )
        return run_template(template, call, world)

    def _prepared(self, call: Call) -> World:
        """Return what templates know of the page, made when the first of them is run."""
        if self._world is None:
            functions = SiteFunctions(self._context)
            page = page_values(self._context, functions)
            self._world = World(page, functions.bound(page), self._partial, self._stores)
            self._functions = functions
        self._functions.line = call.line
        return self._world

    def _template(self, call: Call) -> tuple[Template | JinjaTemplate, str] | None:
        if call.name.endswith(INLINE):
            return self._inline_template(call)
        found: SiteTemplate | None = templates_of(self._context.env).find(
            call.name, self._context.meta.language
        )
        return (found.template, found.path) if found else None

    def _inline_template(self, call: Call) -> tuple[Template, str] | None:
        """Return the template that a call holds, or that one of its name before it has held."""
        site = site_context(self._context.env.config)
        if site is None or not site.site.inline_shortcodes:
            return None
        if call.inner:
            try:
                self._inline[call.name] = parse_template(call.inner)
            except TemplateError as error:
                self._context.report(Problem(Kind.SHORTCODE, call.line + error.line - 1, error.message))
        template = self._inline.get(call.name)
        return (template, call.name) if template else None

    def _partial(self, name: str) -> Template | None:
        """Return a partial template of the site or of its themes; a file outside of their folders is none."""
        for folder in shortcode_folders(self._context.env):
            for partials in ("_partials", "partials"):
                root = folder.parent / partials
                path = root / f"{name}.html"
                if path.is_file() and path.resolve().is_relative_to(root.resolve()):
                    self._context.env.note_dependency(str(path))
                    state = path.stat()
                    return _parsed(path, state.st_mtime_ns, state.st_size)
        return None


def unmarked(made: Made) -> str:
    """Return what a template printed as Markdown: each text that it would have rendered stands there as it is."""
    text = made.text
    for index in range(len(made.fragments) - 1, -1, -1):
        text = text.replace(f"\ue002{index}\ue003", made.fragments[index].text)
    return text


@lru_cache(maxsize=200)
def _parsed(path: Path, _changed: int, size: int) -> Template:
    return parse_template(read_template(path, size))
