"""Cards are drawn once, show any title, and leave an author's own image alone."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops

from koushu.social_cards import drawing
from koushu.social_cards.card import HEIGHT, WIDTH, Card, document
from koushu.social_cards.drawing import draw, publish

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

BASE = "https://example.org/blog/"
PLAIN = Card("记忆", "zh-CN", "口述", (), "甲 · 2023年3月14日")
TITLES = {
    "mixed": "Transformer 的 attention 为什么是 O(n²) 的？",
    "long": "“我们没有人想到会是这样”：一九六八年上海弄堂里的邻居们后来怎么样了，对三位亲历者的长篇访谈，"
    * 4,
    "English": "On the Alignment of Language Models: A Conversation about Training and What Comes Next",
    "one word": "Supercalifragilisticexpialidocious_" * 6,
    "scripts": "대화 حوار Диалог διάλογος 🎉",
    "code": '#panic("x") \\ "quoted" $x$ `raw` *b* @ref <label> // comment',
    "none": "",
    "controls": "a\x00b\u2028c\nd",
}


def shown(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes())).convert("RGB")


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of all that is not paper."""
    paper = Image.new("RGB", image.size, image.getpixel((5, 5)))
    return ImageChops.difference(image, paper).getbbox()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    store = tmp_path_factory.mktemp("cards")
    cards = {name: replace(PLAIN, title=title) for name, title in TITLES.items()}
    assert draw(cards.values(), store) == {}
    return {name: store / card.file_name for name, card in cards.items()}


@pytest.mark.parametrize("name", TITLES)
def test_any_title_fits(drawn: dict[str, Path], name: str) -> None:
    image = shown(drawn[name])
    assert image.size == (WIDTH, HEIGHT)
    left, top, right, bottom = ink(image)
    # The brackets are the outermost; nothing runs out at the right or over the second bracket.
    assert (left, top) == (63, 55)
    assert (right, bottom) == (1137, 575)
    title = ink(image.crop((144, 158, 1200, 430)))
    assert (title is None) == (name == "none")
    assert title is None or title[2] <= 930
    assert len(drawn[name].read_bytes()) < 200_000


def test_the_same_words_make_the_same_bytes(drawn: dict[str, Path], tmp_path: Path) -> None:
    assert draw([replace(PLAIN, title=TITLES["mixed"])], tmp_path) == {}
    (again,) = tmp_path.iterdir()
    assert again.name == drawn["mixed"].name
    assert again.read_bytes() == drawn["mixed"].read_bytes()


def test_what_is_drawn_is_not_drawn_again(drawn: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_fonts: object) -> None:
        raise AssertionError

    monkeypatch.setattr(drawing, "find_fonts", refuse)
    assert draw([replace(PLAIN, title=TITLES["mixed"])], drawn["mixed"].parent) == {}


def test_other_words_have_another_name() -> None:
    names = {PLAIN.file_name} | {
        replace(PLAIN, **change).file_name
        for change in (
            {"title": "x"},
            {"language": "en"},
            {"site": "x"},
            {"speakers": ("x",)},
            {"byline": "x"},
        )
    }
    assert len(names) == 6


def test_one_that_cannot_be_drawn_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(cards: list[Card]) -> str:
        return "#panic()" if any(card.title == "x" for card in cards) else document(cards)

    monkeypatch.setattr(drawing, "document", broken)
    cards = [replace(PLAIN, title=title) for title in ("x", "y", "z")]
    faults = draw(cards, tmp_path)
    assert list(faults) == [cards[0].file_name]
    assert {path.name for path in tmp_path.iterdir()} == {card.file_name for card in cards[1:]}


def test_cards_of_posts_that_are_gone_go(tmp_path: Path) -> None:
    store, folder = tmp_path / "store", tmp_path / "site"
    store.mkdir()
    for name in ("a.png", "b.png"):
        (store / name).write_bytes(name.encode())
    publish(["a.png", "b.png"], store, folder)
    publish(["b.png", "never-drawn.png"], store, folder)
    assert [path.name for path in folder.iterdir()] == [path.name for path in store.iterdir()] == ["b.png"]


def png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(data, "PNG")
    return data.getvalue()


FILES = {
    "posts/a.md": "---\ntitle: 甲 </script>\ndate: 2023-03-14\nauthor: 乙\n---\n\n文。\n",
    "posts/talk.md": "---\ntitle: 谈\n---\n\n" + "**周敏：**什么时候？\n\n**Bo：**很久了。\n\n" * 3,
    "posts/own.md": "---\ntitle: Own\nlang: en\ncover:\n  image: pic.png\n---\n\nText.\n",
    "posts/pic.png": png(800, 400),
    "posts/remote.md": "---\ntitle: Remote\nimages: ['https://e.org/甲.jpg']\n---\n\nText.\n",
    "posts/outside.md": "---\ntitle: Outside\nimages: [../../../etc/passwd, drawing.svg]\n---\n\nText.\n",
    "posts/drawing.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
CONF = {"html_baseurl": BASE, "project": "口述", "language": "zh_CN"}


def image_of(built: Publication, name: str) -> dict[str, str]:
    found = re.findall(r'<meta property="og:image(:\w+)?" content="([^"]*)" />', built.read(name))
    return {key.lstrip(":") or "url": value for key, value in found}


def test_each_page_has_an_image(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, builder="dirhtml", **CONF)
    assert built.warnings == []
    for name in ("posts/a/", "posts/talk/", "posts/outside/", "", "archives/"):
        told = image_of(built, f"{name}index.html")
        assert (told["width"], told["height"], told["type"]) == ("1200", "630", "image/png")
        assert told["url"].startswith(f"{BASE}_images/cards/")
        assert shown(built.out / told["url"].removeprefix(BASE)).size == (WIDTH, HEIGHT)
    assert image_of(built, "posts/a/index.html")["alt"] == "甲 &lt;/script&gt; · 口述"
    own = image_of(built, "posts/own/index.html")
    assert (own["width"], own["height"], own["type"]) == ("800", "400", "image/png")
    assert (built.out / own["url"].removeprefix(BASE)).read_bytes() == FILES["posts/pic.png"]
    assert image_of(built, "posts/remote/index.html") == {
        "url": "https://e.org/%E7%94%B2.jpg",
        "alt": "Remote",
    }


def test_a_second_build_draws_nothing_and_drops_what_is_no_more(
    publication: Callable[..., Publication],
) -> None:
    built = publication(FILES, builder="dirhtml", **CONF)
    folder = built.out / "_images" / "cards"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(before) == 4
    again = built.rebuild()
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    Path(again.app.srcdir, "posts", "a.md").write_text("---\ntitle: 丙\n---\n\n文。\n", encoding="utf-8")
    after = {path.name for path in built.rebuild().out.glob("_images/cards/*")}
    assert len(after) == 4
    assert len(after & before.keys()) == 3


def test_they_can_be_switched_off(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, builder="dirhtml", web_social_cards=False, **CONF)
    assert image_of(built, "posts/a/index.html") == {}
    assert '<meta name="twitter:card" content="summary" />' in built.read("posts/a/index.html")
    assert image_of(built, "posts/own/index.html")["width"] == "800"
    assert not (built.out / "_images" / "cards").exists()


def test_a_site_without_an_address_has_none(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, builder="dirhtml")
    assert image_of(built, "posts/a/index.html") == {}
    assert not (built.out / "_images" / "cards").exists()
