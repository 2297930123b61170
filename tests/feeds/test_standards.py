"""Feeds, map and catalogue by the rules of those who wrote the formats, and as independent readers see them."""

from __future__ import annotations

import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from koushu.feeds import exports

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

BASE = "https://example.org/blog/"
SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")

TALK = """---
title: 谈{title}
date: {date}
authors: [甲]
translator: 乙
tags: [访谈]
---

**周敏：**你说的是什么时候？

**Bo Li：**很久以前了。

**周敏：**后来呢？

**Bo Li：**后来就忘了。
"""
FILES = {
    "posts/_index.md": "---\ntitle: 文章\n---\n",
    "posts/2023/_index.md": "---\ntitle: 二〇二三\n---\n",
    "posts/2023/one.md": TALK.format(title="一", date="2023-03-14T08:00:00+08:00"),
    "posts/2023/two.md": TALK.format(title="二", date="1890-01-01T00:00:00"),
    "posts/nasty.md": (
        '---\ntitle: "a\\u0008b </script> & ]]> <x>"\ndate: 2024-02-29T23:59:59.123456-03:30\nlang: en\n'
        "license: CC-BY-4.0\ndescription: |\n  one\n  two ]]>\n"
        "authors: ['<b>&', 'A; B']\ncategories: ['a<b', '\\u000B']\n"
        "---\n\nText \x0b with ]]> &nbsp; and a note.[^1]\n\n[^1]: The note.\n"
    ),
    "posts/hidden.md": "---\ntitle: Hidden\ndate: 2024-01-01\nrobotsNoIndex: true\n---\n\nText.\n",
    "posts/two-tongues.md": "---\ntitle: 两种语言\ndate: 2024-01-02\n---\n\n中文。\n",
    "posts/two-tongues.en.md": "---\ntitle: Two tongues\ndate: 2024-01-02\n---\n\nEnglish.\n",
}
CONF = {
    "html_baseurl": BASE,
    "project": "口述 & <b>",
    "author": "编者",
    "language": "zh_CN",
    "hugo_time_zone": "Asia/Shanghai",
    "web_tagline": "有人在说话的文章",
}


@pytest.fixture(scope="module")
def site(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, builder="dirhtml", **CONF)


def feeds(site: Publication, name: str) -> list[Path]:
    found = sorted(path for path in site.out.rglob(name) if "_static" not in path.parts)
    assert len(found) > 8
    return found


def test_there_are_feeds_for_each_kind_of_list(site: Publication) -> None:
    folders = {str(path.parent.relative_to(site.out)) for path in feeds(site, "atom.xml")}
    assert {".", "posts", "posts/2023", "tags/访谈", "authors/甲", "speakers/bo-li"} <= folders
    for name in ("index.xml", "feed.json"):
        assert {str(path.parent.relative_to(site.out)) for path in feeds(site, name)} == folders
    talks = etree.parse(site.out / "speakers/bo-li/atom.xml")
    assert [one.text for one in talks.iterfind(f"{ATOM}entry/{ATOM}title")] == ["谈一", "谈二"]
    assert f'href="{BASE}speakers/bo-li/atom.xml"' in site.read("speakers/bo-li/index.html")


def test_atom_by_its_grammar(site: Publication) -> None:
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    for path in feeds(site, "atom.xml"):
        grammar.assertValid(etree.parse(path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>", "<updated><!-- x -->x"),
        ("<id>urn:uuid:", "<id>"),
        ("<title>", "<title type='xhtml'>"),
        ("<link ", "<link nowhere='' "),
        ("+00:00</updated>", "</updated>"),
    ],
)
def test_the_grammar_refuses_what_is_wrong(site: Publication, old: str, new: str) -> None:
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    text = site.read("tags/访谈/atom.xml").replace("08:00</updated>", "00:00</updated>")
    assert old in text
    assert not grammar.validate(etree.fromstring(text.replace(old, new, 1).encode()))


