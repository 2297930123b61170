"""What stands around a post on its page: complete without a script, exact when others change, and in no book."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from koushu.web.post_parts.comments import read_comments
from koushu.web.post_parts.facts import neighbour_facts
from koushu.web.post_parts.markup import Card, SeriesBox, series_box
from koushu.web.post_parts.side_notes import Note, note_rules, stand_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

GISCUS = {"provider": "giscus", "repo": "a/b", "repo_id": "R_1=", "category_id": "DIC_2", "strict": True}


def walk(number: int, title: str = "河边", more: str = "") -> str:
    return (
        f"---\ntitle: '{title} {number} & <b>'\ndate: 2023-0{number}-01\nlang: zh-CN\nauthor: [周敏, Bo]\n"
        f"series: 散步\ntags: [河]\n{more}---\n\n正文从这里开始。[^1]\n\n[^1]: 一条注。\n"
    )


FILES = {
    "posts/w1.md": walk(1),
    "posts/w2.md": walk(2, more="description: 一句引言，正文里没有。\ntranslator: 林舟\n"),
    "posts/w2.en.md": "---\ntitle: The River\ndate: 2023-02-01\nlang: en\n---\n\nText.\n",
    "posts/w3.md": walk(3, more="comments: false\ndescription: 正文从这里开始。\n"),
    "posts/other.md": "---\ntitle: Other\ndate: 2022-01-01\nlang: zh\n---\n\n别的。\n",
}
SETTINGS = {
    "html_baseurl": "https://example.org/",
    "builder": "dirhtml",
    "web_comments": GISCUS,
    "lists_taxonomies": ["tags", "authors", "series"],
}


@pytest.fixture(scope="module")
def site(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, **SETTINGS)


def page(built: Publication, name: str) -> str:
    return built.read(f"posts/{name}/index.html")


def test_the_header_has_lead_authors_languages_and_series(site: Publication) -> None:
    assert site.warnings == []
    text = page(site, "w2")
    header = text[text.index("<header class") : text.index("</header>", text.index('class="post-header'))]
    assert '<div class="post-lead">一句引言，正文里没有。</div>' in header
    assert re.search(r'href="\.\./\.\./authors/周敏/"|href="\.\./\.\./authors/%E5%91%A8%E6%95%8F/"', header)
    assert (
        '<a rel="alternate" hreflang="en" lang="en" href="../w2.en/" title="The River">English</a>' in header
    )
    assert "第 2 篇，共 3 篇" in header
    assert 'rel="prev" href="../w1/"' in header
    assert 'rel="next" href="../w3/"' in header
    assert '<li aria-current="page" lang="zh-CN">河边 2 &amp; &lt;b&gt;</li>' in header
    assert 'aria-label="系列：散步"' in header
    # What the text itself opens with is not said twice.
    assert "post-lead" not in page(site, "w3")


def test_posts_before_and_after_stand_in_one_language(site: Publication) -> None:
    text = page(site, "w2")
    beside = re.search(r'<ul class="post-beside".*?</ul>', text, re.DOTALL)
    assert beside
    assert re.findall(r'post-way-label">(.*?)</span><a rel="(\w+)" href="(.*?)"', beside[0]) == [
        ("更早一篇", "prev", "../w1/"),
        ("更新一篇", "next", "../w3/"),
    ]
    assert '<time datetime="2023-01-01">2023年1月1日</time>' in beside[0]
    assert '<ul class="post-related"' in text


def test_a_post_is_cited_without_a_script(site: Publication) -> None:
    text = page(site, "w2")
    assert "周敏, Bo. 河边 2 &amp; &lt;b&gt;[EB/OL]. 林舟, 译. " in text
    assert '<span data-text="[{date}]"></span>' in text
    forms = BeautifulSoup(text, "lxml").select(".cite-form pre")
    assert forms[2].get_text().startswith("@misc{2023-w2,\n  author = {周敏 and Bo},")
    (item,) = json.loads(forms[3].get_text())
    assert item["URL"] == "https://example.org/posts/w2/"


def test_the_source_lies_beside_the_page(site: Publication) -> None:
    assert 'href="w2.md" type="text/markdown" download' in page(site, "w2")
    assert site.read("posts/w2/w2.md") == FILES["posts/w2.md"]


def test_little_stands_beside_the_article(site: Publication) -> None:
    text = page(site, "w2")
    article = re.search(r"<article\b.*</article>", text, re.DOTALL)
    assert article
    assert len(text.encode()) - len(article[0].encode()) < 12 * 1024


def test_comments_are_there_where_wanted_and_load_nothing(site: Publication) -> None:
    text = page(site, "w2")
    assert "只有在您加载评论时，浏览器才会连接该网站" in text
    assert 'data-script="https://giscus.app/client.js"' in text
    assert not re.search(r'<(script|iframe|img)[^>]*src="https?://(?!example\.org)', text)
    assert "post-comments" not in page(site, "w3")


def test_other_pages_have_none_of_it(site: Publication) -> None:
    for name in ("index.html", "tags/index.html", "search/index.html"):
        text = site.read(name)
        assert "post-end" not in text
        assert "post.js" not in text


@pytest.mark.parametrize("builder", ["epub", "singlehtml", "text"])
def test_no_book_has_any_of_it(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(FILES, **{**SETTINGS, "builder": builder})
    if builder == "epub":
        with ZipFile(next(built.out.glob("*.epub"))) as book:
            texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    else:
        texts = [
            path.read_text(encoding="utf-8")
            for path in built.out.rglob("*.*")
            if path.suffix in {".html", ".txt"}
        ]
    whole = "".join(texts)
    assert "正文从这里开始" in whole
    for word in ("post-end", "post-series", "side-note", "引用本文", "共 3 篇", "一句引言"):
        assert word not in whole


def test_a_page_is_written_anew_when_what_it_shows_changes(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, **SETTINGS)
    before = {name: page(built, name) for name in ("w1", "w2", "w3", "other")}
    facts = neighbour_facts(built.app)
    source = built.app.srcdir / "posts/w3.md"
    source.write_text(walk(3, "山上", more="comments: false\n"), encoding="utf-8")
    again = built.rebuild()
    now = neighbour_facts(again.app)
    assert {name for name in now if now[name] != facts[name]} == {
        f"posts/{one}" for one in ("w1", "w2", "w2.en", "w3")
    }
    assert "山上 3" in page(again, "w2")
    assert "山上 3" in page(again, "w1")
    assert page(again, "other") == before["other"]
    source.unlink()
    gone = again.rebuild()
    assert "山上" not in page(gone, "w2")
    assert not (gone.out / "posts/w3").exists()


def test_names_that_are_kept_back_are_not_in_the_source(publication: Callable[..., Publication]) -> None:
    register = "zhou:\n  name: 周敏\n  role: narrator\n  anonymous: true\n"
    talk = "---\ntitle: T\ndate: 2023-01-01\nlang: zh\n---\n\n**周敏：**我说。\n\n**Bo：**好。\n"
    built = publication({"speakers.yml": register, "posts/t.md": talk}, builder="dirhtml")
    assert "周敏" not in built.read("posts/t/t.md")
    assert "**口述者：**我说。" in built.read("posts/t/t.md")


def test_comments_need_what_their_provider_needs() -> None:
    found, wrong = read_comments(GISCUS)
    assert wrong == ()
    assert found is not None
    assert found.attributes["data-repo"] == "a/b"
    assert found.attributes["data-strict"] == "1"
    assert (found.light, found.dark) == ("light", "dark")
    other, _ = read_comments(
        {"provider": "utterances", "repo": "a/b", "issue-number": 4, "theme-dark": "photon-dark"}
    )
    assert other is not None
    assert other.attributes == {"repo": "a/b", "issue-number": "4"}
    assert other.dark == "photon-dark"
    assert read_comments({}) == (None, ())


@pytest.mark.parametrize(
    "options",
    [
        {"provider": "disqus"},
        {"provider": "utterances"},
        {"provider": "utterances", "repo": 'a/b" onload="x'},
        {"provider": "utterances", "repo": "a/b", "src": "https://evil.example/"},
        {"provider": "utterances", "repo": "a/b", "theme": "https://evil.example/a.css"},
        {"provider": "giscus", "repo": "a/b", "repo_id": "x"},
    ],
)
def test_comments_that_cannot_be_used_are_told(
    publication: Callable[..., Publication], options: dict[str, str]
) -> None:
    assert read_comments(options)[0] is None
    built = publication({"posts/a.md": "# A\n"}, web_comments=options)
    assert ["web.comments" in line for line in built.warnings] == [True] * len(read_comments(options)[1])
    assert built.warnings
    assert "post-comments" not in built.read("posts/a.html")


def test_a_long_series_lists_those_near() -> None:
    cards = tuple(Card(f"T{number}", f"../{number}/", "en") for number in range(38, 63))
    text = series_box(SeriesBox("S", "", 50, 200, cards, 38), "en")
    assert "Part 50 of 200" in text
    assert '<ol start="38">' in text
    assert '<a rel="next" href="../51/" lang="en">T51</a>' in text


def test_notes_that_would_stand_far_from_their_line_stay_at_the_end() -> None:
    assert stand_beside([Note(0, 5), Note(1, 5), Note(2, 5), Note(3, 5), Note(60, 30), Note(61, 4)], 100) == [
        True, True, True, False, False, True
    ]  # fmt: skip
    # Nothing stands below the page.
    assert stand_beside([Note(98, 20)], 100) == [False]


def test_an_id_cannot_end_a_rule() -> None:
    (reference, note) = note_rules(iter([('"]{}</style>', "脚注-1")]))
    assert reference == '[id="脚注-1"]{anchor-name:--r0}'
    assert "<" not in note
    assert '"]{}' not in note


def test_notes_are_marked_on_web_pages_alone(site: Publication) -> None:
    text = page(site, "w1")
    assert re.search(r'<aside class="[^"]*\bside-note\b[^"]*" id="fn-1"', text)
    assert '<style>[id="fnref-1"]{anchor-name:--r0}' in text
