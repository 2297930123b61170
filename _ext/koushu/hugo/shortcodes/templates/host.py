"""The templates of a site run for the calls of one page, in the order in which Hugo runs them: an inner call first.

What runs them is imported when a call has a template: few sites have any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.hugo.shortcodes.page_values import expand_param
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.shortcodes.templates.site_templates import (
    IN_CONFIGURATION,
    SiteTemplate,
    templates_of,
)
from koushu.hugo.sites.context import site_context
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.shortcodes.templates.evaluator import Made
    from koushu.hugo.shortcodes.templates.jinja import JinjaTemplate
    from koushu.hugo.shortcodes.templates.page_run import PageRun
    from koushu.hugo.shortcodes.templates.parser import Template

INLINE: Final = ".inline"


class TemplateHost:
    """Runs the templates of a site for the calls of one page."""

    def __init__(self, context: CallContext) -> None:
        self.made: dict[int, Made] = {}
        """What each call made, by its place."""
        self._context = context
        self._page: PageRun | None = None
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
        if self._page is None:
            from koushu.hugo.shortcodes.templates.page_run import PageRun  # noqa: PLC0415

            self._page = PageRun(self._context)
        return self._page.run(template, call)

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


def unmarked(made: Made) -> str:
    """Return what a template printed as Markdown: each text that it would have rendered stands there as it is."""
    text = made.text
    for index in range(len(made.fragments) - 1, -1, -1):
        text = text.replace(f"\ue002{index}\ue003", made.fragments[index].text)
    return text
