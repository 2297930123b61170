"""What a dialogue is in each output format, in whole builds."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from koushu.dialogue import nodes as own
from koushu.dialogue.visitors import html as html_visitors
from koushu.dialogue.visitors import latex, plain, text, typst

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

SEED = Path(__file__).parent.parent.parent / "posts" / "2023" / "inside-story-of-chatgpt.md"
FOUR = ["jan-leike", "john-schulman", "sandhini-agarwal", "liam-fedus"]
CSS = Path(own.__file__).parent / "assets" / "dialogue.css"


@pytest.fixture
def seed(publication: Callable[..., Publication]) -> Callable[..., Publication]:
    def build(builder: str, **conf: object) -> Publication:
        index = "# Home\n\n```{toctree}\nposts/2023/seed\n```\n"
        files = {"index.md": index, "posts/2023/seed.md": SEED.read_bytes()}
        built = publication(files, builder=builder, language="zh_CN", **conf)
        assert built.warnings == []
        return built

    return build


def page(built: Publication, name: str = "posts/2023/seed.html") -> html.HtmlElement:
    return html.fromstring(built.read(name))


@pytest.mark.parametrize("module", [html_visitors, latex, plain, text, typst])
def test_every_node_has_visitors(module: object) -> None:
    assert set(module.VISITORS) == {*own.BLOCKS, *own.INLINES}  # type: ignore[attr-defined]
    assert all(callable(one) for pair in module.VISITORS.values() for one in pair)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("builder", "name"),
    [
        ("html", "posts/2023/seed.html"),
        ("dirhtml", "posts/2023/seed/index.html"),
        ("singlehtml", "index.html"),
    ],
)
def test_web_page(seed: Callable[..., Publication], builder: str, name: str) -> None:
    tree = page(seed(builder), name)
    turns = tree.find_class("turn")
    assert len(turns) == 24
    assert sorted({turn.get("data-speaker") for turn in turns}) == sorted(FOUR)
    assert len(tree.find_class("narration")) == 6
    assert len(tree.xpath("//hr[@class='scene']")) == 3
    assert [turn.find_class("speaker")[0].text for turn in turns[:4]] == [
        "Jan Leike",
        "John Schulman",
        "Sandhini Agarwal",
        "Liam Fedus",
    ]
    (section,) = tree.find_class("dialogue")
    assert section.get("aria-label") == "对话：Jan Leike、John Schulman、Sandhini Agarwal、Liam Fedus"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_names_and_colons_are_text(seed: Callable[..., Publication]) -> None:
    turns = page(seed("html")).find_class("turn")
    words = [" ".join(turn.text_content().split()) for turn in turns]
    assert words[0] == "Jan Leike: 说真的，这太令人震惊了。我们也很意外，想要弄清楚发生了什么事。"
    assert words[3].startswith("Liam Fedus: 我们很惊喜地发现")
    assert not any(mark in word for word in words for mark in "*_¶")


def test_text_before_the_first_turn_stays_plain(seed: Callable[..., Publication]) -> None:
    tree = page(seed("html"))
    (section,) = tree.find_class("dialogue")
    assert "为了行文简洁" not in section.text_content()
    assert "为了行文简洁" in tree.text_content()
    assert "现在我们已经知道" not in section.text_content()


def test_a_footnote_goes_both_ways(seed: Callable[..., Publication]) -> None:
    tree = page(seed("html"))
    (mark,) = tree.find_class("dialogue")[0].xpath(".//a[contains(@class, 'footnote-reference')]")
    (note,) = tree.xpath(f"//*[@id='{mark.get('href')[1:]}']")
    assert tree.xpath(f"//*[@id='{note.get('id')}']//a[@href='#{mark.get('id')}']")


def test_permalinks_outlive_insertions(publication: Callable[..., Publication]) -> None:
    """A turn keeps its anchor when turns come in above it and when a word in its middle changes."""
    head = "---\ntitle: An interview\n---\n\n"
    talk = [
        f"**{'Ana' if n % 2 else 'Bo'}:** This is what I said as number {n}, word for word, you see."
        for n in range(6)
    ]
    longer = [
        f"**{'Ana' if n % 2 else 'Bo'}:** An answer that came later, {n}, I think." for n in range(10)
    ] + talk
    longer[-1] = longer[-1].replace("word for word", "more or less")
    built = publication(
        {f"{n}.md": head + "\n\n".join(part) for n, part in enumerate((talk, longer))}, language="en"
    )
    before, after = (
        [link.get("href") for link in page(built, f"{n}.html").find_class("permalink")] for n in (0, 1)
    )
    assert len(before) == 6
    assert before == after[10:]
    assert page(built, "1.html").xpath("//*[@id='t-16']")


def test_below_the_threshold_nothing_changes(publication: Callable[..., Publication]) -> None:
    recipe = "---\ntitle: Soup\n---\n\n**Ingredients:** lentils\n\n**Method:** Boil.\n\n**Serves:** 4\n"
    on = publication({"a.md": recipe}, language="en").resolved("a").pformat()
    off = publication({"a.md": recipe}, language="en", dialogue_recognise=False).resolved("a").pformat()
    assert on.replace("site0", "site1") == off


def test_front_matter_decides(publication: Callable[..., Publication]) -> None:
    talk = "**Ana:** You kept the lamp?\n\n**Bo:** I did, you know.\n\n**Ana:** Why?\n\n**Bo:** The stairs.\n"
    built = publication(
        {
            "on.md": f"---\ntitle: T\ndialogue: on\n---\n{talk}",
            "off.md": f"---\ntitle: T\ndialogue: off\n---\n{talk}",
            "odd.md": f"---\ntitle: T\ndialogue: perhaps\n---\n{talk}",
        },
        language="en",
    )
    assert [len(page(built, f"{name}.html").find_class("turn")) for name in ("on", "off", "odd")] == [4, 0, 4]
    (warning,) = built.warnings
    assert "odd.md:3" in warning
    assert "[dialogue.front_matter]" in warning


def test_what_is_nearly_a_dialogue_is_asked_about(publication: Callable[..., Publication]) -> None:
    words = ["It is better on hills", "It lasts two days.", "It is cheap, too", "Is it?"]
    talk = "\n\n".join(f"**{'Omar' if n % 2 else 'Nadia'}:** {said}" for n, said in enumerate(words))
    built = publication({"a.md": f"---\ntitle: Two friends\n---\n\n{talk}\n"}, language="en")
    assert not page(built, "a.html").find_class("turn")
    (warning,) = built.warnings
    assert "dialogue: on" in warning
    assert "Nadia, Omar" in warning
    assert "[dialogue.unsure]" in warning


def test_labels_on_joined_chinese_lines(publication: Callable[..., Publication]) -> None:
    lines = [
        "老周：** 你还记得第一只表吗？",
        "阿良：** 记得，是坏的。",
        "老周：** 我也是。",
        "阿良：** 你说了三十年了。",
    ]
    talk = "".join(f"**{line}\n" for line in lines)
    built = publication({"a.md": f"---\ntitle: 对谈：两个钟表匠\n---\n\n{talk}"}, language="zh_CN")
    turns = page(built, "a.html").find_class("turn")
    assert ["".join(turn.text_content().split()) for turn in turns] == [
        "老周：你还记得第一只表吗？",
        "阿良：记得，是坏的。",
        "老周：我也是。",
        "阿良：你说了三十年了。",
    ]


def test_lists_and_definitions_dissolve(publication: Callable[..., Publication]) -> None:
    files = {
        "list.md": "# Transcript\n\n* matz: I like it.\n* ko1: Do you?\n* matz: Yes, I do.\n* ko1: OK, thank you.\n",
        "terms.md": "# Round table (transcript)\n\nAnna\n: I use rye.\n\nBoris\n: I use luck.\n\nAnna\n: You would.\n",
    }
    built = publication(files, language="en")
    for name, count in (("list", 4), ("terms", 3)):
        tree = page(built, f"{name}.html")
        assert len(tree.find_class("turn")) == count
        assert not tree.find_class("dialogue")[0].xpath(".//li | .//dt | .//dd")
    assert page(built, "terms.html").find_class("turn")[0].text_content().split()[0] == "Anna"


def test_epub_is_xhtml_without_links_to_turns(seed: Callable[..., Publication]) -> None:
    built = seed("epub")
    book = next(built.out.glob("*.epub"))
    with zipfile.ZipFile(book) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith("seed.xhtml")]
        root = etree.fromstring(archive.read(name))
        assert any(one.endswith("dialogue.css") for one in archive.namelist())
    found = root.xpath("//*[contains(concat(' ', @class, ' '), ' turn ')]")
    assert len(found) == 24
    assert not root.xpath("//*[@class='permalink']")
    assert len(root.xpath("//*[@class='narration']")) == 6


def test_plain_text(seed: Callable[..., Publication]) -> None:
    written = seed("text").read("posts/2023/seed.txt")
    assert "\nJan Leike: 说真的，" in written
    assert written.partition("\nJan Leike: ")[2].count("\n* * *\n") == 3
    assert re.search(r"\n {4}\*?最令这个团队困惑的是", written)


def test_latex(seed: Callable[..., Publication]) -> None:
    built = seed("latex")
    source = next(built.out.glob("*.tex")).read_text(encoding="utf-8")
    assert source.count(r"\begin{dialogueturn}") == source.count(r"\end{dialogueturn}") == 24
    assert source.count(r"\begin{dialoguenarration}") == 6
    assert source.count("\\scenebreak\n") == 3
    assert r"\turnlead{\speaker{Jan Leike}: }说真的" in source
    assert r"\usepackage{dialogue}" in source
    assert (built.out / "dialogue.sty").exists()


def test_typst(seed: Callable[..., Publication]) -> None:
    built = seed("typst")
    source = "".join(
        path.read_text(encoding="utf-8") for path in built.out.rglob("*.typ") if path.name == "main.typ"
    )
    assert source.count("turn(slot:") + source.count("turn(speaker:") == 24
    assert source.count("narration({") == 6
    assert source.count("scenebreak()") == 3


def test_gettext_sees_names_and_words(seed: Callable[..., Publication]) -> None:
    """Each paragraph stays one message, with the label in it, so that a translation is found again."""
    built = seed("gettext")
    catalogue = "".join(path.read_text(encoding="utf-8") for path in built.out.rglob("*.pot"))
    messages = re.sub(r'"\n"', "", catalogue)
    assert 'msgid "**Jan Leike:** 说真的，' in messages


def test_the_index_finds_names(publication: Callable[..., Publication]) -> None:
    index = publication({"seed.md": SEED.read_bytes()}, language="en", search_sphinx_index=True).read(
        "searchindex.js"
    )
    assert "sandhini" in index.lower()


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_can_be_read() -> None:
    light, dark = re.findall(r"\{([^}]*--sp-1:[^}]*)\}", CSS.read_text(encoding="utf-8"))
    for block, grounds in (
        (light, ("#ffffff", "#fdfcf9", "#f3f4f5")),
        (dark, ("#121212", "#1a1a18", "#222832")),
    ):
        colours = re.findall(r"--(?:sp-\d|narration): (#[0-9a-f]{6})", block)
        assert len(colours) == 9
        for colour in colours:
            for ground in grounds:
                lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
                assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (colour, ground)


def test_parallel_reading_gives_the_same(publication: Callable[..., Publication]) -> None:
    files = {f"{n}.md": SEED.read_bytes() for n in range(8)}
    one, two = (publication(files, parallel=jobs, language="zh_CN") for jobs in (0, 2))
    for n in range(8):
        assert one.read(f"{n}.html") == two.read(f"{n}.html")
