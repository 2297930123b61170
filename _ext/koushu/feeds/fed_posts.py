"""What feeds hold of each post, kept: the HTML of its entry, and the feeds that have one.

After an edit of a few bodies the entries of those posts are replaced in the files that hold them, and no other post
is looked at; the number of words in `catalogue.json` follows the same way.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.batches.processes import are_several, batches_of, in_processes
from koushu.config import FeedsSettings, settings
from koushu.feeds.bodies import BODY
from koushu.feeds.content import feed_content
from koushu.page_rows import Change
from koushu.page_store import rows_of
from koushu.posts.publication import publication_of
from koushu.staged_files import are_standing, keep_later, live_path, place_in
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx.application import Sphinx

    from koushu.feeds.records import Feed
    from koushu.posts.records import Post

CONTENT: Final = "feed-content"
FEEDS: Final = "feeds-of-post"
_MOST_HELD: Final = 50
_STATE: Final = ("feeds-state", "")


class FedPosts:
    """What the feeds of the last build hold, and those of this one."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._rows = rows_of(app)
        self._full_text = settings(app.config, FeedsSettings).full_text
        self._state = _state(app)
        self._changes: list[Change] = []
        self._feeds: dict[str, list[tuple[str, str, str]]] = {}
        self._prepared: set[str] = set()
        kept = json.loads(self._rows.text(*_STATE) or "{}")
        self._stands = kept.get("state") == self._state
        self._files: list[str] = kept.get("files", []) if self._stands else []
        if not self._stands:
            # A build that is broken off leaves no state, so that the next one makes everything.
            self._rows.change(Change(*_STATE, ""))

    def files(self) -> list[str]:
        """Return the files of the last build; none if one of them is gone, or was made in another way."""
        out = os.fspath(self._app.outdir)
        return self._files if are_standing(place_in(out, name) for name in self._files) else []

    def edited(self) -> list[str]:
        """Return the posts whose page says something else than their entries."""
        return self._rows.outdated(CONTENT, BODY)

    def former_content(self, docname: str) -> str:
        """Return what the feeds of the last build have of a post."""
        return self._rows.text(CONTENT, docname).partition("\n")[2]

    def prepare(self, addresses: Mapping[str, str]) -> None:
        """Have what feeds hold of many posts made by several processes; `addresses` are those of their pages."""
        if not self._full_text or self._stands or not are_several(self._app, len(addresses)):
            return

        def make(_app: Sphinx, docnames: Sequence[str]) -> list[Change]:
            return [self._made(docname, addresses[docname]) for docname in docnames]

        for changes in in_processes(self._app, make, batches_of(list(addresses), self._app.parallel)):
            self._rows.change(*changes)
            self._prepared.update(change.docname for change in changes)

    def _made(self, docname: str, address: str) -> Change:
        """Return what feeds have of a post as it is kept."""
        content = feed_content(self._rows.text(BODY, docname), address)
        basis = self._rows.signature(BODY, docname)
        return Change(CONTENT, docname, f"{address}\n{content}", basis=basis)

    def content(self, docname: str, address: str) -> str:
        """Return what feeds have of a post, whose page is at an address."""
        if not self._full_text:
            return ""
        if docname in self._prepared:
            return self.former_content(docname)
        basis = self._rows.signature(BODY, docname)
        if self._stands and self._rows.is_of(CONTENT, docname, basis):
            known, _, content = self._rows.text(CONTENT, docname).partition("\n")
            if known == address:
                return content
        made = self._made(docname, address)
        self._changes.append(made)
        if len(self._changes) >= _MOST_HELD and not self._stands:
            # Nothing goes by them without a state.
            self._write()
        return made.told().partition("\n")[2]

    def feeds(self, docname: str) -> list[tuple[str, str, str]]:
        """Return folder, title and language of each feed that holds a post."""
        return [
            (folder, title, language)
            for folder, title, language in json.loads(self._rows.text(FEEDS, docname) or "[]")
        ]

    def note(self, feed: Feed, folder: str, posts: Iterable[Post]) -> None:
        """Note which posts a feed holds."""
        for post in posts:
            self._feeds.setdefault(post.docname, []).append((folder, feed.title, feed.language))

    def keep(self, files: Sequence[str]) -> None:
        """Keep all of it, when the site is in place; no feeds of a post were noted where these are as they were."""
        keep_later(self._app, lambda: self._keep(files))

    def _keep(self, files: Sequence[str]) -> None:
        self._write()
        if self._feeds:
            gone = self._rows.signatures(FEEDS).keys() - self._feeds.keys()
            self._rows.change(*(Change(FEEDS, docname, "") for docname in gone))
        for docname, feeds in self._feeds.items():
            self._rows.change(Change(FEEDS, docname, json.dumps(feeds, ensure_ascii=False)))
        text = json.dumps({"state": self._state, "files": list(files)}, ensure_ascii=False)
        self._rows.change(Change(*_STATE, text))

    def _write(self) -> None:
        self._rows.change(*self._changes)
        # A post stands in many feeds, and not all that is made of it is held in memory.
        self._prepared.update(change.docname for change in self._changes)
        self._changes.clear()


def _state(app: Sphinx) -> str:
    """Return what is the same as long as an entry depends on its post alone."""
    told = (
        _program(),
        __version__,
        publication_of(app.config),
        settings(app.config, FeedsSettings),
        app.builder.name,
        str(live_path(Path(app.outdir))),
    )
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _program() -> str:
    """Return a digest of the modules that make entries."""
    here = Path(__file__).parent
    paths = (*sorted(here.glob("*.py")), here.parent / "xhtml.py", here.parent / "posts" / "addresses.py")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()
