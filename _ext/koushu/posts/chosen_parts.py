"""Books of a few posts alone: what `posts_only` names, and the few sources that are read for them."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from sphinx.errors import ConfigError

from koushu.config import PostsSettings, settings
from koushu.posts.catalogue import catalogue_of
from koushu.posts.notices import describe
from koushu.posts.parts import book_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from koushu.posts.parts import BookPart
    from koushu.posts.rebuilding.documents import PublishedSources
    from koushu.posts.site.reading import SiteProject


def wanted_parts(app: Sphinx) -> list[BookPart]:
    """Return the parts that make books of their own: those that `posts_only` names, else those of `posts_parts`.

    Raises `ConfigError` for a name that no post or series has.
    """
    chosen = settings(app.config, PostsSettings)
    if not chosen.only:
        return book_parts(app, chosen.parts)
    found = []
    for name in chosen.only:
        kind, _, wanted = name.partition(":")
        if kind not in {"post", "series"} or not wanted:
            message = f"found {name!r} in `posts_only`; expected `post:` and a path, or `series:` and a title"
            raise ConfigError(message)
        found.append(_series(app, wanted) if kind == "series" else _post(app, wanted))
    return found


def is_whole(app: Sphinx) -> bool:
    """Return whether the book of the whole publication is wanted."""
    return not settings(app.config, PostsSettings).only


def read_alone(app: Sphinx) -> None:
    """Have Sphinx find the root and the posts of books that are wanted alone, and nothing else (`builder-inited`)."""
    if is_whole(app):
        return
    wanted = {name for part in wanted_parts(app) for name in part.docnames} | {app.config.root_doc}
    # Both kinds of project that there are by now.
    cast("PublishedSources | SiteProject", app.project).only = frozenset(wanted)


def _post(app: Sphinx, path: str) -> BookPart:
    """Return the book of the post whose source, its folder or its address is named."""
    catalogue = catalogue_of(app)
    plain = path.strip("/")
    posts = {post.path: post for post in catalogue.posts}
    for post in catalogue.posts:
        bundle = PurePosixPath(post.path).parent if PurePosixPath(post.path).stem == "index" else None
        if plain in {post.path, post.url.strip("/"), str(bundle)}:
            parts = {part.docnames: part for part in book_parts(app, ["post"])}
            if (post.docname,) in parts:
                return parts[post.docname,]
    for entry in catalogue.withheld:
        if entry.path == plain:
            message = f"{describe(entry)}; a post that is withheld makes no book"
            raise ConfigError(message)
    raise ConfigError(_unknown("post", path, posts))


def _series(app: Sphinx, name: str) -> BookPart:
    parts = {part.title: part for part in book_parts(app, ["series"])}
    if name in parts:
        return parts[name]
    raise ConfigError(_unknown("series", name, parts))


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """Return what is said of a name that nothing has, with the nearest ones."""
    names = list(known)
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    stem = PurePosixPath(name).stem
    near += [one for one in names if PurePosixPath(one).stem == stem and one not in near][:3]
    hint = (
        f"; did you mean {' or '.join(repr(one) for one in near)}?" if near else f"; there are {len(names)}"
    )
    return f"there is no {kind} {name!r}{hint}"
