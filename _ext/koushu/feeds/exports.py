"""What else programs read of a site: the catalogue as JSON, `llms.txt` and `robots.txt`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from koushu.posts.words import one_line, plain_text
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.extracts import PostExtract
    from koushu.posts.metadata import Metadata, Publication
    from koushu.posts.records import Post

CATALOGUE: Final = "catalogue.json"
ROBOTS_MARK: Final = "# All may read all."
"""First line of a `robots.txt` that was made here, by which it is told from the author's own."""

# A line break and a quotation mark stand in no value as they are.
_WORDS: Final = b'\n  "words": '


def catalogue_json(posts: Iterable[tuple[Post, Metadata, PostExtract]]) -> str:
    """Return every published post as a JSON list of records, in the order of the catalogue.

    `catalogue.schema.json` beside this module says what a record holds.
    """
    return json.dumps([_record(*one) for one in posts], ensure_ascii=False, indent=1) + "\n"


def with_words(text: bytes, identifier: str, words: int) -> bytes:
    """Return `catalogue.json` with another number of words of one post, the same object where it has that already.

    Raises `ValueError` where the post is not in it.
    """
    own = f'\n  "id": {json.dumps(identifier, ensure_ascii=False)},\n'.encode()
    place = text.index(_WORDS, text.index(own)) + len(_WORDS)
    end, number = text.index(b",", place), str(words).encode()
    return text if text[place:end] == number else b"".join((text[:place], number, text[end:]))


def _record(post: Post, own: Metadata, extract: PostExtract) -> dict[str, Any]:
    return {
        "id": own.identifier,
        "url": own.address,
        "title": own.title,
        "language": own.language,
        "section": own.section,
        "date": own.published.isoformat() if own.published else None,
        "lastmod": own.modified.isoformat() if own.modified else None,
        "authors": list(own.authors),
        "contributors": [{"name": one.name, "role": one.role} for one in own.contributors],
        "categories": list(post.meta.categories),
        "tags": list(post.meta.tags),
        "description": one_line(post.meta.description),
        "summary": extract.summary,
        "truncated": extract.truncated,
        "license": own.license.url or own.license.name or None,
        "words": extract.words,
        "reading_minutes": extract.reading_minutes,
    }


@record
class Line:
    """One file that `llms.txt` names."""

    section: str
    title: str
    url: str
    """Absolute."""
    about: str = ""


def llms_txt(own: Publication, posts: Iterable[Line], optional: Iterable[Line]) -> str:
    """Return the list of posts for language models, a part for each section.

    Source: llmstxt.org, "Format": a title, a quote, and lists below headings; what stands below `Optional` may be left
    out.
    """
    sections: dict[str, list[str]] = {}
    for line in posts:
        sections.setdefault(_bare(line.section) or _bare(own.title), []).append(_item(line))
    sections.setdefault("Optional", []).extend(map(_item, optional))
    head = [f"# {_bare(own.title)}", f"> {_bare(own.tagline)}" if own.tagline else ""]
    parts = ["\n".join([f"## {name}", "", *lines]) for name, lines in sections.items() if lines]
    return "\n\n".join(part for part in (*head, *parts) if part) + "\n"


def _item(line: Line) -> str:
    about = _bare(line.about)
    return f"- [{_bare(line.title)}]({line.url})" + (f": {about}" if about else "")


def _bare(text: str) -> str:
    return plain_text(text).replace("[", "(").replace("]", ")")


def robots_txt(site: str, *, sitemap: bool) -> str:
    """Return a `robots.txt` that shuts nobody out and names the map of the site.

    Source: RFC 9309; sitemaps.org, "Informing search engine crawlers".
    """
    lines = [ROBOTS_MARK, "User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {site}sitemap.xml"] if sitemap else [])]) + "\n"
