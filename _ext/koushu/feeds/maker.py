"""The texts of the feeds and of what else programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from koushu.config import FeedsSettings, settings
from koushu.feeds import atom, json_feed, rss, sitemap
from koushu.feeds.exports import CATALOGUE, ROBOTS_MARK, Line, catalogue_json, llms_txt, robots_txt
from koushu.feeds.lists import FORMATS, feed_groups
from koushu.feeds.records import Entry, Feed
from koushu.lists.list_pages import list_pages_of
from koushu.lists.pages import list_pages
from koushu.posts.addresses import absolute, place, urn
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import extract_of
from koushu.posts.metadata import is_hidden, whole_minutes
from koushu.posts.publication import post_metadata, publication_of
from koushu.posts.relations.translations import translations
from koushu.posts.site.sections import section_page
from koushu.staged_files import standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sphinx.application import Sphinx

    from koushu.feeds.fed_posts import FedPosts
    from koushu.feeds.groups import Group
    from koushu.posts.metadata import Metadata
    from koushu.posts.records import Post

_NO_CONTENT: Final = frozenset({"404", "search", "genindex"})
"""Pages for readers on their way, which no map names."""
_MOST_KEPT: Final = 500
"""How many whole texts are held at once; neighbouring feeds share most of theirs."""
_WRITERS: Final[dict[str, Callable[[Feed, str], str]]] = {
    "atom": atom.write_atom,
    "rss": rss.write_rss,
    "json": json_feed.write_json_feed,
}


class Maker:
    """Makes the files of one site."""

    def __init__(self, app: Sphinx, base: str, fed: FedPosts) -> None:
        self.app = app
        self.base = base
        self.fed = fed
        self.own = publication_of(app.config)
        self.posts = catalogue_of(app).posts
        self.wanted = settings(app.config, FeedsSettings)
        self._entries: dict[str, Entry] = {}
        self._metadata: dict[str, Metadata] = {}

    def address(self, docname: str) -> str:
        """Return the absolute address of a page."""
        return absolute(self.base, self.app.builder.get_target_uri(docname))

    def feeds(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each feed in each format."""
        # A page that the author has written of a section lies beside the list of it.
        groups = {one.folder: one for one in reversed([*feed_groups(self.app).values()])}.values()
        held = dict.fromkeys(post.docname for group in groups for post in self._posts(group))
        self.fed.prepare({docname: self.address(docname) for docname in held})
        for group in groups:
            feed = self._feed(group)
            for name in self.wanted.formats:
                path = group.folder + FORMATS[name].NAME
                yield path, _WRITERS[name](feed, absolute(self.base, path))

    def machine_files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of what is no feed."""
        chosen = self.wanted.machine_files
        if "sitemap" in chosen:
            yield from sitemap.write_sitemaps(self._places(), self.base).items()
        if "robots" in chosen and _is_ours(standing(Path(self.app.outdir, "robots.txt"))):
            yield "robots.txt", robots_txt(self.base, sitemap="sitemap" in chosen)
        posts = [post for post in self.posts if not post.is_section]
        if "catalogue" in chosen:
            told = [(post, self.metadata(post), extract_of(self.app.env, post.docname)) for post in posts]
            yield CATALOGUE, catalogue_json(told)
        if "llms" in chosen:
            yield "llms.txt", llms_txt(self.own, map(self._line, posts), self._optional())

    def metadata(self, post: Post) -> Metadata:
        """Return what is known of a post; feeds and exports all tell it."""
        if post.docname not in self._metadata:
            address = self.address(post.docname)
            self._metadata[post.docname] = post_metadata(self.app, post, address=address)
        return self._metadata[post.docname]

    def _line(self, post: Post) -> Line:
        page = section_page(self.app, post.tree, post.section) or list_pages_of(self.app).get(post.section)
        own = self.metadata(post)
        return Line(page.title if page else post.section, own.title, own.address, own.description)

    def _optional(self) -> Iterator[Line]:
        """Yield what a reader of `llms.txt` may leave out."""
        for name in self.wanted.formats:
            path = FORMATS[name].NAME
            yield Line("", f"{self.own.title} ({path})", absolute(self.base, path))

    def _feed(self, group: Group) -> Feed:
        url = self.address(group.docname)
        posts = self._posts(group)
        feed = Feed(
            id=urn(place(self.own.identifier_base or self.base, group.folder)),
            url=url,
            title=group.title,
            language=group.language,
            entries=tuple(map(self._entry, posts)),
            subtitle=self.own.tagline,
            author=self.own.author,
            rights=self.own.rights,
        )
        self.fed.note(feed, group.folder, posts)
        return feed

    def _posts(self, group: Group) -> Sequence[Post]:
        """Return the posts that the feed of a group holds."""
        limit = self.wanted.limit if group.is_home else self.wanted.list_limit
        return group.posts[: limit or None]

    def _entry(self, post: Post) -> Entry:
        """Return the entry of a dated post; it stands in several feeds, and is made once."""
        if len(self._entries) >= _MOST_KEPT:
            self._entries.clear()
        if post.docname not in self._entries:
            own = self.metadata(post)
            content = self.fed.content(post.docname, own.address)
            self._entries[post.docname] = self.entry(own, content)
        return self._entries[post.docname]

    @staticmethod
    def entry(own: Metadata, content: str) -> Entry:
        """Return the entry of a dated post; groups hold no others."""
        return Entry(own, cast("datetime", own.published), cast("datetime", own.modified), content)

    def _places(self) -> Iterator[sitemap.Place]:
        """Yield every page that search engines may show, each with the last change of what it shows."""
        versions, records = translations(self.posts), catalogue_of(self.app).by_docname
        shown = {name: _last_change(group.posts) for name, group in feed_groups(self.app).items()}
        for docname in self.app.env.found_docs:
            post = records.get(docname)
            if docname in _NO_CONTENT or (post and is_hidden(post)):
                continue
            changed = _last_change([post]) if post and not post.is_section else shown.get(docname)
            pages = tuple((one.language, self.address(one.docname)) for one in versions.get(docname, ()))
            default = [url for language, url in pages if language == self.own.language] or [
                url for _, url in pages[:1]
            ]
            alternates = (*pages, *(("x-default", url) for url in default))
            yield sitemap.Place(self.address(docname), changed, alternates)
        newest = _last_change(self.posts)
        for name in list_pages(self.app):
            if name not in self.app.env.found_docs:
                yield sitemap.Place(self.address(name), shown.get(name, newest))


def _last_change(posts: Iterable[Post]) -> datetime | None:
    """Return when any of the posts was changed last, as far as their front matter tells."""
    dates = (date for post in posts for date in (post.meta.date, post.meta.lastmod) if date)
    return max(map(whole_minutes, dates), default=None)


def _is_ours(path: Path) -> bool:
    """Return whether a `robots.txt` may be written: there is none, or it was made here."""
    return not path.is_file() or path.read_text(encoding="utf-8", errors="replace").startswith(ROBOTS_MARK)
