"""Templates of a site run for one page, and what they know of it.

What a template reads beside the page (other templates, data, translations, files) is noted, so that the page is read
again when it changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from koushu.hugo.shortcodes.templates.evaluator import Made, World, run_template
from koushu.hugo.shortcodes.templates.jinja import JinjaTemplate
from koushu.hugo.shortcodes.templates.page import page_values
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.shortcodes.templates.site import SiteFunctions
from koushu.hugo.shortcodes.templates.site_templates import read_template, shortcode_folders

if TYPE_CHECKING:
    from pathlib import Path

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.shortcodes.templates.call import Store
    from koushu.hugo.shortcodes.templates.parser import Template


class PageRun:
    """Runs templates for the calls of one page."""

    def __init__(self, context: CallContext) -> None:
        self._context = context
        self._stores: dict[int, Store] = {}
        self._world: World | None = None

    def run(self, template: Template | JinjaTemplate, call: Call) -> Made:
        """Return what a template makes of a call; raises `TemplateError` where it cannot be run."""
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


@lru_cache(maxsize=200)
def _parsed(path: Path, _changed: int, size: int) -> Template:
    return parse_template(read_template(path, size))
