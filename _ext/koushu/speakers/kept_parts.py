"""What is kept of each person's part in each conversation, so that all are known without what they say."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from koushu.dialogue.extract_store import conversation_of
from koushu.document_facts import DocumentFacts, packed_facts_of
from koushu.speakers.tally import Part, Row, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.extract import Conversation

_KEY: Final = "koushu_speaker_parts"


class Kept(NamedTuple):
    """What is kept of one conversation."""

    speakers: tuple[str, ...]
    """Ids of all who speak in it."""
    rows: tuple[Row, ...]


class SpeakerParts(DocumentFacts):
    """Keeps the parts of each document's conversation."""

    stores = (_KEY,)
    packed = True

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:  # noqa: ARG002
        """Keep the parts of a document, whose conversation is kept already."""
        env = app.env
        found = conversation_of(env, env.docname)
        if found is not None:
            speakers = tuple(one.id for one in found.speakers)
            packed_facts_of(env, _KEY)[env.docname] = Kept(speakers, rows_of(found))


def kept_parts(env: BuildEnvironment) -> Mapping[str, Kept]:
    """Return what is kept of each conversation, by document."""
    return packed_facts_of(env, _KEY)


def packed_parts(env: BuildEnvironment) -> Iterator[tuple[str, bytes]]:
    """Yield the documents that have a conversation, in order, and what differs where what is kept of it does."""
    kept = packed_facts_of(env, _KEY)
    for docname in sorted(kept):
        yield docname, kept.packed(docname)


def parts_in(env: BuildEnvironment) -> Iterator[Part]:
    """Yield the parts of all conversations, in order of documents."""
    kept = kept_parts(env)
    for docname in sorted(kept):
        look_up = partial(_conversation, env, docname)
        for row in kept[docname].rows:
            yield Part(docname, row, look_up)


def _conversation(env: BuildEnvironment, docname: str) -> Conversation:
    """Return a conversation of which parts are kept."""
    found = conversation_of(env, docname)
    if found is None:
        raise KeyError(docname)
    return found
