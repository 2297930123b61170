"""The written forms make the nodes that recognition makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

PLAIN = """\
# Talk

**Ana:** You kept the lamp?

**Bo:** I did, you know. Forty years.

- winters
- summers

*They look at the sea for a while, and say nothing.*

**Ana:** Why?

---

**Bo:** I like the stairs.
"""
WRITTEN = """\
# Talk

```{turn} Ana
You kept the lamp?
```
```{turn} Bo
I did, you know. Forty years.

- winters
- summers
```
```{narration}
*They look at the sea for a while, and say nothing.*
```
```{turn} Ana
Why?
```

---

```{turn} Bo
I like the stairs.
```
"""


@pytest.fixture
def tree(publication: Callable[..., Publication]) -> Callable[[str], nodes.document]:
    def read(text: str, **conf: object) -> nodes.document:
        built = publication(
            {"talk.md": text},
            builder="text",
            extensions=["myst_parser", "koushu.dialogue", "sphinxcontrib.bibtex"],
            source_suffix={".md": "markdown"},
            myst_enable_extensions=["colon_fence"],
            suppress_warnings=["toc.not_included"],
            **conf,
        )
        assert built.warnings == []
        return built.doctree("talk")

    return read


def shape(node: nodes.Node) -> object:
    """Return tag names, texts and what identifies turns, without places and without who wrote them."""
    if isinstance(node, nodes.Text):
        return str(node)
    assert isinstance(node, nodes.Element)
    kept = {name: node[name] for name in ("ids", "speakers", "number", "slot", "label") if node.get(name)}
    return node.tagname, kept, [shape(child) for child in node.children]


def dialogues(document: nodes.document) -> list[own.dialogue]:
    return list(document.findall(own.dialogue))


def test_written_turns_are_the_recognised_ones(tree: Callable[..., nodes.document]) -> None:
    around = f"# Talk\n\n:::{{dialogue}}\n{PLAIN.removeprefix('# Talk')}\n:::\n"
    inside = ":::{dialogue}\n" + WRITTEN.removeprefix("# Talk\n\n") + ":::\n"
    recognised, certain, written = (
        dialogues(tree(text)) for text in (PLAIN, around, f"# Talk\n\n{inside}".replace("\n---\n", "\n***\n"))
    )
    assert len(recognised) == len(certain) == len(written) == 1
    assert shape(certain[0]) == shape(recognised[0])
    kinds = [child.tagname for child in recognised[0].children]
    assert kinds == ["turn", "turn", "narration", "turn", "scenebreak", "turn"]
    assert [child.tagname for child in written[0].children] == [
        *kinds[:4],
        "scenebreak",
        "turn",
    ]
    assert [shape(turn) for turn in written[0].findall(own.turn)] == [
        shape(turn) for turn in recognised[0].findall(own.turn)
    ]


def test_labels_inside_a_dialogue_are_certain(tree: Callable[..., nodes.document]) -> None:
    document = tree("# Kitchen\n\n:::{dialogue}\n**Salt:** dissolve\n\n**Pepper:** never\n:::\n")
    assert [turn["label"] for turn in document.findall(own.turn)] == ["Salt", "Pepper"]
    assert not dialogues(tree("# Kitchen\n\n**Salt:** dissolve\n\n**Pepper:** never\n"))


def test_lonely_turns_get_a_dialogue(tree: Callable[..., nodes.document]) -> None:
    document = tree(
        "# A\n\n```{turn} Ana\nYes.\n```\n\n```{turn} Bo\nNo.\n```\n\nText.\n\n```{turn} Ana\nOh.\n```\n"
    )
    assert [len(list(one.findall(own.turn))) for one in dialogues(document)] == [2, 1]
    assert [turn["number"] for turn in document.findall(own.turn)] == [1, 2, 3]


def test_options(tree: Callable[..., nodes.document]) -> None:
    text = (
        "# A\n\n::::{dialogue} How it *began*\n:style: oral-history\n\n"
        ":::{turn} 周敏 & 陈立国\n:time: 00:04:03\n:lang: zh\n:name: first-answer\n说真的。\n:::\n\n"
        ":::{turn} Ana\n- a list first\n:::\n::::\n"
    )
    document = tree(text)
    (whole,) = dialogues(document)
    assert whole["style"] == "oral-history"
    title = whole[0]
    assert title["classes"] == ["dialogue-title"]
    assert title.astext() == "How it began"
    first, second = document.findall(own.turn)
    assert (first["time"], first["lang"]) == ("00:04:03", "zh")
    assert "first-answer" in first["ids"]
    assert first["speakers"] == ["周敏", "陈立国"]
    assert first[0].astext() == "周敏 & 陈立国：说真的。"
    assert second[0].astext().strip() == "Ana:"
    assert isinstance(second[1], nodes.bullet_list)


def test_a_turn_of_nobody_is_reported_and_kept(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": "# A\n\n```{turn}\nWho says this?\n```\n"}, builder="text", language="en")
    (warning,) = built.warnings
    assert "a.md:3" in warning
    assert "[dialogue.directive]" in warning
    assert "Who says this?" in built.read("a.txt")


def test_every_node_knows_its_place(tree: Callable[..., nodes.document]) -> None:
    for text in (PLAIN, WRITTEN):
        document = tree(text)
        for kind in (*own.BLOCKS, *own.INLINES):
            for node in document.findall(kind):
                assert node.source, kind
                assert node.line, kind
