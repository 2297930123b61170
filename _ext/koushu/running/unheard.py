"""What Sphinx would say of its work at a loudness that nobody has asked for.

It puts every event into words, the page's context and tree among them, and makes a record of every remark, of which
its handlers then drop all: about a millisecond for each page.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sphinx import events
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_LOGGER: Final = logging.getLogger(NAMESPACE)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let Sphinx make no record of what this build does not show."""
    _LOGGER.setLevel(VERBOSITY_MAP[max(app.verbosity, 0)])
    # The name that its module looks up; it has no other place to say so.
    events.repr = _described  # type: ignore[attr-defined]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


@contextmanager
def setting_up() -> Iterator[None]:
    """Make no record of what Sphinx says quietly while it is made: all that is registered, before our `setup` runs."""
    before = _LOGGER.manager.disable
    logging.disable(max(before, logging.INFO - 1))
    try:
        yield
    finally:
        logging.disable(before)


def _described(given: object) -> str:
    """Return what is given as text, where a message with it is shown."""
    return repr(given) if _LOGGER.isEnabledFor(logging.DEBUG) else ""
