"""`koushu new`."""

from __future__ import annotations

import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from koushu.cli.commands import options

if TYPE_CHECKING:
    from datetime import datetime

_site = click.option("--site", type=options.FOLDER, default=".", help="Folder of the site.")
_date = click.option("--date", type=click.DateTime(), help="Date; now if left out.")
_language = click.option("--lang", "language", default="", help="Language such as `zh` or `en`.")


@click.group(name="new")
def command() -> None:
    """Make a site, a post or an interview to begin with."""


@command.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="", help="What the site is called.")
@click.option("--author", default="", help="Whose it is.")
@_language
def site(folder: Path, *, title: str, author: str, language: str) -> None:
    """Make a site in FOLDER, which must be new or empty.

    At a terminal it asks for what is left out. Exit codes: 0 written; 1 not written; 2 wrong use.
    """
    from koushu.cli.new_site import Wanted, run_new_site  # noqa: PLC0415 - only this command needs it

    named = folder.resolve().name
    title = title or _asked(_("What is the site called?"), named)
    author = author or _asked(_("Whose is it?"), "")
    language = language or _asked(_("In which language are its words, such as Home and Tags?"), _("en"))
    raise SystemExit(run_new_site(Wanted(folder, title, author, language)))


@command.command()
@click.argument("name", default="")
@_site
@click.option("-k", "--kind", default="post", help="Which archetype to take; the section's, else `default`.")
@_date
@_language
@options.force
def post(name: str, *, site: Path, kind: str, date: datetime | None, language: str, force: bool) -> None:
    """Make a post called NAME: its title, or its path such as `posts/a-day.md`.

    It is made from the site's `archetypes/`, as Hugo does. Exit codes: 0 written; 1 not written; 2 wrong use.
    """
    _make(name or _needed(_("What is the post called?")), site, kind, (), date, language, force)


@command.command()
@click.argument("name", default="")
@_site
@click.option("-s", "--speaker", "speakers", multiple=True, help="Who speaks; once for each person.")
@_date
@_language
@options.force
def interview(
    name: str, *, site: Path, speakers: tuple[str, ...], date: datetime | None, language: str, force: bool
) -> None:
    """Make an interview called NAME, with a few turns to write over.

    It is made from `archetypes/interview.md` where the site has one. Exit codes: 0 written; 1 not written; 2 wrong use.
    """
    name = name or _needed(_("What is the interview called?"))
    if not speakers:
        said = _asked(_("Who speaks? Names with commas between, the one who asks first"), "")
        speakers = tuple(
            one.strip() for one in said.replace("，", ",").replace("、", ",").split(",") if one.strip()
        )
    _make(name, site, "interview", speakers, date, language, force)


def _make(  # noqa: PLR0917
    name: str,
    site: Path,
    kind: str,
    speakers: tuple[str, ...],
    date: datetime | None,
    language: str,
    force: bool,
) -> None:
    from koushu.cli.new_post import Wanted, run_new  # noqa: PLC0415 - only this command needs it

    moment = date.astimezone() if date else None
    raise SystemExit(run_new(Wanted(site.resolve(), name, kind, speakers, language, moment, force)))


def _asked(question: str, default: str) -> str:
    """Return the answer of somebody at a terminal; the default where nobody sits there."""
    if not sys.stdin.isatty():
        return default
    return str(click.prompt(question, default=default, show_default=bool(default)))


def _needed(question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError(_("found no name; expected a title or a path"))
    return str(click.prompt(question))
