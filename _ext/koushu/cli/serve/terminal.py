"""What the terminal says while the preview runs: one line for each thing, with places that can be clicked."""

from __future__ import annotations

from gettext import gettext as _
from gettext import ngettext
from typing import TYPE_CHECKING

import click

from koushu.cli.briefly import briefly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.cli.serve.records import Ready, Shown, Task, Warned

_MOST = 40


class Terminal:
    """Prints to the terminal; nothing but warnings and failures when it is to be quiet."""

    def __init__(self, task: Task, address: str, *, quiet: bool = False) -> None:
        self._task = task
        self._address = address
        self._quiet = quiet

    def started(self) -> None:
        """Say where the preview is."""
        self._say(
            _("Preview of {folder} at {address}  (Ctrl+C ends it)").format(
                folder=self._task.source, address=self._address
            )
        )

    def built(self, ready: Ready, news: Mapping[str, Sequence[Warned]]) -> None:
        """Say that all is built, and what is new to warn of."""
        count = len(ready.pages)
        pages = ngettext("{count} page", "{count} pages", count).format(count=count)
        marked = len(ready.marks)
        held = _(", {count} of them not public yet").format(count=marked) if marked else ""
        self._say(
            _("built: {pages}{held} in {seconds:.1f} s").format(pages=pages, held=held, seconds=ready.seconds)
        )
        self._warn([one for some in news.values() for one in some])

    def shown(self, shown: Shown, warnings: Sequence[Warned]) -> None:
        """Say that a page is new."""
        line = f"{shown.path}  {shown.seconds * 1000:.0f} ms  {self._address.rstrip('/')}{shown.address}"
        self._say(line)
        self._warn(warnings)

    def failed(self, message: str) -> None:
        """Say that a build failed."""
        click.secho(_("not built: {message}").format(message=briefly(message)), fg="red", err=True)

    def died(self) -> str:
        """Return what is said of a build that ended without a word."""
        return _("the build ended unexpectedly; the pages shown are those of the last one that did not")

    def _warn(self, warnings: Sequence[Warned]) -> None:
        for one in warnings[:_MOST]:
            kind = f" [{one.kind}]" if one.kind else ""
            place = f"{self._task.source / one.path}:{one.line}" if one.path != "." else "."
            click.secho(f"{place}: {one.message}{kind}", fg="yellow", err=True)
        if len(warnings) > _MOST:
            click.secho(
                _("{count} more warnings; `koushu check` lists each").format(count=len(warnings) - _MOST),
                fg="yellow",
                err=True,
            )

    def _say(self, line: str) -> None:
        if not self._quiet:
            click.echo(line)
