"""The outline of pages whose author skips levels of headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

SKIPPING = """---
title: A
---

### Three

##### Five

### Three again

## Two

> #### Four in a quote

{{< figure src="a.png" title="A title" >}}

## Two again
"""


def outline(page: str) -> list[tuple[str, str]]:
    """Return element and told depth of each heading."""
    headings = BeautifulSoup(page, "html.parser").select("h1, h2, h3, h4, h5, h6")
    return [(str(one.name), str(one.get("aria-level", ""))) for one in headings]


@pytest.mark.parametrize("builder", ["html", "epub"])
def test_skipped_levels_are_told_as_they_are_nested(
    publication: Callable[..., Publication], builder: str
) -> None:
    built = publication({"posts/a.md": SKIPPING}, builder, language="en")
    page = built.read("posts/a.html" if builder == "html" else "posts/a.xhtml")
    article = page[page.index("<h1") :]
    levels = [
        ("h1", ""),
        ("h3", "2"),
        ("h5", "3"),
        ("h3", "2"),
        ("h2", ""),
        ("h4", "3"),
        ("h4", "3"),
        ("h2", ""),
    ]
    assert outline(article)[: len(levels)] == levels
