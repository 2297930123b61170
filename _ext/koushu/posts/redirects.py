"""The former addresses of pages, and where each leads: as pages, and as the rules that hosts of static sites read.

Pure. Source: Hugo, "Aliases"; the forms of `_redirects` that Netlify and Cloudflare Pages share.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from koushu.hugo.sites.site import Site
    from koushu.posts.records import Post

_FILES: Final = (".html", ".htm")


@record
class Redirect:
    """A former address and the present one, both from the site's root and as they are read, without escapes."""

    address: str
    """With a slash at its end, unless it names a file."""
    target: str
    source: str = ""
    """Path of the post that names the address; empty for an address of the site's own."""
    written: str = ""
    """The address as that post writes it."""

    @property
    def file(self) -> str:
        """Return the path of the page that leads on, below the root of the site."""
        return (
            f"{self.address.lstrip('/')}index.html"
            if self.address.endswith("/")
            else self.address.lstrip("/")
        )


def alias_redirects(
    posts: Iterable[Post], site: Site | None, target: Callable[[Post], str]
) -> Iterator[Redirect]:
    """Yield a redirect for each alias of a page.

    `/x` is below the folder of the page's language, `x` below the folder in which the page's own address lies; where
    pages are files, so are these.
    """
    if site is not None and site.disable_aliases:
        return
    for post in posts:
        own = target(post)
        above = posixpath.dirname(own.rstrip("/"))
        prefix = site.prefix(post.tree) if site else ""
        is_ugly = site is not None and site.has_files_in(post.section)
        for alias in post.meta.aliases:
            rooted = posixpath.join("/", prefix, alias.lstrip("/"))
            whole = posixpath.normpath(rooted if alias.startswith("/") else posixpath.join(above, alias))
            if alias.strip() and "://" not in alias and not whole.startswith("/.."):
                yield Redirect(_as_written(whole, is_ugly=is_ugly), own, post.path, alias)


def language_redirects(site: Site | None) -> Iterator[Redirect]:
    """Yield what leads to the home of the first language, from its folder or, where it stands there, from the root."""
    if site is not None and site.configured and (len(site.languages) > 1 or site.default.prefix):
        home, key = f"/{site.default.prefix}".rstrip("/") + "/", f"/{site.default.key}/"
        yield Redirect(key if home != key else "/", home)


def _as_written(address: str, *, is_ugly: bool) -> str:
    """Return an alias as an address: of a file where it names one, else of a folder."""
    if address.endswith("/index.html"):
        return address.removesuffix("index.html")
    if is_ugly:
        return address if address.endswith(".html") else f"{address.rstrip('/') or '/'}.html"
    return address if address.endswith(_FILES) else f"{address.rstrip('/')}/"


def redirect_page(redirect: Redirect, base: str) -> str:
    """Return a page that leads on without a script; `base` is the absolute address of the site, empty for none."""
    up = "../" * redirect.file.count("/") or "./"
    relative = escape(up + quote(redirect.target.lstrip("/")))
    absolute = f"{base.rstrip('/')}{quote(redirect.target)}" if base else ""
    canonical = f'<link rel="canonical" href="{escape(absolute)}">' if absolute else ""
    shown = escape(redirect.target)
    # The language of an address is that of nobody.
    return (
        f'<!DOCTYPE html>\n<html lang="zxx"><head><meta charset="utf-8"><title>→ {shown}</title>{canonical}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={relative}">'
        "<style>:root{color-scheme:light dark}h1{font:1rem sans-serif;overflow-wrap:anywhere}a{color:inherit}</style>"
        f'</head><body><main><h1><a href="{relative}">{shown}</a></h1></main></body></html>\n'
    )


def redirect_rules(redirects: Iterable[Redirect], base: str) -> str:
    """Return the lines of `_redirects`: former address, present one, and that it is for good.

    Both carry the path of the site's own address, and everything in them that means something in a rule is escaped. A
    folder stands with and without the slash at its end, which not every host takes for the same.
    """
    root = urlsplit(base).path.rstrip("/") if base else ""
    rules: dict[str, str] = {}
    for redirect in redirects:
        written = dict.fromkeys((redirect.address.rstrip("/") or "/", redirect.address))
        for address in written:
            rules.setdefault(quote(root + address), quote(root + redirect.target))
    return "".join(f"{address} {target} 301\n" for address, target in rules.items())
