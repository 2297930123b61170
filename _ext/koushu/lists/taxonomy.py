"""Which posts have which terms, and where the page of each lies.

Source: Hugo documentation, "Taxonomies"; seen with Hugo 0.168: terms that differ in case alone are one, and the
first spelling names it; `tags: "a, b"` is one term.
"""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.metadata.casts import to_number, to_texts
from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.order import list_order
from koushu.posts.permalinks import AddressRules, lowered, page_address
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from koushu.posts.records import Post


@record
class Term:
    """One term and its posts, by their weight in it and then in the order of the catalogue."""

    title: str
    url: str
    """From the site's root, with a slash at both ends."""
    posts: Sequence[Post]


@record
class Taxonomy:
    """All terms of one kind in one language, the most used first."""

    plural: str
    url: str
    """From the site's root; empty where no page lists the terms."""
    tree: str
    """Key of the language; empty where the site has one alone."""
    terms: tuple[Term, ...]
    by_key: Mapping[str, Term] = field(default_factory=dict)
    """Terms by `term_key`."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Spelling of a post -> key of the term."""

    def find(self, text: str, rules: AddressRules) -> Term | None:
        """Return the term that a post writes so."""
        key = self.keys.get(text)
        return self.by_key.get(term_key(self.plural, text, rules) if key is None else key)


def term_key(plural: str, term: str, rules: AddressRules) -> str:
    """Return what is the same for all spellings of a term; empty for a term that has no page."""
    return lowered(term_url(plural, term, rules))


def term_url(plural: str, term: str, rules: AddressRules, base: str = "") -> str:
    """Return the address of a term's page, or nothing for a term of which no address can be made.

    `base` is the `taxonomy_url` of these rules, for somebody who asks for many terms.
    """
    name = term.strip().strip("/")
    base = base or taxonomy_url(plural, rules)
    parts = (plural, *name.split("/"))
    meta = PageMeta(title=term.strip())
    url = page_address(f"{plural}/{name}/_index.md", meta, rules, parts, "term") if name else base
    return "" if url == base else url


def taxonomy_url(plural: str, rules: AddressRules) -> str:
    """Return the address of the page that lists the terms of a taxonomy."""
    return page_address(f"{plural}/_index.md", PageMeta(title=plural), rules, (plural,), "taxonomy")


def read_taxonomies(
    posts: Iterable[Post], plurals: Mapping[str, Iterable[str]], rules: Mapping[str, AddressRules]
) -> list[Taxonomy]:
    """Return every taxonomy in each language; by language are given its taxonomies, and how addresses are made."""
    ordered = list(posts)
    return [
        _read([post for post in ordered if post.tree == tree], plural, tree, rules[tree])
        for tree in rules
        for plural in plurals[tree]
    ]


def _read(pages: list[Post], plural: str, tree: str, rules: AddressRules) -> Taxonomy:
    # A section may have terms, as `cascade` gives them, and stands among their pages then.
    posts = [post for post in pages if not (post.is_section and _folder(post).startswith(f"{plural}/"))]
    named: dict[str, tuple[str, str]] = {}
    keys: dict[str, str] = {}
    members: dict[str, list[Post]] = {}
    base = taxonomy_url(plural, rules)
    # The spelling of the page that comes first by path names the term.
    for post in sorted(posts, key=lambda post: post.path):
        for term in terms_of(post, plural):
            if term not in keys:
                url = term_url(plural, term, rules, base)
                keys[term] = lowered(url)
                named.setdefault(keys[term], (term.strip(), url))
    for post in posts:
        for key in dict.fromkeys(keys[term] for term in terms_of(post, plural)):
            if key:
                # The page of a term is made also where no list shows the one post that has it.
                members.setdefault(key, []).extend([post] if post.is_listed else [])
    own = _written(pages, plural, rules)
    by_key = {
        key: Term(named[key][0], own.get(key, named[key][1]), _by_weight(found, plural))
        for key, found in members.items()
    }
    terms = sorted(by_key.values(), key=lambda term: (-len(term.posts), term.title.lower(), term.url))
    url = own.get("", base)
    return Taxonomy(plural, url, tree, tuple(terms), by_key, keys)


def _written(pages: Iterable[Post], plural: str, rules: AddressRules) -> dict[str, str]:
    """Return the address of each page that the author has written for a term, and for the taxonomy under no key."""
    found = {}
    for page in pages:
        if page.is_section and (folder := _folder(page)).startswith(f"{plural}/"):
            name = folder.removeprefix(plural).strip("/")
            found[term_key(plural, name, rules) if name else ""] = page.url
    return found


def _folder(page: Post) -> str:
    return f"{PurePosixPath(page.content_path or page.path).parent}/"


def terms_of(post: Post, plural: str) -> tuple[str, ...]:
    """Return the terms that a post has of one taxonomy, as written."""
    if post.terms:
        return post.terms.get(plural, ())
    known = {"tags": post.meta.tags, "categories": post.meta.categories, "authors": post.meta.authors}
    return known[plural] if plural in known else to_texts(post.meta.params.get(plural)) or ()


def _by_weight(posts: list[Post], plural: str) -> tuple[Post, ...]:
    """Return posts in the order of a term: by `tags_weight`, the lightest first, then as in every list."""
    unique = {post.docname: post for post in posts}
    key = f"{plural}_weight"
    return tuple(list_order(unique.values(), first=lambda post: to_number(post.meta.params.get(key)) or 0))
