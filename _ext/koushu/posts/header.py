"""The header of a post: who wrote it, when, how long it takes to read, and its terms."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from docutils import nodes
from sphinx.transforms import SphinxTransform

from koushu.added import ADDED
from koushu.messages import message
from koushu.posts.catalogue import catalogue_of
from koushu.posts.extracts import measure_of
from koushu.posts.nodes import post_header, post_time

if TYPE_CHECKING:
    from datetime import date, datetime

    from koushu.posts.records import Post

SEPARATOR = " · "


class AddPostHeader(SphinxTransform):
    """Put the header of a published post below its title.

    The page depends on its own record only, so the header belongs to reading, not to writing.
    """

    # After dialogue and footnotes have been settled, so that the header is no paragraph of the text to them;
    # before the collectors at 880.
    default_priority = 860

    def apply(self, **_kwargs: Any) -> None:  # noqa: ANN401 - docutils' own signature
        """Insert the header after the first title."""
        post = catalogue_of(self).by_docname.get(self.env.docname)
        title = next(iter(self.document.findall(nodes.title)), None)
        if post is None:
            return
        if not self.document.get("language"):
            self.document["language"] = post.language
        if title is not None and not post.is_section:
            measure = measure_of(self.document)
            header = build_header(post, measure.reading_minutes if measure else 0)
            header.source, header.line = self.document.get("source"), 1
            title.parent.insert(title.parent.index(title) + 1, header)


def build_header(post: Post, minutes: int) -> post_header:
    """Return the header of one post, which takes so long to read; what the front matter does not give is left out."""
    header = post_header(classes=["post-header", ADDED])
    header += _paragraph("post-byline", _byline(post, minutes))
    terms = _terms(post)
    if terms:
        header += _paragraph("post-terms", terms)
    return header


def byline(post: Post, minutes: int) -> list[nodes.Node]:
    """Return author, date and reading time as inline nodes with separators, as lists of posts show them."""
    return _joined(_byline(post, minutes))


def _byline(post: Post, minutes: int) -> list[nodes.inline]:
    language, meta = post.language, post.meta
    parts = []
    if meta.authors:
        parts.append(_people(meta.authors, language))
    if meta.date:
        parts.append(_date(meta.date, language, "post-date", "{date}"))
    if meta.lastmod and meta.date and meta.lastmod.date() > meta.date.date():
        updated = message("updated_on", language, date="{date}")
        parts.append(_date(meta.lastmod, language, "post-updated", updated))
    if minutes:
        text = message("reading_time", language, count=minutes)
        parts.append(nodes.inline(text, text, classes=["post-reading-time"]))
    return parts


def _people(names: tuple[str, ...], language: str) -> nodes.inline:
    row = nodes.inline(classes=["post-author"])
    for index, name in enumerate(names):
        if index:
            row += nodes.Text(message("comma", language))
        row += nodes.inline(name, name, classes=["post-person"])
    return row


def _terms(post: Post) -> list[nodes.inline]:
    rows = (("categories", post.meta.categories), ("tags", post.meta.tags))
    return [_term_row(key, values, post.language) for key, values in rows if values]


def _term_row(key: str, values: tuple[str, ...], language: str) -> nodes.inline:
    row = nodes.inline(classes=[f"post-{key}"])
    label = message(key, language) + message("colon", language)
    row += nodes.inline(label, label, classes=["post-label"])
    for index, value in enumerate(values):
        if index:
            row += nodes.Text(message("comma", language))
        row += nodes.inline(value, value, classes=["post-term"])
    return row


def _date(moment: datetime, language: str, name: str, pattern: str) -> post_time:
    text = pattern.format(date=printed_date(moment, language))
    return post_time(text, text, classes=[name], datetime=moment.isoformat())


def printed_date(moment: datetime, language: str) -> str:
    """Return a date as readers of the language write it: `2023年3月14日`, `14 March 2023`."""
    return _printed(moment.date(), language)


# The same few dates stand on many pages, and a locale is slow to ask.
@lru_cache(maxsize=20_000)
def _printed(day: date, language: str) -> str:
    locale = language.replace("-", "_")
    # Day before month, as most of the world writes English.
    return format_date(day, "long", _locale("en_GB" if locale == "en" else locale))


@lru_cache(maxsize=100)
def _locale(name: str) -> Locale:
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_GB")


def _paragraph(name: str, parts: list[nodes.inline]) -> nodes.paragraph:
    paragraph = nodes.paragraph(classes=[name])
    paragraph += _joined(parts)
    return paragraph


def _joined(parts: list[nodes.inline]) -> list[nodes.Node]:
    joined: list[nodes.Node] = []
    for part in parts:
        if joined:
            joined.append(nodes.inline(SEPARATOR, SEPARATOR, classes=["post-separator"]))
        joined.append(part)
    return joined
