"""Reading the catalogue of a Hugo site: languages, cascade, permalinks and document names by address.

Pure: a site and the paths of its sources in, records and problems out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.metadata.casts import to_text, to_texts
from koushu.hugo.metadata.page_meta import PageMeta, read_page_meta
from koushu.hugo.sites.context import complete_front_matter
from koushu.hugo.sites.files import lower_keys
from koushu.hugo.sites.site import cascade_entries
from koushu.posts.ledger import key_of
from koushu.posts.order import list_order
from koushu.posts.permalinks import AddressRules, document_name, page_address, unknown_tokens
from koushu.posts.publishing import is_unrendered, withhold
from koushu.posts.records import Catalogue, Post, Withheld
from koushu.posts.scan import is_resource, leaf_bundles, make_post
from koushu.posts.site.cascade import chained_dates, inherited
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.front_matter import FrontMatter
    from koushu.hugo.sites.site import Language, Site
    from koushu.posts.publishing import Policy
    from koushu.posts.site.sources import SiteSource
    from koushu.posts.source_reading import SourceReader

# Pages that Sphinx writes itself.
_TAKEN = frozenset({"search", "genindex"})


@record
class MadePage:
    """A page that Hugo makes of a folder: the list of its pages."""

    url: str
    title: str
    section: str
    tree: str
    """Key of the language."""


@dataclass(slots=True)
class SiteScan:
    """What has been found in a site."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    given: dict[str, dict[str, Value]] = field(default_factory=dict)
    """Path of a source -> fields that it gets from the site."""
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    made: list[MadePage] = field(default_factory=list)


def scan_site(
    root: Path,
    site: Site,
    sources: list[SiteSource],
    zone: tzinfo,
    policy: Policy,
    *,
    read: SourceReader,
    by_source: bool = False,
) -> SiteScan:
    """Return the catalogue of a site's sources, each document being named after its address, or after its file.

    By file every source is a page, also a resource of a bundle.
    Problems: `Kind.ADDRESS` for a page whose address another page has; it gets one of its own.
    """
    scan = SiteScan()
    trees: dict[str, list[SiteSource]] = {}
    for source in sources:
        trees.setdefault(source.language.key, []).append(source)
    posts: list[Post] = []
    withheld: list[Withheld] = []
    for tree in trees.values():
        reader = _TreeReader(root, site, tree, zone, policy, scan, read, everything=by_source)
        for entry in reader.entries():
            (withheld if isinstance(entry, Withheld) else posts).append(entry)  # type: ignore[arg-type]
        if "section" not in site.disable_kinds and not tree[0].language.disabled:
            scan.made += reader.made_sections()
    scan.problems += _unknown_tokens(site)
    named = list_order(_name(posts, site, scan, by_source=by_source))
    scan.catalogue = Catalogue(tuple(named), tuple(withheld), {post.docname: post for post in named})
    return scan


