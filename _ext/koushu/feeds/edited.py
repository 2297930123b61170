"""The files of feeds after an edit of a few bodies: each entry of those posts is replaced where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.feeds.exports import CATALOGUE, with_words
from koushu.feeds.lists import FORMATS
from koushu.feeds.records import Feed
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import extract_of
from koushu.posts.rebuilding.body_edits import read_again
from koushu.staged_files import standing

if TYPE_CHECKING:
    from collections.abc import Collection

    from koushu.feeds.maker import Maker


def edited_files(maker: Maker, files: Collection[str]) -> dict[str, bytes] | None:
    """Return the files that differ from those of the last build; None where they must all be made.

    To be asked where lists show what they showed. `files` are all that the last build has made.
    """
    try:
        return _Edit(maker, files).files()
    except (OSError, ValueError, KeyError):
        # A file was changed by others, or is of another form than this program gives it.
        return None


class _Edit:
    """What an edit changes."""

    def __init__(self, maker: Maker, files: Collection[str]) -> None:
        self._maker = maker
        self._files = files
        self._texts: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        """Return the files that differ; raises `ValueError` where a file does not hold what it should."""
        posts = catalogue_of(self._maker.app).by_docname
        for docname in self._maker.fed.edited():
            self._replace(docname)
        if CATALOGUE in self._files:
            for docname in read_again(self._maker.app):
                post = posts.get(docname)
                if post is not None and not post.is_section:
                    own, words = self._maker.metadata(post), extract_of(self._maker.app.env, docname).words
                    held = self._text(CATALOGUE)
                    now = with_words(held, own.identifier, words)
                    if now is not held:
                        self._texts[CATALOGUE] = now
        return self._texts

    def _replace(self, docname: str) -> None:
        """Replace the entry of a post in every feed that has one."""
        maker, fed = self._maker, self._maker.fed
        feeds = fed.feeds(docname)
        if not feeds:
            return
        own = maker.metadata(catalogue_of(maker.app).by_docname[docname])
        former, present = (
            maker.entry(own, content)
            for content in (fed.former_content(docname), fed.content(docname, own.address))
        )
        for folder, title, language in feeds:
            feed = Feed("", "", title, language, (), author=maker.own.author)
            for name in maker.wanted.formats:
                form = FORMATS[name]
                path = folder + form.NAME
                text, old = self._text(path), form.entry_text(former, feed).encode()
                if text.count(old) != 1:
                    raise ValueError(path)
                self._texts[path] = text.replace(old, form.entry_text(present, feed).encode())

    def _text(self, path: str) -> bytes:
        """Return a file as bytes: as text that of a large site takes long to read, and much room."""
        if path in self._texts:
            return self._texts[path]
        return standing(Path(self._maker.app.outdir, path)).read_bytes()
