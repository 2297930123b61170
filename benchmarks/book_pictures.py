"""Take the pictures of book pages that `_ext/README.md` shows: our publication and one post more, in every theme."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from pictures import FOLDER

ROOT = Path(__file__).parent.parent
# Dots an inch at which pages are drawn, and the height of a page in a picture.
RESOLUTION, HEIGHT = 150, 700
POST = r"""---
title: 账本里的城
date: 2024-05-20
author: 林晓
categories: [档案]
tags: [oral-history, 水, 数据]
---

河边的水文站从一九五一年起每天记一次{index}`水位`。这些数字本来只给防汛的人看，后来成了这座城最完整的一本日记[^diary]。

## 三十年的水

| 年份 | 最高水位（米） | 最低水位（米） | 断流天数 | 记录人 |
|:-----|-----:|-----:|-----:|:------|
| 1954 | 31.47 | 18.02 | 0 | 周敏 |
| 1969 | 29.80 | 17.65 | 3 | 周敏、陈立国 |
| 1978 | 24.13 | 12.90 | 41 | 陈立国 |
| 1991 | 30.66 | 16.21 | 0 | 何一凡 |
| 1998 | 32.05 | 17.88 | 0 | 何一凡 |

一九七八年的{index}`断流`在旧账上只有一行小字，写的人没有多说，只在页边画了一道线。

> [!NOTE]
> 表里的数字以当年的账本为准；后来重新测过的，在注里说明[^again]。

## 把账本读进来

```{code-block} python
:caption: 从扫描件到年表
:linenos:
:emphasize-lines: 8

from collections import defaultdict


def highest(lines: list[str]) -> dict[int, float]:
    years = defaultdict(lambda: float("-inf"))
    for line in lines:
        year, level = line.split("\t")[:2]
        years[int(year)] = max(years[int(year)], float(level))  # 账本里偶尔写成两个空格，读的时候要小心
    return dict(years)
```

水位 \(h\) 与{index}`流量` \(Q\) 的关系，站里一直用这条老公式：

$$ Q = \frac{1}{n} A R^{2/3} \sqrt{S} $$

流量的读数要等洪峰过去才能抄，所以每一页的墨色都不一样[^ink]。

[^diary]: 馆里编号 Y-0317，共四十一册，第七册缺最后两页。
[^again]: 一九九二年复测，最高水位差不到两厘米，见《青河县水文志》。
[^ink]: *The ink tells when a figure was written down*，何一凡语。
"""
CONF = """
hugo_directives, hugo_roles = ["index", "code-block"], ["index"]
posts_parts, typst_documents = [], []
"""
# Name of a book -> what is set for it.
BOOKS = {
    "book": "",
    "article": 'typst_theme = "article"',
    "phone": 'typst_theme = "phone"',
    "a5": 'typst_papersize = "a5"',
    "letter": 'typst_papersize = "us-letter"',
    "two-sided": 'typst_theme_options = {"two-sided": True}',
}
TURN, TABLE, NOTES = "John Schulman：在发布之后", "断流天数", "何一凡语"
# Name of a picture -> the book, and the numbers of its pages or words on the first and the number of further ones.
PICTURES: dict[str, tuple[str, int | str, int]] = {
    "book-cover": ("book", 1, 1),
    "book-front": ("book", 2, 2),
    "book-contents": ("book", 4, 1),
    "book-spread": ("book", TURN, 2),
    "book-table": ("book", TABLE, 1),
    "book-code": ("book", NOTES, 1),
    "book-index": ("book", "断流1", 1),
    "theme-article": ("article", 1, 2),
    "theme-phone": ("phone", TURN, 3),
    "theme-a5": ("a5", TURN, 2),
    "theme-letter": ("letter", TURN, 2),
    "theme-two-sided": ("two-sided", TURN, 2),
    "latex-spread": ("latex", TURN, 2),
    "latex-table": ("latex", TABLE, 2),
}


def write_site(folder: Path) -> None:
    for name in ("posts", "_static"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "index.md", folder / "index.md")
    (folder / "posts" / "2024" / "ledger.md").write_text(POST, encoding="utf-8")
    conf = (
        (ROOT / "conf.py")
        .read_text(encoding="utf-8")
        .replace("Path(__file__).parent", f"Path({str(ROOT)!r})")
    )
    (folder / "conf.py").write_text(conf + CONF, encoding="utf-8")


def make_book(folder: Path, name: str) -> Path:
    """Return the PDF of one book."""
    conf = folder / "site" / "conf.py"
    plain = conf.read_text(encoding="utf-8")
    conf.write_text(plain + BOOKS.get(name, ""), encoding="utf-8")
    out, builder = folder / name, "latex" if name == "latex" else "typstpdf"
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-d", str(folder / "doctrees"), "-b", builder]
    subprocess.run([*sphinx, str(folder / "site"), str(out)], check=True)
    conf.write_text(plain, encoding="utf-8")
    if name == "latex":
        make = ["make", "-C", str(out), "LATEXMKOPTS=-halt-on-error -silent", "all-pdf"]
        subprocess.run(make, check=True, capture_output=True)
        return next(out.glob("*.tex")).with_suffix(".pdf")
    return next(out.glob("*.pdf"))


def page_of(pdf: Path, words: str) -> int:
    """Return the number of the page on which some words stand; colons of names differ between books."""
    run = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True)
    pages = ["".join(page.split()).replace(":", "：") for page in run.stdout.decode().split("\f")]
    return next(number for number, page in enumerate(pages, 1) if "".join(words.split()) in page)


def picture(pdf: Path, first: int, count: int) -> Image.Image:
    """Return some pages side by side, with a line around each."""
    with tempfile.TemporaryDirectory() as name:
        limits = ["-f", str(first), "-l", str(first + count - 1)]
        command = ["pdftoppm", "-r", str(RESOLUTION), *limits, "-png", str(pdf), f"{name}/page"]
        subprocess.run(command, check=True, capture_output=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(name).iterdir())]
    pages = [
        page.resize((page.width * HEIGHT // page.height, HEIGHT), Image.Resampling.LANCZOS) for page in pages
    ]
    made = Image.new("RGB", (sum(page.width for page in pages) + len(pages) + 1, HEIGHT + 2), "#d9d6cf")
    left = 1
    for page in pages:
        made.paste(page, (left, 1))
        left += page.width + 1
    return made


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_site(folder / "site")
        books: dict[str, Path] = {}
        for title, (book, first, count) in PICTURES.items():
            if book not in books:
                books[book] = make_book(folder, book)
            number = first if isinstance(first, int) else page_of(books[book], first)
            picture(books[book], number, count).save(FOLDER / f"{title}.webp", "WEBP", quality=60, method=6)


if __name__ == "__main__":
    main()
