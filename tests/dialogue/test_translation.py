"""A catalogue of translations goes out by gettext and comes in again: names and words stand in the right place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

RECOGNISED = """---
title: 访谈：灯塔
dialogue: on
---

**周敏：** 您还记得第一夜吗？（笑）

**陈立国：** 记得，*一直*都记得。

*窗外起了风。*

**周敏：** 那盏灯呢？
"""
WRITTEN = """---
title: 访谈：灯塔
speakers:
  zhou-min: {name: {zh: 周敏, en: Zhou Min}}
  chen: {name: {zh: 陈立国, en: Chen Liguo}}
---

````{dialogue}
```{turn} zhou-min
您还记得第一夜吗？（笑）
```
```{turn} 陈立国
记得，*一直*都记得。
```
```{narration}
*窗外起了风。*
```
```{turn} 周敏
那盏灯呢？
```
````
"""
TRANSLATED = {
    "访谈：灯塔": "Interview: The lighthouse",
    "您还记得第一夜吗？（笑）": "Do you remember the first night? [laughs]",
    "记得，*一直*都记得。": "I do, *always* have.",
    "*窗外起了风。*": "*A wind rose outside.*",
    "那盏灯呢？": "And the lamp?",
}
NAMES = {"周敏": "Zhou Min", "陈立国": "Chen Liguo"}


def translate(message: str) -> str:
    """Return a message in English, its label too."""
    found = re.match(r"\*\*(.+?)：\*\*\s*", message)
    if found is None:
        return TRANSLATED[message]
    return f"**{NAMES[found[1]]}:** {TRANSLATED[message[found.end() :]]}"


def catalogue(built: Publication, folder: Path) -> int:
    """Translate every message that gettext has written; return how many."""
    count = 0
    for path in (built.out / "posts").rglob("*.pot"):
        with path.open("rb") as stream:
            messages = read_po(stream)
        for entry in messages:
            if entry.id:
                entry.string = translate(str(entry.id))
                count += 1
        target = folder / "en_GB" / "LC_MESSAGES" / path.relative_to(built.out).with_suffix(".mo")
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as stream:
            write_mo(stream, messages)
    return count


@pytest.mark.parametrize("source", [RECOGNISED, WRITTEN], ids=["recognised", "written"])
def test_a_translation_comes_out_in_place(
    publication: Callable[..., Publication], tmp_path: Path, source: str
) -> None:
    files = {"posts/a.md": source}
    out = publication(files, "gettext", language="zh_CN", gettext_compact=False)
    assert catalogue(out, tmp_path / "locale") >= 5
    built = publication(
        files, "html", language="en_GB", locale_dirs=[str(tmp_path / "locale")], gettext_compact=False
    )
    assert built.warnings == []
    tree = built.doctree("posts/a")
    turns = list(tree.findall(own.turn))
    assert [" ".join(turn.astext().split()) for turn in turns] == [
        "Zhou Min: Do you remember the first night? [laughs]",
        "Chen Liguo: I do, always have.",
        "Zhou Min: And the lamp?",
    ]
    assert [turn["label"] for turn in turns] == ["Zhou Min", "Chen Liguo", "Zhou Min"]
    assert [node.astext() for node in tree.findall(own.narration)] == ["A wind rose outside."]
    assert [node.astext() for node in tree.findall(own.vocal)] == ["[laughs]"]
    assert len({turn["speakers"][0] for turn in turns}) == 2
    original = publication(files, "text", language="zh_CN")
    assert "周敏：" in original.read("posts/a.txt")
    assert "zhou-min" not in original.read("posts/a.txt")
