"""Quotes that are alerts: boxes by default, and plain quotes where all is to be as in Hugo."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

# What stands in a post, what it becomes, and the title that is the author's own.
CASES = {
    "a kind": ("> [!NOTE]\n> Words\n> more.", nodes.note, ""),
    "a kind in lower case, after a blank line": ("> [!warning]\n>\n> Words.", nodes.warning, ""),
    "a title": ("> [!TIP] My *title*\n> Words.", nodes.admonition, "My title"),
    "a Chinese title before a Chinese line": (
        "> [!WARNING] 标题\n> Words 中文\n> 又一行。",
        nodes.admonition,
        "标题",
    ),
    "a title right behind the mark": ("> [!NOTE]标题\n> 中文 Words", nodes.admonition, "标题"),
    "a title in brackets": ("> [!NOTE] (x)\n> Words", nodes.admonition, "(x)"),
    "marks in the title": ("> [!NOTE] 标*题*\n> 中文 Words", nodes.admonition, "标题"),
    "a title alone": ("> [!TIP] My title", nodes.admonition, "My title"),
    "a box that folds": ("> [!note]- Folded\n> Words.", nodes.admonition, "Folded"),
    "a kind of a theme": ("> [!recipe]\n> Words.", nodes.admonition, "recipe"),
    "other blocks": ("> [!CAUTION]\n> - one\n> - two", nodes.caution, ""),
    "in a list": ("- > [!IMPORTANT]\n  > Words.", nodes.important, ""),
    "nothing in it": ("> [!NOTE]", nodes.block_quote, ""),
    "a word that is no class": ("> [!提示] Words.", nodes.block_quote, ""),
    "a link": ("> [!NOTE](a.md) Words.", nodes.block_quote, ""),
    "not at its beginning": ("> Words [!NOTE]", nodes.block_quote, ""),
    "no quote": ("[!NOTE]\nWords.", nodes.paragraph, ""),
}
_BLOCKS = (nodes.Admonition, nodes.block_quote)


# Forms of titles; Hugo hands the title to its render hook for quotes.
_TITLED = (
    "> [!WARNING] 标题\n> 中文一行\n> 又一行",
    "> [!NOTE]标题\n> text",
    "> [!TIP]+ Fold me\n> body",
    "> [!tip]- 折叠\n> 正文",
    "> [!caution] Only title",
    "> [!NOTE] title\n>\n> para",
    ">[!NOTE] tight\n>text",
    "> [!NOTE]   spaces   \ntext lazily",
    "> [!NOTE]\n> 正文",
    "> [!quote] 作者《书》\n> ```go\n> code\n> ```",
    "- item\n  > [!NOTE] 在列表\n  > 正文",
    "> **[!NOTE]** x",
    "> [! NOTE] x\n> text",
    "> [!NOTE](a.md) Words.",
    "> [!提示] Words.",
)


def _box(built: Publication) -> nodes.Element:
    section = built.doctree("posts/a")[0]
    found = next(section.findall(lambda node: isinstance(node, _BLOCKS)), None)
    return found if isinstance(found, nodes.Element) else next(section.findall(nodes.paragraph))


@pytest.mark.parametrize(("source", "kind", "title"), CASES.values(), ids=CASES)
def test_an_alert_is_a_box(
    publication: Callable[..., Publication], source: str, kind: type[nodes.Element], title: str
) -> None:
    built = publication(
        {"posts/a.md": f"---\ntitle: A\n---\n{source}\n"}, "dummy", extensions=["koushu.hugo"]
    )
    box = _box(built)
    assert type(box) is kind
    assert next((node.astext() for node in box.findall(nodes.title)), "") == title
    assert ("Words" in source) == ("Words" in box.astext())
    assert "[!" not in box.astext() or not isinstance(box, nodes.Admonition)


@pytest.mark.parametrize("source", [source for source, _, _ in CASES.values() if source.startswith(">")])
def test_hugo_itself_prints_a_quote(publication: Callable[..., Publication], source: str) -> None:
    built = publication(
        {"posts/a.md": f"---\ntitle: A\n---\n{source}\n"},
        "dummy",
        extensions=["koushu.hugo"],
        hugo_strict=True,
    )
    assert type(_box(built)) is nodes.block_quote


def test_lines_behind_the_title_are_joined(publication: Callable[..., Publication]) -> None:
    source = "> [!TIP]- 折叠的\n> 第一行\n> 第二行\n\n> 引文\n> 第二行\n"
    built = publication({"posts/a.md": f"---\ntitle: A\n---\n{source}"}, "dummy", extensions=["koushu.hugo"])
    assert [node.astext() for node in built.doctree("posts/a").findall(nodes.paragraph)] == [
        "第一行第二行",
        "引文第二行",
    ]


@pytest.mark.hugo
def test_titles_are_those_that_hugo_reads(publication: Callable[..., Publication], tmp_path: Path) -> None:
    posts = {f"p{n}": f"---\ntitle: A\n---\n{source}\n" for n, source in enumerate(_TITLED)}
    hook = {"layouts/_default/_markup/render-blockquote.html": "<i>{{ .AlertTitle | plainify }}</i>"}
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "layouts/_default/single.html": "{{ .Content }}",
        **hook,
        **{f"content/{name}.md": text for name, text in posts.items()},
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet"], cwd=tmp_path, check=True, capture_output=True)
    built = publication(
        {f"{name}.md": text for name, text in posts.items()}, "dummy", extensions=["koushu.hugo"]
    )
    for name, source in zip(posts, _TITLED, strict=True):
        printed = (tmp_path / "public" / name / "index.html").read_text(encoding="utf-8")
        by_hugo = re.search("<i>(.*?)</i>", printed, re.DOTALL)
        boxes = built.doctree(name).findall(nodes.admonition)
        ours = next((title.astext() for box in boxes for title in box.findall(nodes.title)), "")
        assert ours == (by_hugo[1].strip() if by_hugo else ""), source
