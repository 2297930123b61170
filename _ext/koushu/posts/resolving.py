"""Answers Sphinx's question for the target of a link between posts, from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from docutils import nodes
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri

from koushu.config import HugoSettings, settings
from koushu.hugo.sites.context import site_context
from koushu.posts.catalogue import catalogue_of
from koushu.posts.catalogue_values import packed_of_catalogue
from koushu.posts.kept_texts import KeptTexts, Packed, packed_texts
from koushu.posts.links import LinkIndex, build_index
from koushu.posts.rebuilding.shown import shown_of
from koushu.posts.site.publishing import SITES
from koushu.safe_path import path_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.posts.records import Post

TO_POST = "koushu-post"
"""`reftype` of a link whose target is the document name itself."""


def resolve_link(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.reference | None:
    """Return the reference to the post that a Hugo link means, or None when the catalogue knows none."""
    if node.get("reftype") == TO_POST:
        return make_refnode(app.builder, node["refdoc"], node["reftarget"], "", content)
    if node.get("reftype") != "hugo":
        return None
    found = _find(app, env, node["refdoc"], node["reftarget"])
    if settings(app.config, HugoSettings).addresses == "source":
        return _as_hugo_prints(node, content, catalogue_of(app).by_docname.get(found or ""))
    if found is None:
        return _to_file(app, node, content)
    return make_refnode(app.builder, node["refdoc"], found, node.get("reffragment", ""), content)


def link_facts(app: Sphinx) -> dict[str, str]:
    """Return where the links of each page lead (`koushu-page-facts`)."""
    if settings(app.config, HugoSettings).addresses == "source":
        urls = {post.docname: post.url for post in catalogue_of(app).posts}
    else:
        urls = {}
    return {
        docname: "\n".join(_destination(app, docname, target, urls) for target in shown.links)
        for docname, shown in shown_of(app.env).items()
        if shown.links
    }


def _destination(app: Sphinx, docname: str, target: str, urls: Mapping[str, str]) -> str:
    found = _find(app, app.env, docname, target)
    if found is None:
        return _file_address(app, docname, target) or ""
    return urls.get(found) or str(app.builder.get_target_uri(found))


def _find(app: Sphinx, env: BuildEnvironment, docname: str, target: str) -> str | None:
    """Return the document that a link means, the path of `baseURL` being taken off where it does not help."""
    catalogue = catalogue_of(app)
    origin = catalogue.by_docname.get(docname)
    context = site_context(app.config)
    targets = dict.fromkeys((target, context.site.below_base(target) if context else target))
    if origin is not None:
        index = _index(app)
        found = next(filter(None, (index.find(one, origin) for one in targets)), None)
        if found:
            return found
    return _document(env, docname, target)


def _file_address(app: Sphinx, docname: str, target: str) -> str | None:
    """Return the address of the published file that a link means, from the root of the site."""
    context = site_context(app.config)
    if context is None or not target:
        return None
    place = context.rooted(docname, target)
    places = (place, f"{place.rstrip('/')}/index.html")
    return place if any(one in context.published for one in places) else None


def _to_file(app: Sphinx, node: pending_xref, content: nodes.TextElement) -> nodes.reference | None:
    """Return the link to a file that the site publishes beside its pages."""
    context = site_context(app.config)
    place = _file_address(app, node["refdoc"], node["reftarget"])
    if context is None or place is None:
        return None
    base = context.site.base_url
    uri = str(node["refuri_as_written"]).partition("#")[0]
    if app.builder.name in SITES:
        uri = relative_uri(app.builder.get_target_uri(node["refdoc"]), quote(place.lstrip("/")))
    elif "://" in base:
        uri = base.rstrip("/") + quote(place)
    fragment = f"#{quote(node['reffragment'])}" if node.get("reffragment") else ""
    return nodes.reference("", "", content, refuri=uri + fragment)


def _as_hugo_prints(
    node: pending_xref, content: nodes.TextElement, target: Post | None
) -> nodes.reference | None:
    """Return the link that Hugo prints: of `ref` the address of the page, of Markdown what the author wrote."""
    if "refcall" not in node:
        return nodes.reference("", "", content, refuri=node["refuri_as_written"])
    if target is None:
        return None
    fragment = f"#{quote(node['reffragment'])}" if node.get("reffragment") else ""
    return nodes.reference("", "", content, refuri=quote(target.url) + fragment)


def _index(app: Sphinx) -> LinkIndex:
    """Return the index of the catalogue, made at the first link that needs it."""

    def pack(index: LinkIndex) -> tuple[Packed, ...]:
        return tuple(map(packed_texts, (index.by_url, index.by_path, index.by_name)))

    return packed_of_catalogue(
        app,
        "link-index",
        lambda: build_index(catalogue_of(app).posts),
        pack,
        lambda packed: LinkIndex(*map(KeptTexts, packed)),
    )


def _document(env: BuildEnvironment, origin: str, target: str) -> str | None:
    """Return the document outside the content folders that a link of `origin` names by its path."""
    for suffix in env.config.source_suffix:
        target = target.removesuffix(suffix)
    docname = path_in(str(env.doc2path(origin, base=False)), target) if target else origin
    docname = "" if docname == "." else docname
    for candidate in (docname, f"{docname}/index".lstrip("/")):
        if candidate in env.all_docs:
            return candidate
    return None
