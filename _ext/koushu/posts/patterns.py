"""Which permalink pattern a page has: by its kind and its path, for which keys may be globs.

Source: Hugo, "Configure permalinks"; seen with Hugo 0.168: a key means the path itself and all below it, `/` the pages
at the top; a table without kinds counts for pages and terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.sites.globs import glob_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from koushu.hugo.metadata.fields import Value

ENTRIES = ""
"""Key under which a configuration holds permalinks that are written as a list."""
_WITHOUT_KIND = frozenset({"page", "term"})


def pattern_of(permalinks: Mapping[str, Value], path: str, kind: str) -> str:
    """Return the pattern of the page at a path such as `/posts/a`, of those that name it the first; empty for none."""
    return next(_patterns(permalinks, path.lower(), kind), "")


def _patterns(permalinks: Mapping[str, Value], path: str, kind: str) -> Iterator[str]:
    entries = permalinks.get(ENTRIES)
    for entry in entries if isinstance(entries, list) else []:
        pattern = entry.get("pattern") if isinstance(entry, dict) else None
        if (
            isinstance(entry, dict)
            and isinstance(pattern, str)
            and _is_meant(entry.get("target"), path, kind)
        ):
            yield pattern
    for table in (permalinks.get(kind), permalinks if kind in _WITHOUT_KIND else None):
        if isinstance(table, dict):
            yield from (
                value for key, value in table.items() if isinstance(value, str) and _is_named(key, path)
            )


def _is_meant(target: Value, path: str, kind: str) -> bool:
    if not isinstance(target, dict):
        return True
    wanted = ((target.get("path"), path), (target.get("kind"), kind))
    return all(glob is None or glob_pattern(str(glob)).fullmatch(found) for glob, found in wanted)


def _is_named(key: str, path: str) -> bool:
    name = key.strip("/")
    if not name:
        return path.count("/") == 1
    forms = dict.fromkeys((path, path.replace(" ", "-")))
    globs = (f"/{name}", f"/{name}/**")
    return any(glob_pattern(glob).fullmatch(form) for glob in globs for form in forms)
