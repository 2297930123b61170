"""What the reading of one page needs to know of the Hugo site around it, kept beside Sphinx's configuration."""

from __future__ import annotations

import posixpath
import weakref
from dataclasses import field, replace
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.config import Config

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.front_matter import FrontMatter
    from koushu.hugo.sites.site import Site


@record
class SiteContext:
    """A site, and what each of its pages is given beside its own front matter."""

    site: Site
    folder: str = ""
    """The site's root from the source folder; empty when they are the same."""
    given: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Path of a source from the source folder -> front matter fields that replace or complete its own."""
    published: Mapping[str, str] = field(default_factory=dict)
    """Address of a file that is no page, from the site's root -> its path from the source folder."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """Document name -> address of the page."""
    find: Callable[[str, str], str] | None = None
    """Returns the address of the page that a page, by its document name, means by a path; empty where there is none."""

    def rooted(self, docname: str, address: str) -> str:
        """Return the address that a page means, from the site's root; the path of `baseURL` is taken off."""
        if not address.startswith("/"):
            address = posixpath.join(self.urls.get(docname, f"/{docname}/"), address)
        whole = posixpath.normpath("/" + address.lstrip("/"))
        return self.site.below_base(whole)


# The configuration is not ours to set attributes on, and several publications may live in one process.
_contexts: weakref.WeakKeyDictionary[Config, SiteContext] = weakref.WeakKeyDictionary()


def site_context(config: Config) -> SiteContext | None:
    """Return the Hugo site that this configuration builds, None when it builds a folder of Sphinx."""
    return _contexts.get(config)


def set_site_context(config: Config, context: SiteContext) -> None:
    """Keep what is known of the site, before any source is read."""
    _contexts[config] = context


def complete_front_matter(front: FrontMatter, given: Mapping[str, Value]) -> FrontMatter:
    """Return front matter with the fields that a page gets from its site: cascade, dates, language."""
    return replace(front, data={**front.data, **given}) if given else front


def given_to(config: Config, path: str) -> Mapping[str, Value]:
    """Return the fields that the source at `path` is given by its site."""
    context = _contexts.get(config)
    return context.given.get(path, {}) if context else {}


def page_address(config: Config, docname: str, path: str) -> str | None:
    """Return the address of the page that `ref` means, from the page `docname`; None where there is no such page.

    With `hugo_addresses = "source"` it is as Hugo prints it: from the site's root, and empty where there is no page.
    """
    context = _contexts.get(config)
    address = context.find(docname, path) if context and context.find else ""
    if context is not None and config.hugo_addresses == "source":
        return address
    if context is None or not address:
        return None
    here = posixpath.dirname(context.urls.get(docname, f"/{docname}/"))
    return posixpath.relpath(address, here) + ("/" if address.endswith("/") else "")


def static_paths(config: Config, docname: str, address: str) -> list[str] | None:
    """Return where a site may keep the file behind an address, None outside of Hugo sites.

    A relative address starts at the page's own address.
    """
    context = _contexts.get(config)
    if context is None:
        return None
    address = address.partition("?")[0].partition("#")[0]
    rooted = context.rooted(docname, address)
    paths = [context.published[rooted]] if rooted in context.published else []
    inner = rooted.lstrip("/")
    roots = [root for root in context.site.assets if inner.startswith(root.target)]
    within = [posixpath.join(root.folder, inner.removeprefix(root.target).lstrip("/")) for root in roots]
    within += [posixpath.join(root.folder, inner) for root in context.site.content if not root.target]
    if not address.startswith("/"):
        static = (*context.site.static, *context.site.assets)
        within += [posixpath.join(root.folder, address) for root in static]
    paths += [posixpath.normpath(posixpath.join(context.folder, path)) for path in within]
    return [path for path in paths if path != "."]
