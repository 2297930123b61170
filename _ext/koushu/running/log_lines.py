"""What Sphinx, docutils and extensions log names a line, and stands on one, without what would change a terminal.

Their messages hold texts of posts as they are: a line break in one would forge the next, an escape sequence would be
obeyed. Ours are printable already (`problems.report`).
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.util import logging as sphinx_logging
from sphinx.util.logging import NAMESPACE, get_node_location

from koushu.running.places import line_of
from koushu.safe_path import printable
from koushu.version import __version__

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_break: Final = re.compile(r"[ \t]*[\r\n]\s*")
# Sphinx moves to the start of a line for its progress, and colours it.
_strange: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\x1b(?!\[[\d;]*[mK])"
)
# The logger of the module that looks for the files of the documents.
_SCAN: Final = ".sphinx.project"


class OneLine(logging.Filter):
    """Lets every record through, made fit to be printed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the printable form of a record's message and place into it."""
        if record.name.endswith(_SCAN) and isinstance(record.args, tuple) and record.args:
            # Two files of one name, which is all that Sphinx finds there; the last argument is the one it takes.
            *named, taken = record.args
            record.args, record.location = (*named, str(taken)), f"{taken}:1"
        # Not the method of Sphinx's own records, which puts the place in front.
        text = logging.LogRecord.getMessage(record)
        if record.levelno < logging.WARNING:
            fit = _strange.sub(lambda found: ascii(found[0])[1:-1], text)
        else:
            fit = on_one_line(text)
        if fit != text:
            record.msg, record.args = fit, ()
        place = getattr(record, "location", None)
        if isinstance(place, str) and not place.isprintable():
            record.location = printable(place)
        return True


def on_one_line(text: str) -> str:
    """Return what is warned of as it is printed."""
    return text if text.isprintable() and text == text.strip() else printable(_break.sub(" ", text.strip()))


def location_of(node: nodes.Node) -> str | None:
    """Return file and line of a node as a message names them, the line of what holds it where it has none."""
    found = get_node_location(node)
    if found and not found.endswith(":"):
        return found
    holder: nodes.Node | None = node
    while holder is not None and not holder.source:
        holder = holder.parent
    return (
        f"{Path(holder.source).absolute()}:{line_of(node)}" if holder is not None and holder.source else found
    )


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have all of Sphinx's handlers print messages so."""
    # Asked by handlers, and by processes that hand on what they have to say.
    sphinx_logging.get_node_location = location_of
    for handler in logging.getLogger(NAMESPACE).handlers:
        handler.addFilter(OneLine())
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
