"""The written forms with their options, the roles, and what stands in brackets: alike in every kind of source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from koushu.dialogue import nodes as own
from koushu.dialogue.recognition.vocals import find_heard

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from conftest import Publication

HUGO = """---
title: 访谈
speakers:
  zhou-min: {name: 周敏, aliases: [周老师, ZM]}
---

````{dialogue} 缘起
:style: oral-history
:audio: https://example.org/tape-14.mp3
:label: 第一盘磁带
:numbering: on

```{turn} zhou-min & 陈立国
:time: 4:03
:end: 00:04:21.5
:lang: zh
:name: 第一答

说真的（笑），谁也没有想到。[laughter]
```

```{turn} 陈立国
:translation-of: 第一答

Nobody {vocal}`laughs` thought so {ed}`in 1968`. （后来才知道的。）
```
````

见 {turn}`第一答` 和 {turn}`那句 <t-2>`；{speaker}`周老师` 说的，{vocal}`叹气`。
"""
MYST = HUGO.partition("````")[2]
MYST = "# 访谈\n\n````" + MYST.replace("zhou-min", "周敏").replace("周老师", "周敏")
REST = """\
访谈
====

.. dialogue:: 缘起
   :style: oral-history
   :audio: https://example.org/tape-14.mp3
   :label: 第一盘磁带
   :numbering: on

   .. turn:: 周敏 & 陈立国
      :time: 4:03
      :end: 00:04:21.5
      :lang: zh
      :name: 第一答

      说真的（笑），谁也没有想到。[laughter]

   .. turn:: 陈立国
      :translation-of: 第一答

      Nobody :vocal:`laughs` thought so :ed:`in 1968`. （后来才知道的。）

