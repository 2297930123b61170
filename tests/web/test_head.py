"""What the head of a page says is complete, escaped, and left out where nothing is known."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from koushu.posts.metadata import License, Metadata, Person
from koushu.social_cards.card import Picture
from koushu.web.head import Alternate, PageFacts, Tag, head_links, head_tags, locale_of

POST = Metadata(
    title="作者讲述",
    language="zh-CN",
    publication="口述",
    identifier="urn:uuid:0",
    address="https://example.org/posts/a/",
    people=(Person("甲"), Person("乙; 丙"), Person("Bo", "translator")),
    published=datetime(2023, 3, 14, tzinfo=UTC),
    modified=datetime(2023, 3, 15, 8, 30, tzinfo=UTC),
    subjects=("访谈", "openai"),
    keywords=("标签", "openai"),
    license=License("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
)
FULL = PageFacts(
    title="作者讲述",
    language="zh-CN",
    site="口述",
    description="一句话",
    url="https://example.org/posts/a/",
    post=POST,
    picture=Picture("https://example.org/i.png", "作者讲述 · 口述", 1200, 630, "image/png"),
    alternates=(
        Alternate("en", "https://example.org/en/posts/a/"),
        Alternate("zh-CN", "https://example.org/posts/a/"),
    ),
    default_language="zh-CN",
    section="Posts",
    pdf="https://example.org/posts/a/a.pdf",
    robots="max-image-preview:large",
)


def contents(facts):
    return [(tag.key, tag.content) for tag in head_tags(facts)]


def test_a_post_tells_all_it_knows():
    assert contents(FULL) == [
        ("description", "一句话"),
        ("author", "甲"),
        ("author", "乙; 丙"),
        ("keywords", "标签, openai"),
        ("robots", "max-image-preview:large"),
        ("og:type", "article"),
        ("og:title", "作者讲述"),
        ("og:site_name", "口述"),
        ("og:locale", "zh_CN"),
        ("og:locale:alternate", "en_US"),
        ("og:description", "一句话"),
        ("og:url", "https://example.org/posts/a/"),
        ("og:image", "https://example.org/i.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "作者讲述 · 口述"),
        ("twitter:card", "summary_large_image"),
        ("article:published_time", "2023-03-14T00:00:00+00:00"),
        ("article:modified_time", "2023-03-15T08:30:00+00:00"),
        ("article:section", "Posts"),
        ("article:tag", "访谈"),
        ("article:tag", "openai"),
        ("citation_title", "作者讲述"),
        ("citation_author", "甲"),
        ("citation_author", "乙, 丙"),
        ("citation_publication_date", "2023/03/14"),
        ("citation_journal_title", "口述"),
        ("citation_language", "zh-CN"),
        ("citation_abstract_html_url", "https://example.org/posts/a/"),
        ("citation_pdf_url", "https://example.org/posts/a/a.pdf"),
        ("z:itemType", "blogPost"),
        ("DC.title", "作者讲述"),
        ("DC.creator", "甲"),
        ("DC.creator", "乙; 丙"),
        ("DC.contributor", "Bo"),
        ("DC.date", "2023-03-14"),
        ("DC.language", "zh-CN"),
        ("DC.publisher", "口述"),
        ("DC.identifier", "https://example.org/posts/a/"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
    ]


def test_a_page_names_its_languages_and_one_for_all_others():
    assert head_links(FULL) == [
        '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/" />',
        '<link rel="alternate" hreflang="en" href="https://example.org/en/posts/a/" />',
        '<link rel="alternate" hreflang="zh-CN" href="https://example.org/posts/a/" />',
        '<link rel="alternate" hreflang="x-default" href="https://example.org/posts/a/" />',
    ]
    other = replace(FULL, default_language="fr", post=None)
    assert head_links(other)[-1].endswith('hreflang="x-default" href="https://example.org/en/posts/a/" />')


def test_a_plain_page_tells_what_it_is():
    facts = PageFacts(title="Home", language="en", site="Site")
    assert contents(facts) == [
        ("og:type", "website"),
        ("og:title", "Home"),
        ("og:site_name", "Site"),
        ("og:locale", "en_US"),
        ("twitter:card", "summary"),
    ]
    assert head_links(facts) == []


@pytest.mark.parametrize(
    ("tag", "locale"),
    [
        ("zh", "zh_CN"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hans-SG", "zh_SG"),
        ("pt-BR", "pt_BR"),
        ("en", "en_US"),
        ("qqq", "qqq"),
    ],
)
def test_a_locale_has_a_territory(tag, locale):
    assert locale_of(tag) == locale


def test_values_are_escaped():
    tag = Tag("name", "author", '"><script>alert(1)</script>')
    assert tag.html() == '<meta name="author" content="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" />'
    (link,) = head_links(
        PageFacts("T", "en", "S", alternates=(Alternate('en"><b>', "https://e.org/"),), default_language="en")
    )[:1]
    assert "<b>" not in link
