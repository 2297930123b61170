"""What is worked out for the whole site, and is as it was while lists show what they showed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from koushu import kept_pickle
from koushu.posts.catalogue import catalogue_name
from koushu.posts.rebuilding.body_edits import lists_stand
from koushu.staged_files import keep_later

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

Value = TypeVar("Value")


def while_lists_stand(app: Sphinx, name: str, make: Callable[[], Value]) -> Value:
    """Return what was made in the last build of this builder where an edit of bodies changes nothing of it.

    Else it is made, and kept for the next build. To be asked in every build, when all is read and pictures are named.
    """
    path, key = Path(app.doctreedir, f"{name}-{app.builder.name}.pickle"), catalogue_name(app)
    found = kept_pickle.kept(path, key) if key and lists_stand(app) else None
    if found is None:
        found = (make(),)
        if key:
            keep_later(app, lambda: kept_pickle.keep(path, key, found))
    return cast("Value", found[0])
