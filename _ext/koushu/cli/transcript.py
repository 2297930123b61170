"""`koushu import transcript`: the transcript of another program as a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from koushu.dialogue.imports.post import NOBODY, Heading, write_post
from koushu.dialogue.imports.reading import read_transcript
from koushu.dialogue.imports.records import Transcript, TranscriptError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line says of the post."""

    out: Path | None = None
    """Where it goes; `None` for the standard output."""
    title: str = ""
    date: str = ""
    """As `YYYY-MM-DD`; empty for the day on which the file was last changed."""
    audio: str = ""
    language: str = ""
    force: bool = False


def run_import(file: Path, wanted: Wanted) -> int:
    """Write the post; return the exit code: 0 written, 1 not."""
    try:
        transcript = read_transcript(file.read_bytes(), file.suffix)
        day = date.fromisoformat(wanted.date) if wanted.date else _day(file)
        post = write_post(transcript, _heading(transcript, file, day, wanted))
        if wanted.out is None:
            click.echo(post, nl=False)
        else:
            wanted.out.parent.mkdir(parents=True, exist_ok=True)
            with wanted.out.open("w" if wanted.force else "x", encoding="utf-8", newline="\n") as target:
                target.write(post)
    except TranscriptError as error:
        click.echo(f"{file}:{error.line or ''}: {error}", err=True)
        return 1
    except FileExistsError:
        click.echo(f"{wanted.out}: the file exists; `--force` replaces it", err=True)
        return 1
    except OSError as error:
        click.echo(f"{error.filename or file}: {error.strerror}", err=True)
        return 1
    _say(transcript, wanted.out)
    return 0


def _day(file: Path) -> date:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()


def _heading(transcript: Transcript, file: Path, day: date, wanted: Wanted) -> Heading:
    words = file.name.split(".")[0].replace("-", " ").replace("_", " ").strip()
    title = wanted.title or transcript.title or words[:1].upper() + words[1:] or file.name
    return Heading(title, day, wanted.audio, wanted.language or transcript.language)


def _say(transcript: Transcript, out: Path | None) -> None:
    names = list(dict.fromkeys(one.speaker or NOBODY for one in transcript.segments))
    turns = len(transcript.segments)
    told = (
        f"{turns} turn{'s' * (turns != 1)}, {len(names)} speaker{'s' * (len(names) != 1)}: {', '.join(names)}"
    )
    click.echo(f"{out or 'post'}: {told}", err=True)
    if NOBODY in names:
        click.echo(f"Some words have no name; they are given to `{NOBODY}`, which you may replace.", err=True)
