"""Puts into the output what a Hugo site publishes beside its pages: files at their places, and redirects."""

# Paths are handled as text: there may be many for each post, and each is looked at in every build.
# ruff: noqa: PTH113, PTH116, PTH118, PTH206

from __future__ import annotations

import filecmp
import os
import posixpath
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.config import HugoSettings, PostsSettings, settings
from koushu.drawings import EMPTY, clean_drawing
from koushu.hugo.active_files import acts
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.sites.context import site_context
from koushu.hugo.source import decode_source
from koushu.page_store import note_outputs, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.ledger import Ledger, fault_of, key_of
from koushu.posts.publication import site_address
from koushu.posts.rebuilding.exact_pages import output_name
from koushu.posts.rebuilding.standing_values import while_lists_stand
from koushu.posts.redirects import alias_redirects, language_redirects, redirect_page, redirect_rules
from koushu.problems import Kind, Problem, report
from koushu.staged_files import (
    keep_later,
    live_path,
    place_in,
    standing,
    standing_name,
    write_if_differs,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx

    from koushu.posts.records import Post
    from koushu.posts.redirects import Redirect

    _Problems = list[tuple[Problem, str]]

SITES: Final = frozenset({"html", "dirhtml"})
EVENT: Final = "koushu-redirects"
"""Asks each feature for redirects of its own; handlers take the application and return an iterable of `Redirect`."""
_RULES: Final = "_redirects"
# Folders that the builder fills itself.
_OWN: Final = ("_static/", "_images/", "_sources/", "_downloads/")


def publish_files(app: Sphinx, error: Exception | None) -> None:
    """Copy every published file to its address, and lead on from each former address; no page is written over."""
    builder = app.builder
    if (
        error is not None
        or builder.name not in SITES
        or not isinstance(builder, StandaloneHTMLBuilder)
        or settings(app.config, HugoSettings).addresses == "source"
    ):
        return
    for problem, place in while_lists_stand(app, "published", lambda: _publish(app, builder)):
        report(problem, place)


def _publish(app: Sphinx, builder: StandaloneHTMLBuilder) -> _Problems:
    """Publish, and return what is wrong, each with the file that it is said of."""
    context = site_context(app.config)
    out = Path(app.outdir)
    problems: _Problems = []
    published = context.published if context else {}
    pages = {output_name(builder, name) for name in (*app.env.found_docs, "search", "genindex")}
    folders = [posixpath.join(context.folder, one.folder) for one in context.site.content] if context else []
    content = tuple(f"{posixpath.normpath(one)}/" for one in folders if posixpath.normpath(one) != ".")
    taken = pages | _copy(app, published, pages, content, problems)
    redirects = free_redirects(app, taken, problems)
    wanted = settings(app.config, PostsSettings).redirects
    if "pages" in wanted:
        taken |= _write_pages(app, out, redirects, problems)
    if "file" in wanted and redirects:
        taken.add(os.fspath(_write_rules(app, out, redirects, published.get(f"/{_RULES}"))))
    note_outputs(app.config, taken - pages)
    return problems


def redirects_of(app: Sphinx) -> Iterator[Redirect]:
    """Yield what leads from each former address of a page, and from others that features name, to the page."""
    context = site_context(app.config)
    site = context.site if context else None

    def target(post: Post) -> str:
        return post.url if site else f"/{unquote(app.builder.get_target_uri(post.docname))}"

    yield from alias_redirects(catalogue_of(app).posts, site, target)
    for found in app.emit(EVENT):
        yield from found
    yield from language_redirects(site)


def free_redirects(app: Sphinx, taken: Iterable[str], problems: _Problems) -> list[Redirect]:
    """Return the redirects whose addresses nobody else has; of those that posts ask for, the others are problems."""
    out = Path(app.outdir)
    root = f"{out}{os.sep}"
    ledger = Ledger()
    for path in sorted(one.removeprefix(root).split(os.sep) for one in taken if one.startswith(root)):
        name = "/".join(path)
        ledger.claim(name, name)
    free: list[Redirect] = []
    for redirect in redirects_of(app):
        fault = fault_of(redirect.file) if redirect.source else ""
        owner = ledger.owner(redirect.file)
        if not fault and (owner is None or _differs_by_case(out, redirect)):
            free.append(redirect)
            ledger.claim(redirect.file, redirect.source or redirect.target)
        elif redirect.source and owner != redirect.source and _present(redirect) != redirect.file:
            found = f"the former address {redirect.written!r} {fault or f'is that of {owner}'}"
            message = f"{found}; expected one that no page has. Nothing leads on from there"
            problem = Problem(Kind.ADDRESS, _line(app, redirect), message)
            problems.append((problem, str(Path(app.srcdir, redirect.source))))
    return free


def _present(redirect: Redirect) -> str:
    """Return the file at the present address of a page."""
    return f"{redirect.target.lstrip('/')}{'index.html' if redirect.target.endswith('/') else ''}"


def _differs_by_case(out: Path, redirect: Redirect) -> bool:
    """Return whether an address is that of its own page in other letters, and the disk here tells them apart."""
    former, present = standing(out / redirect.file), standing(out / _present(redirect))
    if key_of(redirect.file) != key_of(_present(redirect)) or former == present:
        return False
    return not (former.exists() and present.exists() and former.samefile(present))


def _line(app: Sphinx, redirect: Redirect) -> int:
    """Return the 1-based line on which a post names a former address."""
    text = decode_source(Path(app.srcdir, redirect.source).read_bytes()).text
    lines = text.splitlines()
    found = next((number for number, line in enumerate(lines, 1) if redirect.written in line), 0)
    return found or split_front_matter(text).lines.get("aliases", 1)


def _copy(
    app: Sphinx,
    published: Mapping[str, str],
    pages: Collection[str],
    content: tuple[str, ...],
    problems: _Problems,
) -> set[str]:
    """Copy files that are not there yet, and return all that now lie in the output.

    Those below `content`, the folders of posts, are strangers': drawings are cleaned, and what acts is left out.
    """
    source, out, done = Path(app.srcdir), os.fspath(app.outdir), set()
    for address, path in published.items():
        inner = address.lstrip("/")
        target = place_in(out, inner)
        if target in pages or inner.startswith(_OWN) or inner == _RULES:
            continue
        try:
            strange = path.startswith(content)
            drawing = target.lower().endswith(".svg")
            if strange and not drawing and acts(source / path):
                message = f"the file would act on the site at {address}; it is left out"
                problems.append((Problem(Kind.OUTSIDE, 1, message), str(source / path)))
                continue
            if strange and drawing:
                write_if_differs(Path(target), clean_drawing((source / path).read_bytes()) or EMPTY)
            elif not _is_same(app, os.path.join(source, path), target):
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / path, target)
            done.add(target)
        except OSError as error:
            message = f"the file could not be copied to {address} ({error.strerror}); it is left out"
            problems.append((Problem(Kind.SITE, 1, message), str(source / path)))
    return done


