"""The posts of a catalogue as they are kept: each as bytes, which are taken apart when the post is asked for.

An edit asks for a few of thousands.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, overload

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.records import Post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_META: Final = "meta"
_META_NAMES: Final = tuple(one.name for one in fields(PageMeta))
_NAMES: Final = tuple(one.name for one in fields(Post) if one.name != _META)
_meta_values: Final = attrgetter(*_META_NAMES)
_values: Final = attrgetter(*_NAMES)


def packed_posts(posts: Iterable[Post]) -> dict[str, bytes]:
    """Return each post as bytes, by its document name, in the same order."""
    return {
        post.docname: pickle.dumps((_values(post), _meta_values(post.meta)), pickle.HIGHEST_PROTOCOL)
        for post in posts
    }


class KeptRecords(Mapping[str, Post]):
    """Posts by document name; `digests` are those of sources that differ since, by their paths."""

    def __init__(self, packed: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
        self._packed, self._digests = packed, digests
        self._open: dict[str, Post] = {}

    def __getitem__(self, docname: str) -> Post:
        post = self._open.get(docname)
        if post is None:
            post = self._open[docname] = self._post(self._packed[docname])
        return post

    def _post(self, packed: bytes) -> Post:
        values, meta = pickle.loads(packed)  # noqa: S301 - lies where Sphinx keeps its own pickles
        own: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
        post = Post(meta=PageMeta(*meta), **own)
        digest = self._digests.get(post.path)
        return post if digest is None else replace(post, digest=digest)

    def __contains__(self, docname: object) -> bool:
        return docname in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


class NamedPosts(Sequence[Post]):
    """Posts of which the names are known, in their order."""

    def __init__(self, records: Mapping[str, Post], names: Sequence[str]) -> None:
        self._records, self._names = records, names

    @overload
    def __getitem__(self, place: int) -> Post: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Post, ...]: ...

    def __getitem__(self, place: int | slice) -> Post | tuple[Post, ...]:
        found = self._names[place]
        if isinstance(found, str):
            return self._records[found]
        return tuple(map(self._records.__getitem__, found))

    def __iter__(self) -> Iterator[Post]:
        return map(self._records.__getitem__, self._names)

    def __len__(self) -> int:
        return len(self._names)
