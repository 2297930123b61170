"""Forms in which blogs write dialogue out are read as the directives of the same meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.dialogue import nodes as own

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

HEAD = "---\ntitle: T\n---\n\n"
MYST = """\
::::{dialogue} 缘起
:style: interview

:::{turn} 周敏
您好。

- 一
:::
:::{turn} 陈立国
您好！
:::
::::
"""
CONTAINERS = """\
::: dialogue 缘起

::: dialogue-turn name="周敏" role="interviewer"
您好。

- 一
:::

:::dialogue-turn speaker=陈立国
您好！
:::

:::
"""
ATTRIBUTES = """\
::: {.dialogue title="缘起"}
::: {.dialogue-turn name="周敏"}
您好。

- 一
:::
::: {.dialogue-turn name='陈立国' time="00:01"}
您好！
:::
:::
"""
HUGO = """\
{{< chat name="周敏" >}}
您好。

- 一
{{< /chat >}}

{{< chat speaker="陈立国" icon="/a.png" direction="right" >}}您好！{{< /chat >}}
"""
ZOLA = """\
{% chat(speaker="周敏") %}
您好。

- 一
{% end %}

{% chat(speaker="陈立国", icon="a.png") %}您好！{% end %}
"""
QUOTED = "> " + "\n> ".join(CONTAINERS.splitlines()) + "\n"
SPELLINGS = {
    "myst": MYST,
    "containers": CONTAINERS,
    "attributes": ATTRIBUTES,
    "hugo": HUGO,
    "zola": ZOLA,
    "in a quote": QUOTED,
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_spelling_makes_turns(publication: Callable[..., Publication], name: str) -> None:
    text = f"Before.\n\n{SPELLINGS[name]}\nAfter.\n"
    built = publication({"a.md": HEAD + text}, "text", language="zh_CN")
    assert built.warnings == []
    tree = built.doctree("a")
    (whole,) = tree.findall(own.dialogue)
    turns = list(whole.findall(own.turn))
    assert [turn["label"] for turn in turns] == ["周敏", "陈立国"]
    assert [turn.astext().replace("\n\n", "|") for turn in turns] == ["周敏：您好。|一", "陈立国：您好！"]
    lines = (HEAD + text).splitlines()
    for turn, words in zip(turns, ("您好。", "您好！"), strict=True):
        place = next(index for index, line in enumerate(lines, 1) if words in line)
        assert abs(turn.line - place) <= 2
    written = built.read("a.txt")
    assert written.index("Before.") < written.index("周敏：您好。") < written.index("After.")
    assert ":::" not in written
    assert "{%" not in written


@pytest.mark.parametrize("name", ["myst", "containers", "attributes", "zola"])
def test_strictly_there_is_only_what_hugo_shows(publication: Callable[..., Publication], name: str) -> None:
    text = HEAD.replace("title: T", "title: T\ndialogue: off") + SPELLINGS[name]
    built = publication({"a.md": text}, "text", language="zh_CN", hugo_strict=True)
    assert not list(built.doctree("a").findall(own.turn))
    assert (":::" if name != "zola" else "{%") in built.read("a.txt")


OTHERS = [
    "::: note\nRead this.\n:::\n",
    ":::{note}\nRead this.\n:::\n",
    ":::\nRead this.\n:::\n",
    "::: dialogue-box\nRead this.\n:::\n",
    ":: dialogue\nRead this.\n::\n",
    "{% note(title=1) %}\nRead this.\n{% end %}\n",
    "    ::: dialogue\n    Read this.\n    :::\n",
    "```\n::: dialogue\nRead this.\n:::\n```\n",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_lines_stay_what_hugo_prints(publication: Callable[..., Publication], text: str) -> None:
    built = publication({"a.md": HEAD + text, "b.md": HEAD + text}, "text", language="en")
    strict = publication({"a.md": HEAD + text}, "text", language="en", hugo_strict=True)
    assert built.read("a.txt") == strict.read("a.txt")
    assert not list(built.doctree("a").findall(own.dialogue))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("::: dialogue\n**Ana:** Yes.\n\nMore.\n", 5),
        ("Text.\n\n{% chat(speaker='Ana') %}\nYes.\n\nMore.\n", 7),
        ("::: dialogue\n::: dialogue-turn name=Ana\nYes.\n\nMore.\n:::\n", 5),
    ],
)
def test_what_nothing_closes_is_reported_and_kept(
    publication: Callable[..., Publication], text: str, line: int
) -> None:
    built = publication({"a.md": HEAD + text}, "text", language="en")
    (warning,) = [one for one in built.warnings if "dialogue.directive" in one]
    assert warning.startswith(f"a.md:{line}: ")
    for word in ("Yes.", "More."):
        assert word in built.read("a.txt")