def test_atom_by_the_rules_that_no_grammar_tells(site: Publication) -> None:
    for path in feeds(site, "atom.xml"):
        root = etree.parse(path).getroot()
        entries = root.findall(f"{ATOM}entry")
        for own in (root, *entries):
            links = [
                (one.get("rel"), one.get("type"), one.get("hreflang")) for one in own.findall(f"{ATOM}link")
            ]
            assert len(links) == len(set(links))
            assert all(re.match("https?://", one.get("href")) for one in own.findall(f"{ATOM}link"))
        names = [one.findtext(f"{ATOM}id") for one in (root, *entries)]
        assert len(names) == len(set(names))
        own_author = root.find(f"{ATOM}author") is not None
        assert all(own_author or one.find(f"{ATOM}author") is not None for one in entries)
        assert all(one.find(f"{ATOM}content").get("type") == "html" for one in entries)
        dates = [one.findtext(f"{ATOM}updated") for one in entries]
        assert root.findtext(f"{ATOM}updated") in dates


def test_rss_by_its_profile(site: Publication) -> None:
    for path in feeds(site, "index.xml"):
        root = etree.parse(path).getroot()
        assert (root.tag, root.get("version")) == ("rss", "2.0")
        (channel,) = root
        once = ["title", "link", "description", "language", "lastBuildDate", "generator"]
        assert all(len(channel.findall(name)) == 1 and channel.findtext(name) for name in once)
        assert parsedate_to_datetime(channel.findtext("lastBuildDate")).tzinfo
        (own,) = channel.findall(f"{ATOM}link")
        assert (own.get("rel"), own.get("type")) == ("self", "application/rss+xml")
        items = channel.findall("item")
        assert items
        for item in items:
            assert item.findtext("title")
            assert item.find("guid").get("isPermaLink") == "false"
            assert item.findtext("link").startswith(BASE)
            assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
            assert len(item.findall("description")) <= 1
        assert len({item.findtext("guid") for item in items}) == len(items)


def test_json_feed_by_its_specification(site: Publication) -> None:
    for path in feeds(site, "feed.json"):
        feed = json.loads(path.read_text(encoding="utf-8"))
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert isinstance(feed["title"], str)
        known = {
            "version",
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "authors",
            "language",
            "items",
        }
        assert set(feed) <= known
        for item in feed["items"]:
            assert isinstance(item["id"], str)
            assert "content_html" in item or "content_text" in item
            assert _RFC_3339.fullmatch(item["date_published"])
            assert _RFC_3339.fullmatch(item["date_modified"])
            assert all(
                isinstance(author["name"], str) and author["name"] for author in item.get("authors", ())
            )
            assert all(isinstance(tag, str) for tag in item.get("tags", ()))
            assert item["url"].startswith(BASE)


@pytest.mark.parametrize("name", ["atom.xml", "index.xml"])
def test_a_feed_reader_finds_nothing_wrong(site: Publication, name: str) -> None:
    feedparser = pytest.importorskip("feedparser")
    for path in feeds(site, name):
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert all(entry.id and entry.title and entry.published_parsed for entry in feed.entries)


def test_a_strict_reader_takes_all_three(site: Publication) -> None:
    atoma = pytest.importorskip("atoma")
    for name, parse in (
        ("atom.xml", atoma.parse_atom_file),
        ("index.xml", atoma.parse_rss_file),
        ("feed.json", atoma.parse_json_feed_file),
    ):
        for path in feeds(site, name):
            parse(str(path))


def test_each_entry_says_its_language_and_its_licence(site: Publication) -> None:
    root = etree.parse(site.out / "atom.xml").getroot()
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    entries = {one.findtext(f"{ATOM}title"): one for one in root.findall(f"{ATOM}entry")}
    assert root.get(lang) == "zh-CN"
    assert entries["Two tongues"].get(lang) == "en"
    assert entries["两种语言"].get(lang) == "zh-CN"
    nasty = next(one for title, one in entries.items() if title.startswith("a"))
    assert nasty.find(f"{ATOM}link[@rel='license']").get("href").endswith("/by/4.0/")
    assert nasty.findtext(f"{ATOM}title") == "ab </script> & ]]> <x>"
    note = nasty.findtext(f"{ATOM}content")
    assert re.search(rf'href="{BASE}posts/nasty/#[^"]+"', note)
    assert entries["谈一"].findtext(f"{ATOM}contributor/{ATOM}name") == "乙"
    rss = etree.parse(site.out / "index.xml")
    languages = rss.xpath("//item/dc:language/text()", namespaces={"dc": "http://purl.org/dc/elements/1.1/"})
    assert set(languages) == {"en"}


