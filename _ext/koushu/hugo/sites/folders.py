"""Where a Hugo site keeps its pages and other files: folders of the configuration, module mounts, themes.

What comes first wins, as in Hugo's union of file systems. Source: Hugo, "Configure modules" (mounts), "Multilingual".
"""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.languages import language_tag
from koushu.hugo.metadata.casts import to_text, to_texts
from koushu.hugo.sites.modules import Module
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.sites.files import Table

    Report = Callable[[str, str], None]

_CUSTOM = {"content": "contentdir", "static": "staticdir", "assets": "assetdir", "data": "datadir"}

# Of one name, in bytes.
_LONGEST = 255


@record
class Root:
    """A folder, or a single file, of one part of a site."""

    folder: str
    """From the site's root; empty for the root itself."""
    language: str = ""
    """Key of its language; empty when the file name or the default decides."""
    target: str = ""
    """Where its files stand below the part, for a mount such as `content/docs`."""
    files: tuple[str, ...] = ()
    """Globs of the files that are taken, from the folder; none means all."""


def content_roots(
    root: Path, modules: Sequence[Module], languages: Sequence[str], wrong: Report
) -> tuple[Root, ...]:
    """Return the folders that hold pages, the site's own first.

    A site without any configuration and without `content/` is a folder of pages itself.
    """
    own, *themes = modules
    found = _mounts(own, "content", wrong) or _own_content(root, own.table, languages, wrong)
    for theme in themes:
        found += _roots(theme, "content", wrong)
    return tuple(dict.fromkeys(found))


def part_roots(modules: Sequence[Module], part: str, wrong: Report) -> tuple[Root, ...]:
    """Return the folders of a part such as `static`, those that win first."""
    return tuple(dict.fromkeys(one for module in modules for one in _roots(module, part, wrong)))


def turns_pages(root: Path, layouts: Iterable[Root]) -> bool:
    """Return whether a template of the site or its themes shows a list page by page."""
    templates = (path for one in layouts for path in (root / one.folder).rglob("*.html"))
    return any(_mentions(path, b".Paginat") for path in templates)


def _mentions(path: Path, word: bytes) -> bool:
    try:
        return word in path.read_bytes()
    except OSError:
        return False


def _roots(module: Module, part: str, wrong: Report) -> list[Root]:
    if mounted := _mounts(module, part, wrong):
        return mounted
    key = _CUSTOM.get(part, "")
    named = to_texts(module.table.get(key)) or () if key else ()
    folders = [_inside(name, key, module, wrong) for name in named]
    return [Root(folder) for folder in folders if folder] or [Root(posixpath.join(module.folder, part))]


def _own_content(root: Path, table: Table, languages: Sequence[str], wrong: Report) -> list[Root]:
    site = Module("", table)
    whole = _folder(table.get("contentdir"), "contentdir", site, wrong) or "content"
    if not table and not (root / whole).is_dir():
        return [Root("")]
    folders = (
        _language_folders(table, wrong)
        if table
        else {key: f"{whole}/{key}" for key in language_folders(root)}
    )
    found = [Root(folder, key) for key, folder in folders.items() if folder and key in languages]
    if table.get("languages") is None or len(found) < len(languages):
        found.append(Root(whole))
    return found


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
        key: _folder(value.get("contentdir"), "languages", Module("", table), wrong)
        for key, value in tables.items()
        if isinstance(value, dict)
    }


def _mounts(module: Module, part: str, wrong: Report) -> list[Root]:
    """Return every mount of a module onto a part of the site."""
    settings = module.table.get("module")
    mounts = settings.get("mounts") if isinstance(settings, dict) else None
    found = []
    for mount in mounts if isinstance(mounts, list) else []:
        if not isinstance(mount, dict):
            continue
        target = posixpath.normpath(to_text(mount.get("target")) or ".")
        if PurePosixPath(target).parts[:1] != (part,):
            continue
        if folder := _folder(mount.get("source"), "module", module, wrong):
            inner = target.removeprefix(part).strip("/")
            found += [Root(folder, name.lower(), inner, _globs(mount)) for name in _languages(mount) or ("",)]
    return found


def _languages(mount: Table) -> tuple[str, ...]:
    sites = mount.get("sites")
    matrix = sites.get("matrix") if isinstance(sites, dict) else None
    named = matrix.get("languages") if isinstance(matrix, dict) else None
    return to_texts(mount.get("lang")) or to_texts(named) or ()


def _globs(mount: Table) -> tuple[str, ...]:
    given = (to_texts(mount.get(key)) or () for key in ("files", "includefiles"))
    without = to_texts(mount.get("excludefiles")) or ()
    return (*(glob for globs in given for glob in globs), *(f"!{glob}" for glob in without))


def _folder(value: Value, key: str, module: Module, wrong: Report) -> str:
    return _inside(text, key, module, wrong) if (text := to_text(value)) else ""


def _inside(text: str, key: str, module: Module, wrong: Report) -> str:
    """Return a folder of the site in its shortest form; nothing for one that lies outside."""
    path = posixpath.normpath(text.replace("\\", "/"))
    if path.startswith(("/", "..")):
        wrong(key, f"found the folder {text!r}, which is left out; expected one inside the site")
        return ""
    if len(path.encode()) > _LONGEST:
        wrong(
            key, f"found {path[:40]!r}… as a folder, which is left out; expected a name that a disk can hold"
        )
        return ""
    whole = posixpath.normpath(posixpath.join(module.folder, path))
    return "" if whole == "." else whole
