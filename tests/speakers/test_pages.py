"""Pages of speakers are made after reading, link both ways, and change only when what they show does."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

FIRST = """---
title: 灯塔看守人
date: 2024-02-03
speakers:
  zhou-min: {name: {zh: 周敏, en: Zhou Min}, role: interviewer, affiliation: 青河县图书馆, title: 馆员}
---

**周敏：** 你保留了那盏灯吗？

**陈立国：** 我保留了，你知道的。四十年了，没有一天不是这样。

**周敏：** 为什么？

**陈立国：** 我喜欢那段楼梯，你也去走走吧。
"""
SECOND = """---
title: 图书馆
date: 2023-01-01
speakers:
  zhou-min: {name: {zh: 周敏, en: Zhou Min}}
---

**记者：** 您在图书馆工作了多久？

**周敏：** 三十年了，我记得很清楚。

**记者：** 您喜欢吗？

**周敏：** 喜欢，我一直都喜欢。
"""
DRAFT = SECOND.replace("title: 图书馆", "title: 草稿\ndraft: true").replace("记者", "王大力")
FILES = {"posts/a.md": FIRST, "posts/b.md": SECOND, "posts/draft.md": DRAFT}


def tree(built: Publication, name: str) -> html.HtmlElement:
    return html.fromstring(built.read(name))


def test_a_page_holds_what_one_person_said(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "dirhtml", language="zh_CN", html_baseurl="https://example.org/")
    assert built.warnings == []
    page = tree(built, "speakers/zhou-min/index.html")
    assert page.findtext(".//h1").startswith("周敏")
    (summary,) = page.find_class("speaker-summary")
    assert summary.text_content() == "周敏：2 篇文章，4 段发言，29 字。"
    assert [title.text_content().rstrip("#¶") for title in page.xpath("//h2")][:2] == ["灯塔看守人", "图书馆"]
    links = page.xpath("//*[contains(@class, 'turn-list')]//a/@href")
    assert len(links) == 4
    for link in links:
        path, _, anchor = link.partition("#")
        target = tree(built, re.sub(r"^(\.\./)+", "", path) + "index.html")
        (turn,) = target.xpath(f"//*[@id='{anchor}']")
        assert turn.get("data-speaker") == "zhou-min"
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == "https://example.org/speakers/zhou-min/"
    (description,) = page.xpath("//meta[@name='description']/@content")
    assert description.startswith("周敏：2 篇文章")
    assert "周敏" in page.findtext(".//title")


def test_names_in_turns_lead_to_pages(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "dirhtml", language="zh_CN")
    page = tree(built, "posts/a/index.html")
    names = page.xpath("//*[@class='speaker']")
    assert [name.text_content() for name in names] == ["周敏", "陈立国", "周敏", "陈立国"]
    assert {name.find("a").get("href") for name in names} == {
        "../../speakers/zhou-min/",
        "../../speakers/%E9%99%88%E7%AB%8B%E5%9B%BD/",
    } or {name.find("a").get("href") for name in names} == {
        "../../speakers/zhou-min/",
        "../../speakers/陈立国/",
    }
    # A reporter is somebody else on the next page.
    other = tree(built, "posts/b/index.html").xpath("//*[@class='speaker']")
    assert [name.find("a") is not None for name in other] == [False, True, False, True]


def test_nothing_written_tells_of_this_machine(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "html", language="zh_CN")
    assert built.warnings == []
    assert not (built.out / "_sources" / "speakers").exists()
    place = str(built.app.doctreedir.parent)
    for path in built.out.rglob("*"):
        if path.suffix in {".html", ".js", ".json", ".txt", ".xml"}:
            assert place not in path.read_text("utf-8", "replace"), path.name


def test_the_index_and_the_way_there(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "html", language="zh_CN", search_sphinx_index=True)
    page = tree(built, "speakers/index.html")
    names = [
        one.text_content()
        for one in page.xpath("//ul[contains(@class, 'speaker-list')]//*[@class='mention']")
    ]
    assert sorted(names) == sorted(["周敏", "陈立国"])
    for name in ("index.html", "posts/a.html", "search.html"):
        links = tree(built, name).xpath("//nav[contains(@class, 'site-links')]//a")
        assert [link.text for link in links] == ["说话人"]
    assert "speakers/zhou-min" in built.read("searchindex.js")


def test_a_withheld_post_is_in_no_page(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "html", language="zh_CN")
    everything = "".join(path.read_text("utf-8", "replace") for path in built.out.rglob("*.html"))
    assert "王大力" not in everything
    assert "草稿" not in everything


@pytest.mark.parametrize(
    ("files", "conf"),
    [({"posts/a.md": FIRST}, {}), (FILES, {"dialogue_speaker_pages": False}), ({"posts/a.md": "# A\n"}, {})],
    ids=["one conversation", "switched off", "none"],
)
def test_no_pages(publication: Callable[..., Publication], files: dict[str, str], conf: dict) -> None:
    built = publication(files, "html", language="zh_CN", **conf)
    assert not (built.out / "speakers").exists()
    assert 'class="speaker"><a' not in built.read("posts/a.html")
    assert "speakers/" not in built.read("index.html")


def test_an_author_s_own_page_wins(publication: Callable[..., Publication]) -> None:
    own = {"speakers/zhou-min.md": "---\ntitle: 我\n---\n\n自己写的。\n\n```{speaker-index} 周敏\n```\n"}
    built = publication({**FILES, **own}, "html", language="zh_CN")
    assert built.warnings == []
    page = tree(built, "speakers/zhou-min.html")
    assert "自己写的。" in page.text_content()
    assert len(page.find_class("turn-number")) == 4


def test_two_processes_make_the_same(publication: Callable[..., Publication]) -> None:
    many = {f"posts/{n}.md": FIRST.replace("四十年", f"{n} 年") for n in range(8)}
    one, two = (publication({**FILES, **many}, parallel=jobs, language="zh_CN") for jobs in (0, 2))
    for name in ("speakers/index.html", "speakers/zhou-min.html", "posts/3.html"):
        assert one.read(name) == two.read(name)


def test_only_pages_that_change_are_written_anew(publication: Callable[..., Publication]) -> None:
    third = {
        "posts/c.md": FIRST.replace("周敏", "孙小红").replace("陈立国", "老吴").replace("zhou-min", "sun")
    }
    built = publication({**FILES, **third}, "text", language="zh_CN")
    stamps = {path: path.stat().st_mtime_ns for path in (built.out / "speakers").iterdir()}
    assert {path.stem for path in stamps} == {"index", "zhou-min", "陈立国", "sun", "老吴"}
    quiet = built.rebuild()
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    assert quiet.app.env.all_docs.keys() >= {"speakers/index", "speakers/sun"}
    (built.app.srcdir / "posts" / "c.md").write_text(
        third["posts/c.md"].replace("四十年", "五十年"), encoding="utf-8"
    )
    again = built.rebuild()
    changed = {path.stem for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp}
    assert changed == {"index", "老吴"}
    assert "五十年" in again.read("speakers/老吴.txt")


def test_a_page_goes_with_its_speaker(publication: Callable[..., Publication]) -> None:
    third = {"posts/c.md": FIRST.replace("周敏", "孙小红").replace("zhou-min", "sun")}
    built = publication({**FILES, **third}, "text", language="zh_CN")
    assert (built.out / "speakers" / "sun.txt").is_file()
    (built.app.srcdir / "posts" / "c.md").unlink()
    again = built.rebuild()
    assert not (again.out / "speakers" / "sun.txt").exists()
    assert "孙小红" not in again.read("speakers/index.txt")
    assert "speakers/sun" not in again.app.env.all_docs


def test_a_book_has_an_index_and_no_pages(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "epub", language="zh_CN", epub_basename="book")
    assert built.warnings == []
    with zipfile.ZipFile(built.out / "book.epub") as book:
        names = [name for name in book.namelist() if name.startswith("speakers/")]
        assert names == ["speakers/index.xhtml"]
        page = book.read("speakers/index.xhtml").decode()
        nav = book.read("nav.xhtml").decode()
        post = book.read("posts/a.xhtml").decode()
    assert "speakers/index.xhtml" in nav
    assert re.search(r'<b class="speaker"><a[^>]* href="\.\./speakers/index\.xhtml#', post)
    assert re.findall(
        r'class="turn-number">([^<]+)<', page.replace('<span class="turn-number">', 'class="turn-number">')
    )
    assert "陈立国" in page


def test_a_single_page_holds_the_index(publication: Callable[..., Publication]) -> None:
    page = tree(publication(FILES, "singlehtml", language="zh_CN"), "index.html")
    links = {
        name.find("a").get("href")
        for name in page.xpath("//*[@class='speaker']")
        if name.find("a") is not None
    }
    assert links == {"#speaker-zhou-min", "#speaker-陈立国"}
    for link in [*links, *page.xpath("//ul[contains(@class, 'speaker-list')]//a/@href")]:
        assert page.xpath(f"//*[@id='{link.partition('#')[2]}']"), link


@pytest.mark.parametrize("builder", ["typst", "latex"])
def test_a_printed_book_names_pages(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(FILES, builder, language="zh_CN")
    assert built.warnings == []
    suffix = "*.tex" if builder == "latex" else "main.typ"
    source = "".join(path.read_text(encoding="utf-8") for path in built.out.rglob(suffix))
    assert source.count("\\speakerpages{" if builder == "latex" else "page-ranges(") == 3
    assert source.count("说话人索引") >= 1
    assert "说话人索引" in source.rpartition("图书馆")[0] or "说话人索引" in source


def test_gettext_translates_no_made_page(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, "gettext", language="zh_CN")
    assert not any("speakers" in path.name for path in built.out.rglob("*.pot"))


def test_lists_on_request(publication: Callable[..., Publication]) -> None:
    page = "---\ntitle: 人物\n---\n\n```{speaker-index}\n```\n\n```{talk-share} posts/a.md\n```\n"
    built = publication({**FILES, "people.md": page}, "html", language="zh_CN")
    assert built.warnings == []
    shown = tree(built, "people.html")
    assert [one.text_content() for one in shown.find_class("mention")].count("周敏") == 2
    rows = [[cell.text_content().strip() for cell in row] for row in shown.xpath("//table//tbody/tr")]
    assert (
        rows == [["陈立国", "2", "31", "69%"], ["周敏", "2", "13", "31%"]]
        or sum(int(row[3].rstrip("%")) for row in rows) == 100
    )


WRONG = [("```{speaker-index} 无人\n```\n", "无人"), ("```{talk-share}\n```\n", "people")]


@pytest.mark.parametrize(("text", "name"), WRONG)
def test_a_list_of_nobody_is_reported(publication: Callable[..., Publication], text: str, name: str) -> None:
    built = publication({**FILES, "people.md": f"# 人物\n\n{text}"}, "html", language="zh_CN")
    (warning,) = built.warnings
    assert "people.md:3" in warning
    assert f"“{name}”" in warning
    assert "[dialogue.reference]" in warning
