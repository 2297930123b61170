"""The pictures of speakers: files inside the source folder, and nothing else."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from koushu.problems import Kind, Problem
from koushu.safe_path import real_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from koushu.dialogue.cast.people import Places
    from koushu.dialogue.cast.speakers import Speaker


def portrait_file(root: Path, speaker: Speaker) -> Path | None:
    """Return the picture of a speaker; `None` when there is none inside the source folder `root`."""
    if not speaker.avatar or speaker.anonymous:
        return None
    return real_file(root, posixpath.normpath(speaker.avatar))


def portrait_problems(people: Iterable[Speaker], root: Path, places: Places) -> Iterator[Problem]:
    """Return a problem for each picture that is missing or lies outside the source folder."""
    for speaker in people:
        if speaker.avatar and not speaker.anonymous and portrait_file(root, speaker) is None:
            line = places(speaker.id, speaker.avatar)
            found = f"found no file `{speaker.avatar}` for the `avatar` of {speaker.id!r}"
            yield Problem(Kind.SPEAKER, line, f"{found}; expected a picture below the source folder")
