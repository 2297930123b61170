"""The index at the end of the book."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def index_body(groups: Iterable[tuple[str, list[tuple[str, Any]]]]) -> str:
    """Return the index as HTML; `groups` are Sphinx's: letter, then entries of (name, [links, subentries, key])."""
    lines = ["<section class='book-index' role='doc-index'>"]
    for letter, entries in groups:
        lines.append(f"<h2>{html.escape(letter)}</h2><ul>")
        for name, (links, below, _key) in entries:
            lines.append(f"<li>{_entry(name, links)}")
            if below:
                lines += ["<ul>", *(f"<li>{_entry(part, places)}</li>" for part, places in below), "</ul>"]
            lines.append("</li>")
        lines.append("</ul>")
    return "\n".join([*lines, "</section>"])


def _entry(name: str, links: list[tuple[str, str]]) -> str:
    return html.escape(name) + "".join(f" {link}" for link in _links(links))


def _links(links: Iterable[tuple[str, str]]) -> Iterator[str]:
    for number, (_main, target) in enumerate(links, 1):
        if target:
            yield f'<a href="{html.escape(target)}">[{number}]</a>'
