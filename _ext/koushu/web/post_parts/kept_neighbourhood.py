"""The neighbourhood of each post as it is kept beside the doctrees, for as long as the catalogue is what it was."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from koushu import kept_pickle
from koushu.posts.relations.neighbours import Neighbours
from koushu.posts.relations.series import Series
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from koushu.posts.records import Post

_NAME: Final = "neighbourhood.pickle"


@record
class Neighbourhood:
    """The posts that the page of one post names."""

    neighbours: Neighbours = field(default_factory=Neighbours)
    series: tuple[Series, ...] = ()
    related: tuple[Post, ...] = ()
    """The closest first."""
    translations: tuple[Post, ...] = ()
    """The same post in other languages."""


class _Row(NamedTuple):
    """A neighbourhood by names of documents."""

    above: str
    below: str
    read_down: bool
    series: tuple[int, ...]
    """Places in the list of all series, each of which is kept once."""
    related: tuple[str, ...]
    translations: tuple[str, ...]


class KeptNeighbourhoods(Mapping[str, Neighbourhood]):
    """What was kept, put together for each post that is asked for."""

    def __init__(
        self,
        rows: Mapping[str, bytes],
        series: tuple[tuple[str, tuple[str, ...]], ...],
        posts: Mapping[str, Post],
    ) -> None:
        self._rows, self._series, self._posts = rows, series, posts

    def __getitem__(self, docname: str) -> Neighbourhood:
        row = _Row(*pickle.loads(self._rows[docname]))  # noqa: S301 - lies where Sphinx keeps its own pickles
        find, get = self._posts.__getitem__, self._posts.get
        return Neighbourhood(
            Neighbours(get(row.above), get(row.below), row.read_down),
            tuple(self._one_series(place) for place in row.series),
            tuple(map(find, row.related)),
            tuple(map(find, row.translations)),
        )

    def _one_series(self, place: int) -> Series:
        name, members = self._series[place]
        return Series(
            name,
            tuple(self._posts[one] for one in members),
            {one: number for number, one in enumerate(members, 1)},
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def keep(folder: Path, key: str, found: Mapping[str, Neighbourhood]) -> None:
    """Keep the neighbourhood of each post; `key` stands for the catalogue and all else that it was made of."""
    places: dict[int, int] = {}
    series: list[tuple[str, tuple[str, ...]]] = []
    for near in found.values():
        for one in near.series:
            if id(one) not in places:
                places[id(one)] = len(series)
                series.append((one.name, tuple(post.docname for post in one.posts)))
    rows = {
        name: pickle.dumps(tuple(_row(near, places)), pickle.HIGHEST_PROTOCOL) for name, near in found.items()
    }
    kept_pickle.keep(folder / _NAME, key, (rows, tuple(series)))


def _row(near: Neighbourhood, places: Mapping[int, int]) -> _Row:
    above, below = near.neighbours.above, near.neighbours.below
    return _Row(
        above.docname if above else "",
        below.docname if below else "",
        near.neighbours.read_down,
        tuple(places[id(one)] for one in near.series),
        tuple(post.docname for post in near.related),
        tuple(post.docname for post in near.translations),
    )


def kept(folder: Path, key: str, posts: Mapping[str, Post]) -> KeptNeighbourhoods | None:
    """Return what was kept under the same key; `posts` are those of the catalogue by their names."""
    found = kept_pickle.kept(folder / _NAME, key)
    if found is None:
        return None
    rows, series = found
    return KeptNeighbourhoods(rows, series, posts) if rows.keys() <= posts.keys() else None
