"""Related posts: the same pages in the same order as Hugo's, at a cost that does not grow with their square."""

from __future__ import annotations

import json
import math
import random
import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from koushu.posts.relations.related import HUGO_RULES, Document, Index, Rules, related
from koushu.posts.relations.related_rules import read_rules
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

TAGS = Rules((Index("tags", 80), Index("date", 10)))


def document(name: str, day: float, *keywords: tuple[str, ...]) -> Document:
    return Document(name, day, keywords, name)


def test_what_shares_more_comes_first_and_then_the_newer() -> None:
    pages = [
        document("new", 9, ("a", "b"), ("2024",)),
        document("one", 3, ("a",), ("2023",)),
        document("both", 1, ("a", "b"), ("2023",)),
        document("two", 4, ("b",), ("2023",)),
        document("none", 5, ("c",), ("2024",)),
    ]
    found = related(pages, TAGS, 5)
    assert found["new"] == ("both", "two", "one")
    # Nothing newer, so that an old page stays as it is when new ones are written.
    assert found["both"] == ()
    assert related(pages, Rules(TAGS.indices, include_newer=True), 5)["both"] == ("new", "two", "one")
    assert related(pages, TAGS, 1, {"new"}) == {"new": ("both",)}


def test_the_same_year_alone_is_no_relation() -> None:
    assert related([document("a", 1, ("x",), ("1",)), document("b", 2, ("y",), ("1",))], TAGS, 5)["b"] == ()


def naive(pages: list[Document], rules: Rules, limit: int) -> dict[str, tuple[str, ...]]:
    """Compare each page with each other, as the documentation has it."""
    high = max(index.weight for index in rules.indices)
    found = {}
    for page in pages:
        ranks = []
        for other in pages:
            if other is page or (not rules.include_newer and other.published > page.published):
                continue
            pairs = zip(rules.indices, page.keywords, other.keywords, strict=True)
            shared = [
                index.weight
                for index, ours, theirs in pairs
                for word in ours
                for its in theirs
                if word == its
            ]
            mean = sum(shared) // len(shared) if shared else 0
            if shared and math.floor(mean / high * 100 + 0.5) >= rules.threshold // len(shared):
                ranks.append((-sum(shared), -other.published, other.title, other.name))
        found[page.name] = tuple(rank[-1] for rank in sorted(ranks)[:limit])
    return found


@pytest.mark.parametrize("seed", range(6))
def test_many_pages_give_what_comparing_each_with_each_gives(seed: int) -> None:
    chance = random.Random(seed)
    rules = Rules(
        (Index("tags", 80), Index("keywords", 100), Index("date", 10)),
        chance.choice((0, 40, 80)),
        seed % 2 == 0,
    )
    pages = [
        Document(
            f"p{number}",
            float(chance.randrange(200)),
            (
                tuple(
                    chance.choices([f"t{n}" for n in range(chance.choice((3, 40)))], k=chance.randrange(5))
                ),
                tuple(chance.sample([f"k{n}" for n in range(60)], chance.randrange(3))),
                (str(chance.randrange(3)),),
            ),
            f"T{number % 7}",
        )
        for number in range(400)
    ]
    assert related(pages, rules, 7) == naive(pages, rules, 7)


