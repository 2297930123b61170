"""What else programs read of a site: the catalogue as JSON, `llms.txt` and `robots.txt`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from koushu.posts.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from koushu.posts.extracts import PostExtract
    from koushu.posts.records import Post

ROBOTS_MARK: Final = "# All may read all."
"""First line of a `robots.txt` that was made here, by which it is told from the author's own."""


def catalogue_json(posts: Iterable[tuple[Post, PostExtract]], address: Callable[[Post], str]) -> str:
    """Return every published post as a JSON list of records, in the order of the catalogue."""
    records = [_record(post, extract, address) for post, extract in posts]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _record(post: Post, extract: PostExtract, address: Callable[[Post], str]) -> dict[str, Any]:
    meta = post.meta
    return {
        "url": address(post),
        "title": post.title,
        "language": post.language,
        "section": post.section,
        "date": meta.date.isoformat() if meta.date else None,
        "lastmod": meta.lastmod.isoformat() if meta.lastmod else None,
        "authors": list(meta.authors),
        "categories": list(meta.categories),
        "tags": list(meta.tags),
        "description": meta.description,
        "summary": extract.summary,
        "truncated": extract.truncated,
        "words": extract.words,
        "reading_minutes": extract.reading_minutes,
    }


def llms_txt(
    title: str, tagline: str, posts: Iterable[tuple[Post, str]], address: Callable[[Post], str]
) -> str:
    """Return the list of posts for language models, each with what it says of itself, a part for each section.

    Source: llmstxt.org, "Format".
    """
    sections: dict[str, list[str]] = {}
    for post, summary in posts:
        if not post.is_section:
            line = f"- [{_bare(post.title)}]({address(post)})"
            sections.setdefault(post.section or title, []).append(f"{line}: {summary}" if summary else line)
    head = [f"# {title}", f"> {tagline}" if tagline else ""]
    parts = ["\n".join([f"## {name}", "", *lines]) for name, lines in sections.items()]
    return "\n\n".join(part for part in (*head, *parts) if part) + "\n"


def _bare(text: str) -> str:
    return plain_text(text).replace("[", "(").replace("]", ")")


def robots_txt(site: str, *, sitemap: bool) -> str:
    """Return a `robots.txt` that shuts nobody out and names the map of the site.

    Source: RFC 9309; sitemaps.org, "Informing search engine crawlers".
    """
    lines = [ROBOTS_MARK, "User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {site}sitemap.xml"] if sitemap else [])]) + "\n"
