"""What each page gives its template, kept as it is written: where only looks changed, pages are made of that again.

The values of a page are made of its tree, the catalogue and the configuration: body, contents, head, linked data. Its
looks are templates, style sheets, scripts and options of the theme; what depends on these is worked out by handlers of
`koushu-page-looks`, from the values alone, whenever a page is written.
"""

from __future__ import annotations

import json
import pickle
import weakref
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from koushu.kept_pickle import UNREADABLE
from koushu.page_store import SITES, keep, kept
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    Handler = Callable[[Sphinx, str, dict[str, Any]], object]

PAGE_LOOKS: Final = "koushu-page-looks"
"""Sphinx event: `handler(app, page name, context)`, for each page when its values are complete."""

_EVENT: Final = "html-page-context"
_KIND: Final = "values"
_THEME: Final = "koushu"
# What comes before gives every page the same, from its name or the theme; what comes after makes values.
_COMMON: Final = 800
_COMPLETE: Final = 970
# Packages whose handlers ask of a page no more than its name and what it gives its template.
_KNOWN: Final = frozenset({"koushu", "sphinx", "alabaster", "sphinx_book_theme", "pydata_sphinx_theme"})


@dataclass(slots=True)
class _State:
    """What is known in one build, and of the page that is being written."""

    keys: dict[str, str] = field(default_factory=dict)
    looks_only: set[str] = field(default_factory=set)
    known: bool | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    made: Mapping[str, Any] | None = None
    """What was kept of the page, where it is made of that."""


# Workers are forked when the keys of all pages are told.
_states: weakref.WeakKeyDictionary[Sphinx, _State] = weakref.WeakKeyDictionary()


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the event, and what keeps values before it."""
    app.add_event(PAGE_LOOKS)
    app.connect(_EVENT, _note_common, priority=_COMMON)
    app.connect(_EVENT, _complete, priority=_COMPLETE)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}


def tell_looks(app: Sphinx, handler: Handler, priority: int = 500) -> None:
    """Connect a handler to `koushu-page-looks`, whichever feature is loaded first."""
    app.setup_extension(__name__)
    app.connect(PAGE_LOOKS, handler, priority=priority)


def tell_keys(
    app: Sphinx, keys: Mapping[str, str], looks_only: set[str] | frozenset[str] = frozenset()
) -> None:
    """Say what stands for all that the values of pages are made of, and of which pages nothing but looks changed."""
    state = _state(app)
    state.keys.update(keys)
    state.looks_only |= looks_only


def looks_only(app: Sphinx) -> frozenset[str]:
    """Return the pages of which nothing but looks changed."""
    return frozenset(_state(app).looks_only)


def note_given(app: Sphinx, context: Mapping[str, Any]) -> None:
    """Note what the builder gives the template of the page that it begins with."""
    _state(app).given = context


def are_kept(app: Sphinx) -> bool:
    """Return whether values are kept: not where somebody whom we do not know has a say in pages, or needs trees."""
    state, builder = _state(app), app.builder
    if state.known is None:
        ours = builder.name in SITES and getattr(getattr(builder, "theme", None), "name", "") == _THEME
        state.known = ours and all(map(_is_known, app.events.listeners[_EVENT]))
    # Sphinx's own index is made of trees.
    return state.known and getattr(builder, "indexer", None) is None


def values_of(app: Sphinx, pagename: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return what the builder gave to the template of a page, and what was made for it; None where that is not kept."""
    key = _state(app).keys.get(pagename)
    row = kept(app, _KIND, pagename) if key and are_kept(app) and not app.fresh_env_used else ""
    try:
        found, given, made, others = json.loads(row) if row else ("", {}, {}, "")
        if found != key:
            return None
        more_given, more_made = pickle.loads(others.encode("latin-1"))  # noqa: S301 - lies where Sphinx keeps its own
    except UNREADABLE:
        return None
    return given | more_given, made | more_made


@contextmanager
def made_of(app: Sphinx, made: Mapping[str, Any]) -> Iterator[None]:
    """Have the page that is written shown with values that were made for it, and none made anew."""
    state, listeners = _state(app), app.events.listeners
    everybody = listeners[_EVENT]
    listeners[_EVENT] = [one for one in everybody if one.priority < _COMMON or one.handler is _complete]
    state.made = made
    try:
        yield
    finally:
        state.made = None
        listeners[_EVENT] = everybody


def _state(app: Sphinx) -> _State:
    return _states.setdefault(app, _State())


def _is_known(listener: Any) -> bool:  # noqa: ANN401 - Sphinx's record
    handler = getattr(listener.handler, "func", listener.handler)
    package = str(getattr(handler, "__module__", "")).partition(".")[0]
    return package in _KNOWN and (package == "koushu" or listener.priority < _COMMON)


def _note_common(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Note what every page has, by which the values of this one are known."""
    _state(app).before = dict(context)


def _complete(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _tree: nodes.document | None
) -> None:
    """Keep the values of a page, or take those that were kept, and have its looks worked out."""
    state = _state(app)
    if state.made is not None:
        context.update(state.made)
    elif pagename in state.keys and state.before is not None and are_kept(app):
        before = state.before
        made = {name: value for name, value in context.items() if before.get(name, state) is not value}
        given = {name: value for name, value in state.given.items() if name not in made}
        _keep(app, pagename, given, made)
    state.before = None
    app.emit(PAGE_LOOKS, pagename, context)


def _keep(app: Sphinx, pagename: str, given: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    texts = [{name: one for name, one in found.items() if isinstance(one, str)} for found in (given, made)]
    others = [
        {name: one for name, one in found.items() if not isinstance(one, str)} for found in (given, made)
    ]
    try:
        packed = pickle.dumps(others, pickle.HIGHEST_PROTOCOL).decode("latin-1")
    except (*UNREADABLE, RecursionError):
        # A function that somebody has put among the values.
        return
    row = json.dumps((_state(app).keys[pagename], *texts, packed), ensure_ascii=False)
    keep(app, _KIND, pagename, row)
