"""Feeds as a reader of feeds sees them, the map of the site, and what else programs read."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from koushu.feeds import making
from koushu.feeds.content import feed_content
from koushu.feeds.sitemap import Place, write_sitemaps
from koushu.posts.rebuilding import body_edits

BASE = "https://example.org/blog/"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

FIRST = """---
title: 对抗训练 & <记忆>
date: 2023-03-14T08:00:00+08:00
lastmod: 2023-04-01T08:00:00+08:00
author: [甲, Jan Leike]
tags: [机器学习, a<b]
description: 一句话
---

见[下一篇](second.md)，还有[锚](#段)。

## 段

脚注。[^1]

[^1]: 注文。
"""
FILES = {
    "posts/_index.md": "---\ntitle: Posts\n---\n",
    "posts/first.md": FIRST,
    "posts/second.md": "---\ntitle: Second\ndate: 2024-01-02\n---\n\nText of the *second*.\n",
    "posts/draft.md": "---\ntitle: Hidden\ndate: 2024-01-03\ndraft: true\n---\n\nSecret.\n",
    "posts/undated.md": "---\ntitle: About\n---\n\nAlways true.\n",
}
CONF = {"html_baseurl": BASE, "project": "口述", "author": "编者", "language": "zh_CN"}


@pytest.fixture
def site(publication):
    built = publication(FILES, builder="dirhtml", **CONF)
    assert built.warnings == []
    return built


@pytest.mark.parametrize("name", ["atom.xml", "index.xml", "posts/atom.xml", "posts/index.xml"])
def test_a_feed_reader_finds_nothing_wrong(site, name):
    feedparser = pytest.importorskip("feedparser")
    feed = feedparser.parse(site.read(name))
    assert not feed.bozo, feed.get("bozo_exception")
    assert [entry.link for entry in feed.entries] == [f"{BASE}posts/second/", f"{BASE}posts/first/"]
    first = feed.entries[1]
    assert first.title.startswith("对抗训练")
    assert [author.name for author in first.authors] == ["甲", "Jan Leike"]
    assert {tag.term for tag in first.tags} == {"机器学习", "a<b"}
    assert first.published_parsed[:4] == (2023, 3, 14, 0)


def test_an_atom_feed_has_what_its_standard_asks_for(site):
    root = ET.fromstring(site.read("atom.xml"))
    assert root.find(f"{ATOM}id").text.startswith("urn:uuid:")
    assert root.find(f"{ATOM}updated").text == "2024-01-02T00:00:00+00:00"
    assert {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")} == {
        "alternate": BASE,
        "self": f"{BASE}atom.xml",
    }
    for entry in root.findall(f"{ATOM}entry"):
        assert [len(entry.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]


def test_the_whole_text_is_there_with_absolute_addresses(site):
    content = ET.fromstring(site.read("atom.xml")).findall(f"{ATOM}entry")[1].find(f"{ATOM}content").text
    assert f'href="{BASE}posts/second/"' in content
    assert f'href="{BASE}posts/first/#%E6%AE%B5"' in content
    assert "注文" in content
    assert "<h1" not in content
    assert "headerlink" not in content
    assert 'class="' not in content


def test_the_json_feed_says_the_same(site):
    feed = json.loads(site.read("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == ["Second", "对抗训练 & <记忆>"]
    ids = [
        entry.find(f"{ATOM}id").text for entry in ET.fromstring(site.read("atom.xml")).findall(f"{ATOM}entry")
    ]
    assert [item["id"] for item in feed["items"]] == ids


def test_withheld_and_undated_posts_are_in_no_feed(site):
    for name in ("atom.xml", "index.xml", "feed.json"):
        text = site.read(name)
        assert "Secret" not in text
        assert "Always true" not in text
    assert "Hidden" not in site.read("catalogue.json") + site.read("llms.txt") + site.read("sitemap.xml")


def test_pages_announce_the_feeds(site):
    assert f'type="application/atom+xml" title="口述" href="{BASE}atom.xml"' in site.read(
        "posts/first/index.html"
    )
    assert f'href="{BASE}posts/feed.json"' in site.read("posts/_index/index.html")
    assert f'href="{BASE}posts/feed.json"' not in site.read("posts/first/index.html")


def test_each_term_has_feeds(site):
    root = ET.fromstring(site.read("tags/机器学习/atom.xml"))
    assert [entry.find(f"{ATOM}title").text for entry in root.findall(f"{ATOM}entry")] == [
        "对抗训练 & <记忆>"
    ]
    assert root.find(f"{ATOM}link").get("href") == f"{BASE}tags/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/"
    assert f'href="{BASE}tags/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/index.xml"' in site.read(
        "tags/机器学习/index.html"
    )


def test_the_map_names_every_page_once(site):
    urls = [node.text for node in ET.fromstring(site.read("sitemap.xml")).iter(f"{MAP}loc")]
    assert f"{BASE}posts/first/" in urls
    assert f"{BASE}posts/undated/" in urls
    assert f"{BASE}tags/%E6%9C%BA%E5%99%A8%E5%AD%A6%E4%B9%A0/" in urls
    assert len(urls) == len(set(urls))
    assert f"Sitemap: {BASE}sitemap.xml" in site.read("robots.txt")


def test_programs_can_read_the_catalogue(site):
    records = {record["title"]: record for record in json.loads(site.read("catalogue.json"))}
    assert records["Second"]["url"] == f"{BASE}posts/second/"
    assert records["对抗训练 & <记忆>"]["authors"] == ["甲", "Jan Leike"]
    assert f"- [Second]({BASE}posts/second/)" in site.read("llms.txt")


def test_an_edit_reaches_the_feed_and_the_rest_stays(publication):
    built = publication(FILES, builder="dirhtml", **CONF)
    before = built.read("atom.xml")
    source = Path(built.app.srcdir, "posts", "second.md")
    source.write_text(source.read_text(encoding="utf-8").replace("*second*", "*edited*"), encoding="utf-8")
    after = built.rebuild().read("atom.xml")
    assert "edited" in after
    assert after.replace("edited", "second") == before


THIRD = (
    "---\ntitle: Third\ndate: 2024-02-02\ntags: [x]\n---\n\nOpening.\n\n<!--more-->\n\nText of the *third*.\n"
)


def edit_body(built, old, new):
    source = Path(built.app.srcdir, "posts", "third.md")
    source.write_text(source.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return built.rebuild()


def test_an_edit_of_a_body_replaces_its_entries_alone(publication, monkeypatch):
    built = publication({**FILES, "posts/third.md": THIRD}, builder="dirhtml", **CONF)
    made = []
    monkeypatch.setattr(making.Maker, "feeds", lambda *_: made.append(1) or ())
    # What `koushu build` finds out.
    monkeypatch.setattr(body_edits, "catalogue_stands", lambda _app: True)
    edit_body(built, "*third*", "*edited* & more")
    edit_body(built, "*edited*", "one of many words")
    assert not made
    monkeypatch.undo()
    assert "one of many words &amp;amp; more" in built.read("atom.xml")
    clean = publication(
        {**FILES, "posts/third.md": THIRD.replace("*third*", "one of many words & more")},
        builder="dirhtml",
        **CONF,
    )
    files = [path for path in clean.out.rglob("*") if path.suffix in {".xml", ".json", ".txt"}]
    names = [path.relative_to(clean.out).as_posix() for path in files]
    assert "tags/x/atom.xml" in names
    assert {name: built.read(name) for name in names} == {name: clean.read(name) for name in names}


def test_a_feed_that_others_have_changed_is_made_anew(publication, monkeypatch):
    built = publication({**FILES, "posts/third.md": THIRD}, builder="dirhtml", **CONF)
    before = built.read("atom.xml")
    Path(built.out, "atom.xml").write_text("of others", encoding="utf-8")
    monkeypatch.setattr(body_edits, "catalogue_stands", lambda _app: True)
    assert edit_body(built, "*third*", "*edited*").read("atom.xml").replace("edited", "third") == before


def test_two_processes_make_the_same_feeds(publication):
    files = {
        **FILES,
        **{
            f"posts/p{n}.md": f"---\ntitle: P{n}\ndate: 2022-01-{n:02}\n---\n\nText {n}.\n"
            for n in range(1, 20)
        },
    }
    one, two = (publication(files, builder="dirhtml", parallel=n, **CONF) for n in (0, 2))
    for name in ("atom.xml", "index.xml", "feed.json", "sitemap.xml", "catalogue.json", "llms.txt"):
        assert one.read(name) == two.read(name)


def test_without_an_address_nothing_is_made_and_that_is_said(publication):
    built = publication(FILES, builder="dirhtml")
    assert not (built.out / "atom.xml").exists()
    assert "expected `html_baseurl` to be set" in built.log


def test_an_author_s_own_robots_file_stays(publication):
    files = {**FILES, "extra/robots.txt": "User-agent: *\nDisallow: /\n"}
    built = publication(files, builder="dirhtml", html_extra_path=["extra"], **CONF)
    assert built.read("robots.txt") == "User-agent: *\nDisallow: /\n"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p onclick="x()" class="c">a<script>b</script>c</p>', "<p>ac</p>"),
        ('<h1>T</h1><p><a href="javascript:x()">a</a></p>', "<p><a>a</a></p>"),
        (
            '<p><img src="../i.png" srcset="../i2.png 2x" alt="i"></p>',
            f'<p><img src="{BASE}i.png" srcset="{BASE}i2.png 2x" alt="i"/></p>',
        ),
        (
            '<p><img src="a.png" srcset="a.png, b,c.png 480w ,javascript:x() 2x, /d.png   1.5x"></p>',
            (
                f'<p><img src="{BASE}posts/a.png" srcset="{BASE}posts/a.png, {BASE}posts/b,c.png 480w, '
                'https://example.org/d.png 1.5x"/></p>'
            ),
        ),
        (
            '<video poster="p.png" src="v.mp4" controls></video>',
            f'<video poster="{BASE}posts/p.png" src="{BASE}posts/v.mp4" controls=""></video>',
        ),
        ('<p><a href="#fn1" id="r1">1</a></p>', f'<p><a href="{BASE}posts/#fn1" id="r1">1</a></p>'),
        ('<p style="background:url(x)">a<iframe src="x">b</iframe></p>', "<p>a</p>"),
        (
            (
                '<svg onload="x()" style="fill:url(//e.org/x)"><script>x()</script><a href="javascript:x()">'
                '<path style="fill:red" fill="url(#g)" d="M0 0"/></a></svg>'
            ),
            '<svg><a><path style="fill:red" fill="url(#g)" d="M0 0"></path></a></svg>',
        ),
        ('<div class="permalink">x</div>tail', "tail"),
        ('<p><a href="http://[bad">a</a></p>', "<p><a>a</a></p>"),
        ("<p>a<br>b & c", "<p>a<br/>b &amp; c</p>"),
    ],
)
def test_only_text_and_its_markup_reach_a_feed(markup, expected):
    assert feed_content(markup, f"{BASE}posts/") == expected


def test_a_large_map_is_split():
    files = write_sitemaps([Place(f"{BASE}{n:03}/") for n in range(5)], BASE, largest=2)
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert [node.text for node in ET.fromstring(files["sitemap.xml"]).iter(f"{MAP}loc")] == [
        f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("given", "conf", "base"),
    [
        ("https://x.readthedocs.io/zh-cn/latest/", {}, "https://x.readthedocs.io/zh-cn/latest/"),
        ("https://x.readthedocs.io/zh-cn/latest/", {"html_baseurl": BASE}, BASE),
        ("not an address", {"html_baseurl": BASE}, BASE),
    ],
)
def test_the_address_on_read_the_docs_is_known(publication, monkeypatch, given, conf, base):
    monkeypatch.setenv("READTHEDOCS_CANONICAL_URL", given)
    built = publication({"posts/a.md": FIRST}, builder="dirhtml", **conf)
    assert json.loads(built.read("feed.json"))["home_page_url"] == base
    assert f'<link rel="canonical" href="{base}posts/a/" />' in built.read("posts/a/index.html")


def test_a_page_that_lists_nothing_has_no_feed(publication):
    files = {
        "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "S"\n',
        "content/about/index.md": "---\ntitle: About\ndate: 2024-01-01\n---\n\nText.\n",
    }
    built = publication(files, builder="dirhtml", hugo_site=".", html_baseurl="https://example.org/")
    assert (built.out / "atom.xml").is_file()
    assert not (built.out / "about" / "atom.xml").exists()
