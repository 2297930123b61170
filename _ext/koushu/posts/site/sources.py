"""The files of a Hugo site's pages, each with the language and the place below the content root that it has.

Pure.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.languages import language_tag
from koushu.hugo.sites.globs import is_wanted
from koushu.posts.records import stem_of
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from koushu.hugo.sites.folders import Root
    from koushu.hugo.sites.site import Language, Site


@record
class SiteSource:
    """One source of a site, placed."""

    path: str
    """From the source folder."""
    content_path: str
    """Below the content root, mounts applied and without a language: `posts/a.md`."""
    language: Language

    @property
    def folder(self) -> str:
        """Return the folder whose page this is, or in which the page lies; empty for the content root."""
        return self.content_path.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Return the file's name without suffix and language."""
        return stem_of(self.content_path)


def place_sources(site: Site, prefix: str, paths: Iterable[tuple[str, Root]]) -> list[SiteSource]:
    """Return every file with its language and place; `prefix` is the site's place in the source folder.

    Of two files that stand at one place the first is taken, as in Hugo's union of file systems.
    """
    found: dict[tuple[str, str], SiteSource] = {}
    for source in _placed(site, prefix, paths):
        key = (source.language.key, source.content_path)
        other = found.setdefault(key, source)
        # In one folder the name that says the language is the one that Hugo takes.
        if (
            other is not source
            and _stands_beside(other.path, source.path)
            and len(source.path) > len(other.path)
        ):
            found[key] = source
    return sorted(found.values(), key=lambda source: source.path)


def _stands_beside(one: str, other: str) -> bool:
    return PurePosixPath(one).parent == PurePosixPath(other).parent


def _placed(site: Site, prefix: str, paths: Iterable[tuple[str, Root]]) -> Iterator[SiteSource]:
    for path, root in paths:
        folder = PurePosixPath(prefix, root.folder)
        inside = PurePosixPath(path).relative_to(folder).as_posix()
        whole = f"/{PurePosixPath(path).relative_to(prefix) if prefix else path}"
        if is_wanted(inside, root.files) and not any(one.search(whole) for one in site.ignore_files):
            inner = PurePosixPath(root.target) / (inside if inside != "." else "")
            language, inner = _language(site, root.language, inner)
            yield SiteSource(path, inner.as_posix(), language)


def _language(site: Site, key: str, path: PurePosixPath) -> tuple[Language, PurePosixPath]:
    """Return the language of a file and its path without it; a name such as `a.zh.md` says more than its folder."""
    stem, dot, suffix = path.stem.rpartition(".")
    if dot and stem:
        lowered = suffix.lower()
        bare = path.with_name(stem + path.suffix)
        if any(one.key == lowered for one in site.languages):
            return site.language(lowered), bare
        if not site.configured and (tag := language_tag(suffix)):
            default = site.default
            return replace(default, key=lowered, tag=tag, prefix=lowered), bare
    return site.language(key), path
