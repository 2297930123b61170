"""Numbers in LaTeX are those of the web site, or none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kitchen import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

PAGE = """---
title: Numbered
---

See {numref}`pic`.

```{figure} red.png
:name: pic

A picture
```

```{list-table} A table
* - cell
```
"""
ROOT = "# Root\n\n```{toctree}\n:numbered:\n\npage\n```\n"
CONF = {
    "project": "X",
    "hugo_directives": ["toctree", "figure", "list-table"],
    "hugo_roles": ["numref"],
    "posts_folders": ["posts"],
}


def build(publication: Callable[..., Publication], builder: str, **conf: object) -> Publication:
    files = {"index.md": ROOT, "page.md": PAGE, "red.png": png()}
    return publication(files, builder, **{**CONF, **conf})


def test_a_book_without_numbers_has_none(publication: Callable[..., Publication]) -> None:
    source = build(publication, "latex").read("x.tex")
    assert "sphinxstylecaptionnumber" not in source


def test_numbers_equal_those_of_the_web_site(publication: Callable[..., Publication]) -> None:
    page = build(publication, "html", numfig=True).read("page.html")
    source = build(publication, "latex", numfig=True).read("x.tex")
    web = [number.strip() for number in re.findall(r'<span class="caption-number">([^<]*)</span>', page)]
    tex = re.findall(r"\\sphinxstylecaptionnumber\{([^}]*)\}", source)
    assert len(web) == 2
    assert [number.replace("\\_", "_") for number in tex] == web
    assert re.search(r"\\hyperref\[[^\]]*\]\{" + re.escape(web[0]) + r"\}", source)
    assert re.findall(r"\\koushusecnumber\{([^}]*)\}", source) == ["1"]
