"""What pages show of others: a page whose own source is unchanged is written again when any of that changes.

Each feature that shows on a page something of other posts answers the event `koushu-page-facts` with a text of all
that it shows there, by document name. A digest of these texts is kept for each builder beside the doctrees, so a
change that alters nothing shown writes nothing.
"""

from __future__ import annotations

import hashlib
import weakref
from time import time_ns
from typing import TYPE_CHECKING, Final

from koushu.page_store import PAGE_FACTS
from koushu.page_values import tell_keys
from koushu.posts.catalogue import looks_stand
from koushu.posts.rebuilding.body_edits import listening, lists_stand, only_bodies
from koushu.posts.rebuilding.exact_pages import ExactPages
from koushu.posts.rebuilding.kept_digests import keep_digests, kept_digests
from koushu.posts.rebuilding.page_state import PageState
from koushu.staged_files import keep_later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_PAGES: Final = frozenset({"html", "text"})
_KIND: Final = "page-facts"
# Before what a digest says of looks alone; and in place of one that is not known.
_LOOKS: Final = "."
_UNSURE: Final = "?"
# Asked once a build: what pages show is known when all is read.
_found: weakref.WeakKeyDictionary[Sphinx, dict[str, str]] = weakref.WeakKeyDictionary()


def changed_pages(app: Sphinx, _env: BuildEnvironment) -> list[str]:
    """Return the documents that show something else than when this builder wrote them last (`env-updated`).

    They are struck from what is kept until they are written, so a build that is broken off leaves none behind.
    """
    if not _has_pages(app):
        return []
    before = kept_digests(app, _KIND)
    now = _after_bodies(app, before) or page_digests(app)
    _found[app] = now
    changed = sorted(name for name, digest in now.items() if before.get(name) != digest)
    # Of the others, none is written but where its file is gone.
    keyed = changed if lists_stand(app) else now
    keys = {name: _values(now[name]) for name in keyed if not now[name].startswith(_UNSURE)}
    same = {name for name in changed if _values(before.get(name, "")) == keys.get(name)}
    tell_keys(app, keys, same)
    if changed and before:
        struck = set(changed)
        keep_digests(app, _KIND, {name: digest for name, digest in before.items() if name not in struck})
    return changed


def keep_facts(app: Sphinx, error: Exception | None) -> None:
    """Keep what the pages of this build show, when all are written."""
    if error is None and _has_pages(app):
        found = _found.get(app) or page_digests(app)
        keep_later(app, lambda: keep_digests(app, _KIND, found))


def _has_pages(app: Sphinx) -> bool:
    """Return whether the builder makes a page with an address for each document, and no book that is always whole."""
    return app.builder.format in _PAGES


def page_digests(app: Sphinx) -> dict[str, str]:
    """Return a digest of what each document shows: when its source was read last, and what every feature says."""
    env = app.env
    state = app.builder.page_state() if isinstance(app.builder, ExactPages) else PageState("", "")
    texts = {name: [state.values] for name in env.found_docs if name in env.all_docs}
    found: list[Mapping[str, str]] = app.emit(PAGE_FACTS)
    for number, said in enumerate(found):
        for name, text in said.items():
            if name in texts:
                texts[name].append(f"{number}:{text}")
    # A time of reading that differs means another doctree, whichever builder has asked for it.
    return {
        name: f"{_digest(parts)}{_LOOKS}{state.looks[:12]} {env.all_docs[name]}"
        for name, parts in texts.items()
    }


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]


def _values(digest: str) -> str:
    """Return what a digest says of all but looks."""
    shown, _, time = digest.partition(" ")
    return f"{shown.partition(_LOOKS)[0]} {time}"


def _with_looks(app: Sphinx, digests: Mapping[str, str]) -> Mapping[str, str]:
    """Return digests with the looks of this build."""
    if looks_stand(app) or not isinstance(app.builder, ExactPages):
        return digests
    looks = app.builder.page_state().looks[:12]
    parts = {
        name: (digest.partition(_LOOKS)[0], digest.partition(" ")[2]) for name, digest in digests.items()
    }
    return {name: f"{values}{_LOOKS}{looks} {time}" for name, (values, time) in parts.items()}


def _after_bodies(app: Sphinx, before: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of a build in which only bodies changed: no feature is asked; nothing where more has."""
    times = app.env.all_docs
    if not before or before.keys() != app.env.found_docs & times.keys() or not lists_stand(app):
        return {}
    # What is said on one page may show on these, and is not known of them; they are written as often as that changes.
    unsure = set() if only_bodies(app) else listening(app.env)
    read = {
        name: f"{digest.partition(' ')[0]} {times[name]}"
        for name, digest in before.items()
        if digest.rpartition(" ")[2] != str(times[name])
    }
    return {
        **_with_looks(app, before),
        **_with_looks(app, read),
        **{name: f"{_UNSURE} {time_ns()}" for name in unsure & before.keys()},
    }
