"""The server of the preview: the pages of the site with a small script in each, events, and pages of the PDF."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote_to_bytes

from starlette.applications import Starlette
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from koushu.cli.serve.guard import Guard
from koushu.cli.serve.site_files import find_file, is_folder
from koushu.cli.serve.words import words_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from koushu.cli.serve.director import Director
    from koushu.cli.serve.drawing import Drawer

_ASSETS: Final = Path(__file__).parent / "assets"
_OWN: Final = "/@koushu"
_TAG: Final = f'<script src="{_OWN}/preview.js"></script>'.encode()
_ALIVE: Final = 20
_WAIT: Final = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}}</style>
<main><h1>{title}</h1><p>{text}</p></main>{tag}</html>"""


def make_app(director: Director, drawer: Drawer, port: int) -> ASGIApp:
    """Return the application, which builds and watches as long as it runs."""
    server = _Server(director, drawer)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        running = asyncio.create_task(director.run())
        yield
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        drawer.end()

    routes = [
        Route(f"{_OWN}/preview.js", server.script),
        Route(f"{_OWN}/events", server.events),
        Route(f"{_OWN}/state", server.state),
        Route(f"{_OWN}/pdf", server.pdf),
        Route("/{path:path}", server.page),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    # The address itself decides, with nothing added to it.
    app.router.redirect_slashes = False
    return Guard(app, port)


class _Server:
    """Answers what pages ask for."""

    def __init__(self, director: Director, drawer: Drawer) -> None:
        self._director = director
        self._drawer = drawer

    async def page(self, request: Request) -> Response:
        """Return a file of the site; a page with the script of the preview in it."""
        address = _decoded(request)
        site = self._director.task.site
        file = find_file(site, address)
        if file is None and is_folder(site, address):
            return RedirectResponse(quote(f"{address}/"), 307)
        if file is None:
            return await self._missing(site, address)
        if file.suffix == ".html":
            return HTMLResponse(_with_script(file.read_bytes()))
        return FileResponse(file)

    async def _missing(self, site: Path, address: str) -> Response:
        director = self._director
        if director.ready is None and (address.endswith(("/", ".html"))):
            words = words_of("")
            text = escape(director.failure) or words["first_build"]
            language = words["language"]
            wait = _WAIT.format(language=language, title=words["building"], text=text, tag=_TAG.decode())
            return HTMLResponse(wait, 503, {"Retry-After": "1"})
        page = find_file(site, "/404.html")
        body = page.read_bytes() if page else b"<!doctype html><title>404</title><p>404</p>"
        return HTMLResponse(_with_script(body), 404)

    async def script(self, _request: Request) -> Response:
        """Return the script of the preview with its words and its looks."""
        ready = self._director.ready
        values = {
            "words": words_of(ready.language if ready else ""),
            "style": (_ASSETS / "preview.css").read_text(encoding="utf-8"),
        }
        code = (_ASSETS / "preview.js").read_text(encoding="utf-8")
        text = f"const KOUSHU_PREVIEW = {json.dumps(values, ensure_ascii=False)};\n{code}"
        return Response(text, media_type="text/javascript; charset=utf-8")

    async def state(self, request: Request) -> Response:
        """Return what the page at an address shows beside its content."""
        return JSONResponse(self._director.state(self._address(request)))

    async def events(self, _request: Request) -> Response:
        """Return a stream of what happens, as server-sent events."""
        return StreamingResponse(
            self._stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    async def _stream(self) -> AsyncIterator[str]:
        queue = self._director.listen()
        try:
            yield f"data: {json.dumps({'kind': 'hello', 'build': self._director.build})}\n\n"
            while True:
                try:
                    yield f"data: {await asyncio.wait_for(queue.get(), _ALIVE)}\n\n"
                except TimeoutError:
                    yield ": alive\n\n"
        finally:
            self._director.forget(queue)

    async def pdf(self, request: Request) -> Response:
        """Return one page of a post as the PDF has it, as a picture; how many there are stands in `X-Pages`."""
        ready = self._director.ready
        path = ready.pages.get(self._address(request), "") if ready else ""
        if not path:
            return JSONResponse({"failure": ""}, 404)
        number = request.query_params.get("n", "1")
        drawn = await asyncio.to_thread(self._drawer.draw, path, self._director.build)
        if drawn.failure or not drawn.pages:
            return JSONResponse({"failure": drawn.failure}, 500)
        index = int(number) if number.isdecimal() and len(number) < len("1000000") else 1
        page = drawn.pages[min(max(index, 1), len(drawn.pages)) - 1]
        return Response(page, media_type="image/png", headers={"X-Pages": str(len(drawn.pages))})

    def _address(self, request: Request) -> str:
        """Return the address of a page as the worker names it."""
        address = request.query_params.get("page", "")
        if not address.endswith("/") or (self._director.ready and address in self._director.ready.pages):
            return address
        return f"{address}index.html"


def _decoded(request: Request) -> str:
    """Return the path of an address as it was sent, decoded once; empty when it is no UTF-8."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    try:
        return unquote_to_bytes(raw.partition(b"?")[0]).decode()
    except UnicodeDecodeError:
        return ""


def _with_script(page: bytes) -> bytes:
    """Return a page with the script at the end of its body, where it still sees the page as it was sent."""
    head, end, tail = page.rpartition(b"</body>")
    return head + _TAG + end + tail if end else page + _TAG
