"""The posts that a page names, kept from build to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.records import Post
from koushu.posts.relations.neighbours import Neighbours
from koushu.posts.relations.series import Series
from koushu.web.post_parts.kept_neighbourhood import Neighbourhood, keep, kept

if TYPE_CHECKING:
    from pathlib import Path


def post(name: str, digest: str = "") -> Post:
    return Post(name, f"{name}.md", PageMeta(), "en", "", f"/{name}/", digest)


A, B, C = post("a"), post("b"), post("c")
SERIES = Series("S", (B, A), {"b": 1, "a": 2})
FOUND = {
    "a": Neighbourhood(Neighbours(None, B, read_down=True), (SERIES,), (C, B), (C,)),
    "b": Neighbourhood(Neighbours(A, None), (SERIES,)),
    "c": Neighbourhood(),
}


def test_what_is_kept_is_what_was_found(tmp_path: Path) -> None:
    keep(tmp_path, "key", FOUND)
    again = kept(tmp_path, "key", {"a": A, "b": B, "c": C})
    assert again is not None
    assert dict(again) == FOUND


def test_posts_are_those_of_the_catalogue_of_today(tmp_path: Path) -> None:
    keep(tmp_path, "key", FOUND)
    edited = post("b", "another")
    again = kept(tmp_path, "key", {"a": A, "b": edited, "c": C})
    assert again is not None
    assert again["a"].neighbours.below is edited
    assert again["a"].series[0].posts == (edited, A)


def test_nothing_is_known_under_another_key_or_of_a_damaged_file(tmp_path: Path) -> None:
    posts = {"a": A, "b": B, "c": C}
    assert kept(tmp_path, "key", posts) is None
    keep(tmp_path, "key", FOUND)
    assert kept(tmp_path, "another", posts) is None
    assert kept(tmp_path, "key", {"a": A}) is None
    for file in tmp_path.iterdir():
        file.write_bytes(b"\x80\x05garbage")
    assert kept(tmp_path, "key", posts) is None
