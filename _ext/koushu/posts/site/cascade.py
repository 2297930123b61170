"""What a page gets from the sections above it and from its site: Hugo's cascade, date chains, dates in file names.

Source: Hugo, "Cascade", "Configure front matter", "Page matcher".
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from koushu.hugo.sites.globs import glob_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.hugo.metadata.fields import Value

_NEVER = frozenset({"target", "_target", "kind", "path", "lang", "cascade", "params"})
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[^\d](\d{2})-(\d{2})-(\d{2}))?[-_. ]*(.*)", re.DOTALL)
_DEFAULTS = {
    "date": ("date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    "lastmod": (":git", "lastmod", "modified", "date", "publishdate", "pubdate", "published"),
    "publishdate": ("publishdate", "pubdate", "published", "date"),
    "expirydate": ("expirydate", "unpublishdate"),
}


def inherited(
    own: Mapping[str, Value], entries: Iterable[Mapping[str, Value]], path: str, kind: str
) -> dict[str, Value]:
    """Return the fields that cascade to a page and that it does not set itself; the first entry that has one wins.

    `entries` come from the nearest section outwards; `path` is the page's logical path, such as `/posts/a`.
    """
    fields: dict[str, Value] = {}
    params: dict[str, Value] = {}
    given = own.get("params")
    own_params = {key.lower() for key in given} if isinstance(given, dict) else set()
    for entry in entries:
        if not _meant(entry, path, kind):
            continue
        inner = entry.get("params")
        for key, value in (inner if isinstance(inner, dict) else {}).items():
            if key not in own and key not in own_params:
                params.setdefault(key, value)
        for key, value in entry.items():
            if key not in own and key not in own_params and key not in _NEVER:
                fields.setdefault(key, value)
    if params:
        fields["params"] = {**params, **(given if isinstance(given, dict) else {})}
    return fields


def _meant(entry: Mapping[str, Value], path: str, kind: str) -> bool:
    """Return whether the target of an entry, where it has one, names this page."""
    target = entry.get("target", entry.get("_target"))
    if not isinstance(target, dict):
        return True
    wanted = (
        (target.get("path"), path),
        (target.get("kind"), kind),
        (target.get("environment"), "production"),
    )
    return all(glob is None or glob_pattern(str(glob)).fullmatch(found.lower()) for glob, found in wanted)


def chained_dates(
    data: Mapping[str, Value], chains: Mapping[str, tuple[str, ...]], path: str
) -> dict[str, Value]:
    """Return the dates, and the slug of a dated file name, that a site's own date chains give a page."""
    found: dict[str, Value] = {}
    for name, chain in chains.items():
        keys = [key for part in chain for key in (_DEFAULTS[name] if part == ":default" else (part,))]
        for key in keys:
            value, slug = _of_file_name(path) if key == ":filename" else (data.get(key), "")
            if value not in (None, ""):
                found[name] = value
                if slug and name == "date" and not data.get("slug"):
                    found["slug"] = slug
                break
    return found


def _of_file_name(path: str) -> tuple[Value, str]:
    """Return date and rest of a name such as `2024-01-02-hello.md`, or of the folder of a page bundle."""
    own = PurePosixPath(path)
    name = own.parent.name if own.stem in {"index", "_index"} else own.stem
    match = _DATED.fullmatch(name)
    if not match:
        return None, ""
    time = f"T{match[2]}:{match[3]}:{match[4]}" if match[2] else ""
    return match[1] + time, match[5]
