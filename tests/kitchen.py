"""A small publication of hard content: what every builder and format has to carry."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 4, height: int = 3) -> bytes:
    """Return a red PNG image."""
    rows = b"".join(b"\0" + b"\xff\0\0" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" onload="x()"><script>x()</script>'
    '<rect width="200" height="60" fill="#eee"/><text x="10" y="40">中文</text>'
    '<image href="https://example.org/x.png" width="1" height="1"/></svg>'
)

INTERVIEW = """---
title: "访谈：硬内容 & <标签>"
author: 甲乙
date: 2024-05-06T07:08:09+08:00
lastmod: 2024-06-01
categories: [访谈]
tags: [测试, "a & b"]
---

导言一段，有*强调*与**粗体**，和 `代码 code`。

---

**甲：** 第一句话，带脚注[^1]。

- 列表一
- 列表二

**乙：** 第二句话[^1]，带表格：

| 左 | 右 |
|:--|--:|
| 一[^二] | 二 |

**甲：** 有代码：

```python
def hello(name):
    return f"你好，{name}"  # 一个很长很长的注释，长到一定会换行，长到一定会换行，长到一定会换行，长到一定会换行
```

**乙：** 有公式 $E = mc^2$。

$$
\\frac{1}{2} + \\sum_{i=1}^n i
$$

*编者的旁白。*

**甲：** 完了——“好”……don’t。

[^1]: 脚注一，含 [链接](https://example.com/a?b=c&d=e#f)。
[^二]: 脚注二。
"""

ENGLISH = """+++
title = "An English post"
author = "Ann"
date = 2023-01-02
tags = ["test"]
lang = "en"
+++

“Don’t,” she said—“it’s naïve…” Some 中文 inside. Special: \\# $ % & _ ~ ^ @ \\\\ { } < > // /* " '.

See [the interview](../interview/). ![A drawing](图形.svg) ![far](https://example.org/far.png)
![gone](gone.png)

![A red image](red.png "With a title")

> Quoted
>
> twice

1. one
   1. deep
2. two

Term
: Definition

- [x] done
- [ ] open

## 标题 & “q” {#weird:id}

Control \x01 and \x0b characters. Rare: 𠮷 龘 鿍 ĳ ˈfəʊ Ελλ Кир ← ⇒ ≤ ✓ ① ℃ 😀 한.

<div align="center"><font color="red">raw</font><br><p>open<b>bold</div>

~~struck~~ H<sub>2</sub>O <kbd>Ctrl</kbd>

{{< details summary="More" >}}
Inside.
{{< /details >}}
"""

FILES: dict[str, str | bytes] = {
    "index.md": "# 书\n\n前言。\n\n```{post-list}\n```\n",
    "posts/interview.md": INTERVIEW,
    "posts/english/index.md": ENGLISH,
    "posts/english/图形.svg": SVG,
    "posts/english/red.png": png(),
    "posts/中文 名.md": "---\ntitle: 中文文件名\ndate: 2022-02-02\n---\n\n一段。\n",
}

MATHS = {
    "goldmark": {
        "extensions": {
            "passthrough": {"enable": True, "delimiters": {"block": [["$$", "$$"]], "inline": [["$", "$"]]}}
        }
    }
}
CONF = {"project": "口述", "author": "编者", "language": "zh_CN", "hugo_markup": MATHS}
