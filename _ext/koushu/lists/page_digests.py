"""What a page of a list shows, as a digest: a page that shows what it showed in the last build is not made again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from koushu.lists.reading import card_of
from koushu.lists.ways import rooted_ways
from koushu.page_store import note_outputs
from koushu.page_values import tell_keys
from koushu.posts.catalogue import looks_stand
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.posts.rebuilding.exact_pages import ExactPages
from koushu.posts.rebuilding.kept_digests import has_digests, keep_digests, kept_digests
from koushu.posts.rebuilding.site_digest import site_digest
from koushu.staged_files import keep_later, standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from koushu.posts.records import Post

_KIND: Final = "list-pages"


def are_standing(app: Sphinx) -> bool:
    """Return whether every page is as the last build made it."""
    return lists_stand(app) and looks_stand(app) and has_digests(app, _KIND)


def made_of_kept(app: Sphinx) -> bool:
    """Return whether every page could be made of what was kept of it, where looks alone changed."""
    builder = app.builder
    before = kept_digests(app, _KIND) if lists_stand(app) and not looks_stand(app) else {}
    if not before or not isinstance(builder, ExactPages):
        return False
    values = {name: digest.partition(".")[0] for name, digest in before.items()}
    tell_keys(app, values)
    if not all(map(builder.write_kept, values)):
        return False
    looks = builder.page_state().looks[:12]
    now = {name: f"{value}.{looks}" for name, value in values.items()}
    keep_later(app, lambda: keep_digests(app, _KIND, now))
    return True


class PageDigests:
    """The digests of the last build and of this one."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._ways = rooted_ways(app)
        self._site = site_digest(app)
        self._cards: dict[tuple[str, str], str] = {}
        self._before = kept_digests(app, _KIND) if self._site and not app.fresh_env_used else {}
        self._now: dict[str, str] = {}

    def is_as_it_was(self, name: str, told: str, posts: Iterable[Post], language: str) -> bool:
        """Return whether a page that the site has shows what it showed; it is noted as a page of this build then.

        `told` is what stands on it beside the frame of all pages and the cards of `posts`.
        """
        site, looks = (self._site.values, self._site.looks[:12]) if self._site else ("", "")
        digest = hashlib.sha256(f"{site}\0{language}\0{told}".encode("utf-8", "surrogatepass"))
        for post in posts:
            digest.update(self._card(post, language).encode())
        values = digest.hexdigest()[:24]
        self._now[name] = f"{values}.{looks}"
        tell_keys(self._app, {name: values} if site else {})
        path = Path(cast("StandaloneHTMLBuilder", self._app.builder).get_output_path(name))
        if self._before.get(name) != self._now[name] or not standing(path).is_file():
            return False
        note_outputs(self._app.config, [path])
        return True

    def keep(self) -> None:
        """Keep the digests of this build, when all its pages are in place."""
        keep_later(self._app, lambda: keep_digests(self._app, _KIND, self._now))

    def _card(self, post: Post, language: str) -> str:
        """Return a digest of what a card shows of a post on pages in a language."""
        key = (post.docname, language)
        if key not in self._cards:
            card = repr(card_of(self._app, post, self._ways, language))
            self._cards[key] = hashlib.sha256(card.encode("utf-8", "surrogatepass")).hexdigest()
        return self._cards[key]
