"""Processes of this machine that batches are given to: forked once for a phase, each does one batch after the other.

What one of them has loaded for its first batch serves all others, and no process is forked for each.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx.errors import SphinxParallelError
from sphinx.util import logging
from sphinx.util.parallel import parallel_available

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from logging import LogRecord

    from sphinx.application import Sphinx

_LARGEST: Final = 70
"""Documents of one batch: the main process takes it back while others are done, and holds its rows."""
_SMALLEST: Final = 4
_WORTH_FORKING: Final = 16
"""Pages or texts that take about as long as it takes to begin a process."""
_ROUNDS: Final = 3
"""In how many batches for each process what is left is thought to be done, so that all end at about one time."""

logger = logging.getLogger(__name__)


class _Done(NamedTuple):
    """What one batch came to."""

    result: Any
    logs: list[LogRecord]
    failure: tuple[str, str]
    """What ended it, and where; empty where nothing did."""


_standing: Final[list[tuple[Sphinx, Any]]] = []
"""In a process that was forked: the application, and what is done with each batch."""


def batches_of(docnames: Sequence[str], count: int) -> list[list[str]]:
    """Return the documents in batches for `count` processes: smaller ones towards the end, where one waits for all."""
    batches, start = [], 0
    while start < len(docnames):
        size = (len(docnames) - start) // (count * _ROUNDS)
        end = start + max(_SMALLEST, min(size, _LARGEST))
        batches.append(list(docnames[start:end]))
        start = end
    return batches


def are_several(app: Sphinx, count: int) -> bool:
    """Return whether several processes may write pages, and so many are worth it."""
    is_wanted = parallel_available and app.parallel > 1 and count >= _WORTH_FORKING
    return is_wanted and app.is_parallel_allowed("write")


def in_processes(
    app: Sphinx, do: Callable[[Sphinx, Sequence[str]], Any], batches: Sequence[list[str]]
) -> Iterator[Any]:
    """Yield what `do` returns of each batch, in their order; warnings are said here.

    Each process has all that this one has when it is forked, and does not outlive it. Raises `SphinxParallelError`
    where a batch fails, and `MemoryError` where a process is gone, which is how a system out of memory ends one.
    """
    pool = ProcessPoolExecutor(app.parallel, multiprocessing.get_context("fork"), _stand, (app, do))
    try:
        for done in pool.map(_do, batches):
            for log in done.logs:
                logger.handle(log)
            if any(done.failure):
                raise _error_of(*done.failure)
            yield done.result
    except BrokenProcessPool as error:
        raise MemoryError from error
    finally:
        pool.shutdown(cancel_futures=True)


def _error_of(told: str, where: str) -> Exception:
    return MemoryError(where) if told.startswith("MemoryError") else SphinxParallelError(told, where)


def _stand(app: Sphinx, do: Any) -> None:  # noqa: ANN401
    """Begin a process."""
    _standing.append((app, do))
    # An interrupt at the terminal reaches all processes; the main one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=partial(_end_with, parent.sentinel), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """End this process when the main one is gone, however that was ended: it would wait for batches for ever."""
    wait([sentinel])
    os._exit(1)


def _do(docnames: Sequence[str]) -> _Done:
    """Do one batch in a process that was forked."""
    result, failure = None, ("", "")
    app, do = _standing[-1]
    collector = logging.LogCollector()
    with collector.collect():
        try:
            result = do(app, docnames)
        except Exception as error:
            told = traceback.format_exception_only(error)[0].strip()
            failure = (told, traceback.format_exc())
    logging.convert_serializable(collector.logs)
    return _Done(result, collector.logs, failure)
