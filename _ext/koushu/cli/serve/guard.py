"""What the preview answers at all: its own names only, nobody else's pages, and nothing but reading.

A page of some other site must neither read drafts through a name that it has pointed at this computer
(DNS rebinding) nor through a request across sites.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_METHODS: Final = frozenset({"GET", "HEAD"})
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"same-origin"),
    (b"cache-control", b"no-cache"),
)


class Guard:
    """An application in front of another, which refuses what is not meant for it."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be answered."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            # No page of ours opens a socket, so whoever does is a stranger.
            await send({"type": "websocket.close", "code": 1008})
        elif refused := self._refusal(scope):
            status, reason = refused
            await PlainTextResponse(reason, status)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["method"] not in _METHODS:
            return 405, "only GET and HEAD"
        if headers.get(b"host", "").lower() not in self._hosts:
            return 421, "this preview is reached as localhost or 127.0.0.1"
        origin = headers.get(b"origin")
        if origin is not None and urlsplit(origin).netloc.lower() not in self._hosts:
            return 403, "not for pages of other sites"
        if headers.get(b"sec-fetch-site") == "cross-site" and headers.get(b"sec-fetch-mode") != "navigate":
            return 403, "not for pages of other sites"
        return None


def _with_headers(send: Send) -> Send:
    async def answer(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            given = message.get("headers")
            message["headers"] = [*(given if isinstance(given, list) else []), *_HEADERS]
        await send(message)

    return answer  # type: ignore[return-value]
