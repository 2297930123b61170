"""What stands around each page of the guide on the web: its parts, their pages, the other language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.page_store import SITES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

OTHER: Final = {"en": ("zh", "中文"), "zh_CN": ("en", "English")}
"""For each language the folder of the other one, and what a link to it says."""
_TAGS: Final = {"en": "en", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the list of pages; a part of the guide with its own pages below it."""

    name: str
    title: str
    pages: tuple[Entry, ...] = ()

    def holds(self, name: str) -> bool:
        """Return whether a page is this one or below it."""
        return name == self.name or any(page.name == name for page in self.pages)


def parts(env: BuildEnvironment) -> tuple[Entry, ...]:
    """Return the parts of the guide with their pages, in the order of the lists of contents."""
    return tuple(_entry(env, name) for name in env.toctree_includes.get(env.config.root_doc, ()))


def _entry(env: BuildEnvironment, name: str) -> Entry:
    pages = tuple(Entry(one, env.titles[one].astext()) for one in env.toctree_includes.get(name, ()))
    return Entry(name, env.titles[name].astext(), pages)


def page_facts(app: Sphinx) -> dict[str, str]:
    """Return what each page shows of others, so that it is written again when that changes."""
    facts = repr(parts(app.env))
    return dict.fromkeys(app.env.found_docs, facts)


def add_navigation(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Give a page's template the list of pages and the link to the same page in the other language."""
    if app.builder.name not in SITES or not isinstance(app.builder, StandaloneHTMLBuilder):
        return
    # Not by `html_sidebars`: the theme would render the template before the page's own words are known.
    context.update(guide_parts=parts(app.env), sidebars=["guide-pages.html"])
    if app.config.guide_books:
        names = (f"{app.config.typst_documents[0][1]}.pdf", f"{app.config.epub_basename}.epub")
        context["guide_books"] = [
            (name.rpartition(".")[2].upper(), context["pathto"](name, 1)) for name in names
        ]
    folder, label = OTHER[app.config.language]
    uri = app.builder.get_target_uri(pagename)
    context["header_buttons"] = [
        *context.get("header_buttons", ()),
        {"text": label, "url": context["pathto"](f"../{folder}/{uri}", 1)},
    ]
    site = str(app.config.html_baseurl).rsplit("/", 2)[0]
    context["metatags"] += "".join(
        f'<link rel="alternate" hreflang="{tag}" href="{site}/{name}/{uri}" />\n'
        for name, tag in _TAGS.items()
    )
