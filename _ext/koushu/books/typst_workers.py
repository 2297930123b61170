"""Processes that compile Typst documents, each with a limit of processor time, so that none keeps a build busy."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import weakref
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PROGRAM: Final = Path(__file__).parent / "apart.py"
Said = tuple[str, "list[str]", str]
"""Message, hints, and the text that names the places."""


class WorkerEndedError(Exception):
    """A process ended without an answer."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code

    @property
    def took_long(self) -> bool:
        """Return whether it ended since its processor time was up."""
        return self.code == -getattr(signal, "SIGXCPU", 0)


@record
class Answer:
    """What came of a request."""

    error: Said | None
    warnings: Sequence[Said]
    seconds: float
    """Processor time that it took."""
    pages: Sequence[bytes]
    """One PDF, or a picture for each page."""


class Workers:
    """Processes with the fonts of one book; each is started when all others are busy, and used again."""

    def __init__(self, font_paths: Sequence[str]) -> None:
        self._command = [sys.executable, "-P", str(_PROGRAM), *font_paths]
        self._idle: list[subprocess.Popen[bytes]] = []
        weakref.finalize(self, _end_all, self._idle)

    def ask(self, request: Mapping[str, Any], *, last: bool = False) -> Answer:
        """Return the answer to a request as `apart.py` takes it; `last` has the process give its memory back.

        Raises `WorkerEndedError`.
        """
        process = self._take()
        answer = None
        try:
            answer = _talk(process, request)
        except (OSError, ValueError, KeyError) as error:
            # Killed before, or in the middle of an answer.
            raise WorkerEndedError(_end(process)) from error
        finally:
            if answer is None or last:
                _end(process)
            else:
                self._idle.append(process)
        return answer

    def _take(self) -> subprocess.Popen[bytes]:
        try:
            # Other threads take and give as well.
            return self._idle.pop()
        except IndexError:
            pass
        return subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )


def _talk(process: subprocess.Popen[bytes], request: Mapping[str, Any]) -> Answer:
    asks, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    asks.write(json.dumps(request).encode() + b"\n")
    asks.flush()
    head = json.loads(answers.readline())
    pages = [answers.read(length) for length in head["pages"]]
    if [len(page) for page in pages] != head["pages"]:
        message = "the answer is cut off"
        raise ValueError(message)
    return Answer(head["error"], head["warnings"], head["seconds"], pages)


def _end(process: subprocess.Popen[bytes]) -> int:
    """Let a process end by itself, which it does when nobody asks it any more; it is killed if it is busy.

    Return what it ended with.
    """
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                # What was not sent yet is for nobody.
                continue
    try:
        return process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _end_all(idle: list[subprocess.Popen[bytes]]) -> None:
    while idle:
        _end(idle.pop())
