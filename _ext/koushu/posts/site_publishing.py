"""Puts into the output what a Hugo site publishes beside its pages: files at their places, and redirects."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import HugoSettings, settings
from koushu.hugo.site_context import site_context
from koushu.page_store import note_outputs, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.site_resources import alias_addresses
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx

    from koushu.hugo.site import Site

SITES: Final = frozenset({"html", "dirhtml"})
# Folders that the builder fills itself.
_OWN: Final = ("_static/", "_images/", "_sources/", "_downloads/")


def publish_files(app: Sphinx, error: Exception | None) -> None:
    """Copy every published file to its address, and write a page for each former address; no page is written over."""
    context = site_context(app.config)
    builder = app.builder
    if (
        error is not None
        or context is None
        or builder.name not in SITES
        or not isinstance(builder, StandaloneHTMLBuilder)
        or settings(app.config, HugoSettings).addresses == "source"
    ):
        return
    out = Path(app.outdir)
    taken = {Path(builder.get_output_path(name)) for name in (*app.env.found_docs, "search", "genindex")}
    pages = set(taken)
    taken |= _copy(Path(app.srcdir), out, context.published, taken)
    _redirect(app, out, context.site, taken)
    note_outputs(app.config, taken - pages)


def _copy(source: Path, out: Path, published: Mapping[str, str], taken: set[Path]) -> set[Path]:
    """Copy files that are not there yet as they are, and return all that now lie in the output."""
    done = set()
    for address, path in published.items():
        inner = address.lstrip("/")
        target = out / inner
        if target in taken or inner.startswith(_OWN):
            continue
        try:
            if not _is_same(source / path, target):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / path, target)
            done.add(target)
        except OSError as error:
            message = f"the file could not be copied to {address} ({error.strerror}); it is left out"
            report(Problem(Kind.SITE, 1, message), str(source / path))
    return done


def _is_same(source: Path, target: Path) -> bool:
    if not target.is_file():
        return False
    old, new = target.stat(), source.stat()
    return (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns)


def _redirect(app: Sphinx, out: Path, site: Site, taken: set[Path]) -> None:
    """Write a page for each former address of a page, which leads to the new one."""
    base = site.base_url if "://" in site.base_url else ""
    pairs = [(address, post.url) for address, post in alias_addresses(catalogue_of(app).posts, site)]
    if len(site.languages) > 1 and site.configured:
        # The home of the first language stands at the root; Hugo has its folder lead to the other or back.
        pairs.append((f"/{site.default.key}", "/"))
    for address, url in pairs:
        place = Path(address.lstrip("/"))
        target = out / (place if address.endswith(".html") else place / "index.html")
        if target in taken:
            continue
        up = "../" * len(target.relative_to(out).parts[:-1])
        try:
            absolute = f"{base.rstrip('/')}{quote(url)}" if base else ""
            write_if_changed(target, _page(f"{up or './'}{quote(url.lstrip('/'))}", absolute))
            taken.add(target)
        except OSError as error:
            message = f"no page could be made for the former address {address} ({error.strerror})"
            report(Problem(Kind.ADDRESS, 1, message), str(target))


def _page(relative: str, absolute: str) -> str:
    """Return a page that leads on without a script."""
    canonical = f'<link rel="canonical" href="{escape(absolute)}">' if absolute else ""
    address = escape(relative)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{address}</title>{canonical}'
        f'<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={address}">'
        f'</head><body><p><a href="{address}">{address}</a></p></body></html>\n'
    )
