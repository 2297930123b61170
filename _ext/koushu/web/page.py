"""What each page's template is told: the page's own language, head, contents, and words in its language."""

from __future__ import annotations

import json
import re
import weakref
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import WebSettings, settings
from koushu.linked_data import add_nodes
from koushu.messages import message
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.search.keeping import is_searched
from koushu.web.contents import contents_html, page_contents
from koushu.web.defaults import THEME
from koushu.web.index_page import join_letters
from koushu.web.navigation import links
from koushu.web.page_head import page_head, site_name
from koushu.web.stylesheet import linked_style_sheets, needs_theme_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx

    from koushu.posts.records import Post
    from koushu.web.contents import Entry

_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# Of docutils; every theme's template has one as well.
_VIEWPORT: Final = re.compile(r'<meta name="viewport" [^<>]*>\n?')
_THEME_SCRIPTS: Final = (
    "DOCUMENTATION_OPTIONS.pagename =",
    "DOCUMENTATION_OPTIONS.search_as_you_type = false",
)
# What only the theme's own parts need; and, beside an index of ours, what marks words for Sphinx's search.
_SCRIPTS_OF_PARTS: Final = "_static/scripts/sphinx-book-theme.js"
_SCRIPTS_OF_SEARCH: Final = frozenset({"_static/sphinx_highlight.js", "_static/translations.js"})
# What scripts of others build on; ours do not, nor do pages that are neither an index nor Sphinx's search.
_SCRIPTS_FOR_OTHERS: Final = frozenset({"_static/documentation_options.js", "_static/doctools.js"})
_OWN_SCRIPTS: Final = frozenset(
    f"_static/{name}.js" for name in ("dialogue", "hugo-embeds", "koushu", "post")
)
_WITH_SCRIPTS: Final = frozenset({"search", "genindex"})
_EMBEDS: Final = ("_static/hugo-embeds.js", "data-player=")
# Tags of style sheets and scripts: the same on all pages of one depth.
_tags: weakref.WeakKeyDictionary[Sphinx, dict[tuple[str, str, Any], str]] = weakref.WeakKeyDictionary()
_HEADINGS: Final = "page_headings"
"""Name of the headings of a page among what its template is given, where that is ours."""
# Builders of HTML whose pages are no web pages of ours: a book, and data for programs.
_NO_SITES: Final = frozenset({"epub", "json", "pickle"})


def prepare_page(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], tree: nodes.document | None
) -> None:
    """Complete and correct what the theme has put into the context of one page."""
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder) or builder.name in _NO_SITES:
        return
    post = catalogue_of(app).by_docname.get(pagename)
    site = site_language(app.config)
    # A page of a list has no tree, and says its language itself.
    language = _language(post, tree, str(context.get("page_language") or site))
    head = page_head(app, pagename, context, tree, language)
    add_nodes(context, head.nodes)
    join_letters(context)
    context.update(
        language=language,
        site_language=site,
        site_lang="" if site == language else f' lang="{site}"',
        word=partial(_word, language=language),
        metatags=_VIEWPORT.sub("", context.get("metatags", "")) + head.markup,
        pageurl=head.url or None,
        # The theme would print the plain text of a heading as if it were HTML.
        pagetitle=escape(str(context.get("pagetitle", ""))),
    )
    if builder.theme.name == THEME:
        context[_HEADINGS] = page_contents(tree) if tree is not None else ()


def _language(post: Post | None, tree: nodes.document | None, site: str) -> str:
    """Return the page's BCP 47 tag, else the site's; it stands unescaped in the theme's templates."""
    wanted = post.language if post else str(tree.get("language", "")) if tree is not None else ""
    return wanted if _LANGUAGE_TAG.fullmatch(wanted) else site


def _word(key: str, *, language: str, **values: object) -> str:
    return escape(message(key, language, **values))


def prepare_looks(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the templates of our layer what depends on the theme (`koushu-page-looks`)."""
    if _HEADINGS not in context:
        return
    headings, shown = context[_HEADINGS], int(context.get("theme_show_toc_level") or 1) + 1
    themed = needs_theme_styles(app)
    context.update(
        page_contents=contents_html(headings, shown, themed=themed),
        site_title=site_name(app),
        has_search=_has_search(app, context),
        search_index=is_searched(app),
        site_links=links(app, pagename, context["pathto"]),
        site_tagline=settings(app.config, WebSettings).tagline,
        script_files=_scripts(app, context, pagename),
        css_files=linked_style_sheets(app, context["css_files"]),
        theme_styles=themed,
        # The theme's versions parse the page's contents with BeautifulSoup, and walk the site's toctrees.
        css_tag=_remembering(app, context, "css_tag"),
        js_tag=_remembering(app, context, "js_tag"),
        generate_toc_html=partial(_contents, headings, shown),
        suppress_sidebar_toctree=_suppress_toctree,
    )


def _remembering(app: Sphinx, context: dict[str, Any], name: str) -> Callable[[Any], str]:
    """Return a function that writes the tag of a file as Sphinx does, which looks for its check sum on each page."""
    tag, pathto = context[name], context["pathto"]
    known = _tags.setdefault(app, {})

    def written(one: Any) -> str:  # noqa: ANN401 - Sphinx's record, or an extension's plain string
        filename = str(getattr(one, "filename", one) or "")
        if not filename:
            return str(tag(one))
        key = (name, pathto(filename, True), one)
        if key not in known:
            known[key] = str(tag(one))
        return known[key]

    return written


def _has_search(app: Sphinx, context: dict[str, Any]) -> bool:
    # The theme's own value is text, the publication's a truth value; a site in one page has no search page.
    disabled = str(context.get("theme_disable_search")).lower() == "true"
    return not disabled and app.builder.name != "singlehtml" and bool(context["hasdoc"]("search"))


def _contents(headings: Sequence[Entry], shown: int, _kind: str = "html") -> str:
    return contents_html(headings, shown, themed=True)


def _suppress_toctree(**_options: object) -> bool:
    return True


def _scripts(app: Sphinx, context: dict[str, Any], pagename: str) -> list[Any]:
    """Return the page's scripts without those it has no use for, and what the theme writes into each page itself.

    It quotes the page's name as it is, so a file name could run; without these, all other scripts can wait until
    the page is shown.
    """
    scripts = [script for script in context["script_files"] if not _body(script).startswith(_THEME_SCRIPTS)]
    idle = set() if needs_theme_styles(app) else {_SCRIPTS_OF_PARTS}
    if is_searched(app) and pagename != "search":
        idle |= _SCRIPTS_OF_SEARCH
    if _EMBEDS[1] not in str(context.get("body", "")):
        idle.add(_EMBEDS[0])
    if is_searched(app) and pagename not in _WITH_SCRIPTS and "modindex" not in pagename:
        names = {str(getattr(script, "filename", script)) for script in scripts} - idle
        idle |= _SCRIPTS_FOR_OTHERS if names <= _OWN_SCRIPTS | _SCRIPTS_FOR_OTHERS else frozenset()
    scripts = [script for script in scripts if str(getattr(script, "filename", script)) not in idle]
    if context.get("theme_switcher"):
        body = f"DOCUMENTATION_OPTIONS.pagename = {json.dumps(pagename)};".replace("<", "\\u003c")
        scripts.append(type(scripts[0])("", priority=500, body=body))
    return scripts


def _body(script: Any) -> str:  # noqa: ANN401 - Sphinx's record, or an extension's plain string
    return str(getattr(script, "attributes", {}).get("body") or "")
