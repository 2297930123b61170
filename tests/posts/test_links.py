"""What a link between posts means, by Hugo's rules."""

from __future__ import annotations

import pytest

from koushu.hugo.metadata.page_meta import PageMeta
from koushu.posts.links import build_index
from koushu.posts.records import Post


def post(path: str, url: str, aliases: tuple[str, ...] = ()) -> Post:
    meta = PageMeta(aliases=aliases)
    return Post(path.removesuffix(".md"), path, meta, "en", "posts", url, "")


POSTS = (
    post("posts/2023/One.md", "/posts/2023/one/", ("/old/one/", "older")),
    post("posts/2023/bundle/index.md", "/posts/2023/bundle/"),
    post("posts/2024/two.md", "/essays/second/"),
    post("posts/2024/twin.md", "/posts/2024/twin/"),
    post("posts/2023/twin.md", "/posts/2023/twin/"),
    post("posts/_index.md", "/posts/"),
)


@pytest.mark.parametrize(
    ("target", "origin", "docname"),
    [
        ("/posts/2023/one/", 2, "posts/2023/One"),
        ("/posts/2023/one", 2, "posts/2023/One"),
        ("/posts/2023/one.html", 2, "posts/2023/One"),
        ("/posts/2023/one/index.html", 2, "posts/2023/One"),
        ("/posts/2023/One.md", 2, "posts/2023/One"),
        ("posts/2023/One.md", 2, "posts/2023/One"),
        ("../2023/One.md", 2, "posts/2023/One"),
        ("One.md", 2, "posts/2023/One"),
        ("one", 2, "posts/2023/One"),
        ("/old/one/", 2, "posts/2023/One"),
        ("/posts/2023/older/", 2, "posts/2023/One"),
        ("bundle", 0, "posts/2023/bundle/index"),
        ("bundle/index.md", 0, "posts/2023/bundle/index"),
        ("../bundle/", 0, "posts/2023/bundle/index"),
        ("/essays/second/", 0, "posts/2024/two"),
        ("two.md", 0, "posts/2024/two"),
        ("twin.md", 2, "posts/2024/twin"),
        ("twin.md", 0, "posts/2023/twin"),
        ("/posts/", 0, "posts/_index"),
        ("/nowhere/", 0, None),
        ("twin", 5, None),
        # An empty path is the page itself, as in `relref "#part"`.
        ("", 0, "posts/2023/One"),
        ("../../../../etc/passwd", 0, None),
    ],
)
def test_a_link_finds_its_post(target: str, origin: int, docname: str | None) -> None:
    assert build_index(POSTS).find(target, POSTS[origin]) == docname
