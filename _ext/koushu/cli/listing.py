"""`koushu list`: what a publication holds, a line for each, or JSON."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from sphinx.errors import SphinxError

from koushu.cli.briefly import briefly
from koushu.cli.opened import opened
from koushu.cli.site import configuration_of
from koushu.dialogue.cast.register import read_register, register_path
from koushu.dialogue.reporting import report_post
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.hugo.source import decode_source
from koushu.posts.catalogue import catalogue_of
from koushu.posts.publishing import Policy, withhold
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

    from koushu.posts.records import Post

_ALL: Final = {"hugo_build_drafts": True, "hugo_build_future": True, "hugo_build_expired": True}


@record
class Row:
    """One thing, how often it comes, and where."""

    name: str
    count: int = 0
    """Posts, turns or calls; 0 where nothing is counted."""
    path: str = ""
    date: str = ""
    title: str = ""

    def line(self) -> str:
        """Return the row as text, its parts apart by tabs."""
        parts = (self.path or self.name, self.date, str(self.count or ""), self.title)
        return "\t".join(part for part in parts if part)


def run_list(source: Path, what: str, *, as_data: bool) -> int:
    """Print the list, and return the exit code: 0 printed, 1 the publication cannot be read."""
    values = configuration_of(source)
    if values is None:
        click.echo(
            _("{path} is neither the folder of a publication nor of a Hugo site").format(path=source),
            err=True,
        )
        return 1
    try:
        with opened(source, {**values, **_ALL}, has_conf=not values) as app:
            rows = list(_LISTS[what](app))
    except (SphinxError, OSError) as error:
        click.echo(briefly(error), err=True)
        return 1
    if as_data:
        fields = ("name", "count", "path", "date", "title")
        data = [{name: value for name in fields if (value := getattr(row, name))} for row in rows]
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo("".join(f"{row.line()}\n" for row in rows), nl=False)
    return 0


def _withheld(reason: str) -> Callable[[Sphinx], Iterable[Row]]:
    def rows(app: Sphinx) -> Iterable[Row]:
        policy = Policy(datetime.now(UTC))
        for post in catalogue_of(app).posts:
            entry = withhold(post.path, post.meta, policy)
            if entry is not None and entry.reason == reason:
                moment = entry.until or post.meta.date
                date = moment.date().isoformat() if moment else ""
                yield Row(post.path, path=post.path, date=date, title=post.meta.title)

    return rows


def _tags(app: Sphinx) -> Iterable[Row]:
    counts = Counter(tag for post in catalogue_of(app).posts for tag in post.meta.tags)
    return _counted(counts)


def _speakers(app: Sphinx) -> Iterable[Row]:
    """Yield who speaks, with the number of their turns; those of the register who never do, too."""
    known = read_register(register_path(Path(app.srcdir), app.config)).speakers
    counts: Counter[str] = Counter({one.name: 0 for one in known if not one.anonymous})
    for post in catalogue_of(app).posts:
        counts.update(report_post(_data(app, post), known, app.config.suppress_warnings).speakers)
    return _counted(counts)


def _shortcodes(app: Sphinx) -> Iterable[Row]:
    counts: Counter[str] = Counter()
    for post in catalogue_of(app).posts:
        front = split_front_matter(decode_source(_data(app, post)).text)
        if "{{" in front.body:
            counts.update(call.name for call in extract_shortcodes(front.body, front.body_line).calls)
    return _counted(counts)


def _counted(counts: Counter[str]) -> Iterable[Row]:
    return [Row(name, count) for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def _data(app: Sphinx, post: Post) -> bytes:
    try:
        return Path(app.srcdir, post.path).read_bytes()
    except OSError:
        return b""


_LISTS: Final[dict[str, Callable[[Sphinx], Iterable[Row]]]] = {
    "drafts": _withheld("draft"),
    "future": _withheld("future"),
    "expired": _withheld("expired"),
    "speakers": _speakers,
    "tags": _tags,
    "shortcodes": _shortcodes,
}
