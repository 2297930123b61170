"""Posts for measuring: variations of a Chinese interview with a table, code, a footnote and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ("周敏", "陈立国", "林晓", "何一凡")
_SENTENCES = (
    "那时候谁也没有想到它会传得这么快。",
    "我们只是把两年前的东西重新整理了一遍，然后放出去看看大家怎么用。",
    "说真的，我到现在也没有完全弄明白。",
    "The first version ran on a single machine, and it was slow.",
    "后来的事情你们都知道了，用户比我们更清楚它能做什么。",
)


def write_publication(folder: Path, count: int, conf: str) -> None:
    """Write `conf.py`, a front page and `count` posts, the same bytes for the same number."""
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    entries = "\n".join(f"posts/p{number:05}" for number in range(count))
    toctree = f"```{{toctree}}\n:hidden:\n{entries}\n```\n" if "myst_parser" in conf else ""
    (folder / "index.md").write_text(f"# 首页\n\n{toctree}", encoding="utf-8")
    for number in range(count):
        (folder / "posts" / f"p{number:05}.md").write_text(_post(number), encoding="utf-8")


def _post(number: int) -> str:
    turns = "\n\n".join(
        f"**{_NAMES[(number + turn) % 4]}：** {''.join(_SENTENCES[(number + turn + k) % 5] for k in range(4))}"
        for turn in range(24)
    )
    return f"""---
title: 第 {number} 次访谈
date: 20{number % 24:02}-03-14
tags: [访谈, t{number % 17}]
author: 记者
---

> 引子：这是第 {number} 篇。[原文](https://example.org/{number})

{turns}

*旁白：几个人都笑了。*

| 项目 | 数量 |
|---|---:|
| 发言 | 24 |

```python
print({number})
```

最后一句[^1]。

[^1]: 脚注 {number}。
"""
