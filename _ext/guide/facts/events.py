"""Every Sphinx event that Koushu adds, for authors of extensions, from the modules that declare them."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Final

import koushu
from guide.facts.markdown import directive
from guide.facts.sources import constants
from guide.facts.words import told
from koushu import assets, config, page_store, problems
from koushu.posts import book, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

# What the packages of this repository themselves call across features.
_FUNCTIONS: Final[tuple[Callable[..., object], ...]] = (
    catalogue.catalogue_of,
    book.assemble_book,
    book.book_docnames,
    page_store.tell_facts,
    page_store.note_outputs,
    assets.ship,
    problems.report,
    problems.notify,
    config.register,
    config.settings,
)


def event_names() -> list[str]:
    """Return the names of all events that are described: constants whose docstring tells of handlers."""
    found = constants(Path(koushu.__file__).parent)
    return [name for name, text in found.items() if name.startswith("koushu-") and "handler" in text.lower()]


def events(_part: str, language: str) -> str:
    """Return a description of each event: its name, its handler, and when it is emitted."""
    docs = constants(Path(koushu.__file__).parent)
    return "\n".join(
        directive("sphinx-event", name, {}, told(docs[name], language)) for name in event_names()
    )


def functions(_part: str, language: str) -> str:
    """Return a description of each function that other extensions may call: its place, parameters and docstring."""
    return "\n".join(
        directive(
            "py:function",
            f"{one.__module__}.{one.__name__}{_signature(one)}",
            {},
            told(inspect.getdoc(one) or "", language),
        )
        for one in _FUNCTIONS
    )


def _signature(function: Callable[..., object]) -> str:
    parameters = inspect.signature(function).parameters.values()
    return f"({', '.join(one.name for one in parameters)})"
