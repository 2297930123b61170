"""The source of a page that the build makes: which page it is, as JSON, and the parser that reads it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.parsers import Parser

from koushu.posts.book import BACK_MATTER, NOT_IN_BOOKS
from koushu.speakers.nodes import speaker_index

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

SUFFIX: Final = ".speaker-page"
FOLDER: Final = "speakers"
INDEX: Final = f"{FOLDER}/index"
_LONGEST: Final = 120
"""Bytes of a file name that every system takes, with room for suffixes."""


def page_of(speaker: str) -> str:
    """Return the document name of a speaker's page."""
    name = f"{speaker}-" if speaker == "index" else speaker
    encoded = name.encode()
    if len(encoded) > _LONGEST:
        digest = hashlib.sha256(encoded).hexdigest()[:12]
        name = encoded[: _LONGEST - 13].decode(errors="ignore") + f"-{digest}"
    return f"{FOLDER}/{name}"


def page_source(title: str, speaker: str, digest: str) -> str:
    """Return the source of a page; it differs when anything that the page shows differs."""
    return json.dumps({"title": title, "speaker": speaker, "digest": digest}, ensure_ascii=False) + "\n"


class SpeakerPageParser(Parser):
    """Reads a made page: `document > section(title, speaker_index)`."""

    supported = ("speaker-page",)

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill the document of one page."""
        env: BuildEnvironment = document.settings.env
        source = json.loads(inputstring)
        title = nodes.title(source["title"], source["title"])
        place = speaker_index(speaker=source["speaker"])
        section = nodes.section("", title, place, classes=["speaker-page"])
        for node in (section, title, place):
            node.source, node.line = document["source"], 1
        document += section
        document.note_implicit_target(section, section)
        env.metadata[env.docname]["orphan"] = ""
        env.metadata[env.docname][NOT_IN_BOOKS if source["speaker"] else BACK_MATTER] = "yes"
