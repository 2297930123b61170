"""What the catalogue takes from one source: its front matter, the script of its text, a hash of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from koushu.hugo.metadata.front_matter import FrontMatter, split_front_matter
from koushu.hugo.source import decode_source
from koushu.posts.words import script_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from koushu.hugo.source_filter import SourceFilter

_SAMPLE: Final = 20_000

SourceReader: TypeAlias = "Callable[[Path, str], ReadSource]"
"""From the root of all sources and the path of one below it."""


@record
class ReadSource:
    """One source as the catalogue knows it."""

    front: FrontMatter
    """Without body and problems, which are told when the source is parsed."""
    script: str
    """As `hugo.scripts.script_language` names that of the body."""
    digest: str
    """Hash of the bytes."""


def read_source(data: bytes, path: str, source_filter: SourceFilter) -> ReadSource:
    """Return what the bytes of a source say, after they have passed the filter as text."""
    front = split_front_matter(source_filter(path, decode_source(data).text))
    script = script_of(front.body[:_SAMPLE])
    return ReadSource(replace(front, body="", problems=()), script, hashlib.sha256(data).hexdigest())
