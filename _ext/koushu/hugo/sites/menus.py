"""The main menu of a Hugo site: entries of its configuration and of front matter, in Hugo's order.

Pure. Source: Hugo, "Menus": by weight, those without one last, then by name; children stand below their parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.hugo.metadata.casts import to_number, to_text, to_texts
from koushu.hugo.sites.files import lower_keys
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from koushu.hugo.metadata.fields import Value

MAIN: Final = "main"


@record
class MenuEntry:
    """One entry of a menu."""

    name: str
    weight: int = 0
    identifier: str = ""
    parent: str = ""
    page: str = ""
    """Logical path of a page, as `pageRef` has it."""
    url: str = ""
    docname: str = ""
    """The page whose front matter has the entry."""


def configured_menu(table: Mapping[str, Value]) -> tuple[MenuEntry, ...] | None:
    """Return the entries of the main menu of a configuration with keys in lower case, None where it has none."""
    menus = table.get("menus", table.get("menu"))
    entries = menus.get(MAIN) if isinstance(menus, dict) else None
    if not isinstance(entries, list):
        return None
    return tuple(_entry(one) for one in entries if isinstance(one, dict))


def page_menu(value: Value, name: str, weight: int, docname: str) -> MenuEntry | None:
    """Return the entry in the main menu that a page's `menus` asks for: a name, names, or a table by name."""
    menus = lower_keys(value)
    if isinstance(menus, dict) and MAIN in menus:
        own = menus[MAIN]
        said = own if isinstance(own, dict) else {}
        return _entry({"name": name, "weight": weight, **said}, docname)
    named = () if isinstance(menus, dict) else to_texts(menus) or ()
    return MenuEntry(name, weight, docname=docname) if MAIN in map(str.lower, named) else None


def _entry(table: Mapping[str, Value], docname: str = "") -> MenuEntry:
    text = {key: to_text(table.get(key)) or "" for key in ("name", "identifier", "parent", "pageref", "url")}
    return MenuEntry(
        text["name"] or text["identifier"],
        to_number(table.get("weight")) or 0,
        text["identifier"],
        text["parent"],
        text["pageref"],
        text["url"],
        docname,
    )


def in_order(entries: Iterable[MenuEntry]) -> list[MenuEntry]:
    """Return the entries of a menu in Hugo's order, each followed by those below it."""
    ordered = sorted(entries, key=lambda one: (not one.weight, one.weight, one.name.lower(), one.identifier))
    keys = {one.identifier or one.name for one in ordered}
    found: list[MenuEntry] = []
    for one in ordered:
        if one.parent not in keys:
            _add(one, ordered, found)
    # Two that name each other as parent are below nothing.
    for one in ordered:
        _add(one, ordered, found)
    return found


def _add(entry: MenuEntry, all_entries: list[MenuEntry], found: list[MenuEntry]) -> None:
    if entry in found:
        return
    found.append(entry)
    for one in all_entries:
        if one.parent and one.parent == (entry.identifier or entry.name):
            _add(one, all_entries, found)
