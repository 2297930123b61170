"""What stands beside a post: the posts before and after it, its series, and its versions in other languages."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.order import list_order
from koushu.posts.records import Post
from koushu.posts.relations.editions import editions
from koushu.posts.relations.neighbours import current_section, neighbours, section_folders
from koushu.posts.relations.series import read_series
from koushu.posts.relations.translations import translations
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication


def post(path: str, day: int = 0, language: str = "en", weight: int = 0, **params: object) -> Post:
    date = dt.datetime(2023, 1, day, tzinfo=dt.UTC) if day else None
    name = path.removesuffix(".md")
    fields = {"title": name, "date": date, "weight": weight, "params": params}
    known = {"section": "", "digest": ""}
    return Post(name, path, PageMeta(**fields), language, url=f"/{name}/", **known)  # type: ignore[arg-type]


def test_a_section_is_a_folder_with_a_page_or_the_first_one() -> None:
    folders = section_folders([post("posts/2023/_index.md"), post("posts/_index.md")])
    assert current_section(post("posts/2023/spring/a.md"), folders) == "posts/2023"
    assert current_section(post("posts/2024/a/index.md"), folders) == "posts"
    assert current_section(post("notes/deep/a.md"), folders) == "notes"
    assert current_section(post("about.md"), folders) == ""
    assert current_section(post("about/index.md"), folders) == ""


def test_the_newer_post_stands_above_and_the_older_below() -> None:
    new, old, other = post("p/new.md", 3), post("p/old.md", 1), post("q/other.md", 2)
    found = neighbours(list_order([old, new, other]))
    assert (found["p/old"].above, found["p/old"].below) == (new, None)
    assert (found["p/new"].above, found["p/new"].below) == (None, old)
    assert found["q/other"].above is found["q/other"].below is None


def test_a_section_is_read_one_way() -> None:
    pinned, new, old = post("p/pinned.md", 2, weight=1), post("p/new.md", 3), post("p/old.md", 1)
    chapters = [post(f"book/{n}.md", 9 - n, weight=n) for n in (1, 2, 3)]
    alike = [post(f"same/{n}.md", n, weight=5) for n in (1, 2, 3)]
    found = neighbours(list_order([pinned, new, old, *chapters, *alike, post("book/end.md")]))
    assert (found["p/pinned"].below, found["p/new"].above) == (new, pinned)
    down = {name for name, sides in found.items() if sides.read_down}
    assert down == {"book/1", "book/2", "book/3", "book/end"}


def test_a_series_is_read_by_weight_and_then_from_the_oldest() -> None:
    posts = [
        post("late.md", 9, series="A  Walk"),
        post("early.md", 1, series=["a walk", "Alone"]),
        post("last.md", 2, series="A walk", series_weight="20"),
        post("first.md", 5, series="A walk", series_weight=3),
    ]
    found = read_series(posts)
    (series,) = found["late"]
    assert series.name == "a walk"
    assert [one.docname for one in series.posts] == ["first", "last", "early", "late"]
    assert series.place(posts[2]) == 2
    assert len(found["early"]) == 1, "a post alone is no series"


def test_a_reader_meets_each_post_once_in_their_language() -> None:
    posts = [post("a.md", 1, "zh"), post("a.en.md", 1, "en"), post("b.md", 2, "zh"), post("c.fr.md", 3, "fr")]
    found = editions(posts, translations(posts))
    names = {edition: [one.docname for one in members] for edition, members in found.items()}
    assert names["", "zh"] == ["a", "b", "c.fr"]
    assert names["", "en"] == ["a.en", "b", "c.fr"]
    assert list(editions(posts[2:], {})) == [("", "")]


PAGES = {
    "posts/a.md": "date: 2023-01-01",
    "posts/b.md": "date: 2023-01-02\nweight: 5",
    "posts/c/index.md": "date: 2023-01-03",
    "posts/c/aside.md": "date: 2023-01-03",
    "posts/deep/d.md": "date: 2023-01-04",
    "posts/sub/_index.md": "weight: 1",
    "posts/sub/e.md": "date: 2023-01-05",
    "posts/sub/f.md": "date: 2023-01-05\nweight: -2",
    "posts/sub/low/g.md": "date: 2023-01-06",
    "posts/draft.md": "draft: true",
    "notes/h.md": "",
    "notes/i.md": "date: 2023-05-05",
    "root.md": "date: 2023-02-02",
    "about.md": "",
}


@pytest.mark.hugo
def test_neighbours_are_those_of_hugo(tmp_path: Path, publication: Callable[..., Publication]) -> None:
    from koushu.web.post_parts.neighbourhood import neighbourhood_of

    pages = {
        f"content/{path}": f"---\ntitle: T {number % 3}{number}\n{front}\n---\n"
        for number, (path, front) in enumerate(PAGES.items())
    }
    files = {"hugo.toml": 'baseURL = "https://example.org/"\n', **pages}
    pair = '"above" (partial "way.html" .NextInSection) "below" (partial "way.html" .PrevInSection)'
    layout = f"{{{{ dict {pair} | jsonify }}}}"
    way = '{{ $way := "" }}{{ with . }}{{ $way = .RelPermalink }}{{ end }}{{ return $way }}'
    templates = {"layouts/page.html": layout, "layouts/all.html": "x", "layouts/_partials/way.html": way}
    for path, text in {**files, **templates}.items():
        place = tmp_path / "theirs" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    out = tmp_path / "public"
    command = [require_hugo(), "--source", str(tmp_path / "theirs"), "--destination", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    texts = {path.parent.relative_to(out).as_posix(): path.read_text() for path in out.rglob("index.html")}
    theirs = {name: json.loads(text) for name, text in texts.items() if text.startswith("{")}
    built = publication(files, builder="dummy", hugo_site=".")
    ours = {
        name: {
            "above": one.neighbours.above.url if one.neighbours.above else "",
            "below": one.neighbours.below.url if one.neighbours.below else "",
        }
        for name, one in neighbourhood_of(built.app).items()
    }
    assert ours == theirs
    assert len(theirs) == 11
