"""What is made of the catalogue and the configuration alone, kept beside the doctrees while the catalogue stands."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, TypeVar, cast

from koushu import kept_pickle
from koushu.posts.catalogue import catalogue_folder, catalogue_name, catalogue_of, catalogue_stands

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config

    from koushu.posts.catalogue import Configured
    from koushu.posts.records import Catalogue

Value = TypeVar("Value")
Packed = TypeVar("Packed")

# What is at hand in one build and process, of the catalogue that it is made of.
_held: weakref.WeakKeyDictionary[Config, tuple[Catalogue, dict[str, Any]]] = weakref.WeakKeyDictionary()


def of_catalogue(owner: Configured, name: str, make: Callable[[], Value]) -> Value:
    """Return what is made of the catalogue and the configuration: from this build, or kept since an earlier one.

    It holds no post: thousands would be taken apart to be kept, and put together to be looked at.
    """
    known = _at_hand(owner)
    if name not in known:
        known[name] = _kept_or_made(owner, name, make)
    return cast("Value", known[name])


def packed_of_catalogue(
    owner: Configured,
    name: str,
    make: Callable[[], Value],
    pack: Callable[[Value], Packed],
    unpack: Callable[[Packed], Value],
) -> Value:
    """Return the same of what cannot be kept as it is: it is packed for later builds, and unpacked there."""
    known = _at_hand(owner)
    if name not in known:
        made: list[Value] = []

        def packed() -> Packed:
            made.append(make())
            return pack(made[0])

        found = _kept_or_made(owner, name, packed)
        known[name] = made[0] if made else unpack(found)
    return cast("Value", known[name])


def _at_hand(owner: Configured) -> dict[str, Any]:
    catalogue = catalogue_of(owner)
    known = _held.get(owner.config)
    if known is None or known[0] is not catalogue:
        known = _held[owner.config] = catalogue, {}
    return known[1]


def _kept_or_made(owner: Configured, name: str, make: Callable[[], Value]) -> Value:
    folder, key = catalogue_folder(owner), catalogue_name(owner)
    path = folder / f"of-catalogue-{name}.pickle" if folder and key else None
    found = kept_pickle.kept(path, key) if path and catalogue_stands(owner) else None
    if found is not None:
        return cast("Value", found[0])
    made = make()
    if path:
        kept_pickle.keep(path, key, (made,))
    return made


def trees_of(owner: Configured) -> tuple[str, ...]:
    """Return the keys of the languages of all posts, in their order."""
    return of_catalogue(
        owner, "trees", lambda: tuple(dict.fromkeys(post.tree for post in catalogue_of(owner).posts))
    )
