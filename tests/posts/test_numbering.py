"""Numbers of figures, tables, listings and formulas: by post, the same in every format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: Post {name}
syntax: myst
---

See {{numref}}`{name}-table`, {{numref}}`{name}-second`, {{eq}}`{name}-sum`.

:::{{table}} First table {name}
:name: {name}-table

| a | b |
|---|---|
| 1 | 2 |
:::

:::{{table}} Second table {name}
:name: {name}-second

| a | b |
|---|---|
| 1 | 2 |
:::

```{{math}}
:label: {name}-sum
1 + 1
```
"""
FILES = {
    "index.md": "# Book\n\n```{post-list}\n```\n",
    "posts/one.md": POST.format(name="one"),
    "posts/two.md": POST.format(name="two"),
}
NAMES = ("one", "two")


@pytest.mark.parametrize("processes", [1, 2])
def test_each_post_counts_from_one(publication: Callable[..., Publication], processes: int) -> None:
    built = publication(FILES, language="en", numfig=True, parallel=processes)
    for name in NAMES:
        page = BeautifulSoup(built.read(f"posts/{name}.html"), "lxml")
        captions = [caption.get_text().strip() for caption in page.select("caption .caption-number")]
        assert captions == ["Table 1", "Table 2"]
        assert "See Table 1, Table 2, (1)." in page.get_text()


def test_numbers_are_those_of_the_web_site_in_every_book(publication: Callable[..., Publication]) -> None:
    latex = publication(FILES, "latex", language="en", numfig=True)
    source = next(latex.out.glob("*.tex")).read_text(encoding="utf-8")
    text = publication(FILES, "text", language="en", numfig=True)
    typst = publication(FILES, "typst", language="en", numfig=True)
    written = "".join(path.read_text(encoding="utf-8") for path in typst.out.rglob("*.typ"))
    for name in NAMES:
        assert "See Table 1, Table 2, (1)." in text.read(f"posts/{name}.txt")
        assert re.search(rf"Table 1\W[^\n]*First table {name}", source)
        assert re.search(rf"Table 2\W[^\n]*Second table {name}", source)
        assert re.search(rf"Table 2\W[\s\S]{{0,80}}Second table {name}", written)


def test_nothing_is_numbered_where_no_numbers_are_wanted(publication: Callable[..., Publication]) -> None:
    plain = {name: re.sub(r"See .*", "See.", text) for name, text in FILES.items()}
    built = publication(plain, language="en")
    assert "Table 1" not in BeautifulSoup(built.read("posts/one.html"), "lxml").get_text()
