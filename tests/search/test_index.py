"""The index of the site's search: its terms, its lists, and what it keeps of a page."""

import json
import re

import pytest

from koushu.search.index import encode, weigh, write_index
from koushu.search.records import Page, Passage
from koushu.search.terms import terms

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

对面的人在抵抗，训练有素。

```python
print("in code")
```
"""
CONF = {"html_theme": "sphinx_book_theme", "language": "zh_CN"}


def data(text):
    return json.loads("[" + re.fullmatch(r"koushuSearch\.\w+\((.*)\);\n", text, re.DOTALL)[1] + "]")


def lists(publication):
    """Return every term of a built index with its lists."""
    folder = publication.out / "search-index" / "terms"
    return {k: v for path in folder.iterdir() for k, v in data(path.read_text(encoding="utf-8"))[0].items()}


@pytest.fixture
def site(publication):
    built = publication({"posts/a.md": INTERVIEW, "posts/b.md": ESSAY, "index.md": "# Home\n"}, **CONF)
    assert built.warnings == []
    return built


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对抗训练", ["对抗", "抗训", "训练"]),
        ("ＧＰＴ－３ 模型", ["gpt", "3", "模型"]),
        ("Running models", ["run", "model"]),
        ("字", ["字"]),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((), ""),
        ((0,), "A"),
        ((0, 1, 2), "AAA"),
        ((31,), "f"),
        ((32,), "gB"),
        ((5, 1029), "F_f"),
        ((100_000,), "g1hD"),
    ],
)
def test_numbers_are_written_as_differences(numbers, text):
    assert encode(numbers) == text


def test_a_term_counts_where_it_says_most():
    page = Page(
        "d",
        "d.html",
        "训练",
        "",
        (),
        {"tag": ("map",)},
        ("标题",),
        (Passage("", "", "训练 标题 x " + "often " * 4),),
    )
    weights = weigh(page)
    assert weights.title == {"训练", "map"}
    assert weights.stressed == {"标题", "often"}
    assert weights.other == {"x"}


def test_a_turn_is_a_passage_with_its_speaker_and_its_place(site):
    heads = data(site.read("search-index/heads/0.js"))[0]
    number = [title for _, title, _ in heads].index("与周敏谈话")
    assert heads[number] == ["posts/a.html", "与周敏谈话", "2023年3月14日"]
    page = data(site.read(f"search-index/pages/0/{number}.js"))[0]
    said = [(speaker, text) for _, speaker, text in page["passages"] if speaker]
    assert said[1] == ("周敏", "从一次对抗训练开始。Models came later.")
    anchors = [anchor for anchor, speaker, _ in page["passages"] if speaker]
    html = site.read("posts/a.html")
    assert all(f'id="{anchor}"' in html for anchor in anchors)
    assert page["also"] == ["后来", "记者", "周敏", "口述", "地图", "2023"]


def test_a_heading_opens_a_passage(site):
    page = data(site.read("search-index/pages/0/0.js"))[0]
    assert [text for _, _, text in page["passages"]] == [
        "Opening words.",
        '对面的人在抵抗，训练有素。 print("in code")',
    ]
    assert page["passages"][1][0]


def test_every_pair_of_characters_leads_to_its_page(site):
    found = lists(site)
    assert found["对抗"] == "||B"
    assert found["训练"] == "||AA"
    assert found["model"] == "||B"
    assert found["地图"].startswith("B")


def test_facets_name_their_pages(site):
    facets = data(site.read("search-index/facets.js"))[0]
    assert dict(facets["year"]) == {"2023": "B", "2024": "A"}
    assert dict(facets["speaker"]) == {"周敏": "B", "记者": "B"}


def test_withheld_posts_and_pages_out_of_search_are_not_in_it(publication):
    draft = INTERVIEW.replace("date:", "draft: true\ndate:").replace("对抗", "秘密")
    hidden = ":nosearch:\n\nHidden\n======\n\nUnfindable words.\n"
    suffixes = {".md": "hugo", ".rst": "restructuredtext"}
    files = {"posts/a.md": draft, "posts/b.md": ESSAY, "hidden.rst": ":orphan:\n" + hidden}
    built = publication(files, source_suffix=suffixes, **CONF)
    whole = "".join(path.read_text(encoding="utf-8") for path in (built.out / "search-index").rglob("*.js"))
    assert "秘密" not in whole
    assert "Unfindable" not in whole


def test_an_edit_takes_the_old_words_away(publication):
    built = publication({"posts/a.md": INTERVIEW, "posts/b.md": ESSAY}, **CONF)
    (built.app.srcdir / "posts" / "b.md").write_text(ESSAY.replace("Opening", "Closing"), encoding="utf-8")
    edited = built.rebuild()
    clean = publication({"posts/a.md": INTERVIEW, "posts/b.md": ESSAY.replace("Opening", "Closing")}, **CONF)
    for one, other in ((edited, clean), (clean, edited)):
        for path in (one.out / "search-index").rglob("*.js"):
            assert path.read_bytes() == (other.out / path.relative_to(one.out)).read_bytes(), path


def test_two_processes_make_the_same_index(publication):
    files = {f"posts/p{n}.md": ESSAY.replace("Essay", f"Essay {n}") for n in range(20)}
    one, two = (publication(files, parallel=n, **CONF) for n in (0, 2))
    names = sorted(path.relative_to(one.out) for path in (one.out / "search-index").rglob("*.js"))
    assert names == sorted(path.relative_to(two.out) for path in (two.out / "search-index").rglob("*.js"))
    assert all((one.out / name).read_bytes() == (two.out / name).read_bytes() for name in names)


def test_another_theme_and_the_switch_leave_sphinx_s_search_alone(publication):
    for settings in ({"html_theme": "alabaster"}, {"search_index": False, **CONF}):
        built = publication({"posts/b.md": ESSAY}, **settings)
        assert not (built.out / "search-index").exists()
        assert "searchtools.js" in built.read("search.html")
        assert "koushu-search.js" not in built.read("posts/b.html")


def test_blocks_are_small_and_in_the_order_of_a_browser():
    text = "".join(chr(0x4E00 + n) for n in range(6000)) + "\U00020001\U00020002 ｚ"
    page = Page("d", "d.html", "t", "", (), {}, (), (Passage("", "", text),))
    files = dict(write_index([(page, weigh(page))]))
    blocks = [text for name, text in files.items() if name.startswith("terms/")]
    assert len(blocks) > 3
    assert max(map(len, blocks)) < 9_000
    first = [term for term, _ in data(files["manifest.js"])[0]["blocks"]]
    assert first == sorted(first, key=lambda term: term.encode("utf-16-be"))


def test_nothing_in_a_text_ends_the_script():
    page = Page("d", "d.html", "</script>\u2028", "", (), {}, (), (Passage("", "", '");alert(1)//'),))
    text = dict(write_index([(page, weigh(page))]))["pages/0/0.js"]
    assert data(text)[0]["passages"] == [["", "", '");alert(1)//']]
    assert "\u2028" not in text
