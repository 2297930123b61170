"""The comment forms: an author's word on one block, which Hugo does not print and no output shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.dialogue.nodes import turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: 访谈
dialogue: on
---

**周敏：**说真的，谁也没有想到会这样。

<!-- dialogue: no -->

**注意：**录音到这里断了。

**陈立国：**后来我们才明白。

<!-- a secret remark -->

**周敏：**是啊。
"""


def test_a_comment_keeps_a_paragraph_plain_and_is_not_printed(
    publication: Callable[..., Publication],
) -> None:
    built = publication({"posts/a.md": POST})
    turns = list(built.doctree("posts/a").findall(turn))
    assert [node["label"] for node in turns] == ["周敏", "陈立国", "周敏"]
    page = built.read("posts/a.html")
    assert "录音到这里断了" in page
    assert "dialogue:" not in page
    assert "secret remark" not in page
    assert built.warnings == []
