"""What Sphinx, docutils and extensions log stands on one line each, without what would change a terminal.

Their messages hold texts of posts as they are: a line break in one would forge the next, an escape sequence would be
obeyed. Ours are printable already (`problems.report`).
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final

from sphinx.util.logging import NAMESPACE

from koushu.safe_path import printable
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_break: Final = re.compile(r"[ \t]*[\r\n]\s*")
# Sphinx moves to the start of a line for its progress, and colours it.
_strange: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[\d;]*[mK])"
)


class OneLine(logging.Filter):
    """Lets every record through, made fit to be printed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the printable form of a record's message and place into it."""
        # Not the method of Sphinx's own records, which puts the place in front.
        text = logging.LogRecord.getMessage(record)
        if record.levelno < logging.WARNING:
            fit = _strange.sub(lambda found: ascii(found[0])[1:-1], text)
        else:
            fit = printable(_break.sub(" ", text.strip()))
        if fit != text:
            record.msg, record.args = fit, ()
        place = getattr(record, "location", None)
        if isinstance(place, str) and not place.isprintable():
            record.location = printable(place)
        return True


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have all of Sphinx's handlers print messages so."""
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(OneLine())
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