@dataclass(slots=True)
class _TreeReader:
    """Reads the sources of one language."""

    root: Path
    site: Site
    sources: list[SiteSource]
    zone: tzinfo
    policy: Policy
    scan: SiteScan
    read: SourceReader
    everything: bool = False
    """Whether every source is a page, also one that Hugo gives no place of its own."""
    cascades: dict[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    """Folder -> what its `_index.md` hands down."""
    hidden: set[str] = field(default_factory=set)
    """Top folders that are bundles of one page each."""
    sections: set[str] = field(default_factory=set)
    slugs: dict[str, str] = field(default_factory=dict)
    """Folder -> slug that its `_index.md` gives it."""
    titles: dict[str, str] = field(default_factory=dict)
    """Folder -> title that its `_index.md` gives it."""

    def entries(self) -> Iterator[Post | Withheld]:
        """Yield a record for each source."""
        bundles = leaf_bundles(source.content_path for source in self.sources)
        self.hidden = {folder for folder in bundles if "/" not in folder}
        for source in self.sources:
            if source.stem == "_index":
                self.sections.add(source.folder)
                front = self.read(self.root, source.path).front
                for names, key in ((self.slugs, "slug"), (self.titles, "title")):
                    if source.folder and (name := to_text(front.data.get(key))):
                        names[source.folder] = name
                handed = lower_keys(front.data.get("cascade"))
                self.cascades[source.folder] = cascade_entries(handed)
        for source in self.sources:
            if source.language.disabled:
                yield Withheld(source.path, "language")
            elif is_resource(source.content_path, bundles) and not self.everything:
                yield Withheld(source.path, "resource")
            else:
                yield self._entry(source)

    def _entry(self, source: SiteSource) -> Post | Withheld:
        read = self.read(self.root, source.path)
        front = read.front
        given = self._given(source, front)
        if given:
            self.scan.given[source.path] = given
        front = complete_front_matter(front, given)
        if not self.everything and (
            is_unrendered(source.stem, front.data) or self._kind(source) in self.site.disable_kinds
        ):
            return Withheld(source.path, "unrendered")
        meta, _ = read_page_meta(front, source.content_path, self.zone)
        reason = withhold(source.path, meta, self.policy)
        if reason:
            return reason
        rules = self._rules(source.language)
        url = page_address(source.content_path, meta, rules, self._sections(source), self._kind(source))
        post = make_post(source.path, "", read, meta, source.language.tag, url)
        first, slash, _ = source.content_path.partition("/")
        terms = {
            name: found
            for name in source.language.taxonomies.values()
            if (found := to_texts(front.data.get(name)))
        }
        return replace(
            post,
            content_path=source.content_path,
            tree=source.language.key,
            section=first if slash else "",
            terms=terms,
        )

    def _rules(self, language: Language) -> AddressRules:
        return AddressRules(
            language.permalinks,
            language.prefix,
            self.site.disable_path_to_lower,
            self.site.remove_path_accents,
            self.slugs,
            self.titles,
            self.site.ugly_urls,
        )

    def made_sections(self) -> Iterator[MadePage]:
        """Yield each top section that has pages and no `_index.md`, as Hugo makes them."""
        named = {source.folder for source in self.sources if source.stem == "_index"}
        tops = dict.fromkeys(
            source.folder.partition("/")[0]
            for source in self.sources
            if source.folder and (source.stem != "index" or "/" in source.folder)
        )
        for top in tops:
            if top not in named and top not in self.hidden:
                words = top.replace("-", " ").replace("_", " ")
                meta = PageMeta(title=words[:1].upper() + words[1:])
                rules = self._rules(self.sources[0].language)
                url = page_address(f"{top}/_index.md", meta, rules, (top,))
                yield MadePage(url, meta.title, top, self.sources[0].language.key)

    def _given(self, source: SiteSource, front: FrontMatter) -> dict[str, Value]:
        """Return what the page gets from its sections, from the site, and from its own name."""
        kind = self._kind(source)
        logical = "/" + str(PurePosixPath(source.content_path.lower()).with_suffix(""))
        logical = logical.removesuffix("/index").removesuffix("/_index") or "/"
        entries = [*self._handed(source), *self.site.cascade]
        given = inherited(front.data, entries, logical, kind)
        if kind == "home" and not front.data.get("title") and source.language.title:
            given["title"] = source.language.title
        given |= chained_dates({**front.data, **given}, self.site.date_keys, source.content_path)
        return given

    def _kind(self, source: SiteSource) -> str:
        """Return the kind of page: `page`, `section`, `taxonomy`, `term` or `home`."""
        if source.stem != "_index":
            return "page"
        top, slash, _ = source.folder.partition("/")
        if top in source.language.taxonomies.values():
            return "term" if slash else "taxonomy"
        return "section" if top else "home"

    def _handed(self, source: SiteSource) -> Iterator[Mapping[str, Value]]:
        """Yield what the sections above a page hand down, the nearest first; a section's own counts for itself."""
        folder = PurePosixPath(source.folder)
        for above in (folder, *folder.parents):
            yield from self.cascades.get("" if str(above) == "." else str(above), ())

    def _sections(self, source: SiteSource) -> tuple[str, ...]:
        """Return the sections above a page: the first folder, and those below it that have an `_index.md`."""
        parts = PurePosixPath(source.folder).parts
        if source.stem == "index":
            parts = parts[:-1]
        paths = ["/".join(parts[: count + 1]) for count in range(len(parts))]
        return tuple(
            part for part, path in zip(parts, paths, strict=True) if part == path or path in self.sections
        )


def _unknown_tokens(site: Site) -> list[tuple[str, Problem]]:
    """Return a problem for the patterns of addresses that ask for what there is not, once for the site."""
    tables: list[Value] = [
        table for one in site.languages for table in (dict(one.permalinks), *one.permalinks.values())
    ]
    tables += [entry for table in tables if isinstance(table, list) for entry in table]
    values = [value for table in tables if isinstance(table, dict) for value in table.values()]
    names = dict.fromkeys(
        name for value in values if isinstance(value, str) for name in unknown_tokens(value)
    )
    if not names:
        return []
    tokens = ", ".join(f":{name}" for name in names)
    message = f"found {tokens} in permalinks; expected tokens that Hugo knows. They are left out"
    path, line = site.places.get("permalinks", ("", 1))
    return [(path, Problem(Kind.SITE, line, message))]


def _name(posts: Iterable[Post], site: Site, scan: SiteScan, *, by_source: bool) -> Iterator[Post]:
    """Yield posts with document names after their addresses or their files, each name once."""
    taken: dict[str, Post] = {}
    home = site.default.key
    for post in sorted(posts, key=lambda post: (not (post.is_section and post.tree == home), post.path)):
        wanted = (
            str(PurePosixPath(post.content_path).with_suffix("")) if by_source else document_name(post.url)
        )
        if post.content_path.startswith("_index.") and post.tree == home:
            wanted = "index"
        elif (wanted == "index" or wanted in _TAKEN) and not by_source:
            wanted = f"{wanted}-page"
        docname, number = wanted, 1
        while key_of(docname) in taken:
            number += 1
            docname = f"{wanted}-{number}"
        if docname != wanted:
            message = (
                f"found a page with the address {post.url}, which {taken[key_of(wanted)].path} has; "
                f"expected one of its own. It is put at /{docname}/"
            )
            scan.problems.append((post.path, Problem(Kind.ADDRESS, 1, message)))
            post = replace(post, url=f"/{docname}/")  # noqa: PLW2901
        taken[key_of(docname)] = post
        yield replace(post, docname=docname)
