"""The records of the catalogue: what the rest of Koushu may know of a post without reading it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from koushu.hugo.metadata.page_meta import PageMeta


def stem_of(path: str) -> str:
    """Return the name of a file without its last suffix, as `pathlib` has it; asked for each post of each list."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[:dot] if 0 < dot < len(name) - 1 else name


@record
class Post:
    """One published page of the content folders."""

    docname: str
    """Sphinx's name: the path below the source folder without its suffix."""
    path: str
    """The path below the source folder, with forward slashes."""
    meta: PageMeta
    language: str
    """BCP 47 tag: from the front matter or file name, else guessed from the script, else the site's."""
    section: str
    """The first folder below the source folder."""
    url: str
    """The site-relative address that Hugo gives the page, with slashes at both ends."""
    digest: str
    """Hash of the source, to tell whether anything changed."""
    content_path: str = ""
    """The path below the content root, without a language; empty where it is the path itself."""
    tree: str = ""
    """Key of the language whose part of a multilingual site holds the page."""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Terms by the plural of each taxonomy that the site configures."""

    @property
    def title(self) -> str:
        """Return the title, or the name of the file in words when the post has none."""
        return self.meta.title or self.name.replace("-", " ").replace("_", " ")

    @property
    def name(self) -> str:
        """Return the file's own name, or the folder's for a page bundle."""
        folder, _, own = (self.content_path or self.path).rpartition("/")
        stem = stem_of(own) if self.content_path else self.docname.rsplit("/", 1)[-1]
        return folder.rsplit("/", 1)[-1] if stem in {"index", "_index"} and folder else stem

    @property
    def is_file(self) -> bool:
        """Return whether the address is that of a file, such as `/old/page.html`, and not of a folder."""
        return bool(self.content_path) and not self.url.endswith("/")

    @property
    def is_listed(self) -> bool:
        """Return whether lists show the page: all but those whose `build` says `list: never`."""
        build = self.meta.params.get("build")
        if not isinstance(build, dict):
            return True
        options = {str(key).lower(): value for key, value in build.items()}
        return str(options.get("list", "always")).lower() not in {"never", "false"}

    @property
    def is_section(self) -> bool:
        """Return whether the page stands for its folder (Hugo's branch bundle)."""
        return stem_of(self.content_path or self.path) == "_index"


@record
class Withheld:
    """A source that is not published, and why."""

    path: str
    reason: str
    """Message key: `draft`, `future`, `expired`, `resource`, `language`, `unrendered`, `format`,
    `knitted` or `unknitted`."""
    until: datetime | None = None
    """When a future post will appear, or an expired one did end."""


@record
class Catalogue:
    """All published posts in Hugo's default order, and those that are withheld."""

    posts: Sequence[Post] = ()
    withheld: tuple[Withheld, ...] = ()
    by_docname: Mapping[str, Post] = field(default_factory=dict)
