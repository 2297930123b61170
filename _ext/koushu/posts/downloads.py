"""Where the files of a single post lie: its PDF, its EPUB and its Markdown source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from koushu.page_store import take_away

if TYPE_CHECKING:
    from collections.abc import Iterable

    from koushu.posts.records import Post

FOLDER: Final = "downloads"
"""Folder below a builder's output in which these files lie, each at its path."""
LIST: Final = f"{FOLDER}.json"
"""File in a builder's output that names those files."""
DownloadFormat = Literal["pdf", "epub", "markdown"]
SUFFIXES: Final[dict[DownloadFormat, str]] = {"pdf": ".pdf", "epub": ".epub", "markdown": ".md"}


def download_name(post: Post, format: DownloadFormat) -> str:  # noqa: A002 - what it is
    """Return the path of a post's file in one format, from the site's root, without a slash before it.

    It lies in the folder of the post's address and has the folder's name: `posts/a/a.pdf` for `/posts/a/`. A post
    whose address is a file has it beside that: `old/a.pdf` for `/old/a.html`. The path is not percent-encoded.
    """
    return file_at(post.url, format)


def file_at(url: str, format: DownloadFormat) -> str:  # noqa: A002
    """Return the path of the file that belongs to a page, by the address of the page from the site's root."""
    address = url.strip("/")
    suffix = SUFFIXES[format]
    folder, _, name = address.rpartition("/")
    if not url.endswith("/") and "." in name:
        stem = name.rpartition(".")[0]
        return f"{folder}/{stem}{suffix}".lstrip("/")
    return f"{address}/{name}{suffix}" if address else f"index{suffix}"


def keep_list(folder: Path, paths: Iterable[str]) -> None:
    """Note which files of parts there are, and take those away that an earlier build has left."""
    current = sorted(paths)
    listed = folder / LIST
    try:
        before = json.loads(listed.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = []
    for path in {str(one) for one in before} - {*current}:
        if path.startswith(f"{FOLDER}/") and ".." not in Path(path).parts:
            take_away(folder / path, folder)
    if current:
        listed.write_text(json.dumps(current, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    else:
        listed.unlink(missing_ok=True)
