"""Posts in MyST's own syntax, by the site's setting or their own front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

_BODY = """
% not shown

(here)=
## Part one

:::{note}
In a box, with $a^2$.
:::

~~gone~~ and {download}`/etc/passwd`, see {ref}`here`.[^1]

[^1]: A note with {{< details "more" >}}a shortcode{{< /details >}}

```{include} /etc/passwd
```
"""


def _front(syntax: str) -> str:
    return f"---\ntitle: A post\n{f'syntax: {syntax}' if syntax else ''}\n---\n{_BODY}"


def _is_myst(built: Publication, docname: str) -> bool:
    return bool(list(built.doctree(docname).findall(nodes.note)))


@pytest.mark.parametrize(
    ("site", "post", "myst"),
    [
        ("hugo", "", False),
        ("hugo", "myst", True),
        ("myst", "", True),
        ("myst", "hugo", False),
        ("myst", "unknown", True),
    ],
)
def test_the_post_goes_before_the_site(
    publication: Callable[..., Publication], site: str, post: str, myst: bool
) -> None:
    built = publication({"posts/a.md": _front(post)}, extensions=["koushu.hugo"], hugo_syntax=site)
    assert _is_myst(built, "posts/a") is myst
    shown = built.doctree("posts/a").astext()
    assert ("% not shown" in shown) is not myst
    assert (":::{note}" in shown) is not myst


def test_what_both_syntaxes_have_reads_alike(publication: Callable[..., Publication]) -> None:
    built = publication({"posts/a.md": _front("myst")}, extensions=["koushu.hugo"])
    html = built.read("posts/a.html")
    assert "<del>gone</del>" in html
    assert '<span class="std std-ref">Part one</span>' in html
    assert "a shortcode" in html
    assert len(list(built.doctree("posts/a").findall(nodes.footnote))) == 1
    assert [node.astext() for node in built.doctree("posts/a").findall(nodes.math)] == ["a^2"]


def test_no_syntax_reads_files_of_the_machine(publication: Callable[..., Publication]) -> None:
    built = publication({"posts/a.md": _front("myst")}, extensions=["koushu.hugo"], hugo_syntax="myst")
    html = built.read("posts/a.html")
    assert "root:" not in html
    assert not list(built.out.glob("_downloads/**/passwd"))


@pytest.mark.parametrize(("syntax", "shown"), [("myst", "Part one"), ("hugo", "")])
def test_a_link_without_words_is_named_after_its_target(
    publication: Callable[..., Publication], syntax: str, shown: str
) -> None:
    post = f"---\ntitle: A post\nsyntax: {syntax}\n---\n\n[](#part-one)\n\n## Part one\n"
    built = publication({"posts/a.md": post}, extensions=["koushu.hugo"])
    (link,) = built.resolved("posts/a").findall(nodes.reference)
    assert link.astext() == shown
