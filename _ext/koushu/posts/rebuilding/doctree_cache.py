"""Lets go of doctrees that Sphinx keeps in memory: each lies in a file, and a site has thousands of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.running.garbage import take_apart

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# Sphinx's own stores by document name: trees as they were read, until they are written, and the bytes of files.
_TREES: Final = "_write_doc_doctree_cache"
_STORES: Final = (_TREES, "_pickled_doctree_cache")


def release_doctrees(app: Sphinx, *_event: object) -> None:
    """Let go of all trees when an event comes; nobody else has them, since each is read anew from its file."""
    trees = getattr(app.env, _TREES, None)
    if isinstance(trees, dict):
        for tree in trees.values():
            take_apart(tree)
    release_from(app.env)


def release_from(env: BuildEnvironment) -> None:
    """Empty both stores; a tree that is asked for again is read from its file."""
    for name in _STORES:
        # They are private: where a version of Sphinx has none, nothing is kept.
        store = getattr(env, name, None)
        if isinstance(store, dict):
            store.clear()
