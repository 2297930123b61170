"""`koushu serve`: finds a port, and runs server and builders until the user ends them."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress
from gettext import gettext as _
from typing import TYPE_CHECKING, Final

import click
import uvicorn

from koushu.cli.conf_text import is_hugo_site
from koushu.cli.outputs import chosen
from koushu.cli.serve.director import Director
from koushu.cli.serve.drawing import Drawer
from koushu.cli.serve.records import Task
from koushu.cli.serve.terminal import Terminal
from koushu.cli.serve.web import make_app
from koushu.cli.site import configuration_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LOOPBACK: Final = "127.0.0.1"
_TRIES: Final = 20


def run_serve(source: Path, out: Path | None, port: int, *, exact: bool, show: bool, quiet: bool) -> int:
    """Serve the preview until it is ended; return the exit code: 0 ended by the user, 1 not started."""
    overrides = configuration_of(source)
    if overrides is None:
        click.echo(
            _("{path} is neither the folder of a publication nor of a Hugo site").format(path=source),
            err=True,
        )
        return 1
    listening = _listen(port, 1 if exact else _TRIES)
    if listening is None:
        click.echo(_("port {port} is taken; `--port` chooses another").format(port=port), err=True)
        return 1
    port = listening.getsockname()[1]
    folder = (out or source / "_build") / ".serve"
    folder.mkdir(parents=True, exist_ok=True)
    builder = chosen(("html",), folders=is_hugo_site(source))[0].builder
    task = Task(source, folder, builder, overrides or None, 1)
    address = f"http://localhost:{port}/"
    terminal = Terminal(task, address, quiet=quiet)
    app = make_app(Director(task, terminal), Drawer(task), port)
    config = uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    terminal.started()
    # How a preview is ended.
    with suppress(KeyboardInterrupt):
        _Server(config, (lambda: webbrowser.open(address)) if show else None).run([listening])
    return 0


class _Server(uvicorn.Server):
    """A server that does something once it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], object] | None) -> None:
        super().__init__(config)
        self._when_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and open the browser where that was asked for."""
        await super().startup(sockets)
        if self._when_started:
            self._when_started()


def _listen(port: int, tries: int) -> socket.socket | None:
    """Return a socket on this computer alone, at the port or one of the next; None when all are taken."""
    for number in range(port, port + tries):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((_LOOPBACK, number))
        except (OSError, OverflowError):
            listening.close()
        else:
            return listening
    return None
