"""Whole or not at all: a build is alone in its folders, writes aside, and says plainly what ends it.

A web site is written into a folder of its own inside the output, and put in place by renaming when all of it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.page_store import let_go, write_kept
from koushu.staging.ending import begin, claim, end, note_reading, publish
from koushu.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Take the folders of this build, and stage its output."""
    claim(app)
    # Before any feature looks at what is out of date.
    app.connect("env-get-outdated", begin, priority=10)
    # Behind all that chooses what is read.
    app.connect("env-before-read-docs", note_reading, priority=950)
    # When every feature has made its files and told which are left over.
    app.connect("build-finished", write_kept, priority=992)
    app.connect("build-finished", publish, priority=993)
    app.connect("build-finished", let_go, priority=998)
    app.connect("build-finished", end, priority=999)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
