"""Names of shortcodes that nobody knows: one report for each name of the whole site."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from sphinx.errors import SphinxError

from koushu.config import HugoSettings, settings
from koushu.document_facts import DocumentFacts, facts_of
from koushu.hugo.found import shown
from koushu.hugo.shortcodes.templates.host import INLINE
from koushu.hugo.shortcodes.templates.site_templates import forget_templates, templates_of
from koushu.hugo.sites.context import site_context
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ATTRIBUTE: Final = "hugo_unknown_shortcodes"
_CALLED: Final = "hugo_called_shortcodes"
Places = dict[str, tuple[int, int]]
"""Name -> line of the first call and number of calls."""


class UnknownShortcodeError(SphinxError):
    """The site wants no build with a shortcode that is not known."""

    category = "Unknown shortcode"


class UnknownShortcodes(DocumentFacts):
    """Keeps which unknown names each page calls, so that pages read by other processes count too."""

    stores = (_ATTRIBUTE, _CALLED)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Take the names from a page that has just been read."""
        if places := doctree.attributes.pop("hugo_unknown", None):
            _kept(app.env)[app.env.docname] = places
        if names := doctree.attributes.pop("hugo_called", None):
            _called(app.env)[app.env.docname] = _ways(app.env, names)

    def get_outdated_docs(
        self,
        _app: Sphinx,
        env: BuildEnvironment,
        _added: set[str],
        _changed: set[str],
        _removed: set[str],
    ) -> list[str]:
        """Return the pages that call a shortcode whose template has come, gone or moved."""
        forget_templates(env)
        ways = _ways(env, {name for called in _called(env).values() for name in called})
        return [
            docname
            for docname, called in _called(env).items()
            if any(ways[name] != way for name, way in called.items())
        ]


def report_unknown(_app: Sphinx, env: BuildEnvironment) -> None:
    """Report each unknown name once, at its first place, or stop the build where the site wants that.

    Problems: `Kind.UNKNOWN_SHORTCODE`.
    """
    for path, problem in templates_of(env).problems:
        report(problem, path)
    policy = settings(env.config, HugoSettings).unknown_shortcodes
    if policy == "keep":
        return
    problems = [
        (str(env.doc2path(places[0][0])), _problem(env, name, places))
        for name, places in unknown_shortcodes(env).items()
    ]
    if policy == "error" and problems:
        raise UnknownShortcodeError("\n".join(f"{path}:{one.line}: {one.message}" for path, one in problems))
    for path, problem in problems:
        report(problem, path)


def unknown_shortcodes(env: BuildEnvironment) -> dict[str, list[tuple[str, int, int]]]:
    """Return each unknown name -> document, line of the first call there, and number of calls, by document."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for docname, places in sorted(_kept(env).items()):
        for name, (line, count) in places.items():
            if not (name.endswith(INLINE) and _runs_inline(env)):
                found.setdefault(name, []).append((docname, line, count))
    return found


def _runs_inline(env: BuildEnvironment) -> bool:
    site = site_context(env.config)
    return site is not None and site.site.inline_shortcodes


def _problem(env: BuildEnvironment, name: str, places: list[tuple[str, int, int]]) -> Problem:
    templates = templates_of(env)
    count = sum(number for _, _, number in places)
    times = (
        f" ({count} times in {len(places)} files)" if len(places) > 1 else f" ({count} times in this file)"
    )
    what = f"found the shortcode {shown(name, 40)}{times if count > 1 else ''}"
    near = get_close_matches(name[:40], templates.known, n=1, cutoff=0.7)
    if name in templates.faults:
        message = f"{what}, whose template cannot be run: {templates.faults[name]}. What it encloses is kept"
    elif name.endswith(INLINE):
        message = f"{what}; expected one with a name of its own, or `enableInlineShortcodes` in the site"
    else:
        expected = (
            f"perhaps {near[0]!r}"
            if near
            else "one of Hugo, of a known theme, or with a template of the site"
        )
        message = f"{what}, which is not known; expected {expected}. What it encloses is kept"
    return Problem(Kind.UNKNOWN_SHORTCODE, places[0][1], message)


def _ways(env: BuildEnvironment, names: AbstractSet[str]) -> dict[str, str]:
    """Return the path of each name's template, or what else is known of it."""
    templates = templates_of(env)
    return {
        name: template.path
        if (template := templates.find(name))
        else f"{templates.known.get(name, '')} {templates.aliases.get(name, '')}"
        for name in names
    }


def _called(env: BuildEnvironment) -> dict[str, dict[str, str]]:
    """Return which names each page calls, each with the template it had."""
    return facts_of(env, _CALLED)


def _kept(env: BuildEnvironment) -> dict[str, Places]:
    return facts_of(env, _ATTRIBUTE)
