"""The catalogue of the last build, kept whole beside the doctrees, for a build in which only bodies of posts changed.

Where `koushu build` says which sources changed, and each of them says in its front matter what it said, nothing else
can have changed in the catalogue, and no other source is looked at.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import field, replace
from secrets import token_hex
from typing import TYPE_CHECKING, Final, TypeAlias

from koushu import kept_pickle
from koushu.posts.kept_records import KeptRecords, NamedPosts, packed_posts
from koushu.posts.records import Catalogue
from koushu.record import record
from koushu.staged_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value
    from koushu.posts.records import Post
    from koushu.posts.site.scan import MadePage
    from koushu.posts.source_reading import ReadSource
    from koushu.problems import Problem

_WHOLE: Final = "catalogue.pickle"
_LATER: Final = "catalogue-later.json"
_MOST_LATER: Final = 500
"""Sources that may have changed since the whole was kept, before it is made anew."""

_Whole: TypeAlias = "tuple[dict[str, bytes], dict[str, str], KeptCatalogue]"
"""Posts, the document name of each by its path, and all else that the scan has found."""
Reread: TypeAlias = "Callable[[str], tuple[ReadSource | None, ReadSource]]"
"""From the path of a source: what it said when it was read last, and what it says now. `OSError` where it is gone."""


@record
class KeptCatalogue:
    """What the scan of all sources has found."""

    posts: Catalogue = field(default_factory=Catalogue)
    made: tuple[MadePage, ...] = ()
    """Pages of a Hugo site that have no source."""
    given: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    """Both as in `SiteContext`."""
    problems: tuple[tuple[str, Problem], ...] = ()
    """Path of a source, and what is wrong with it: said in each build."""
    urls: Mapping[str, str] = field(default_factory=dict)
    """Document name -> address of the page."""
    changes: tuple[datetime, ...] = ()
    """Instants at which withheld posts appear and published ones expire."""
    values: str = ""
    """Digest of all values of the configuration but those of looks."""
    name: str = ""
    """Stands for this reading of all sources as long as it is kept; empty where it is not."""


def keep_whole(folder: Path, key: str, found: KeptCatalogue) -> KeptCatalogue:
    """Keep a catalogue, and return it with its name; `key` stands for all that it depends on beside the sources.

    One with two posts of one name is not kept.
    """
    forget(folder)
    posts = found.posts.posts
    packed = packed_posts(posts)
    if len(packed) != len(posts):
        return found
    found = replace(found, name=token_hex(16))
    names = {post.path: post.docname for post in posts}
    kept_pickle.keep(folder / _WHOLE, key, (packed, names, replace(found, posts=_without(found.posts))))
    return found


def _without(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, posts=(), by_docname={})


def forget(folder: Path) -> None:
    """Forget the catalogue: somebody who does not watch the sources has read them."""
    with suppress(OSError):
        (folder / _WHOLE).unlink(missing_ok=True)
        (folder / _LATER).unlink(missing_ok=True)


def catalogue_after(folder: Path, key: str, changed: Iterable[str], reread: Reread) -> KeptCatalogue | None:
    """Return the catalogue after changes of some sources; None where all of them have to be read for that."""
    kept, later = _load(folder, key)
    if kept is None or len(later) > _MOST_LATER:
        return None
    packed, names, found = kept
    records = KeptRecords(packed, dict(later))
    for path in changed:
        digest = _new_digest(records[names[path]], reread) if path in names else ""
        if not digest:
            return None
        later[path] = digest
    _keep_later(folder, later)
    records = KeptRecords(packed, later)
    return replace(
        found, posts=replace(found.posts, posts=NamedPosts(records, tuple(packed)), by_docname=records)
    )


def _new_digest(post: Post, reread: Reread) -> str:
    """Return the digest of a source whose record is as it was; empty where that is not known."""
    try:
        before, now = reread(post.path)
    except OSError:
        return ""
    # As text, since `1`, `1.0` and `true` are equal to each other.
    same = before is not None and repr((before.front, before.script)) == repr((now.front, now.script))
    return now.digest if before is not None and same and before.digest == post.digest else ""


def _load(folder: Path, key: str) -> tuple[_Whole | None, dict[str, str]]:
    found = kept_pickle.kept(folder / _WHOLE, key)
    try:
        later = (
            json.loads((folder / _LATER).read_text(encoding="utf-8")) if (folder / _LATER).exists() else {}
        )
    except (OSError, ValueError):
        return None, {}
    return (found, dict(later)) if isinstance(found, tuple) else (None, {})


def _keep_later(folder: Path, later: Mapping[str, str]) -> None:
    write_whole(folder / _LATER, json.dumps(later).encode())
