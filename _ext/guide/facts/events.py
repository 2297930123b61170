"""Every Sphinx event that Koushu adds, for authors of extensions, from the modules that declare them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from guide.facts.markdown import directive
from guide.facts.sources import attribute_docs
from guide.facts.words import told
from koushu import assets, config, page_store, problems
from koushu.posts import book, catalogue, entry_points, parts, post_speakers
from koushu.posts.site import publishing

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

_DECLARED: Final[tuple[tuple[ModuleType, str], ...]] = (
    (page_store, "PAGE_FACTS"),
    (post_speakers, "EVENT"),
    (entry_points, "EVENT"),
    (parts, "EVENT"),
    (publishing, "EVENT"),
)
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
    """Return the names of all events that are described."""
    return [getattr(module, name) for module, name in _DECLARED]


def events(_part: str, language: str) -> str:
    """Return a description of each event: its name, its handler, and when it is emitted."""
    return "\n".join(
        directive("sphinx-event", getattr(module, name), {}, told(attribute_docs(module)[name], language))
        for module, name in _DECLARED
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
