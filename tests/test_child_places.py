"""Children are found where docutils finds them, and in a time that does not grow with their number."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from koushu.dialogue.anchors import Said, anchors
from koushu.running.child_places import index

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


def test_each_is_found_while_others_come_and_go() -> None:
    rng = random.Random(1)
    parent = nodes.paragraph("", "", *(nodes.inline() for _ in range(50)), nodes.Text("a"), nodes.Text("a"))
    other = nodes.paragraph("", "", *(nodes.inline() for _ in range(50)))
    for _ in range(2000):
        holder = rng.choice([parent, other])
        child = rng.choice(holder.children)
        assert index(holder, child) == holder.children.index(child)
        place = rng.randrange(len(holder.children))
        if rng.random() < 0.3:
            holder.insert(place, nodes.inline())
        elif rng.random() < 0.3:
            del holder[place]
    with pytest.raises(ValueError, match="not in list"):
        index(parent, nodes.inline())


def test_a_paragraph_of_links_takes_the_time_of_its_length(publication: Callable[..., Publication]) -> None:
    publication({"posts/a.md": "Words.\n"})

    def spent(count: int) -> float:
        parent = nodes.paragraph("", "", *(nodes.inline() for _ in range(count)))
        start = time.process_time()
        for child in list(parent.children):
            child.replace_self(nodes.reference())
        return time.process_time() - start

    assert min(spent(40_000) for _ in range(3)) < 2.6 * min(spent(20_000) for _ in range(3)) + 0.05


def test_many_equal_turns_take_the_time_of_their_number() -> None:
    def spent(count: int) -> float:
        turns = [Said("a", "Yes.")] * count
        start = time.process_time()
        found = anchors(turns)
        assert len({name for names in found for name in names}) >= count
        return time.process_time() - start

    assert min(spent(20_000) for _ in range(3)) < 2.6 * min(spent(10_000) for _ in range(3)) + 0.05
