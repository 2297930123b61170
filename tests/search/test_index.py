"""The index of a built site: what it keeps of a page, and what an edit changes of it."""

import pytest

from koushu.search.blocks import block_of
from koushu.search.files import data_of, text_files
from koushu.search.postings import decode
from koushu.search.records import Page, Passage
from koushu.search.weighing import groups_of, parts_of

INTERVIEW = """---
title: 与周敏谈话
date: 2023-03-14
tags: [口述, 地图]
dialogue: on
---

**记者：** 地图是从哪里开始的？

**周敏：** 从一次对抗训练开始。Models came later.

## 后来

**记者：** 后来呢？

**周敏：** 后来大家都用上了。
"""
ESSAY = """---
title: Essay
date: 2024-01-02
tags: [map]
---

Opening words.

## 一个标题

对面的人在**抵**抗，训
练有素[^1]地走。

```python
print("in code")
```

[^1]: 注释。
"""
CONF = {"html_theme": "sphinx_book_theme", "language": "zh_CN"}


def lists(publication):
    """Return every term of a built index with its list."""
    found = {}
    for path in (publication.out / "search-index" / "terms").rglob("*.js"):
        found.update(block_of(path.read_text(encoding="utf-8")))
    return found


def files(publication):
    folder = publication.out / "search-index"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


def parts(publication, title):
    heads = data_of(publication.read("search-index/heads/0.js"))
    number = heads.index(title) // 2
    folder = publication.out / "search-index" / "pages" / "0"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob(f"{number}-*.js"))]
    return heads[number * 2], [(date, named, *parts) for date, named, parts in map(data_of, texts)]


def page(**fields):
    given = {
        "title": "t",
        "facets": {},
        "parts": ((),),
        "order": (),
        "date": "",
        "stemmer": "porter",
    } | fields
    return Page(docname="d", url="d.html", **given)


@pytest.fixture
def site(publication):
    built = publication({"posts/a.md": INTERVIEW, "posts/b.md": ESSAY, "index.md": "# Home\n"}, **CONF)
    assert built.warnings == []
    return built


def test_a_term_counts_where_it_says_most():
    text = "训练 标题 x " + "often " * 4
    groups = groups_of(
        page(
            title="训练",
            facets={"tag": ("map",)},
            parts=((Passage("", "", text, "标题"),), (Passage("", "", "x 训练 训练", "x"),)),
        )
    )
    found = {}
    for place, group in groups:
        for term in group:
            found.setdefault(term, []).append(divmod(place, 3))
    assert (found["训练"], found["map"]) == ([(0, 0), (1, 2)], [(0, 0)])
    assert (found["标题"], found["often"]) == ([(0, 1)], [(0, 1)])
    assert found["x"] == [(0, 2), (1, 1)]


def test_a_long_page_lies_in_parts():
    passages = [Passage(str(number), "", "一句话。" * 100) for number in range(20)]
    long = [Passage("a", "周敏", "没有句号" * 2000, "标题")]
    found = parts_of(passages)
    assert len(found) > 1
    assert [passage for part in found for passage in part] == passages
    pieces = [piece for part in parts_of(long) for piece in part]
    assert "".join(piece.text for piece in pieces) == "没有句号" * 2000
    assert max(len(piece.text.encode()) for piece in pieces) <= 3000
    assert [piece.heading for piece in pieces if piece.heading] == ["标题"]
    assert parts_of([]) == ((),)


def test_a_page_has_a_number_of_parts_that_can_be_told(monkeypatch):
    monkeypatch.setattr("koushu.search.weighing._MOST_PARTS", 3)
    passages = [Passage(str(number), "", "一句话。" * 200) for number in range(60)]
    found = parts_of(passages)
    assert len(found) == 3
    assert [passage for part in found for passage in part] == passages


def test_a_long_page_lies_in_several_files():
    passages = [Passage(str(number), "", "一句话。" * 200) for number in range(60)]
    long = page(date="2024", facets={"tag": ("map",)}, parts=parts_of(passages))
    texts = [data_of(text) for text in text_files(long)]
    assert len(texts) == (len(long.parts) + 1) // 2 > 2
    assert [passage[0] for _, _, parts in texts for part in parts for passage in part] == [
        one.anchor for one in passages
    ]
    assert all((date, named) == ("2024", ["map"]) for date, named, _ in texts)


