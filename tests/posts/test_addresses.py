"""What a post is known by stays, however often it moves."""

import uuid

import pytest

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.addresses import absolute, first_address, former_addresses, identifiers
from koushu.posts.records import Post

BASE = "https://example.org/blog/"


def post(url="/posts/a/", aliases=(), path="posts/a.md", tree="", **params):
    meta = PageMeta(aliases=tuple(aliases), params=params)
    name = path.removesuffix(".md")
    return Post(name, path, meta, "zh-CN", section="posts", url=url, digest="", content_path=path, tree=tree)


def identifier(*args, prefixes=None, **kwargs):
    own = post(*args, **kwargs)
    return identifiers([own], BASE, prefixes or {})[own.docname]


BEFORE = identifier("/posts/a/")


def test_a_post_that_never_moved_is_known_by_its_address():
    assert uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}posts/a/").urn == BEFORE
    assert identifier("/", path="_index.md") == uuid.uuid5(uuid.NAMESPACE_URL, BASE).urn


@pytest.mark.parametrize(
    ("url", "aliases", "path"),
    [
        ("/posts/b/", ["/posts/a/"], "posts/a.md"),  # another slug
        ("/posts/b/", ["/posts/a/"], "posts/b.md"),  # another file name
        ("/posts/b/", ["a"], "posts/b.md"),
        ("/posts/b/", ["../posts/a"], "posts/b.md"),
        ("/posts/c/", ["/posts/a/", "/posts/b/"], "posts/c.md"),  # moved twice, the second put last
        ("/posts/c/", ["/posts/b/", "/posts/a/"], "posts/a.md"),  # the second put first
        ("/essays/2024/x/", ["/posts/a/"], "essays/x.md"),  # another folder
        ("/posts/b/", ["/posts/a.html"], "posts/b.md"),
        ("/posts/b/", ["/posts/a/index.html"], "posts/b.md"),
        ("/posts/b.html", ["/posts/a.html"], "posts/b.md"),
        ("/posts/b/", ["https://elsewhere.org/x", "/posts/a/"], "posts/b.md"),
    ],
)
def test_a_post_that_moves_is_known_by_its_first_address(url, aliases, path):
    assert identifier(url, aliases, path) == BEFORE


def test_an_address_of_an_older_site_is_the_first():
    old = identifier("/posts/a/", ["/2013/05/a.html"])
    assert identifier("/posts/b/", ["/2013/05/a.html", "/posts/a/"]) == old
    assert identifier("/posts/b/", ["/posts/a/", "/2013/05/a.html"]) == old
    assert old != BEFORE


def test_a_post_of_one_language_keeps_its_folder():
    prefixes = {"zh": "zh"}
    before = identifier("/zh/posts/a/", tree="zh", prefixes=prefixes)
    assert identifier("/zh/posts/b/", ["/posts/a/"], tree="zh", prefixes=prefixes) == before


@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        ("https://old.example.org/?p=12", "https://old.example.org/?p=12"),
        ("tag:example.org,2023:a", "tag:example.org,2023:a"),
        ("urn:uuid:1", "urn:uuid:1"),
        ("口述 1", uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}#口述 1").urn),
        (12, uuid.uuid5(uuid.NAMESPACE_URL, f"{BASE}#12").urn),
        ("", BEFORE),
        (["a"], BEFORE),
    ],
)
def test_an_author_may_say_it(guid, expected):
    assert identifier(guid=guid) == expected


def test_no_two_posts_are_known_by_the_same():
    posts = [
        post(f"/posts/{name}/", ["/x/"], f"posts/{name}.md", guid="https://old.example.org/1")
        for name in "abc"
    ]
    found = identifiers(posts, BASE, {})
    assert len(set(found.values())) == 3
    assert found["posts/a"] == "https://old.example.org/1"
    assert found == identifiers(reversed(posts), BASE, {})


def test_what_leads_out_of_the_site_is_no_former_address():
    assert former_addresses(post(aliases=["../../../x", "/ok", "https://e.org/"])) == ["/ok"]
    assert first_address(post()) == "/posts/a/"


def test_an_absolute_address_is_ascii():
    assert absolute(BASE, "posts/甲 乙/") == f"{BASE}posts/%E7%94%B2%20%E4%B9%99/"
    assert absolute(BASE, "#x") == f"{BASE}#x"
