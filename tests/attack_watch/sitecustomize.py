"""Loaded by Python before anything else: notes what a build opens where nobody may, and whom it calls in vain."""

from __future__ import annotations

import os
import sys

_OUTSIDE = os.environ.get("KOUSHU_WATCH", "\0")
_FORBIDDEN = ("/etc/passwd", "/etc/hostname", "/proc/self/environ", "/dev/zero")


def _note(what: str) -> None:
    sys.stderr.write(f"WATCH {what}\n")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        path = os.path.realpath(arguments[0])
        if path.startswith(_OUTSIDE) or path in _FORBIDDEN:
            _note(f"opened {arguments[0]}")
    elif event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        _note(f"called {arguments}")
        message = "this machine has no network"
        raise OSError(message)
    elif event in {"os.system", "subprocess.Popen", "os.exec", "os.posix_spawn"} and "zq7" in str(arguments):
        _note(f"ran {arguments}")


sys.addaudithook(_watch)
