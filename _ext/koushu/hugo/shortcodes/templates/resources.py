"""Files beside a page and in the site's assets, as templates see them; a picture is never made anew.

Source: Hugo, "Page resources", "Resource methods", "resources" functions.
"""

from __future__ import annotations

import mimetypes
import posixpath
import re
from fnmatch import translate
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import imagesize

from koushu.hugo.shortcodes.templates.values import Html, Listed, Record, shown
from koushu.hugo.sites.context import site_context
from koushu.safe_path import name_fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.sites.site import Site

_MOST: Final = 1000
_LARGEST_TEXT: Final = 200_000
_WORKS: Final = ("Resize", "Fit", "Fill", "Crop", "Process", "Filter")
_PAGES: Final = frozenset((".md", ".markdown"))


def page_resources(context: CallContext) -> Listed:
    """Return the files of a page's bundle, or of its folder where the page is a file of its own."""
    source = Path(str(context.env.srcdir))
    path = Path(str(context.env.doc2path(context.docname)))
    folder = path.parent
    found = []
    for one in sorted(folder.rglob("*") if path.stem in {"index", "_index"} else folder.glob("*"))[:_MOST]:
        if (
            one.is_file()
            and one.suffix.lower() not in _PAGES
            and one.resolve().is_relative_to(source.resolve())
        ):
            name = one.relative_to(folder).as_posix()
            found.append(_resource(one, name, name, _titles(context, name)))
    return _listed(found)


def asset_resources(context: CallContext, site: Site | None) -> dict[str, Callable[..., object]]:
    """Return the functions that find a file in the site's assets."""
    source = Path(str(context.env.srcdir))
    known = site_context(context.env.config)
    base = source / (known.folder if known else "")
    folders = [root.folder for root in site.assets] if site else ["assets"]

    def one(name: object) -> Record | None:
        wanted = posixpath.normpath(shown(name).lstrip("/"))
        for folder in folders:
            path = base / folder / wanted
            if (
                not wanted.startswith("..")
                and not any(map(name_fault, wanted.split("/")))
                and path.is_file()
                and path.resolve().is_relative_to(source.resolve())
            ):
                context.env.note_dependency(str(path))
                return _resource(path, f"/{path.relative_to(source).as_posix()}", f"/{wanted}", {})
        return None

    def matching(pattern: object) -> list[Record]:
        names: dict[str, None] = {}
        for folder in folders:
            root = base / folder
            for path in sorted(root.rglob("*"))[:_MOST] if root.is_dir() else ():
                if path.is_file() and matches(path.relative_to(root).as_posix(), shown(pattern).lstrip("/")):
                    names.setdefault(path.relative_to(root).as_posix())
        return [found for name in names if (found := one(name))]

    return {
        "resources.Get": one,
        "resources.GetMatch": lambda pattern: next(iter(matching(pattern)), None),
        "resources.Match": matching,
        "resources.ByType": lambda kind: [
            item for item in matching("**") if item["ResourceType"] == shown(kind)
        ],
    }


def text_resource(name: object, text: object) -> Record:
    """Return a file that a template made up, with nothing behind its address."""
    return Record(
        Name=shown(name), RelPermalink="", Permalink="", Content=Html(shown(text)), ResourceType="text"
    )


def same_resource(*arguments: object) -> object:
    """Return the file that a function was to make another from."""
    return next((one for one in reversed(arguments) if isinstance(one, Record)), None)


@lru_cache(maxsize=100)
def _glob(pattern: str) -> re.Pattern[str]:
    parts = re.findall(r"\{[^{}]*\}|[^{}]+", pattern)
    made = "".join(
        f"(?:{'|'.join(re.escape(one) for one in part[1:-1].split(','))})"
        if part.startswith("{")
        else _plain(part)
        for part in parts
    )
    return re.compile(rf"{made}\Z", re.IGNORECASE)


def _plain(part: str) -> str:
    """Return a pattern without braces: `*` stays in a folder, `**` does not."""
    pieces = part.split("**")
    within = [translate(piece)[4:-3] if piece else "" for piece in pieces]
    return ".*".join(piece.replace(".*", "[^/]*") for piece in within)


def matches(name: str, pattern: str) -> bool:
    """Return whether a file's name is one of a glob, whatever the case."""
    try:
        return _glob(pattern[:200]).match(name) is not None
    except re.error:
        return False


def _listed(found: list[Record]) -> Listed:
    def matching(pattern: object) -> list[Record]:
        return [one for one in found if matches(shown(one["Name"]), shown(pattern))]

    def named(name: object) -> Record | None:
        wanted = shown(name).removeprefix("./").lower()
        return next((one for one in found if shown(one["Name"]).lower() == wanted), None)

    return Listed(
        found,
        {
            "ByName": named,
            "ByType": lambda kind: [one for one in found if one["ResourceType"] == shown(kind)],
            "Get": named,
            "GetMatch": lambda pattern: next(iter(matching(pattern)), None),
            "Len": lambda: len(found),
            "Match": matching,
        },
    )


def _titles(context: CallContext, name: str) -> dict[str, object]:
    """Return what the front matter says of a file beside the page."""
    params: dict[str, object] = {}
    given: dict[str, object] = {"params": params}
    resources = context.meta.params.get("resources")
    for entry in resources if isinstance(resources, list) else ():
        if isinstance(entry, dict) and matches(name, shown(entry.get("src"))):
            for key in ("title", "name"):
                if key in entry:
                    given.setdefault(key, entry[key])
            if isinstance(more := entry.get("params"), dict):
                params.update(more)
    return given


def _resource(path: Path, address: str, name: str, given: dict[str, object]) -> Record:
    media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind, _, sub = media.partition("/")
    size = _size(path, path.stat().st_mtime_ns) if kind == "image" else (0, 0)
    record = Record(
        Name=given.get("name", name),
        Title=given.get("title", given.get("name", name)),
        Params=given.get("params", {}),
        RelPermalink=Html(address),
        Permalink=Html(address),
        Key=address,
        ResourceType=kind,
        MediaType=Record(Type=media, MainType=kind, SubType=sub, Suffixes=[path.suffix.lstrip(".")]),
        Width=size[0],
        Height=size[1],
        Content=lambda: _text(path),
        Data=Record(Integrity=""),
        Exif=None,
        Colors=list,
        Publish="",
    )
    for work in _WORKS:
        record[work] = lambda *_: record
    return record


@lru_cache(maxsize=500)
def _size(path: Path, _changed: int) -> tuple[int, int]:
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        return 0, 0
    return max(int(width), 0), max(int(height), 0)


def _text(path: Path) -> Html:
    if path.stat().st_size > _LARGEST_TEXT:
        return Html("")
    return Html(path.read_text(encoding="utf-8", errors="replace"))
