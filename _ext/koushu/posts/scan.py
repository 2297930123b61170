"""Reading the catalogue: the front matter of every source, once, before Sphinx reads any.

Pure: paths and bytes in, records out. What is wrong with a source is reported when it is parsed, not here.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.metadata.page_meta import PageMeta, read_page_meta
from koushu.hugo.scripts import CJK_LANGUAGES
from koushu.hugo.sites.context import complete_front_matter
from koushu.hugo.sites.files import lower_keys
from koushu.hugo.sites.site import cascade_entries
from koushu.posts.order import list_order
from koushu.posts.permalinks import fitting
from koushu.posts.publishing import Policy, is_unrendered, withhold
from koushu.posts.records import Catalogue, Post, Withheld, stem_of
from koushu.posts.site.cascade import inherited
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.front_matter import FrontMatter
    from koushu.posts.source_reading import ReadSource, SourceReader

# What sections hand down outside of Hugo sites, too: whether and when a page is shown.
_SHOWING = frozenset(
    ["draft", "publishdate", "pubdate", "published", "expirydate", "unpublishdate", "build", "_build"]
)

Handed = dict[str, "tuple[Mapping[str, Value], ...]"]
"""Folder -> the entries of what its `_index.md` hands down."""


@record
class ScanSettings:
    """What the reading of sources depends on beside the sources."""

    site_language: str
    """BCP 47 tag of the publication."""
    zone: tzinfo
    """Zone of dates that carry none."""
    policy: Policy
    folders: frozenset[str] = frozenset()
    """Folders of posts."""


def scan(root: Path, docnames: Mapping[str, str], settings: ScanSettings, read: SourceReader) -> Catalogue:
    """Return the catalogue of the sources named by `docnames`, a mapping of path to document name.

    Markdown beside a page bundle's `index.md` is a resource of that page in Hugo, so it is withheld as such. But
    nobody hides the posts of others with a file: a folder of posts is no bundle, and what has a date is a post.
    """
    bundles = leaf_bundles(docnames) - settings.folders
    handed = _handed(root, docnames, read)
    posts: list[Post] = []
    withheld: list[Withheld] = []
    for path, docname in sorted(docnames.items()):
        source = read(root, path)
        if is_resource(path, bundles) and "date" not in source.front.data:
            withheld.append(Withheld(path, "resource"))
            continue
        given = _given(source.front, path, handed) if handed else {}
        front = complete_front_matter(source.front, given)
        entry = _entry(source, front, path, docname, settings)
        (withheld if isinstance(entry, Withheld) else posts).append(entry)  # type: ignore[arg-type]
    ordered = list_order(posts, settings.site_language)
    return Catalogue(tuple(ordered), tuple(withheld), {post.docname: post for post in ordered})


def posts_in_bundles(
    paths: Iterable[str], posts: Iterable[Post], folders: Collection[str]
) -> Iterator[tuple[str, Problem]]:
    """Yield path and problem (`Kind.BUNDLE`) of each page bundle that Hugo would hide posts for."""
    bundles = {path.rpartition("/")[0]: path for path in paths if stem_of(path) == "index"}
    for folder in sorted(bundles.keys() - {*folders}):
        inside = sorted(post.path for post in posts if is_resource(post.path, {folder}))
        if inside:
            more = f" and {len(inside) - 3} more" if len(inside) > 3 else ""
            message = (
                f"this file makes its folder one page, but {', '.join(inside[:3])}{more} have dates of their own, "
                "and are published; expected `_index.md` as the name of the page of a folder"
            )
            yield bundles[folder], Problem(Kind.BUNDLE, 1, message)


def leaf_bundles(paths: Iterable[str]) -> set[str]:
    """Return the folders that are one page with its resources."""
    return {path.rpartition("/")[0] or "." for path in paths if stem_of(path) == "index"}


def is_resource(path: str, bundles: Collection[str]) -> bool:
    """Return whether a source lies in the bundle of another page."""
    folder = path.rpartition("/")[0]
    if stem_of(path) == "index":
        if not folder:
            return False
        folder = folder.rpartition("/")[0]
    while folder:
        if folder in bundles:
            return True
        folder = folder.rpartition("/")[0]
    return "." in bundles


def _handed(root: Path, paths: Iterable[str], read: SourceReader) -> Handed:
    """Return what the sections hand down to the pages below them."""
    found: Handed = {}
    for path in paths:
        if stem_of(path) == "_index":
            entries = cascade_entries(lower_keys(read(root, path).front.data.get("cascade")))
            if entries:
                found[path.rpartition("/")[0]] = entries
    return found


def _given(front: FrontMatter, path: str, handed: Handed) -> dict[str, Value]:
    """Return what a page gets from the sections above it, the nearest first."""
    folders = [str(above) for above in PurePosixPath(path).parents]
    entries = [entry for folder in folders for entry in handed.get("" if folder == "." else folder, ())]
    logical = "/" + str(PurePosixPath(path.lower()).with_suffix(""))
    logical = logical.removesuffix("/index").removesuffix("/_index") or "/"
    kind = "section" if stem_of(path) == "_index" else "page"
    fields = inherited(front.data, entries, logical, kind)
    return {name: value for name, value in fields.items() if name in _SHOWING}


def _entry(
    source: ReadSource, front: FrontMatter, path: str, docname: str, settings: ScanSettings
) -> Post | Withheld:
    own = PurePosixPath(path)
    # A page of the source folder itself holds the site together.
    if len(own.parts) > 1 and is_unrendered(own.stem, front.data):
        return Withheld(path, "unrendered")
    meta, _ = read_page_meta(front, path, settings.zone)
    reason = withhold(path, meta, settings.policy)
    return reason or make_post(path, docname, source, meta, settings.site_language)


def make_post(  # noqa: PLR0917
    path: str, docname: str, source: ReadSource, meta: PageMeta, site_language: str, url: str = ""
) -> Post:
    """Return the record of a published page; without `url` it has Hugo's default address."""
    return Post(
        docname=docname,
        path=path,
        meta=meta,
        language=meta.language or guess_language(source.script, site_language),
        section=path.split("/", 1)[0] if "/" in path else "",
        url=url or page_url(path, meta),
        digest=source.digest,
    )


def guess_language(script: str, site: str) -> str:
    """Return the language that a script speaks for, where the site's own is not written in it."""
    primary = site.partition("-")[0]
    if script == "und-Latn":
        return "en" if primary in CJK_LANGUAGES else site
    if script and script != primary:
        return "zh-CN" if script == "zh" else script
    return site


def page_url(path: str, meta: PageMeta) -> str:
    """Return Hugo's default address of a page: its folders, then `slug` or its file name, lower-cased.

    Source: Hugo documentation, "URL management". A front matter `url` replaces the whole.
    """
    if meta.url:
        return fitting("/" + meta.url.strip("/") + ("" if "." in meta.url.rsplit("/", 1)[-1] else "/"))
    own = PurePosixPath(path)
    folders = list(own.parent.parts)
    if own.stem == "index" and folders:
        *folders, name = folders
    else:
        name = "" if own.stem == "_index" else own.stem
    name = meta.slug.strip("-/ ").replace(" ", "-") if meta.slug else name
    parts = [*folders, name] if name else folders
    return fitting("/" + "".join(f"{part.lower().replace(' ', '-')}/" for part in parts))
