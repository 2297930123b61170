"""Pages of speakers are made after all sources are read: those that would show something else, and no others."""

from __future__ import annotations

import hashlib
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.environment import CONFIG_OK

from koushu.config import DialogueSettings, settings
from koushu.dialogue.extract_store import conversations_of
from koushu.messages import message
from koushu.page_store import take_away
from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.catalogue_values import of_catalogue
from koushu.posts.rebuilding.body_edits import SHOWS_TALK
from koushu.speakers.kept_parts import kept_parts, packed_parts, parts_in
from koushu.speakers.page_source import FOLDER, INDEX, SUFFIX, page_of, page_source
from koushu.speakers.tally import Person, people_in
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_MADE: Final = "koushu_speaker_pages"
_STATE: Final = "koushu_speaker_state"
LISTS_SPEAKERS: Final = SHOWS_TALK
"""Key of `env.metadata`: the page shows people of other pages."""
# Formats without pages of their own for anything that no author wrote.
_NO_PAGES: Final = frozenset({"gettext", "linkcheck", "doctest", "coverage", "changes"})

_tallies: weakref.WeakKeyDictionary[BuildEnvironment, dict[str, Person]] = weakref.WeakKeyDictionary()


def people_of(env: BuildEnvironment) -> Mapping[str, Person]:
    """Return everybody who has a page, by id: nobody while fewer than two documents hold dialogue."""
    if env not in _tallies:
        wanted = settings(env.config, DialogueSettings).speaker_pages and len(kept_parts(env)) > 1
        _tallies[env] = people_in(parts_in(env)) if wanted else {}
    return _tallies[env]


def is_speaker_page(env: BuildEnvironment, docname: str) -> bool:
    """Return whether a page is one that was made here: a speaker's, or the index of all."""
    return docname in _made(env)


def keep_pages(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], removed: set[str]
) -> list[str]:
    """Keep the pages that the last build made: Sphinx looks for documents in the source folder alone.

    It asks what is outdated before it takes away what `removed` names, and takes the answer from this set.
    """
    kept = _made(env)
    # When everything is read again, so is what these pages are made of.
    if app.builder.name in _NO_PAGES or env.config_status != CONFIG_OK:
        kept.clear()
        setattr(env, _STATE, "")
    for docname in kept:
        path = _path(app, docname)
        if docname in removed and path.is_file():
            removed.discard(docname)
            _announce(env, docname, path)
    return []


def make_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the pages of speakers; return those that were read anew."""
    _tallies.pop(env, None)
    if app.builder.name in _NO_PAGES:
        return []
    before, made = dict(_made(env)), _made(env)
    own = env.found_docs - before.keys()
    state = _state(app, env, own)
    stand = state == getattr(env, _STATE, "") and before.keys() <= env.all_docs.keys()
    sources = before if stand else _sources(app, people_of(env))
    setattr(env, _STATE, state)
    wanted = {name: source for name, source in sources.items() if name not in own}
    for docname in before.keys() - wanted.keys():
        _drop(app, env, docname)
        made.pop(docname)
    changed = [
        name for name, source in wanted.items() if before.get(name) != source or name not in env.all_docs
    ]
    for docname in changed:
        path = _path(app, docname)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[docname], encoding="utf-8")
        _announce(env, docname, path)
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        app.builder.read_doc(docname)
        made[docname] = wanted[docname]
    for docname in wanted:
        # What is written names sources by their place in the publication, never by one of this machine.
        env.project._docname_to_path[docname] = Path(docname + SUFFIX)  # noqa: SLF001
    return changed


def _state(app: Sphinx, env: BuildEnvironment, own: Iterable[str]) -> str:
    """Return a digest of all that the pages are made of; `own` are the documents that are none of them."""
    posts = catalogue_of(app).posts
    dates = of_catalogue(app, "dates", lambda: {post.docname: str(post.meta.date) for post in posts})
    pages = settings(env.config, DialogueSettings).speaker_pages
    taken = sorted(name for name in own if name.startswith(f"{FOLDER}/"))
    whole = hashlib.sha256(repr((__version__, site_language(app.config), pages, taken)).encode())
    for docname, parts in packed_parts(env):
        whole.update(f"\0{docname}\0{dates.get(docname, '')}\0".encode())
        whole.update(parts)
    return whole.hexdigest()


def _sources(app: Sphinx, people: Mapping[str, Person]) -> dict[str, str]:
    """Return the source of every page by its name."""
    if not people:
        return {}
    language = site_language(app.config)
    digests = {one: _digest(app, person) for one, person in people.items()}
    pages = {
        page_of(one): page_source(person.speaker.display(language), one, digests[one])
        for one, person in people.items()
    }
    whole = hashlib.sha256("".join(digests.values()).encode()).hexdigest()
    return {INDEX: page_source(message("speaker_index", language), "", whole), **pages}


def _digest(app: Sphinx, person: Person) -> str:
    """Return a hash of all that a person's page shows."""
    posts = catalogue_of(app).by_docname
    shown = [
        (part.docname, str(posts[part.docname].meta.date) if part.docname in posts else "", part.row.digest)
        for part in person.parts
    ]
    return hashlib.sha256(repr((person.speaker, shown)).encode()).hexdigest()


def speaker_facts(app: Sphinx) -> dict[str, str]:
    """Return which names lead to pages of speakers, and what lists of people show (`koushu-page-facts`)."""
    env = app.env
    people = people_of(env)
    facts = {
        docname: " ".join(speaker for speaker in one.speakers if speaker in people)
        for docname, one in kept_parts(env).items()
    }
    whole = ""
    for docname, values in env.metadata.items():
        if LISTS_SPEAKERS in values:
            whole = whole or hashlib.sha256(repr(conversations_of(env)).encode()).hexdigest()
            facts[docname] = f"{facts.get(docname, '')}\n{whole}"
    # The site's navigation leads to the index, where there is one.
    index = INDEX if INDEX in env.all_docs else ""
    return {docname: f"{index}\n{facts.get(docname, '')}" for docname in env.found_docs}


def _drop(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Forget a page whose speaker is gone, and take its last output away."""
    app.emit("env-purge-doc", env, docname)
    env.clear_doc(docname)
    env.project.docnames.discard(docname)
    _path(app, docname).unlink(missing_ok=True)
    path_of: Any = getattr(app.builder, "get_output_path", None)
    written = path_of(docname) if path_of else f"{docname}{getattr(app.builder, 'out_suffix', '')}"
    take_away(Path(app.outdir, written), Path(app.outdir))


def _announce(env: BuildEnvironment, docname: str, path: Path) -> None:
    project = env.project
    project.docnames.add(docname)
    project._docname_to_path[docname] = path  # noqa: SLF001 - Sphinx has no way to add a document
    project._path_to_docname[path] = docname  # noqa: SLF001


def _made(env: BuildEnvironment) -> dict[str, str]:
    if not hasattr(env, _MADE):
        setattr(env, _MADE, {})
    found: dict[str, str] = getattr(env, _MADE)
    return found


def _path(app: Sphinx, docname: str) -> Path:
    return Path(app.doctreedir, "made", FOLDER, docname.removeprefix(f"{FOLDER}/") + SUFFIX)
