"""The linked data of a page: one graph, in words of schema.org, that nothing in it can end."""

import json
from dataclasses import replace

import pytest

from koushu.linked_data import graph_script, joined
from koushu.posts.metadata import Person, Publication
from koushu.web.head import PageFacts
from koushu.web.structured_data import Crumb, Surroundings, page_nodes
from web.test_head import FULL, POST

BASE = "https://example.org/"
SITE = Publication("口述", "zh-CN", BASE, tagline="有人在说话的文章")
AROUND = Surroundings(
    SITE,
    "post",
    (Crumb("口述", BASE), Crumb("Posts", f"{BASE}posts/"), Crumb("作者讲述", "")),
    words=1200,
    author_pages=(("甲", f"{BASE}authors/甲/"),),
)

# What schema.org says of each type that is used: the properties that it has itself or from those above it.
THING = {
    "name",
    "alternateName",
    "description",
    "identifier",
    "image",
    "mainEntityOfPage",
    "potentialAction",
    "sameAs",
    "url",
}
WORK = THING | {
    "about", "articleSection", "audio", "author", "contributor", "dateModified", "datePublished", "editor", "hasPart",
    "headline", "illustrator", "inLanguage", "isPartOf", "keywords", "license", "mainEntity", "position", "publisher",
    "temporal", "text", "translator", "workTranslation",
}  # fmt: skip
FACTS = {
    "BlogPosting": WORK | {"wordCount", "articleSection"},
    "Article": WORK | {"wordCount", "articleSection"},
    "Blog": WORK,
    "WebSite": WORK,
    "CollectionPage": WORK,
    "ProfilePage": WORK,
    "WebPage": WORK,
    "Conversation": WORK,
    "Message": WORK | {"sender"},
    "ImageObject": WORK | {"width", "height", "caption", "contentUrl"},
    "AudioObject": WORK | {"contentUrl"},
    "Person": THING | {"jobTitle", "affiliation"},
    "Organization": THING,
    "Role": THING | {"roleName", "contributor"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate"},
}


def check_words(node):
    """Assert that a node and all inside it are of types that schema.org has, with properties that these have."""
    if isinstance(node, list):
        for one in node:
            check_words(one)
    elif isinstance(node, dict):
        properties = {key for key in node if not key.startswith("@")}
        if "@type" in node:
            assert properties <= FACTS[node["@type"]], (node["@type"], properties - FACTS[node["@type"]])
        else:
            assert set(node) == {"@id"}
        for value in node.values():
            check_words(value)


def nodes(facts=FULL, around=AROUND):
    return {node["@type"]: node for node in page_nodes(facts, around)}


def test_a_post_is_a_posting_of_a_blog():
    found = nodes()
    post = found["BlogPosting"]
    assert post["headline"] == "作者讲述"
    assert post["author"] == [
        {"@type": "Person", "name": "甲", "url": f"{BASE}authors/甲/"},
        {"@type": "Person", "name": "乙; 丙"},
    ]
    assert post["translator"] == [{"@type": "Person", "name": "Bo"}]
    assert (post["datePublished"], post["dateModified"]) == (
        "2023-03-14T00:00:00+00:00",
        "2023-03-15T08:30:00+00:00",
    )
    assert post["isPartOf"] == {"@id": found["Blog"]["@id"]}
    assert post["image"] == FULL.picture.url
    assert post["wordCount"] == 1200
    assert post["license"] == POST.license.url
    assert [one["inLanguage"] for one in post["workTranslation"]] == ["en"]
    assert [one["name"] for one in found["BreadcrumbList"]["itemListElement"]] == [
        "口述",
        "Posts",
        "作者讲述",
    ]
    check_words(list(found.values()))


def test_the_front_page_tells_of_the_site_and_its_search():
    home = PageFacts("口述", "zh-CN", "口述", url=BASE)
    found = nodes(home, Surroundings(SITE, "home", search=f"{BASE}search.html?q={{search_term_string}}"))
    assert found["WebSite"]["potentialAction"]["target"]["urlTemplate"].endswith("?q={search_term_string}")
    assert found["WebSite"]["description"] == SITE.tagline
    assert "BreadcrumbList" not in found
    check_words(list(found.values()))


def test_other_roles_are_said():
    post = replace(POST, people=(Person("甲"), Person("记者", "interviewer")))
    (role,) = nodes(replace(FULL, post=post))["BlogPosting"]["contributor"]
    assert (role["roleName"], role["contributor"]["name"]) == ("interviewer", "记者")
    check_words(role)


@pytest.mark.parametrize("kind", ["list", "person", "page"])
def test_other_pages_are_what_they_are(kind):
    facts = PageFacts("甲", "zh-CN", "口述", url=f"{BASE}authors/甲/")
    check_words(page_nodes(facts, Surroundings(SITE, kind)))


def test_what_two_features_know_of_one_thing_is_joined():
    first = {"@type": "BlogPosting", "@id": "#article", "headline": "A", "contributor": [{"name": "x"}]}
    second = {
        "@type": "Article",
        "@id": "#article",
        "headline": "B",
        "contributor": [{"name": "y"}],
        "hasPart": 1,
    }
    (graph,) = joined([first, second])
    assert graph == {
        "@type": "BlogPosting",
        "@id": "#article",
        "headline": "A",
        "contributor": [{"name": "x"}, {"name": "y"}],
        "hasPart": 1,
    }
    assert first["contributor"] == [{"name": "x"}]


def test_nothing_ends_the_script():
    evil = "</script><script>alert(1)</script><!-- \u2028 &amp;"
    script = graph_script([{"@type": "Thing", "name": evil}])
    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028")
    assert json.loads(inside)["@graph"][0]["name"] == evil
    assert graph_script([]) == ""
