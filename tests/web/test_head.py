"""What the head of a page says is complete, escaped, and left out where nothing is known."""

from datetime import UTC, datetime

from koushu.web.head import PageFacts, Tag, head_tags

FULL = PageFacts(
    title="作者讲述",
    language="zh-CN",
    site="口述",
    description="一句话",
    authors=("甲", "乙"),
    keywords=("标签", "openai"),
    published=datetime(2023, 3, 14, tzinfo=UTC),
    modified=datetime(2023, 3, 15, 8, 30, tzinfo=UTC),
    url="https://example.org/posts/a/",
    is_post=True,
)


def contents(facts):
    return [(tag.key, tag.content) for tag in head_tags(facts)]


def test_a_post_tells_all_it_knows():
    assert contents(FULL) == [
        ("description", "一句话"),
        ("author", "甲"),
        ("author", "乙"),
        ("keywords", "标签, openai"),
        ("og:type", "article"),
        ("og:title", "作者讲述"),
        ("og:site_name", "口述"),
        ("og:locale", "zh_CN"),
        ("og:description", "一句话"),
        ("og:url", "https://example.org/posts/a/"),
        ("article:published_time", "2023-03-14T00:00:00+00:00"),
        ("article:modified_time", "2023-03-15T08:30:00+00:00"),
        ("article:tag", "标签"),
        ("article:tag", "openai"),
        ("DC.title", "作者讲述"),
        ("DC.creator", "甲"),
        ("DC.creator", "乙"),
        ("DC.date", "2023-03-14"),
        ("DC.language", "zh-CN"),
    ]


def test_a_plain_page_tells_what_it_is():
    facts = PageFacts(title="Home", language="en", site="Site")
    assert contents(facts) == [
        ("og:type", "website"),
        ("og:title", "Home"),
        ("og:site_name", "Site"),
        ("og:locale", "en"),
    ]


def test_values_are_escaped():
    tag = Tag("name", "author", '"><script>alert(1)</script>')
    assert tag.html() == '<meta name="author" content="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" />'
