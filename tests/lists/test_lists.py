"""Pages of terms and the archive: which there are, what they hold, and where Hugo would put them."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.lists.archive import read_archive
from koushu.lists.pagers import count_pages, page_items, pager_name
from koushu.lists.taxonomy import read_taxonomies
from koushu.posts.permalinks import AddressRules
from koushu.posts.records import Post
from tools import require_hugo

CONF = {"html_theme": "sphinx_book_theme", "language": "zh_CN"}
FILES = {
    "posts/a.md": "---\ntitle: 甲\ndate: 2023-03-14\ntags: [口述历史, Go]\nauthors: [周敏]\n---\n\n文。\n",
    "posts/b.md": "---\ntitle: B & C\ndate: 2024-05-06\ntags: [go]\ncategories: [x<y]\n---\n\nText.\n",
    "posts/c.md": "---\ntitle: Undated\ntags: go\n---\n\nText.\n",
    "posts/d.md": "---\ntitle: Hidden\ndate: 2024-05-07\ntags: [secret]\ndraft: true\n---\n\nText.\n",
}


def post(name, **fields):
    meta = PageMeta(title=name, **fields)
    return Post(
        docname=f"posts/{name}",
        path=f"posts/{name}.md",
        meta=meta,
        language="en",
        section="posts",
        url=f"/posts/{name}/",
        digest="",
    )


def terms(*posts, plural="tags"):
    found = read_taxonomies(posts, {"": [plural]}, {"": AddressRules({})})
    return {
        term.title: (term.url, [one.meta.title for one in term.posts]) for one in found for term in one.terms
    }


def test_terms_that_differ_in_case_are_one_and_the_first_spelling_names_it():
    assert terms(post("b", tags=("go",)), post("a", tags=("Go", "Go"))) == {"Go": ("/tags/go/", ["a", "b"])}


def test_posts_stand_in_a_term_by_their_weight_in_it():
    posts = [post(f"w{weight}", tags=("x",), params={"tags_weight": weight}) for weight in (5, "3", -1)]
    assert terms(*posts, post("n", tags=("x",)))["x"][1] == ["w-1", "n", "w3", "w5"]


def test_terms_without_an_address_have_no_page():
    assert terms(post("a", tags=("", "  ", "??", "ok"))) == {"ok": ("/tags/ok/", ["a"])}


def test_any_field_can_be_a_taxonomy():
    assert terms(post("a", params={"series": ["A Life"]}), plural="series") == {
        "A Life": ("/series/a-life/", ["a"])
    }


def test_the_archive_has_years_with_the_latest_first():
    posts = [post(str(n), date=datetime(2000 + n % 3, 1, 1 + n, tzinfo=UTC)) for n in range(5)]
    archive = read_archive([*posts, post("undated")])
    assert [(year.year, [one.meta.title for one in year.posts]) for year in archive] == [
        (2002, ["2"]),
        (2001, ["4", "1"]),
        (2000, ["3", "0"]),
    ]


@pytest.mark.parametrize(
    ("count", "size", "pages"), [(0, 20, [0]), (20, 20, [20]), (41, 20, [20, 20, 1]), (7, 0, [7])]
)
def test_long_lists_are_divided(count, size, pages):
    assert count_pages(range(count), size) == len(pages)
    found = [page_items(range(count), size, number) for number in range(1, len(pages) + 1)]
    assert [len(items) for items in found] == pages
    assert [one for items in found for one in items] == list(range(count))


def test_further_pages_lie_below_the_first():
    assert [pager_name("tags/x", number) for number in (1, 2)] == ["tags/x", "tags/x/page/2"]


@pytest.fixture
def site(publication):
    built = publication(FILES, builder="dirhtml", **CONF)
    assert built.warnings == []
    return built


def test_a_term_page_lists_its_posts(site):
    page = site.read("tags/go/index.html")
    assert "<h1>Go</h1>" in page
    assert page.index("B &amp; C") < page.index("甲") < page.index("Undated")
    assert 'href="../../posts/b/"' in page


def test_a_taxonomy_page_lists_its_terms(site):
    page = site.read("tags/index.html")
    assert '<a href="go/">Go</a>' in page
    assert '<p class="count">3 篇文章</p>' in page
    assert "口述历史" in page
    assert "secret" not in page
    assert not (site.out / "tags" / "secret").exists()
    assert "x&lt;y" in site.read("categories/index.html")


def test_the_header_of_a_post_leads_to_its_terms(site):
    page = site.read("posts/a/index.html")
    mark = '<span class="visually-hidden">#</span>'
    assert f'<a class="reference internal" href="../../tags/go/">{mark}Go</a>' in page
    assert 'href="../../tags/口述历史/"' in page


def test_the_archive_is_a_page(site):
    page = site.read("archives/index.html")
    assert page.index('id="y2024"') < page.index('id="y2023"')
    assert "Hidden" not in page


def test_a_page_that_an_author_has_written_stays_and_gets_the_list(publication):
    files = {**FILES, "archives.md": "# My own archive\n", "posts/e.md": FILES["posts/b.md"]}
    built = publication(files, builder="dirhtml", **CONF)
    assert "My own archive" in built.read("archives/index.html")
    site = {
        "hugo.toml": 'title = "T"\n',
        "content/tags/go/_index.md": "---\ntitle: The language\n---\n\nWritten by hand.\n",
        **{f"content/{name}": text for name, text in FILES.items()},
    }
    built = publication(site, builder="dirhtml", hugo_site=".", **CONF)
    page = built.read("tags/go/index.html")
    assert page.index("Written by hand.") < page.index("B &amp; C")


def test_long_terms_have_pages(publication):
    files = {f"posts/p{n:02}.md": f"---\ntitle: P{n:02}\ntags: [t]\nweight: {n + 1}\n---\n" for n in range(5)}
    built = publication(files, builder="dirhtml", lists_page_size=2, **CONF)
    assert 'rel="next" href="page/2/"' in built.read("tags/t/index.html")
    last = built.read("tags/t/page/3/index.html")
    assert "P04" in last
    assert 'rel="prev" href="../2/"' in last
    assert 'rel="next"' not in last


def test_an_edit_reaches_the_lists(publication):
    built = publication(FILES, builder="dirhtml", **CONF)
    path = Path(built.app.srcdir, "posts", "a.md")
    path.write_text(path.read_text(encoding="utf-8").replace("title: 甲", "title: 乙"), encoding="utf-8")
    page = built.rebuild().read("tags/go/index.html")
    assert "乙" in page
    assert "甲" not in page


ODD = [
    *("Go", "a, b", "A/B", "C++", "C#", "node.js", "标签 一", "Ümlaut"),
    *("two  blanks", "x_y", "What?", "a&b", "100%", ".net", "-x-"),
]


@pytest.mark.hugo
def test_terms_lie_where_hugo_puts_them(tmp_path, publication):
    files = {
        "hugo.toml": '[taxonomies]\ntag = "tags"\ncategory = "categories"\nserie = "series"\n',
        **{
            f"content/posts/p{n}.md": f"---\ntitle: P{n}\ntags: ['{tag}']\nseries: ['S {tag}']\n---\n"
            for n, tag in enumerate(ODD)
        },
    }
    theirs = tmp_path / "theirs"
    for name, text in {**files, "layouts/all.html": "{{ .Title }}"}.items():
        path = theirs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet", "--source", str(theirs)], check=True)
    built = publication(files, builder="dirhtml", hugo_site=".", **CONF)

    def pages(folder):
        names = {str(path.parent.relative_to(folder)) for path in folder.rglob("index.html")}
        return {name for name in names if name.partition("/")[0] in {"tags", "series", "categories"}}

    assert pages(built.out) == pages(theirs / "public")
