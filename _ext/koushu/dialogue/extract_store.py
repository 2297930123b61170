"""The conversations of all documents, kept with the environment: collected, merged, forgotten by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.post_people import known_in
from koushu.dialogue.extracting import read_conversation
from koushu.document_facts import DocumentFacts, facts_of, packed_facts_of

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.extract import Conversation

_KEY: Final = "koushu_conversations"
_TIMED: Final = "koushu_timed_conversations"


class Conversations(DocumentFacts):
    """Keeps what is said in each document."""

    stores = (_KEY,)
    packed = True

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Keep the conversation of a document."""
        env = app.env
        params: Mapping[str, object] = doctree.get("hugo_params", {})
        language = str(app.config.language or "en").replace("_", "-")
        found = read_conversation(doctree, env.docname, language, known_in(env, params))
        if found is not None:
            _kept(env)[env.docname] = found


class TimedConversations(DocumentFacts):
    """Keeps of each conversation whether a turn tells its time: what a build needs to know of all of them."""

    stores = (_TIMED,)

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:  # noqa: ARG002
        """Keep whether the turns of a document are timed."""
        found = conversation_of(app.env, app.env.docname)
        if found is not None:
            facts_of(app.env, _TIMED)[app.env.docname] = found.is_timed


def timed_conversations(env: BuildEnvironment) -> Mapping[str, bool]:
    """Return whether a turn tells its time, for each document that has a conversation."""
    return facts_of(env, _TIMED)


def conversations_of(env: BuildEnvironment) -> Mapping[str, Conversation]:
    """Return the conversation of each document that has one, in order of document names."""
    kept = _kept(env)
    return {docname: kept[docname] for docname in sorted(kept)}


def conversation_of(env: BuildEnvironment, docname: str) -> Conversation | None:
    """Return the conversation of one document."""
    return _kept(env).get(docname)


def conversation_state(env: BuildEnvironment, docname: str) -> object:
    """Return what is another object when the conversation of a document is another; None where it has none."""
    return packed_facts_of(env, _KEY).state(docname)


def _kept(env: BuildEnvironment) -> MutableMapping[str, Conversation]:
    return packed_facts_of(env, _KEY)
