"""Where a Hugo site keeps its content and its static files: folders of the configuration and module mounts."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.casts import to_text, to_texts
from koushu.hugo.languages import language_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from koushu.hugo.fields import Value
    from koushu.hugo.site_files import Table

    Report = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class ContentRoot:
    """A folder of pages."""

    folder: str
    """From the site's root; empty for the root itself."""
    language: str = ""
    """Key of its language; empty when the file name or the default decides."""
    target: str = ""
    """Where its files stand below the content root, for a mount such as `content/docs`."""


@dataclass(frozen=True, slots=True)
class StaticRoot:
    """A folder whose files stand at the root of the published site, or below `target`."""

    folder: str
    target: str = ""


def content_roots(
    root: Path, table: Table, languages: Sequence[str], wrong: Report
) -> tuple[ContentRoot, ...]:
    """Return the folders that hold pages, those that lie inside another first.

    A site without any configuration and without `content/` is a folder of pages itself.
    """
    whole = _folder(table.get("contentdir"), "contentdir", wrong) or "content"
    mounted = _mounts(table, "content", wrong)
    if mounted:
        found = [ContentRoot(folder, language, target) for folder, target, language in mounted]
    elif not table and not (root / whole).is_dir():
        found = [ContentRoot("")]
    else:
        own = (
            _language_folders(table, wrong)
            if table
            else {key: f"{whole}/{key}" for key in language_folders(root)}
        )
        found = [ContentRoot(folder, key) for key, folder in own.items() if folder and key in languages]
        if table.get("languages") is None or len(found) < len(languages):
            found.append(ContentRoot(whole))
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda one: -len(PurePosixPath(one.folder).parts)))


def static_roots(table: Table, wrong: Report) -> tuple[StaticRoot, ...]:
    """Return the folders in which an address from the root of the site is looked for, the likeliest first."""
    found = []
    for part, key in (("static", "staticdir"), ("assets", "assetdir")):
        mounts = [StaticRoot(folder, target) for folder, target, _ in _mounts(table, part, wrong)]
        named = [_inside(name, key, wrong) for name in to_texts(table.get(key)) or ()]
        found += mounts or [StaticRoot(name) for name in named if name] or [StaticRoot(part)]
    return tuple(dict.fromkeys(found))


def language_folders(root: Path) -> list[str]:
    """Return the folders of `content/` when every one of them is named after a language, as in a site's excerpt."""
    content = root / "content"
    if not content.is_dir():
        return []
    names = sorted(path.name for path in content.iterdir() if path.is_dir() and not path.name.startswith("."))
    return names if names and all(language_tag(name) for name in names) else []


def _language_folders(table: Table, wrong: Report) -> dict[str, str]:
    languages = table.get("languages")
    tables = languages if isinstance(languages, dict) else {}
    return {
        key: _folder(value.get("contentdir"), "languages", wrong)
        for key, value in tables.items()
        if isinstance(value, dict)
    }


def _mounts(table: Table, part: str, wrong: Report) -> list[tuple[str, str, str]]:
    """Return folder, place below the part, and language of every mount onto a part of the site."""
    module = table.get("module")
    mounts = module.get("mounts") if isinstance(module, dict) else None
    found = []
    for mount in mounts if isinstance(mounts, list) else []:
        if not isinstance(mount, dict):
            continue
        target = posixpath.normpath(to_text(mount.get("target")) or ".")
        if PurePosixPath(target).parts[:1] == (part,):
            folder = _folder(mount.get("source"), "module", wrong)
            languages = to_texts(mount.get("lang")) or ("",)
            if folder:
                found += [(folder, target.removeprefix(part).strip("/"), name.lower()) for name in languages]
    return found


def _folder(value: Value, key: str, wrong: Report) -> str:
    return _inside(text, key, wrong) if (text := to_text(value)) else ""


def _inside(text: str, key: str, wrong: Report) -> str:
    """Return a folder of the site in its shortest form; nothing for one that lies outside."""
    path = posixpath.normpath(text.replace("\\", "/"))
    if path.startswith(("/", "..")):
        wrong(key, f"found the folder {text!r}, which is left out; expected one inside the site")
        return ""
    return "" if path == "." else path
