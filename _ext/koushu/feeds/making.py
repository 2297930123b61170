"""Makes the feeds and what else programs read, when all pages are written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from koushu.config import FeedsSettings, WebSettings, settings
from koushu.feeds import atom, json_feed, rss, sitemap
from koushu.feeds.bodies import body_of
from koushu.feeds.content import feed_content
from koushu.feeds.exports import ROBOTS_MARK, catalogue_json, llms_txt, robots_txt
from koushu.feeds.identity import absolute, entry_id, feed_id
from koushu.feeds.lists import FORMATS, feed_groups, site_address, site_title
from koushu.feeds.records import Entry, Feed
from koushu.lists.pages import list_pages
from koushu.page_store import SITES, write_if_changed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import description_of, extract_of
from koushu.posts.translations import translations
from koushu.problems import Kind, Problem, notify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sphinx.application import Sphinx

    from koushu.feeds.groups import Group
    from koushu.posts.records import Post

_MOST_KEPT: Final = 500
"""How many whole texts are held at once; neighbouring feeds share most of theirs."""
_WRITERS: Final[dict[str, Callable[[Feed, str], str]]] = {
    "atom": atom.write_atom,
    "rss": rss.write_rss,
    "json": json_feed.write_json_feed,
}


def make_feeds(app: Sphinx, error: Exception | None) -> None:
    """Write every feed, the map of the site and the exports beside the pages."""
    if error is not None or app.builder.name not in SITES or not catalogue_of(app).posts:
        return
    base = site_address(app.config)
    if not base:
        message = "no feeds, since they need the address of the site; expected `html_baseurl` to be set"
        notify(Problem(Kind.FEEDS_ADDRESS, 0, message), "conf.py")
        return
    maker = _Maker(app, base)
    for name, text in (*maker.feeds(), *maker.machine_files()):
        write_if_changed(Path(app.outdir, name), text)


class _Maker:
    """Makes the files of one site."""

    def __init__(self, app: Sphinx, base: str) -> None:
        self.app = app
        self.base = base
        self.posts = catalogue_of(app).posts
        self.wanted = settings(app.config, FeedsSettings)
        self._entries: dict[str, Entry] = {}

    def address(self, docname: str) -> str:
        return absolute(self.base, self.app.builder.get_target_uri(docname))

    def feeds(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of each feed in each format."""
        for group in feed_groups(self.app).values():
            feed = self._feed(group)
            for name in self.wanted.formats:
                path = group.folder + FORMATS[name].NAME
                yield path, _WRITERS[name](feed, absolute(self.base, path))

    def machine_files(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of what is no feed."""
        chosen = self.wanted.machine_files
        posts = [post for post in self.posts if not post.is_section]
        if "sitemap" in chosen:
            yield from sitemap.write_sitemaps(self._places(), self.base).items()
        if "robots" in chosen and _is_ours(Path(self.app.outdir, "robots.txt")):
            yield "robots.txt", robots_txt(self.base, sitemap="sitemap" in chosen)
        if "catalogue" in chosen:
            told = [(post, extract_of(self.app.env, post.docname)) for post in posts]
            yield "catalogue.json", catalogue_json(told, self._post_address)
        if "llms" in chosen:
            tagline = settings(self.app.config, WebSettings).tagline
            described = [(post, description_of(self.app.env, post)) for post in posts]
            yield "llms.txt", llms_txt(site_title(self.app.config), tagline, described, self._post_address)

    def _post_address(self, post: Post) -> str:
        return self.address(post.docname)

    def _feed(self, group: Group) -> Feed:
        config = self.app.config
        url = self.address(group.docname)
        posts = group.posts[: self.wanted.limit] if self.wanted.limit else group.posts
        return Feed(
            id=feed_id(url),
            url=url,
            title=group.title,
            language=group.language,
            entries=tuple(self._entry(post) for post in posts),
            subtitle=settings(config, WebSettings).tagline,
            author=config.author if config.author != "Author name not set" else "",
            rights=str(config.copyright or ""),
        )

    def _entry(self, post: Post) -> Entry:
        """Return the entry of a dated post; it stands in several feeds, and is made once."""
        if len(self._entries) >= _MOST_KEPT:
            self._entries.clear()
        if post.docname not in self._entries:
            url, meta = self._post_address(post), post.meta
            published = cast("datetime", meta.date)
            body = body_of(self.app, post.docname) if self.wanted.full_text else ""
            self._entries[post.docname] = Entry(
                id=entry_id(self.base, post.url, meta.aliases),
                url=url,
                title=post.title,
                language=post.language,
                published=published,
                updated=max(published, meta.lastmod or published),
                authors=meta.authors,
                terms=tuple(dict.fromkeys((*meta.categories, *meta.tags))),
                summary=description_of(self.app.env, post),
                content=feed_content(body, url),
            )
        return self._entries[post.docname]

    def _places(self) -> Iterator[sitemap.Place]:
        groups = translations(self.posts)
        records = catalogue_of(self.app).by_docname
        for docname in self.app.env.found_docs:
            post = records.get(docname)
            changed = (post.meta.lastmod or post.meta.date) if post else None
            alternates = tuple((one.language, self._post_address(one)) for one in groups.get(docname, ()))
            yield sitemap.Place(self.address(docname), changed, alternates)
        for name in list_pages(self.app):
            if name not in self.app.env.found_docs:
                yield sitemap.Place(self.address(name))


def _is_ours(path: Path) -> bool:
    """Return whether a `robots.txt` may be written: there is none, or it was made here."""
    return not path.is_file() or path.read_text(encoding="utf-8", errors="replace").startswith(ROBOTS_MARK)