见 :turn:`第一答` 和 :turn:`那句 <t-2>`；:speaker:`周敏` 说的，:vocal:`叹气`。
"""
KINDS = {
    "hugo": ({"a.md": HUGO}, {"source_suffix": {".md": "hugo"}}),
    "myst": (
        {"a.md": MYST},
        {"source_suffix": {".md": "markdown"}, "extensions": ["myst_parser", "koushu.dialogue"]},
    ),
    "rest": (
        {"a.rst": REST, "index.rst": "Home\n====\n", "index.md": ""},
        {"source_suffix": {".rst": "restructuredtext"}, "extensions": ["koushu.dialogue"]},
    ),
}


@pytest.fixture
def build(publication: Callable[..., Publication]) -> Callable[..., Publication]:
    def run(kind: str, builder: str = "html", **conf: object) -> Publication:
        files, settings = KINDS[kind]
        more = {"bibtex_bibfiles": []} if kind == "hugo" else {"html_theme": "basic"}
        settings = {"extensions": ["koushu"], "language": "zh_CN", **more, **settings, **conf}
        quiet = ["toc.not_included", "config"]
        return publication(files, builder, suppress_warnings=quiet, **settings)

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_the_forms_make_one_tree(build: Callable[..., Publication], kind: str) -> None:
    built = build(kind)
    assert [line for line in built.warnings if "bibtex" not in line] == []
    tree = built.doctree("a")
    (whole,) = tree.findall(own.dialogue)
    assert [whole[name] for name in ("style", "audio", "label", "numbered")] == [
        "oral-history",
        "https://example.org/tape-14.mp3",
        "第一盘磁带",
        True,
    ]
    first, second = tree.findall(own.turn)
    assert (first["time"], first["end"], first["lang"]) == ("00:04:03", "00:04:21.500", "zh")
    assert first["people"] == ["周敏", "陈立国"]
    assert first["ids"][0] == "第一答"
    assert second["pair"] == "第一答"
    assert second["speakers"] == [first["speakers"][1]]
    heard = [(node.astext(), node["kind"]) for node in tree.findall(own.vocal)]
    assert heard == [
        ("（笑）", "vocal"),
        ("[laughter]", "vocal"),
        ("[laughs]", "vocal"),
        ("（叹气）", "vocal"),
    ]
    assert [node.astext() for node in tree.findall(own.editorial)] == ["[in 1968]"]
    assert [node["speakers"] for node in tree.findall(own.mention)] == [[first["speakers"][0]]]


@pytest.mark.parametrize("kind", KINDS)
def test_references_lead_to_turns(build: Callable[..., Publication], kind: str) -> None:
    page = build(kind).read("a.html")
    assert re.search(r'<a class="reference internal" href="#第一答"[^>]*><span class="turn-reference">', page)
    assert "周敏、陈立国，第 1 段</span></a>" in page
    assert ">那句</span></a>" in page


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex", "typst", "xml", "gettext", "epub"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_format_prints_the_forms(build: Callable[..., Publication], kind: str, builder: str) -> None:
    if kind != "hugo" and builder in {"typst", "epub"}:
        pytest.skip("made from posts")
    built = build(kind, builder)
    assert [line for line in built.warnings if "bibtex" not in line and "not_included" not in line] == []
    if builder == "text":
        written = built.read("a.txt")
        assert "周敏 & 陈立国：" in written
        assert "[laughs]" in written
        assert "（叹气）" in written
        assert "第 1 段" in written


def test_a_reference_reaches_other_pages(publication: Callable[..., Publication]) -> None:
    talk = "```{turn} Ana\n:name: opening\nYes.\n```\n"
    link = (
        "See {turn}`opening`, {turn}`../a/talk.md#opening` and {turn}`a/talk#t-1`; never {turn}`nothing`.\n"
    )
    built = publication({"a/talk.md": f"# Talk\n\n{talk}", "b/other.md": f"# Other\n\n{link}"}, language="en")
    page = built.read("b/other.html")
    assert page.count('href="../a/talk.html#opening"') == 3
    assert page.count("Ana, turn 1</span></a>") == 3
    (warning,) = built.warnings
    assert "b/other.md" in warning
    assert "“nothing”" in warning
    assert "[dialogue.reference]" in warning
    assert "never" in page


def test_a_page_tells_the_number_that_another_page_has_now(publication: Callable[..., Publication]) -> None:
    talk = "# Talk\n\n```{turn} Ana\n:name: opening\nYes.\n```\n"
    files = {"talk.md": talk, "other.md": "# Other\n\nSee {turn}`opening`.\n", "third.md": "# Third\n"}
    built = publication(files, "text", language="en")
    untouched = (built.out / "third.txt").stat().st_mtime_ns
    (built.app.srcdir / "talk.md").write_text(
        talk.replace("```{turn} Ana", "```{turn} Bo\nNo.\n```\n```{turn} Ana", 1), encoding="utf-8"
    )
    again = built.rebuild()
    assert "Ana, turn 2" in again.read("other.txt")
    assert (again.out / "third.txt").stat().st_mtime_ns == untouched


WRONG = [
    ("```{turn} Ana\n:time: soon\nYes.\n```\n", "a time such as 00:04:03"),
    ("```{turn} Ana\n:lang: klingonese language\nYes.\n```\n", "BCP 47"),
    ("```{turn} Ana\n:translation-of: nobody\nYes.\n```\n", "another turn"),
    ("```{turn}\nYes.\n```\n", "names nobody"),
    ("```{turn} ……\nYes.\n```\n", "names nobody"),
    ("```{turn} Ana\n```\n", "has no words"),
    ("```{narration}\n```\n", "holds nothing"),
    ("```{dialogue}\n```\n", "holds nothing"),
    ("````{dialogue}\n:style: opera\n```{turn} Ana\nYes.\n```\n````\n", "interview, oral-history, play, log"),
    ("````{dialogue}\n:numbering: perhaps\n```{turn} Ana\nYes.\n```\n````\n", "`on` or `off`"),
    ("{speaker}`Zed` said Yes.\n", "nobody here is called “Zed”"),
]


@pytest.mark.parametrize(("text", "expected"), WRONG)
def test_wrong_use_is_reported_and_kept(
    publication: Callable[..., Publication], text: str, expected: str
) -> None:
    built = publication({"a.md": f"# A\n\n{text}"}, "text", language="en")
    (warning,) = built.warnings
    assert re.match(r"a\.md:\d+: WARNING", warning)
    assert expected in warning
    assert "[dialogue." in warning
    for word in ("Yes", "Ana", "Zed"):
        assert (word in built.read("a.txt")) == (word in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[laughs] and [they both laugh]", [("[laughs]", "vocal"), ("[they both laugh]", "vocal")]),
        (
            "真的（笑）。(laughter) [掌声]",
            [("（笑）", "vocal"), ("(laughter)", "vocal"), ("[掌声]", "incident")],
        ),
        ("[long pause] [inaudible]", [("[long pause]", "pause"), ("[inaudible]", "gap")]),
        ("（他笑了半天才说）(we laughed a lot) [1] [in 1968] [a silent film]", []),
        (
            "[Applause.] 〔沉默〕 【音乐】",
            [("[Applause.]", "incident"), ("〔沉默〕", "pause"), ("【音乐】", "incident")],
        ),
    ],
)
def test_what_is_heard(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(text[one.start : one.stop], one.kind) for one in find_heard(text)] == expected


def test_what_is_heard_changes_no_word(publication: Callable[..., Publication]) -> None:
    talk = "**Ana:** Well [laughs], *we (laughter) did*, `[laughs]`.\n\n**Bo:** Yes.\n\n**Ana:** [Applause] Oh.\n"
    built = publication({"a.md": f"---\ntitle: T\ndialogue: on\n---\n{talk}"}, language="en")
    turns: list[nodes.Element] = list(built.doctree("a").findall(own.turn))
    assert turns[0].astext() == "Ana: Well [laughs], we (laughter) did, [laughs]."
    assert [node.astext() for node in built.doctree("a").findall(own.vocal)] == [
        "[laughs]",
        "(laughter)",
        "[Applause]",
    ]
    assert '<span class="vocal incident">[Applause]</span>' in built.read("a.html")