def test_ten_thousand_pages_cost_seconds() -> None:
    chance = random.Random(0)
    tags = [f"t{number}" for number in range(40)]
    pages = [
        document(f"p{number}", number, (), (str(number // 400),), tuple(chance.sample(tags, 4)))
        for number in range(10_000)
    ]
    start = time.perf_counter()
    found = related(pages, HUGO_RULES, 5)
    # Comparing each with each takes minutes.
    assert time.perf_counter() - start < 20
    assert sum(map(len, found.values())) > 49_000


SITES = {
    "nothing said": "",
    "newer too": "[related]\nthreshold=80\nincludeNewer=true\n[[related.indices]]\nname='tags'\nweight=80\n",
    "all that is shared": (
        "[related]\nthreshold=0\nincludeNewer=true\ntoLower=true\n[[related.indices]]\nname='tags'\nweight=70\n"
        "[[related.indices]]\nname='Author'\nweight=30\n[[related.indices]]\nname='date'\nweight=7\npattern='200601'\n"
    ),
    "common keywords left out": (
        "[related]\nthreshold=20\nincludeNewer=true\n[[related.indices]]\nname='tags'\nweight=80\n"
        "cardinalityThreshold=20\n[[related.indices]]\nname='categories'\nweight=0\n"
        "[[related.indices]]\nname='series'\nweight=100\n"
    ),
    "without threshold": "[related]\nincludeNewer=true\n[[related.indices]]\nname='categories'\nweight=5\n",
    "headings": (
        "[related]\nthreshold=1\nincludeNewer=true\n[[related.indices]]\nname='h'\ntype='fragments'\nweight=80\n"
        "[[related.indices]]\nname='tags'\nweight=90\n"
    ),
    "no indices": "[related]\nthreshold=10\nincludeNewer=true\n",
}


def pages_of_a_blog() -> dict[str, str]:
    """Return forty posts that share this and that, with dates that are equal now and then, and without."""
    chance = random.Random(7)
    pages = {}
    for number in range(40):
        tags = chance.choices(["Go", "go", "C++", "口述", "x y", "历史", "rare"], k=chance.randrange(5))
        front = {
            "title": f"{chance.choice('ABCÄ甲乙')}{number % 9}{number:02}",
            # An empty text is a keyword for Hugo, which posts without tags would share; it is none here.
            "tags": tags if number % 5 or not tags else ", ".join(tags),
            "categories": chance.sample(["a", "b"], chance.randrange(2)),
            "keywords": chance.sample(["k", "l", "m"], chance.randrange(3)),
            "author": chance.choice(["周敏", "Bo"]),
            "series": chance.sample(["S", "T"], chance.randrange(2)),
        }
        if number % 8:
            front["date"] = f"2023-{chance.randrange(1, 4):02}-0{chance.randrange(1, 4)}"
        body = "\n\n".join(f"## {name}\n\nText." for name in chance.sample(["One", "Two", "三"], 2))
        folder = chance.choice(["posts", "posts/deep", "notes"])
        pages[f"{folder}/p{number:02}.md"] = f"{json.dumps(front, ensure_ascii=False)}\n\n{body}\n"
    return pages


@pytest.mark.hugo
@pytest.mark.parametrize("name", SITES)
def test_related_pages_are_those_of_hugo(
    tmp_path: Path, publication: Callable[..., Publication], name: str
) -> None:
    from koushu.web.post_parts.neighbourhood import neighbourhood_of

    pages = {f"content/{path}": text for path, text in pages_of_a_blog().items()}
    files = {"hugo.toml": f'baseURL = "https://example.org/"\n{SITES[name]}', **pages}
    theirs = hugo_related(tmp_path, files)
    built = publication(files, builder="dummy", hugo_site=".", web_related=100)
    assert built.warnings == []
    ours = neighbourhood_of(built.app)
    found = {f"/{name}/": [f"/{one.docname}/" for one in ours[name].related] for name in ours}
    if name == "nothing said":
        # Where Hugo finds nothing, series and categories may.
        assert any(found[page] for page in found if not theirs[page])
        theirs = {page: names for page, names in theirs.items() if names}
    assert {page: found[page] for page in theirs} == theirs


def hugo_related(folder: Path, files: dict[str, str]) -> dict[str, list[str]]:
    layout = (
        "{{ $found := slice }}{{ range .Site.RegularPages.Related . }}{{ $found = $found | append .RelPermalink }}"
        "{{ end }}{{ $found | jsonify }}"
    )
    for path, text in {**files, "layouts/page.html": layout, "layouts/all.html": "x"}.items():
        place = folder / "theirs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    command = [require_hugo(), "--source", str(folder / "theirs"), "--destination", str(folder / "public")]
    subprocess.run(command, check=True, capture_output=True)
    found = {}
    for path in (folder / "public").rglob("p*/index.html"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("["):
            found[f"/{path.parent.relative_to(folder / 'public').as_posix()}/"] = json.loads(text)
    return found


def test_values_that_cannot_be_used_are_told() -> None:
    rules, wrong = read_rules(
        {
            "threshold": "much",
            "indices": [{"name": "tags", "weight": 5}, {"weight": 3}, "tags", {"name": "x", "type": "y"}],
        }
    )
    assert rules == Rules((Index("tags", 5),), 0)
    assert len(wrong) == 4
    assert wrong[0] == "found 'much' as `threshold` of `related`; expected a whole number"
