"""A whole site built by us and by the real Hugo: each page, redirect, list, summary and count that is not the same."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from conftest import build_folder
from koushu.hugo.printing.summaries import as_line
from koushu.lists.publication import lists_of
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import extract_of
from site_oracle import LAYOUTS, render_site, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Publication
    from site_oracle import SitePages

# Pages that Hugo has no counterpart of.
_OURS = re.compile(r"(_static|_sources|_images|search|genindex|speakers)/|(search|genindex|404)\.html")
_LISTED = re.compile(r'<a href="([^"]*)"><span class="post-list-title">')
_REFRESH = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')
_SETTINGS = {
    "extensions": ["koushu"],
    "source_suffix": {".md": "hugo"},
    "html_theme": "sphinx_book_theme",
    "hugo_site": ".",
    # What the two mean to do otherwise is not compared here.
    "hugo_strict": True,
    "hugo_theme_shortcodes": False,
    "hugo_embeds": "frame",
    "dialogue_recognise": False,
}


def site_differences(folder: Path) -> list[str]:
    """Return what is not the same, each in a line that begins with its kind.

    `folder` holds the site; what both make of it is put beside it.
    """
    write_site(folder, {name: text for name, text in LAYOUTS.items() if not (folder / name).exists()})
    theirs = render_site(folder, folder.with_name(f"{folder.name}-hugo"))
    (folder / "conf.py").write_text("", encoding="utf-8")
    built = build_folder(folder, folder.with_name(f"{folder.name}-ours"), "dirhtml", _SETTINGS)
    base = urlsplit(built.app.config.html_baseurl).path.rstrip("/")
    return list(_Comparison(built, theirs, base, _texts(built)).lines())


def _texts(built: Publication) -> dict[str, str]:
    found = {path.relative_to(built.out).as_posix(): path for path in sorted(built.out.rglob("*.html"))}
    return {name: path.read_text(encoding="utf-8") for name, path in found.items()}


@dataclass(frozen=True, slots=True)
class _Comparison:
    built: Publication
    theirs: SitePages
    base: str
    """Path of the site's own address."""
    texts: dict[str, str]
    """Path of each of our pages -> its HTML."""

    def lines(self) -> Iterator[str]:
        ours = self.texts.keys()
        yield from (f"extra {name}" for name in sorted(ours - self.theirs.files) if not _OURS.match(name))
        yield from (f"missing {name}" for name in sorted(self.theirs.files - ours))
        yield from self._redirects()
        yield from self._lists()
        yield from self._terms()
        yield from self._measures()

    def _address(self, written: str) -> str:
        """Return an address that Hugo has printed as ours are, from the root of the site."""
        path = unquote(urlsplit(unescape(written)).path)
        return _page_of(path.removeprefix(self.base) if path.startswith(f"{self.base}/") else path)

    def _redirects(self) -> Iterator[str]:
        for name, target in self.theirs.redirects.items():
            found = _REFRESH.search(self.texts.get(name, ""))
            ours = found and _place(name, found[1])
            if name in self.texts and ours != self._address(target):
                yield f"redirect {name}: {ours}, not {target}"

    def _lists(self) -> Iterator[str]:
        """Yield each page of a list that does not show the same posts in the same order."""
        regular = {page["url"] for page in self.theirs.pages.values() if page["kind"] == "page"}
        for name, shown in self.theirs.turned.items():
            # What a term or a folder lists besides posts is in the hands of the theme.
            if name not in self.texts or not set(shown) <= regular:
                continue
            ours = [_place(name, address) for address in _LISTED.findall(self.texts[name])]
            wanted = [self._address(address) for address in shown]
            if ours != wanted:
                yield f"list {name}: {ours}, not {wanted}"

    def _terms(self) -> Iterator[str]:
        """Yield each term whose posts are others, or in another order."""
        ours = {
            term.url: [post.url for post in term.posts]
            for taxonomy in lists_of(self.built.app).taxonomies
            for term in taxonomy.terms
        }
        for url, page in self.theirs.pages.items():
            if page["kind"] == "term":
                posts = [self._address(one) for one in page["lists"]["regular"]]
                found = ours.get(unquote(url).removeprefix(self.base), [])
                if [_page_of(one) for one in found] != posts:
                    yield f"term {unquote(url)}: {found}, not {posts}"

    def _measures(self) -> Iterator[str]:
        """Yield each page whose title, words, reading time or summary are not the same."""
        posts = {_page_of(post.url): post for post in catalogue_of(self.built.app).posts}
        for url, page in self.theirs.pages.items():
            post = posts.get(self._address(url))
            if not page["source"]:
                continue
            if post is None:
                yield f"page {unquote(url)}: not in the catalogue"
                continue
            own = extract_of(self.built.app.env, post.docname)
            for name, ours, wanted in (
                ("title", post.title, page["title"]),
                ("words", own.words, page["words"]),
                ("time", own.reading_minutes, page["time"]),
                ("summary", own.summary, as_line(page["summary"])),
                ("more", own.truncated, page["more"]),
            ):
                # A page without a title has that of its file here.
                if ours != wanted and (name != "title" or wanted):
                    yield f"{name} {unquote(url)}: {_around(ours, wanted)}"


def _around(ours: Any, wanted: Any) -> str:
    """Return both values; of long texts the place where they part."""
    if not isinstance(ours, str) or not isinstance(wanted, str):
        return f"{ours}, not {wanted}"
    start = max(len(posixpath.commonprefix([ours, wanted])) - 20, 0)
    return f"{ours[start : start + 60]!r}, not {wanted[start : start + 60]!r}"


def _place(name: str, address: str) -> str:
    """Return the address from the site's root of what a page links to."""
    path = unquote(urlsplit(unescape(address)).path)
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), path))
    return _page_of(whole if whole.endswith((".html", ".htm")) else f"{whole}/")


def _page_of(address: str) -> str:
    """Return an address of a page with `index.html` and repeated slashes left out."""
    return re.sub("/+", "/", address.removesuffix("index.html"))
