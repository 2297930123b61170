"""Where pages lie other than in Hugo: the part of a check that tells whether links from elsewhere will arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.cli.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from koushu.hugo.sites.site import Site
    from koushu.posts import Catalogue, Post


def addresses(catalogue: Catalogue, config: Config) -> list[Finding]:
    """Return the pages whose address is not the one that Hugo gives them, and aliases that cannot lead to theirs.

    Outside of a Hugo site addresses are those of the builder of folders, `dirhtml`.
    """
    from koushu.hugo.sites.context import site_context  # noqa: PLC0415

    found = [
        Finding(post.path, 1, "", f"Hugo's address is {post.url}; here it is {here}")
        for post in catalogue.posts
        if (here := page_address(post)) != post.url
    ]
    context = site_context(config)
    return [*found, *_lost_aliases(catalogue, context.site if context else None)]


def page_address(post: Post) -> str:
    """Return the address at which the page is written."""
    if post.is_file:
        return f"/{post.docname}"
    folder = (
        post.docname.removesuffix("index").rstrip("/") if post.docname.endswith("/index") else post.docname
    )
    if post.docname == "index":
        return post.url if post.is_section else "/"
    return f"/{folder}/"


def _lost_aliases(catalogue: Catalogue, site: Site | None) -> Iterator[Finding]:
    from koushu.posts.redirects import alias_redirects  # noqa: PLC0415

    taken = {post.url.rstrip("/"): post for post in catalogue.posts}
    for post in catalogue.posts:
        for redirect in alias_redirects([post], site, lambda one: one.url):
            address = redirect.address.rstrip("/")
            other = taken.setdefault(address, post)
            if other is not post:
                message = f"the alias {address} does not lead here, since it is that of {other.path}"
                yield Finding(post.path, 1, "", message)
