"""`koushu import transcript`: the transcript of another program as a post."""

from __future__ import annotations

from datetime import UTC, date, datetime
from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from koushu.dialogue.imports.post import NOBODY, Heading, write_post
from koushu.dialogue.imports.reading import read_transcript
from koushu.dialogue.imports.records import Transcript, TranscriptError
from koushu.record import record

if TYPE_CHECKING:
    from pathlib import Path


@record
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
        click.echo(_("{path}: the file exists; `--force` replaces it").format(path=wanted.out), err=True)
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
    count = ngettext("{count} turn", "{count} turns", turns).format(count=turns)
    people = ngettext("{count} speaker", "{count} speakers", len(names)).format(count=len(names))
    told = _("{turns}, {people}: {names}").format(turns=count, people=people, names=", ".join(names))
    click.echo(f"{out or _('post')}: {told}", err=True)
    if NOBODY in names:
        told = _("Some words have no name; they are given to `{name}`, which you may replace.")
        click.echo(told.format(name=NOBODY), err=True)