def test_a_turn_is_a_passage_with_its_speaker_and_its_place(site):
    url, [[date, named, passages]] = parts(site, "与周敏谈话")
    assert (url, date) == ("posts/a.html", "2023年3月14日")
    said = [(speaker, text) for _, speaker, text, *_ in passages if speaker]
    assert said[1] == ("周敏", "从一次对抗训练开始。Models came later.")
    html = site.read("posts/a.html")
    assert all(f'id="{anchor}"' in html for anchor, speaker, *_ in passages if speaker)
    assert named == ["记者", "周敏", "口述", "地图", "2023"]


def test_a_heading_opens_a_passage_and_lines_are_joined(site):
    _, [[_, _, passages]] = parts(site, "Essay")
    assert passages[0][2] == "Opening words."
    assert passages[1][3] == "一个标题"
    assert passages[1][2].startswith("对面的人在抵抗，训练有素地走。\nprint(")
    assert passages[1][0]


def test_every_pair_of_characters_leads_to_its_page(site):
    found = lists(site)
    heads = data_of(site.read("search-index/heads/0.js"))
    interview, essay = (heads.index(title) // 2 for title in ("与周敏谈话", "Essay"))
    assert set(decode(found["对抗"])) == {interview}
    assert set(decode(found["抵抗"])) == {essay}
    assert set(decode(found["训练"])) == {interview, essay}
    with_character = [set(decode(pages)) for term, pages in found.items() if term.startswith("抗")]
    assert set().union(*with_character) == {interview, essay}
    assert set(decode(found["models"])) == set(decode(found["model"])) == {interview}


def test_newer_pages_have_higher_numbers(site):
    heads = data_of(site.read("search-index/heads/0.js"))
    assert heads[1::2] == ["Home", "与周敏谈话", "Essay"]


def test_facets_name_their_pages(site):
    facets = data_of(site.read("search-index/facets.js"))
    assert facets["year"] == [2, [["2023", "B"], ["2024", "C"]]]
    assert facets["speaker"] == [2, [["周敏", "B"], ["记者", "B"]]]


def test_a_facet_of_many_values_has_a_file_of_its_own(publication):
    posts = {f"posts/p{n}.md": ESSAY.replace("[map]", f"[t{n}, all]") for n in range(80)}
    built = publication(posts, **CONF)
    count, values = data_of(built.read("search-index/facets.js"))["tag"]
    assert (count, len(values)) == (81, 60)
    assert values[0][0] == "all"
    assert len(data_of(built.read("search-index/facets/tag.js"))) == 81


HIDDEN = [
    "search: false",
    "searchHidden: true",
    "exclude_search: true",
    "noindex: true",
    'robots: "noindex, follow"',
]


@pytest.mark.parametrize("field", HIDDEN)
def test_a_page_can_be_kept_out(publication, field):
    built = publication(
        {"posts/a.md": INTERVIEW.replace("date:", f"{field}\ndate:"), "posts/b.md": ESSAY}, **CONF
    )
    assert "周敏" not in lists(built)
    assert "周敏" not in built.read("search-index/facets.js")
    assert "essay" in lists(built)


def test_withheld_posts_and_pages_out_of_search_are_not_in_it(publication):
    draft = INTERVIEW.replace("date:", "draft: true\ndate:").replace("对抗", "秘密")
    hidden = ":nosearch:\n\nHidden\n======\n\nUnfindable words.\n"
    suffixes = {".md": "hugo", ".rst": "restructuredtext"}
    sources = {"posts/a.md": draft, "posts/b.md": ESSAY, "hidden.rst": ":orphan:\n" + hidden}
    built = publication(sources, source_suffix=suffixes, **CONF)
    whole = b"".join(files(built).values()).decode()
    assert "秘密" not in whole
    assert "Unfindable" not in whole
    assert "归档" not in whole


@pytest.mark.parametrize(
    "edit",
    [
        lambda folder: (folder / "b.md").write_text(ESSAY.replace("Opening", "Closing"), encoding="utf-8"),
        lambda folder: (folder / "a.md").write_text(
            INTERVIEW.replace("[口述, 地图]", "[别的]"), encoding="utf-8"
        ),
        lambda folder: (folder / "c.md").write_text(ESSAY.replace("2024", "2025"), encoding="utf-8"),
        lambda folder: (folder / "c.md").write_text(ESSAY.replace("2024", "1999"), encoding="utf-8"),
        lambda folder: (folder / "a.md").unlink(),
        lambda folder: (folder / "a.md").write_text(
            INTERVIEW.replace("后来", "以后" * 3000), encoding="utf-8"
        ),
        lambda folder: (folder / "b.md").write_text(
            ESSAY.replace("date:", "draft: true\ndate:"), encoding="utf-8"
        ),
    ],
    ids=["text", "tags", "newer", "older", "gone", "longer", "draft"],
)
def test_after_an_edit_the_index_is_that_of_a_clean_build(publication, edit):
    sources = {"posts/a.md": INTERVIEW, "posts/b.md": ESSAY, "index.md": "# Home\n"}
    built = publication(sources, **CONF)
    folder = built.app.srcdir / "posts"
    edit(folder)
    edited = built.rebuild()
    now = {f"posts/{path.name}": path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    clean = publication({**now, "index.md": "# Home\n"}, **CONF)
    assert files(edited) == files(clean)


def test_an_edit_writes_few_files(publication):
    posts = {f"posts/p{n}.md": ESSAY.replace("Essay", f"Essay {n}") for n in range(60)}
    built = publication(posts, **CONF)
    before = {path: path.stat().st_mtime_ns for path in (built.out / "search-index").rglob("*.js")}
    (built.app.srcdir / "posts" / "p7.md").write_text(
        ESSAY.replace("Essay", "Essay 7 龙").replace("Opening", "Closing")
    )
    built = built.rebuild()
    written = [path.name for path in before if path.exists() and path.stat().st_mtime_ns != before[path]]
    assert "manifest.js" in written
    assert len([name for name in written if "-0.js" in name]) == 1


def test_a_damaged_index_is_made_again(publication):
    built = publication({"posts/a.md": INTERVIEW, "posts/b.md": ESSAY}, **CONF)
    whole = files(built)
    for block in (built.out / "search-index" / "terms").rglob("*.js"):
        block.write_text("koushuSearch.block(`a A`);\n", encoding="utf-8")
    (built.app.srcdir / "posts" / "b.md").write_text(ESSAY.replace("Opening", "Closing"), encoding="utf-8")
    built = built.rebuild()
    assert {"closing", "对抗"} <= lists(built).keys()
    next((built.out / "search-index" / "pages").rglob("*.js")).unlink()
    assert {path for path in whole if path.startswith("pages/")} <= files(built.rebuild()).keys()


def test_two_processes_make_the_same_index(publication):
    sources = {f"posts/p{n}.md": ESSAY.replace("Essay", f"Essay {n}") for n in range(20)}
    one, two = (publication(sources, parallel=n, **CONF) for n in (0, 2))
    assert files(one) == files(two)


def test_another_theme_and_the_switch_leave_sphinx_s_search_alone(publication):
    for settings in ({"html_theme": "alabaster"}, {"search_index": False, **CONF}):
        built = publication({"posts/b.md": ESSAY}, **settings)
        assert not (built.out / "search-index").exists()
        assert "searchtools.js" in built.read("search.html")
        assert "koushu-search.js" not in built.read("posts/b.html")
        assert (built.out / "searchindex.js").is_file()


def test_where_ours_answers_sphinx_s_index_is_not_made(publication):
    built = publication({"posts/b.md": ESSAY}, html_use_opensearch="https://example.org", **CONF)
    assert not (built.out / "searchindex.js").exists()
    assert "koushu-search.js" in built.read("search.html")
    assert "searchtools.js" not in built.read("search.html")
    assert "https://example.org/search.html" in built.read("_static/opensearch.xml")


def test_sphinx_s_index_can_be_had_as_well(publication):
    built = publication({"posts/b.md": ESSAY}, search_sphinx_index=True, **CONF)
    assert "essai" in built.read("searchindex.js")
    assert "koushu-search.js" in built.read("search.html")
    assert "searchindex.js" not in built.read("search.html")


def test_text_in_raw_html_is_found_as_it_is_read(publication):
    post = (
        "# T\n\n<div class='x'>\n<p>粗<b>体</b>字</p><p>另一段</p>\n<script>var 隐藏 = 1</script>\n</div>\n"
    )
    settings = {"hugo_markup": {"goldmark": {"renderer": {"unsafe": True}}}}
    found = lists(publication({"posts/a.md": post}, **settings, **CONF))
    assert "粗体" in found
    assert "体字" in found
    assert "字另" not in found
    assert "隐藏" not in found


def test_nothing_in_a_text_ends_the_script():
    nasty = page(title="</script>\u2028", parts=((Passage("", "", '");alert(1)//'),),))
    [text] = text_files(nasty)
    assert data_of(text)[2] == [[["", "", '");alert(1)//']]]
    [text] = text_files(page(parts=((Passage("", "", "\u2028"),),)))
    assert "\u2028" not in text


def test_a_word_whose_stem_is_nothing_is_found_as_it_is(publication):
    index = lists(publication({"posts/a.md": "# Letters\n\nThe s of it.\n"}, **CONF))
    assert "s" in index
    assert "" not in index
