"""Where the files of a single post lie."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from koushu.posts.downloads import DownloadFormat, download_name

if TYPE_CHECKING:
    from koushu.posts.records import Post


@pytest.mark.parametrize(
    ("url", "format", "expected"),
    [
        ("/posts/a/", "pdf", "posts/a/a.pdf"),
        ("/posts/a/", "epub", "posts/a/a.epub"),
        ("/posts/a/", "markdown", "posts/a/a.md"),
        ("/a/", "pdf", "a/a.pdf"),
        ("/2024/访谈 一/", "pdf", "2024/访谈 一/访谈 一.pdf"),
        ("/v1.2/", "pdf", "v1.2/v1.2.pdf"),
        ("/old/page.html", "pdf", "old/page.pdf"),
        ("/page.html", "epub", "page.epub"),
        ("/", "markdown", "index.md"),
    ],
)
def test_a_post_s_file_lies_at_its_address(url: str, format: DownloadFormat, expected: str) -> None:  # noqa: A002
    assert download_name(cast("Post", SimpleNamespace(url=url)), format) == expected
