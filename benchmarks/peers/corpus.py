"""The corpus of posts: made by a program that is given, read once, and written anew for each program."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the corpus."""

    source: str
    """Path below `content/`."""
    title: str
    date: str
    """`2024-05-06`."""
    author: str
    slug: str
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    mark: str
    """A word that stands in this post alone."""
    draft: bool
    body: str

    @property
    def name(self) -> str:
        """Return the name of its file or folder, without suffix."""
        path = Path(self.source)
        return path.parent.name if path.stem == "index" else path.stem


@dataclass(frozen=True, slots=True)
class Corpus:
    """The posts, and the folder in which they lie as those of a Hugo site."""

    folder: Path
    posts: tuple[Post, ...]

    @property
    def published(self) -> list[Post]:
        """Return the posts that are no drafts."""
        return [post for post in self.posts if not post.draft]

    def copy_pictures(self, pictures: Path, posts: Path | None = None) -> None:
        """Copy the pictures of all posts, and those of bundles below `posts`."""
        shutil.copytree(self.folder / "static" / "images", pictures, dirs_exist_ok=True)
        for path in (self.folder / "content").rglob("*.png") if posts else ():
            assert posts
            target = posts / path.relative_to(self.folder / "content" / "posts")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)


def make_corpus(program: Path, count: int, folder: Path) -> Corpus:
    """Return a corpus of `count` published posts and some drafts, made by `make_corpus.py COUNT FOLDER`."""
    subprocess.run([sys.executable, str(program), str(count), str(folder)], check=True, capture_output=True)
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    posts = tuple(_post(json.loads(line), folder / "content") for line in lines)
    assert len([post for post in posts if not post.draft]) == count
    return Corpus(folder, posts)


def _post(facts: dict[str, object], content: Path) -> Post:
    source = str(facts["src"])
    text = (content / source).read_text(encoding="utf-8")
    fence = text[:3]
    body = text[3:].partition(f"\n{fence}\n")[2]
    told = {name: str(facts[name]) for name in ("title", "date", "author", "slug", "mark")}
    tags, categories = (tuple(map(str, facts[name])) for name in ("tags", "categories"))  # type: ignore[call-overload]
    return Post(
        source=source, tags=tags, categories=categories, draft=bool(facts["draft"]), body=body, **told
    )


def front_matter(fields: dict[str, object]) -> str:
    """Return fields as YAML, each as JSON, which YAML includes."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    return "\n".join(["---", *lines, "---", "", ""])


def write_file(path: Path, text: str) -> None:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
