"""Reads again what a change of the register can touch, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.masking import HIDDEN, hidden_in, people_here
from koushu.dialogue.cast.public_people import people_in
from koushu.dialogue.cast.register import read_register, register_path
from koushu.dialogue.cast.register_changes import changed, fingerprints, name_words, touched
from koushu.document_facts import DocumentFacts, facts_of
from koushu.hugo.source import decode_source
from koushu.posts.catalogue import site_language

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.cast.register_changes import Fingerprint

_WANTED: Final = "koushu_speaker_words"
_REGISTER: Final = "koushu_register"


class SpeakerWords(DocumentFacts):
    """Keeps by which words each document can mean a speaker, and who is hidden in it."""

    stores = (_WANTED, HIDDEN)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the words of a document."""
        env = app.env
        labels = set(doctree.attributes.pop("dialogue_labels", ()))
        for kind in (own.turn, own.mention):
            for node in doctree.findall(kind):
                labels.update((node.get("label", ""), *node.get("speakers", ()), *node.get("people", ())))
        people = people_here(env)
        words = name_words({*labels, *people.listed})
        for kept, value in ((_words(env), words), (hidden_in(env), people.hidden)):
            if value:
                kept[env.docname] = value


def outdated_by_register(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Return the documents that a change of the register can touch (`env-get-outdated`)."""
    people = read_register(register_path(Path(app.srcdir), app.config)).speakers
    site = site_language(app.config)
    after = fingerprints(people, people_in("", people, site).public)
    before: dict[str, Fingerprint] = getattr(env, _REGISTER, {})
    entries = changed(before, after)
    setattr(env, _REGISTER, after)
    if not entries:
        return []
    found = touched(entries, _words(env))
    if any(entry.anonymous for entry in entries):
        known = {*before, *after}
        names = {name for name in known if before.get(name) != after.get(name)}
        found |= {docname for docname, hidden in hidden_in(env).items() if hidden & names}
        found |= {docname for docname in env.all_docs if _names_somebody(env, docname, people, site)}
    return sorted(found & set(env.all_docs))


def _names_somebody(env: BuildEnvironment, docname: str, people: Any, site: str) -> bool:  # noqa: ANN401
    """Tell whether a source holds a name that is to be hidden and was not, when it was read."""
    try:
        text = decode_source(Path(env.doc2path(docname)).read_bytes()).text
    except OSError:
        return False
    return people_in(text, people, site).hidden != hidden_in(env).get(docname, frozenset())


def _words(env: BuildEnvironment) -> dict[str, frozenset[str]]:
    return facts_of(env, _WANTED)
