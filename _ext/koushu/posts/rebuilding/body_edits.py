"""Whether nothing changed since the last build but the bodies of a few posts, so that no other page shows anything new.

`koushu build` says which sources changed, and the catalogue that all else in them is as it was. What Sphinx and the
features hold of each document is compared before and after it is read again: its title and contents, pictures, links,
labels, turns, and what lists show of it. What is not known counts as changed.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.environment import CONFIG_OK

from koushu.posts.catalogue import catalogue_stands
from koushu.posts.extracts import PostExtract
from koushu.posts.post_speakers import speakers_of_post
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_FEW: Final = 20
# Attributes of the environment of which no other page shows anything: times, files, warnings, what is no document's.
_OWN: Final = frozenset(
    (
        "all_docs",
        "koushu_inputs",
        "koushu_input_times",
        "koushu_other_inputs",
        "koushu_said",
        "koushu_speaker_words",
        "settings",
        "domaindata",
        "version",
    )
)
_CONVERSATIONS: Final = "koushu_conversations"
_TALK: Final = frozenset((_CONVERSATIONS, "koushu_turn_places", "koushu_speaker_parts"))
_REFERENCES: Final = "koushu_turn_references"
SHOWS_TALK: Final = "koushu_shows_talk"
"""Key of `env.metadata`: the page shows what is said on others, or who says it."""


@record
class _State:
    """What is held of the documents that are read in this build."""

    docnames: tuple[str, ...]
    everything: tuple[str, ...]
    """Names of all documents."""
    shown: tuple[tuple[str, str], ...]
    talk: tuple[tuple[str, str], ...]
    """What is said in conversations."""


_before: weakref.WeakKeyDictionary[Sphinx, _State] = weakref.WeakKeyDictionary()
_found: weakref.WeakKeyDictionary[Sphinx, tuple[bool, bool]] = weakref.WeakKeyDictionary()


def note_before(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Note what is held of the documents that are about to be read (`env-before-read-docs`)."""
    known = set(docnames) <= env.all_docs.keys()
    usable = catalogue_stands(app) and env.config_status == CONFIG_OK and not app.fresh_env_used
    if usable and known and len(docnames) <= _FEW:
        _before[app] = _state(app, tuple(docnames))


def only_bodies(app: Sphinx) -> bool:
    """Return whether every page shows of others what it showed; to be asked when all is read and pictures are named."""
    return _compared(app)[0]


def lists_stand(app: Sphinx) -> bool:
    """Return whether lists show what they showed; what is said in conversations is in none of them."""
    return _compared(app)[1]


def read_again(app: Sphinx) -> tuple[str, ...]:
    """Return the documents that were read in this build, where it is known what was held of them before."""
    before = _before.get(app)
    return before.docnames if before else ()


def listening(env: BuildEnvironment) -> set[str]:
    """Return the documents that show something of what is said on others."""
    showing = {docname for docname, values in env.metadata.items() if SHOWS_TALK in values}
    return showing | set(getattr(env, _REFERENCES, ()))


def _compared(app: Sphinx) -> tuple[bool, bool]:
    if app not in _found:
        before = _before.get(app)
        if before is None:
            return False, False
        now = _state(app, before.docnames)
        lists = before.everything == now.everything and before.shown == now.shown
        _found[app] = lists and before.talk == now.talk, lists
    return _found[app]


def _state(app: Sphinx, docnames: tuple[str, ...]) -> _State:
    env = app.env
    shown: list[tuple[str, str]] = []
    talk: list[tuple[str, str]] = []
    for docname in docnames:
        for key, value in _held(env, docname):
            (talk if key in _TALK else shown).append((f"{docname} {key}", _text(value)))
        shown.append((f"{docname} speakers", repr(speakers_of_post(app, docname))))
        shown.append((f"{docname} cast", _cast(env, docname)))
    everything = tuple(sorted(env.found_docs))
    return _State(docnames, everything, tuple(sorted(shown)), tuple(sorted(talk)))


def _held(env: BuildEnvironment, docname: str) -> Iterator[tuple[str, Any]]:
    """Yield what the environment holds of a document, each with the name of its place."""
    for key, store in vars(env).items():
        if key in _OWN or key.startswith("_"):
            continue
        if isinstance(store, Mapping) and docname in store:
            yield key, store[docname]
        elif isinstance(store, set):
            yield key, docname in store
    for key in ("images", "dlfiles"):
        yield key, _entries_of(getattr(env, key), docname)
    for domain, data in env.domaindata.items():
        for key, store in data.items():
            yield f"{domain} {key}", _entries_of(store, docname)


def _cast(env: BuildEnvironment, docname: str) -> str:
    """Return who speaks in the conversation of a document, and who does so in any of its turns."""
    talk: Any = getattr(env, _CONVERSATIONS, {}).get(docname)
    if talk is None:
        return ""
    heard = {one for turn in talk.turns if turn.words and not turn.pair for one in turn.speakers}
    return repr((talk.speakers, sorted(heard)))


def _entries_of(store: object, docname: str) -> list[str]:
    """Return the entries of a table that belong to a document, by their key or by what they hold."""
    if isinstance(store, Mapping):
        return sorted(
            _text(item)
            for item in store.items()
            if item[0] == docname or _names(item[1], docname) or _names(item[0], docname)
        )
    if isinstance(store, list | tuple | set):
        return sorted(_text(entry) for entry in store if _names(entry, docname))
    return [repr(store)]


def _names(value: object, docname: str) -> bool:
    # Asked for each picture and label of the site: what they are is told by their class the soonest.
    kind = value.__class__
    if kind is str:
        return value == docname
    if kind is tuple or isinstance(value, tuple | list | set | frozenset):
        found: Any = value
        if docname in found:
            return True
        for one in found:  # noqa: SIM110 - a generator takes longer than what it is asked
            if isinstance(one, set) and docname in one:
                return True
        return False
    return value == docname or getattr(value, "docname", None) == docname


def _text(value: object) -> str:
    """Return a value as text that differs where the value does; the length of a post is on its own page alone."""
    if isinstance(value, nodes.Node):
        return value.pformat()
    if isinstance(value, PostExtract):
        return repr(replace(value, words=0))
    if isinstance(value, set | frozenset):
        return repr(sorted(map(repr, value)))
    if isinstance(value, tuple | list):
        return repr([_text(one) for one in value])
    if isinstance(value, Mapping):
        return repr(sorted((repr(key), _text(one)) for key, one in value.items()))
    return repr(value)
