"""What the page of each post shows of others: computed for all posts at once, before any page is written."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.config import PostsSettings, WebSettings, settings
from koushu.posts.catalogue import catalogue_name, catalogue_of, catalogue_stands
from koushu.posts.relations.editions import edition_of, editions
from koushu.posts.relations.neighbours import neighbours, section_folders
from koushu.posts.relations.related import HUGO_RULES, WIDER_RULES, Rules, related
from koushu.posts.relations.related_rules import document_of, read_rules
from koushu.posts.relations.series import read_series
from koushu.posts.relations.translations import translations
from koushu.problems import Kind, Problem, report
from koushu.web.post_parts.kept_neighbourhood import Neighbourhood, keep, kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from koushu.posts.records import Post


NONE: Final = Neighbourhood()
_found: weakref.WeakKeyDictionary[Config, Mapping[str, Neighbourhood]] = weakref.WeakKeyDictionary()


def neighbourhood_of(app: Sphinx) -> Mapping[str, Neighbourhood]:
    """Return the neighbourhood of each post by its document name; to be asked when all sources are read."""
    if app.config not in _found:
        _found[app.config] = _kept_or_read(app)
    return _found[app.config]


def _kept_or_read(app: Sphinx) -> Mapping[str, Neighbourhood]:
    """Return what was kept where the catalogue is that of the last build, else what is kept from now on."""
    key = _key(app)
    by_name = catalogue_of(app).by_docname
    earlier = kept(Path(app.doctreedir), key, by_name) if key and catalogue_stands(app) else None
    if earlier is not None:
        return earlier
    found = _read(app)
    if key:
        keep(Path(app.doctreedir), key, found)
    return found


def _key(app: Sphinx) -> str:
    """Return what stands for all that neighbourhoods are made of; empty where headings count, which bodies have."""
    rules, name = _own_rules(app), catalogue_name(app)
    by_headings = any(index.kind == "fragments" for index in rules.indices) if rules else False
    wanted = settings(app.config, WebSettings).related
    return f"{name} {wanted} {rules!r}" if name and not by_headings else ""


def _read(app: Sphinx) -> dict[str, Neighbourhood]:
    pages = catalogue_of(app).posts
    by_name = {post.docname: post for post in pages}
    translated = translations(pages)
    folders = {
        tree: section_folders(one for one in pages if one.tree == tree)
        for tree in {one.tree for one in pages}
    }
    found: dict[str, Neighbourhood] = {}
    known = editions(pages, translated)
    for edition, posts in known.items():
        own = {post.docname for post in posts if edition_of(post, known) == edition}
        sides = neighbours(posts, folders[edition[0]])
        series = read_series(posts)
        close = _related(app, posts, own)
        for name in own:
            found[name] = Neighbourhood(
                sides[name],
                series.get(name, ()),
                tuple(by_name[other] for other in close.get(name, ())),
                tuple(one for one in translated.get(name, ()) if one.docname != name),
            )
    return found


def _related(app: Sphinx, posts: tuple[Post, ...], wanted: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the related posts by the site's own rules, else by Hugo's, and by wider ones where these find none."""
    limit = settings(app.config, WebSettings).related
    if not limit:
        return {}
    own = _own_rules(app)
    found = _by_rules(app, posts, own or HUGO_RULES, limit, wanted)
    alone = {name for name in wanted if not found.get(name)}
    if own is None and alone:
        found |= _by_rules(app, posts, WIDER_RULES, limit, alone)
    return found


def _by_rules(
    app: Sphinx, posts: tuple[Post, ...], rules: Rules, limit: int, wanted: set[str]
) -> dict[str, tuple[str, ...]]:
    documents = [document_of(post, rules, lambda name: _fragments(app, name)) for post in posts]
    return related(documents, rules, limit, wanted)


def _own_rules(app: Sphinx) -> Rules | None:
    given = settings(app.config, PostsSettings).related
    return read_rules(given)[0] if given else None


def check_rules(app: Sphinx, config: Config) -> None:
    """Report what cannot be used of the `related` table."""
    given = settings(config, PostsSettings).related
    for message in read_rules(given)[1] if given else ():
        report(Problem(Kind.SITE, 0, message), str(app.confdir))


def _fragments(app: Sphinx, docname: str) -> tuple[str, ...]:
    """Return the ids of the headings of a document, without that of its title."""
    contents = app.env.tocs.get(docname, nodes.bullet_list())
    anchors = (str(one.get("anchorname", "")) for one in contents.findall(nodes.reference))
    return tuple(anchor.removeprefix("#") for anchor in anchors if anchor)