def test_the_map_tells_changes_and_languages(site: Publication) -> None:
    places = {one.findtext(f"{MAP}loc"): one for one in etree.parse(site.out / "sitemap.xml").getroot()}
    assert f"{BASE}posts/hidden/" not in places
    assert not any(name.endswith(("search/", "404/", "genindex/")) for name in places)
    assert f"{BASE}speakers/bo-li/" in places
    assert places[f"{BASE}posts/2023/one/"].findtext(f"{MAP}lastmod") == "2023-03-14T08:00:00+08:00"
    assert places[f"{BASE}posts/2023/_index/"].findtext(f"{MAP}lastmod") == "2023-03-14T08:00:00+08:00"
    assert places[BASE].findtext(f"{MAP}lastmod") == "2024-02-29T23:59:59.123456-03:30"
    both = {one.get("hreflang"): one.get("href") for one in places[f"{BASE}posts/two-tongues/"].iter(LINK)}
    assert both == {
        "en": f"{BASE}posts/two-tongues.en/",
        "zh-CN": f"{BASE}posts/two-tongues/",
        "x-default": f"{BASE}posts/two-tongues/",
    }


def test_the_catalogue_is_what_its_schema_says(site: Publication) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(Path(exports.__file__).with_name("catalogue.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    catalogue = json.loads(site.read("catalogue.json"))
    jsonschema.Draft202012Validator(schema).validate(catalogue)
    ids = {record["url"]: record["id"] for record in catalogue}
    feed = json.loads(site.read("feed.json"))
    assert all(ids[item["url"]] == item["id"] for item in feed["items"])


def test_llms_txt_has_its_form(site: Publication) -> None:
    title, *rest = site.read("llms.txt").split("\n\n")
    assert title.startswith("# 口述 &")
    assert rest[0] == "> 有人在说话的文章"
    assert [part for part in rest if part.startswith("## ")] == ["## 文章", "## Optional"]
    lines = [line for part in rest for line in part.splitlines() if line.startswith("- ")]
    assert all(re.fullmatch(r"- \[[^\[\]\n]+\]\(https://\S+\)(: .+)?", line) for line in lines)


def test_a_post_that_gets_another_slug_keeps_its_identifier(publication: Callable[..., Publication]) -> None:
    def ids(built: Publication) -> dict[str, str]:
        return {item["title"]: item["id"] for item in json.loads(built.read("feed.json"))["items"]}

    site_toml = 'baseURL = "https://example.org/"\ntitle = "S"\n[permalinks]\nposts = "/:slug/"\n'
    files = {
        "hugo.toml": site_toml,
        "content/posts/a.md": "---\ntitle: A\ndate: 2024-01-01\nslug: one\n---\n\nText.\n",
        "content/posts/b.md": "---\ntitle: B\ndate: 2024-01-02\naliases: [/2013/b.html]\n---\n\nText.\n",
    }
    conf = {"hugo_site": ".", "html_baseurl": "https://example.org/"}
    before = ids(publication(files, builder="dirhtml", **conf))
    moved = {
        **files,
        "content/posts/a.md": "---\ntitle: A\ndate: 2024-01-01\nslug: uno\naliases: [/one/]\n---\n\nText.\n",
        "content/posts/b.md": (
            "---\ntitle: B\ndate: 2024-01-02\nslug: zwei\naliases: [/b/, /2013/b.html]\n---\n\nText.\n"
        ),
    }
    assert ids(publication(moved, builder="dirhtml", **conf)) == before
