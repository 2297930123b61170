"""A build looks for garbage seldom, and leaves the process as it was."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import new_document

from koushu.running.garbage import take_apart

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


def test_a_tree_that_is_taken_apart_goes_at_once() -> None:
    tree = new_document("a")
    tree += nodes.section("", nodes.paragraph("", "", nodes.emphasis("", "a")), ids=["a"])
    tree.note_explicit_target(tree[0])
    seen = [weakref.ref(node) for node in tree.findall()]
    gc.disable()
    try:
        take_apart(tree)
        assert [one() for one in seen[1:]] == [None] * 4
    finally:
        gc.enable()


COUNTED = """
import gc
from docutils import nodes

def count(app, error):
    trees = [one for one in gc.get_objects() if isinstance(one, nodes.document) and one.children]
    app.trees = [one["source"] for one in trees if one["source"].endswith(".md")]

def setup(app):
    app.connect("build-finished", count)
"""


def test_no_tree_stays_behind(publication: Callable[..., Publication]) -> None:
    posts = {f"posts/{name}.md": f"---\ntitle: {name}\n---\n\nA: a\n\nB: b\n\nA: c\n" for name in "abcdef"}
    built = publication({"conf.py": COUNTED, **posts})
    assert len(built.app.trees) <= 2, built.app.trees


LEFT = """
import gc

def begin(app, env, names):
    gc.collect()
    gc.disable()

def look(app, name, source):
    app.left[name] = gc.collect()

def setup(app):
    app.left = {}
    app.connect("env-before-read-docs", begin)
    app.connect("source-read", look)
    app.connect("env-updated", lambda app, env: gc.enable())
"""


def test_a_long_post_leaves_no_more_than_a_short_one(publication: Callable[..., Publication]) -> None:
    def post(turns: int) -> str:
        said = "**甲：**你*好*，[b](https://example.org)[^1]。\n\n乙：`c` **再见**。\n\n"
        return f"---\ntitle: 访谈\n---\n\n{said * turns}[^1]: note\n"

    lengths = (2, 2, 2, 60, 2)
    # What a document leaves is found when the next one is read, and some of it one later.
    built = publication(
        {"conf.py": LEFT, **{f"posts/{name}.md": post(lengths[name]) for name in range(len(lengths))}}
    )
    left = list(built.app.left.values())
    assert len(left) > len(lengths)
    assert max(left[3:]) < 60, left