def _is_same(app: Sphinx, source: str, target: str) -> bool:
    """Return whether a file stands at its place; one of other times has those of its source when the site is done."""
    found = standing_name(target)
    if not os.path.isfile(found):
        return False
    old, new = os.stat(found), os.stat(source)
    if old.st_size != new.st_size:
        return False
    if old.st_mtime_ns != new.st_mtime_ns:
        if not filecmp.cmp(source, found, shallow=False):
            return False
        # Else the next build compares them again.
        keep_later(app, partial(_set_times, live_path(Path(found)), new))
    return True


def _set_times(path: Path, told: os.stat_result) -> None:
    with suppress(OSError):
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def _write_pages(app: Sphinx, out: Path, redirects: Iterable[Redirect], problems: _Problems) -> set[str]:
    """Write a page for each former address, which leads to the present one, and return their paths."""
    done: set[str] = set()
    base = site_address(app.config)
    for redirect in redirects:
        path = out / redirect.file
        try:
            if os.fspath(path) not in done:
                write_if_changed(path, redirect_page(redirect, base))
                done.add(os.fspath(path))
        except (OSError, ValueError) as error:
            message = f"no page could be made for the former address {redirect.address} ({error})"
            problems.append((Problem(Kind.ADDRESS, 1, message), str(path)))
    return done


def _write_rules(app: Sphinx, out: Path, redirects: Iterable[Redirect], own: str | None) -> Path:
    """Write the rules of all redirects for the host of the site, behind those that the site brings itself."""
    text = Path(app.srcdir, own).read_text(encoding="utf-8", errors="replace") if own else ""
    text = f"{text.rstrip()}\n" if text.strip() else ""
    path = out / _RULES
    write_if_changed(path, text + redirect_rules(redirects, site_address(app.config)))
    return path
