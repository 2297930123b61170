"""What is said of a post everywhere is read in one place."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.metadata import (
    License,
    Person,
    Publication,
    is_hidden,
    metadata_of,
    read_license,
    whole_minutes,
)
from koushu.posts.records import Post

SITE = Publication("口述", "zh-CN", "https://example.org/", license="CC BY 4.0", rights="© 各人")


def post(**fields):
    meta = PageMeta(title="T", **fields)
    return Post("posts/a", "posts/a.md", meta, "zh-CN", section="posts", url="/posts/a/", digest="")


def read(**fields):
    return metadata_of(
        post(**fields), SITE, "urn:uuid:0", address="https://example.org/posts/a/", summary="开头。"
    )


def test_people_have_roles():
    own = read(
        authors=("甲",),
        params={"translator": "乙", "interviewers": ["丙", {"name": "丁"}, "丙"], "editor": 3},
    )
    assert own.people == (
        Person("甲"),
        Person("乙", "translator"),
        Person("3", "editor"),
        Person("丙", "interviewer"),
        Person("丁", "interviewer"),
    )
    assert own.authors == ("甲",)
    assert [one.role for one in own.contributors] == ["translator", "editor", "interviewer", "interviewer"]
    assert read(params={"translator": ["", {"x": 1}, None]}).people == ()


def test_what_a_post_does_not_say_comes_from_elsewhere():
    own = read()
    assert own.description == "开头。"
    assert own.license == License("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert own.rights == "© 各人"
    assert (own.published, own.modified) == (None, None)
    assert read(description=" a\n b ", summary="*c*").description == "a b"
    assert read(summary="*c* d").description == "c d"


def test_a_post_is_never_changed_before_it_appeared():
    first, second = datetime(2023, 1, 1, tzinfo=UTC), datetime(2022, 1, 1, tzinfo=UTC)
    own = read(date=first, lastmod=second)
    assert (own.published, own.modified) == (first, first)


def test_subjects_are_named_once():
    own = read(categories=("a", "b"), tags=("b", "c"))
    assert own.subjects == own.keywords == ("a", "b", "c")
    assert read(tags=("x",), keywords=("y",)).keywords == ("y",)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("本文以 CC BY-NC-SA 4.0 发布", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC BY-SA 3.0 CN", "https://creativecommons.org/licenses/by-sa/3.0/cn/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT (https://example.org/mit)", "https://example.org/mit"),
        ("版权所有", ""),
        ("", ""),
    ],
)
def test_a_licence_has_an_address_where_it_is_known(text, url):
    assert read_license(text).url == url
    assert bool(read_license(text).name) == bool(text)


def test_a_zone_off_by_seconds_is_told_in_utc():
    old = datetime(1890, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert old.utcoffset().total_seconds() % 60
    assert whole_minutes(old).isoformat().endswith("+00:00")
    assert whole_minutes(old) == old
    new = datetime(2023, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert whole_minutes(new).isoformat() == "2023-01-01T00:00:00+08:00"


@pytest.mark.parametrize(
    ("params", "hidden"),
    [
        ({"robotsnoindex": True}, True),
        ({"noindex": True}, True),
        ({"robots": "noindex, nofollow"}, True),
        ({"sitemap": {"disable": True}}, True),
        ({"sitemap": {"priority": 0.5}, "robots": "all"}, False),
        ({}, False),
    ],
)
def test_a_page_may_ask_not_to_be_found(params, hidden):
    assert is_hidden(post(params=params)) == hidden
