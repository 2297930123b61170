"""What whole pages tell machines: one address each, linked data in the words of schema.org, nothing that runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

BASE = "https://example.org/blog/"
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \\\" ' & <!--"
TALK = "**周敏：**什么时候？\n\n**Bo Li：**很久了，我记不清了。\n\n" * 3
FILES = {
    "posts/evil.md": (
        f'---\ntitle: "{EVIL}"\ndate: 2024-01-01\nauthors: ["{EVIL}"]\ntags: ["{EVIL}"]\ncategories: [c]\n'
        f'description: "{EVIL}"\nlicense: "{EVIL}"\ntranslator: "{EVIL}"\n---\n\nText.\n'
    ),
    "posts/one.md": f"---\ntitle: 一\ndate: 2024-01-02\nauthors: [甲]\ncategories: [c]\n---\n\n{TALK}",
    "posts/two.md": f"---\ntitle: 二\ndate: 2024-01-03\nauthors: [甲]\ncategories: [c]\n---\n\n{TALK}",
    "posts/two.en.md": "---\ntitle: Two\ndate: 2024-01-03\nrobotsNoIndex: true\n---\n\nText.\n",
}
CONF = {
    "html_baseurl": BASE,
    "project": "口述",
    "language": "zh_CN",
    "lists_page_size": 1,
    "web_tagline": "有人在说话的文章",
}


@pytest.fixture(scope="module")
def site(shared_publication: Callable[..., Publication]) -> Publication:
    return shared_publication(FILES, builder="dirhtml", **CONF)


def pages(site: Publication) -> dict[str, html.HtmlElement]:
    """Return every page by its path."""
    found = {
        path.relative_to(site.out).as_posix(): html.fromstring(path.read_text(encoding="utf-8"))
        for path in site.out.rglob("*.html")
        if "_static" not in path.parts
    }
    assert len(found) > 20
    return found


def told(page: html.HtmlElement, key: str) -> list[str]:
    return page.xpath(f"//head/meta[@name='{key}' or @property='{key}']/@content")


def graph(page: html.HtmlElement) -> list[dict[str, object]]:
    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    assert len(scripts) <= 1
    return json.loads(scripts[0])["@graph"] if scripts else []


def test_every_page_has_one_address_or_none(site: Publication) -> None:
    found = pages(site)
    for name, page in found.items():
        canonical = page.xpath("//link[@rel='canonical']/@href")
        if name.startswith(("search/", "404", "genindex/")):
            assert canonical == []
            assert told(page, "robots") == ["noindex, follow"]
            assert told(page, "og:url") == graph(page) == []
        else:
            assert len(canonical) == 1, name
            assert canonical[0].isascii()
            assert canonical == told(page, "og:url")
            assert len(told(page, "robots")) == len(told(page, "description")) == 1, name
            assert len(told(page, "og:image")) == 1
    assert found["categories/c/page/2/index.html"].xpath("//link[@rel='canonical']/@href") == [
        f"{BASE}categories/c/page/2/"
    ]
    assert told(found["posts/two.en/index.html"], "robots") == ["noindex, follow"]


def test_translations_name_each_other(site: Publication) -> None:
    for name in ("posts/two/index.html", "posts/two.en/index.html"):
        links = pages(site)[name].xpath("//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "en": f"{BASE}posts/two.en/",
            "zh-CN": f"{BASE}posts/two/",
            "x-default": f"{BASE}posts/two/",
        }
    assert not pages(site)["posts/one/index.html"].xpath("//link[@hreflang]")


def test_nothing_that_an_author_writes_runs(site: Publication) -> None:
    for name, page in pages(site).items():
        for script in page.iter("script"):
            text = script.text or ""
            assert "alert" not in text or script.get("type") == "application/ld+json", name
        assert not page.xpath("//*[@onerror]"), name
    evil = pages(site)["posts/evil/index.html"]
    title = EVIL.replace('\\"', '"')
    assert told(evil, "og:title") == told(evil, "citation_title") == told(evil, "DC.title") == [title]
    (post,) = (node for node in graph(evil) if node["@type"] == "BlogPosting")
    assert post["headline"] == title
    assert post["author"][0]["name"] == post["translator"][0]["name"] == title


def test_all_linked_data_is_of_schema_org(site: Publication) -> None:
    rdflib = pytest.importorskip("rdflib")
    words = rdflib.SDO
    for name, page in pages(site).items():
        nodes = graph(page)
        # The context of schema.org in short: its own words are the vocabulary.
        whole = {"@context": {"@vocab": str(words), "@base": BASE}, "@graph": nodes}
        triples = rdflib.Graph().parse(data=json.dumps(whole), format="json-ld")
        assert len(triples) > 3 or not nodes, name
        for _, predicate, value in triples:
            if predicate == rdflib.RDF.type:
                assert value in words, (name, value)
            else:
                assert predicate in words or predicate.endswith("query-input"), (name, predicate)


def test_a_post_and_its_conversation_are_one_thing(site: Publication) -> None:
    nodes = graph(pages(site)["posts/one/index.html"])
    by_type: dict[str, list[dict[str, object]]] = {}
    for node in nodes:
        by_type.setdefault(node["@type"], []).append(node)
    assert len(nodes) == len({node["@id"] for node in nodes})
    assert "Article" not in by_type
    (post,), (talk,) = by_type["BlogPosting"], by_type["Conversation"]
    assert post["hasPart"] == {"@id": talk["@id"]}
    assert talk["isPartOf"] == {"@id": post["@id"]}
    assert {one["name"] for one in post["contributor"]} == {"周敏", "Bo Li"}
    assert post["author"] == [{"@type": "Person", "name": "甲", "url": f"{BASE}authors/%E7%94%B2/"}]


@pytest.mark.parametrize(
    ("name", "kind", "crumbs"),
    [
        ("index.html", "CollectionPage", []),
        ("posts/one/index.html", "BlogPosting", ["口述", "文章", "一"]),
        ("posts/index.html", "CollectionPage", ["口述", "文章"]),
        ("categories/c/index.html", "CollectionPage", ["口述", "分类", "c"]),
        ("authors/甲/index.html", "ProfilePage", ["口述", "作者", "甲"]),
        ("speakers/index.html", "CollectionPage", ["口述", "说话人索引"]),
        ("speakers/bo-li/index.html", "ProfilePage", ["口述", "说话人索引", "Bo Li"]),
    ],
)
def test_each_page_says_what_it_is_and_the_way_there(
    site: Publication, name: str, kind: str, crumbs: list[str]
) -> None:
    nodes = graph(pages(site)[name])
    assert nodes[0]["@type"] == kind
    steps = [node for node in nodes if node["@type"] == "BreadcrumbList"]
    assert [step["name"] for node in steps for step in node["itemListElement"]] == crumbs
    assert all("item" in step for node in steps for step in node["itemListElement"][:-1])


def test_the_front_page_names_the_search(site: Publication) -> None:
    (own,) = (node for node in graph(pages(site)["index.html"]) if node["@type"] == "WebSite")
    assert own["potentialAction"]["target"]["urlTemplate"] == f"{BASE}search/?q={{search_term_string}}"


def test_zotero_finds_title_authors_and_date(site: Publication) -> None:
    """Source: Zotero, translator "Embedded Metadata": prefixes of names, and the fields that it takes from them."""
    page = pages(site)["posts/one/index.html"]
    assert told(page, "citation_title") == ["一"]
    assert told(page, "citation_author") == ["甲"]
    assert told(page, "citation_publication_date") == ["2024/01/02"]
    assert told(page, "citation_language") == ["zh-CN"]
    assert told(page, "z:itemType") == ["blogPost"]
    assert told(page, "citation_abstract_html_url") == [f"{BASE}posts/one/"]


def test_another_theme_has_it_all_in_its_head(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, html_theme="basic", **CONF)
    page = html.fromstring(built.read("posts/one.html"))
    assert {node["@type"] for node in graph(page)} >= {"BlogPosting", "Conversation"}
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{BASE}posts/one.html"]


def test_a_site_without_an_address_says_what_it_can(publication: Callable[..., Publication]) -> None:
    built = publication({"posts/one.md": FILES["posts/one.md"]}, language="zh_CN")
    page = html.fromstring(built.read("posts/one.html"))
    assert not page.xpath("//link[@rel='canonical']")
    assert told(page, "og:url") == told(page, "og:image") == []
    (post,) = (node for node in graph(page) if node["@type"] == "BlogPosting")
    assert post["@id"] == "#article"
    assert "url" not in post
