"""The catalogue: what is published, in which order, at which address, and what is withheld."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.source_filter import unfiltered
from koushu.posts.order import book_order
from koushu.posts.publishing import Policy
from koushu.posts.scan import ScanSettings, scan
from koushu.posts.source_cache import SourceCache

if TYPE_CHECKING:
    from pathlib import Path

    from koushu.posts.records import Catalogue

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
STRICT = Policy(NOW)


def catalogue(
    folder: Path, files: dict[str, str], policy: Policy = STRICT, language: str = "zh-CN"
) -> Catalogue:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    docnames = {name: name.removesuffix(".md") for name in files}
    return scan(folder, docnames, ScanSettings(language, UTC, policy), SourceCache(unfiltered))


def post(**fields: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\ntext\n"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"draft": "true"}, "draft"),
        # YAML 1.2: a word, and Hugo reads no word as true.
        ({"draft": "yes"}, None),
        ({"date": "2024-06-01T12:00:01Z"}, "future"),
        ({"date": "2024-06-01T12:00:00Z"}, None),
        # The instant decides, not the day: this one has come in Shanghai.
        ({"date": "2024-06-01T19:59:00+08:00"}, None),
        ({"date": "2024-06-01T20:01:00+08:00"}, "future"),
        ({"date": "2030-01-01", "publishDate": "2024-01-01"}, None),
        ({"expiryDate": "2024-06-01"}, "expired"),
        ({"expiryDate": "2024-06-02"}, None),
    ],
)
def test_hugo_s_rules_decide_what_is_published(
    tmp_path: Path, fields: dict[str, str], reason: str | None
) -> None:
    found = catalogue(tmp_path, {"posts/a.md": post(**fields)})
    assert [entry.reason for entry in found.withheld] == ([reason] if reason else [])
    assert len(found.posts) == (0 if reason else 1)


def test_a_policy_publishes_what_hugo_would_withhold(tmp_path: Path) -> None:
    files = {
        "posts/a.md": post(draft="true"),
        "posts/b.md": post(date="2030-01-01"),
        "posts/c.md": post(expiryDate="2020-01-01"),
    }
    assert len(catalogue(tmp_path, files).posts) == 0
    everything = Policy(NOW, drafts=True, future=True, expired=True)
    assert len(catalogue(tmp_path, files, everything).posts) == 3


def test_markdown_inside_a_leaf_bundle_is_its_resource(tmp_path: Path) -> None:
    files = {
        "posts/a/index.md": post(title="A"),
        "posts/a/notes.md": post(title="N"),
        "posts/a/deep/more.md": post(title="M"),
        "posts/b/_index.md": post(title="B"),
        "posts/b/c.md": post(title="C"),
    }
    found = catalogue(tmp_path, files)
    assert {entry.path for entry in found.withheld} == {"posts/a/notes.md", "posts/a/deep/more.md"}
    assert {entry.docname for entry in found.posts} == {"posts/a/index", "posts/b/_index", "posts/b/c"}


def test_lists_have_hugo_s_order(tmp_path: Path) -> None:
    files = {
        "posts/old.md": post(date="2020-01-01"),
        "posts/new.md": post(date="2023-01-01"),
        "posts/heavy.md": post(date="2019-01-01", weight="9"),
        "posts/light.md": post(date="2018-01-01", weight="1"),
        "posts/undated-b.md": post(title="B"),
        "posts/undated-a.md": post(title="A"),
    }
    names = [entry.name for entry in catalogue(tmp_path, files).posts]
    assert names == ["light", "heavy", "new", "old", "undated-a", "undated-b"]


@pytest.mark.parametrize(
    ("rule", "names"),
    [("date", ["first", "old", "new", "undated"]), ("newest", ["first", "new", "old", "undated"])],
)
def test_the_book_has_an_order_of_its_own(tmp_path: Path, rule: str, names: list[str]) -> None:
    files = {
        "posts/new.md": post(date="2023-01-01"),
        "posts/old.md": post(date="2020-01-01"),
        "posts/undated.md": post(title="U"),
        "posts/first.md": post(date="2024-01-01", weight="1"),
    }
    assert [entry.name for entry in book_order(catalogue(tmp_path, files).posts, rule)] == names


@pytest.mark.parametrize(
    ("path", "fields", "url"),
    [
        ("posts/2023/My Post.md", {}, "/posts/2023/my-post/"),
        ("posts/2023/slug/index.md", {}, "/posts/2023/slug/"),
        ("posts/a.md", {"slug": "other"}, "/posts/other/"),
        ("posts/a.md", {"url": "/x/y"}, "/x/y/"),
        ("posts/a.md", {"url": "x/y.html"}, "/x/y.html"),
        ("posts/中文.md", {}, "/posts/中文/"),
        ("posts/b/_index.md", {}, "/posts/b/"),
    ],
)
def test_addresses_are_hugo_s(tmp_path: Path, path: str, fields: dict[str, str], url: str) -> None:
    assert catalogue(tmp_path, {path: post(**fields)}).posts[0].url == url


@pytest.mark.parametrize(
    ("site", "body", "language"),
    [
        ("zh-CN", "这里全是中文", "zh-CN"),
        ("zh-CN", "All of this is English.", "en"),
        ("en", "这里全是中文", "zh-CN"),
        ("fr", "Tout est en français.", "fr"),
        ("zh-TW", "這裡全是中文", "zh-TW"),
        ("en", "これはぜんぶ日本語です", "ja"),
    ],
)
def test_the_script_decides_where_nothing_else_does(
    tmp_path: Path, site: str, body: str, language: str
) -> None:
    assert catalogue(tmp_path, {"posts/a.md": body}, language=site).posts[0].language == language


def test_a_broken_source_is_still_a_post(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "bad.md").write_bytes(b"---\ntitle: ok\ndate: [\n---\n\xff text")
    found = scan(
        tmp_path, {"posts/bad.md": "posts/bad"}, ScanSettings("en", UTC, Policy(NOW)), SourceCache(unfiltered)
    )
    assert found.posts[0].title == "ok"
