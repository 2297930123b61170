"""A call of a site's own shortcode: its template run, and the output read as the site would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.shortcodes.markup import make_nodes
from koushu.hugo.shortcodes.site_templates import templates_of
from koushu.hugo.shortcodes.template_evaluator import Made, run_template
from koushu.hugo.shortcodes.template_lexer import TemplateError
from koushu.hugo.shortcodes.unknown import keep_content
from koushu.hugo.site_context import site_context
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from docutils import nodes

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext, ShortcodeContext
    from koushu.hugo.shortcodes.site_templates import SiteTemplate

_FRAGMENT: Final = re.compile("\ue002([0-9]+)\ue003")


def expand_call(call: Call, context: CallContext) -> str | None:
    """Return the Markdown that a site's template makes of a `%` call, None where the site has no template for it.

    Problems: as `run_site_template`.
    """
    template = templates_of(context.env).usable.get(call.name)
    if template is None:
        return None
    made = _run(template, call, context)
    return call.inner or "" if made is None else _unmarked(made)


def run_site_template(template: SiteTemplate, call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return what a site's template makes of a call: one that is Markdown is read by the post's rules.

    Problems: `Kind.SHORTCODE` for a value that the template cannot take; then what the call encloses is kept.
    """
    made = _run(template, call, context)
    if made is None:
        return keep_content(call, context)
    if template.is_markdown:
        text = _unmarked(made)
        block = "\n" in text.strip("\n")
        return (
            context.render_markdown(text, call.line)
            if block
            else context.render_inline(text.strip(), call.line)
        )
    return make_nodes(made.text, made.fragments, call, context)


def _run(template: SiteTemplate, call: Call, context: CallContext) -> Made | None:
    """Return what a template prints, or report why it cannot be run."""
    try:
        return run_template(template.nodes, call, _page(context), _site(context))
    except TemplateError as error:
        message = (
            f"the template {template.path}:{error.line} cannot be run: {error.message}. The content is kept"
        )
        context.report(Problem(Kind.SHORTCODE, call.line, message))
        return None


def _unmarked(made: Made) -> str:
    return _FRAGMENT.sub(lambda found: made.fragments[int(found[1])], made.text)


def _page(context: CallContext) -> dict[str, object]:
    meta = context.meta
    return {
        "Title": meta.title,
        "LinkTitle": meta.link_title,
        "Description": meta.description,
        "Summary": meta.summary,
        "Keywords": list(meta.keywords),
        "Params": {name.lower(): value for name, value in meta.params.items()},
        "Draft": meta.draft,
        "Slug": meta.slug,
        "Type": meta.type,
        "Weight": meta.weight,
        "Site": _site(context),
    }


def _site(context: CallContext) -> dict[str, object]:
    known = site_context(context.env.config)
    if known is None:
        return {"Title": str(context.env.config.project), "Params": {}, "BaseURL": ""}
    site = known.site
    return {"Title": site.title, "Params": dict(site.params), "BaseURL": site.base_url}
