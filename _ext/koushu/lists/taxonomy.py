"""Which posts have which terms, and where the page of each lies.

Source: Hugo documentation, "Taxonomies"; seen with Hugo 0.168: terms that differ in case alone are one, and the
first spelling names it; `tags: "a, b"` is one term.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koushu.hugo.casts import to_texts
from koushu.hugo.page_meta import PageMeta
from koushu.posts.permalinks import AddressRules, page_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.posts.records import Post


@dataclass(frozen=True, slots=True)
class Term:
    """One term and its posts, by their weight in it and then in the order of the catalogue."""

    title: str
    url: str
    """From the site's root, with a slash at both ends."""
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All terms of one kind in one language, the most used first."""

    plural: str
    url: str
    tree: str
    """Key of the language; empty where the site has one alone."""
    terms: tuple[Term, ...]


def term_url(plural: str, term: str, rules: AddressRules) -> str:
    """Return the address of a term's page, or nothing for a term of which no address can be made."""
    name = term.strip().strip("/")
    base = taxonomy_url(plural, rules)
    url = page_address(f"{plural}/{name}/_index.md", PageMeta(title=term), rules, (plural,)) if name else base
    return "" if url == base else url


def taxonomy_url(plural: str, rules: AddressRules) -> str:
    """Return the address of the page that lists the terms of a taxonomy."""
    return page_address(f"{plural}/_index.md", PageMeta(title=plural), rules, (plural,))


def read_taxonomies(
    posts: Iterable[Post], plurals: Iterable[str], rules: Mapping[str, AddressRules]
) -> list[Taxonomy]:
    """Return every taxonomy in each language; `rules` says by language how addresses are made."""
    ordered = list(posts)
    return [
        _read([post for post in ordered if post.tree == tree], plural, tree, rules[tree])
        for tree in rules
        for plural in plurals
    ]


def _read(posts: list[Post], plural: str, tree: str, rules: AddressRules) -> Taxonomy:
    titles: dict[str, str] = {}
    members: dict[str, list[Post]] = {}
    for post in posts:
        for term in dict.fromkeys(terms_of(post, plural)):
            url = term_url(plural, term, rules)
            if url:
                members.setdefault(url, []).append(post)
    # The spelling of the page that comes first by path names the term.
    for post in sorted(posts, key=lambda post: post.path):
        for term in terms_of(post, plural):
            titles.setdefault(term_url(plural, term, rules), term.strip())
    terms = [Term(titles[url], url, _by_weight(own, plural)) for url, own in members.items()]
    terms.sort(key=lambda term: (-len(term.posts), term.title.lower(), term.url))
    return Taxonomy(plural, taxonomy_url(plural, rules), tree, tuple(terms))


def terms_of(post: Post, plural: str) -> tuple[str, ...]:
    """Return the terms that a post has of one taxonomy, as written."""
    if post.terms:
        return post.terms.get(plural, ())
    known = {"tags": post.meta.tags, "categories": post.meta.categories, "authors": post.meta.authors}
    return known[plural] if plural in known else to_texts(post.meta.params.get(plural)) or ()


def _by_weight(posts: list[Post], plural: str) -> tuple[Post, ...]:
    unique = {post.docname: post for post in posts}
    return tuple(sorted(unique.values(), key=lambda post: _weight(post, plural)))


def _weight(post: Post, plural: str) -> tuple[bool, float]:
    """Return a key that puts weighted posts first, the lightest before the others (Hugo, `tags_weight`)."""
    weight = post.meta.params.get(f"{plural}_weight")
    number = float(weight) if isinstance(weight, int | float) else 0.0
    return (not number, number)
