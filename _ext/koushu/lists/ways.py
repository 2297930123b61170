"""How a page of a list names other pages and files: from where it lies, or from the root of the site."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from sphinx.util.osutil import relative_uri

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


@record
class Ways:
    """What a page writes for a document, and for a file by its path from the root of the site."""

    document: Callable[[str], str]
    file: Callable[[str], str]


def ways_from(app: Sphinx, pagename: str) -> Ways:
    """Return the ways from where a page lies."""
    here = app.builder.get_target_uri(pagename)
    return Ways(partial(_relative, app, pagename), lambda path: relative_uri(here, quote(path)))


def _relative(app: Sphinx, pagename: str, docname: str) -> str:
    # The address of the folder that a page lies in is empty from there.
    return app.builder.get_relative_uri(pagename, docname) or "./"


def rooted_ways(app: Sphinx) -> Ways:
    """Return the ways from the root of the server, for a page that is shown at any address."""
    root = site_root(app)
    return Ways(lambda docname: root + app.builder.get_target_uri(docname), lambda path: root + quote(path))


def site_root(app: Sphinx) -> str:
    """Return the path below which the site lies on its server, with a slash at both ends."""
    path = urlsplit(str(app.config.html_baseurl or "")).path.strip("/")
    return f"/{path}/" if path else "/"
