"""MkDocs with the Material theme and its blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peers.corpus import front_matter, write_file
from peers.peer import BASE, FOOTERS, TITLE, change_footer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peers.corpus import Corpus, Post

_CONF = f"""
site_name: {TITLE}
site_url: {BASE}
copyright: "{FOOTERS[0]}"
theme:
  name: material
  language: zh
  font: false
markdown_extensions: [footnotes, tables, attr_list, def_list, toc]
plugins:
  - search
  - tags
  - blog:
      blog_dir: .
      post_url_format: "posts/{{slug}}"
      post_excerpt: optional
      pagination_per_page: 10
"""


class MkDocs:
    """MkDocs-Material; its feeds are a further plugin."""

    name = "MkDocs-Material"
    makes = "lists, terms, search; no feeds"
    packages: Sequence[str] = ("mkdocs-material", "mkdocs<2")
    workers: Sequence[str] = ()
    modules: Sequence[str] = ("mkdocs-material", "mkdocs", "markdown")

    def write(self, corpus: Corpus, folder: Path) -> None:
        write_file(folder / "mkdocs.yml", _CONF)
        write_file(folder / "docs" / "index.md", f"# {TITLE}\n")
        write_file(folder / "docs" / "tags.md", "# Tags\n\n<!-- material/tags -->\n")
        for post in corpus.posts:
            write_file(self.source(folder, post), _front(post) + post.body)
        corpus.copy_pictures(folder / "docs" / "images")

    def command(self, tools: Path, folder: Path) -> list[str]:
        return [
            str(tools / "mkdocs"),
            "build",
            "-q",
            "-f",
            str(folder / "mkdocs.yml"),
            "-d",
            str(self.output(folder)),
        ]

    def output(self, folder: Path) -> Path:
        return folder / "site"

    def source(self, folder: Path, post: Post) -> Path:
        return folder / "docs" / "posts" / f"{post.name}.md"

    def change_theme(self, folder: Path) -> None:
        change_footer(folder / "mkdocs.yml")


def _front(post: Post) -> str:
    return front_matter(
        {
            "title": post.title,
            "slug": post.slug,
            "tags": list(post.tags),
            "categories": list(post.categories),
            "draft": post.draft,
        }
    ).replace("---\n", f"---\ndate: {post.date}\n", 1)
