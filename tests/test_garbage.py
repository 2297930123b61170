"""A build looks for garbage seldom, and leaves the process as it was."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

CONF = """
import gc

def setup(app):
    app.connect("doctree-read", lambda app, tree: app.seen.append((gc.get_threshold()[0], gc.get_freeze_count())))
    app.seen = []
"""


def test_a_build_collects_seldom_and_then_as_before(publication: Callable[..., Publication]) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    built = publication({"conf.py": CONF, "posts/a.md": "---\ntitle: A\n---\n\nText.\n"})
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
    threshold, frozen = built.app.seen[-1]
    assert threshold > before[0][0]
    assert frozen > before[1]
