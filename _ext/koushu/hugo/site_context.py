"""What the reading of one page needs to know of the Hugo site around it, kept beside Sphinx's configuration."""

from __future__ import annotations

import posixpath
import weakref
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

    from koushu.hugo.fields import Value
    from koushu.hugo.front_matter import FrontMatter
    from koushu.hugo.site import Site


@dataclass(frozen=True, slots=True)
class SiteContext:
    """A site, and what each of its pages is given beside its own front matter."""

    site: Site
    folder: str = ""
    """The site's root from the source folder; empty when they are the same."""
    given: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    """Path of a source from the source folder -> front matter fields that replace or complete its own."""


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


def static_paths(config: Config, docname: str, address: str) -> list[str] | None:
    """Return where a site may keep the file behind an address, None outside of Hugo sites.

    A relative address starts at the page's own address, which is its document name.
    """
    context = _contexts.get(config)
    if context is None:
        return None
    address = address.partition("?")[0].partition("#")[0]
    whole = address if address.startswith("/") else posixpath.join("/", docname, address)
    rooted = posixpath.normpath(whole).lstrip("/")
    static = (*context.site.static, *context.site.assets)
    paths = [
        posixpath.join(root.folder, rooted.removeprefix(root.target).lstrip("/"))
        for root in static
        if rooted.startswith(root.target)
    ]
    paths += [posixpath.join(root.folder, rooted) for root in context.site.content if not root.target]
    if not address.startswith("/"):
        paths += [posixpath.join(root.folder, address) for root in static]
    whole_paths = (posixpath.normpath(posixpath.join(context.folder, path)) for path in paths)
    return [path for path in whole_paths if path != "."]
