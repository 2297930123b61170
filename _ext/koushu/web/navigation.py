"""The site's few main links, from configuration: the same on every page, whatever the number of posts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from koushu.config import WebSettings, settings
from koushu.lists.pages import list_pages
from koushu.page_store import SITES
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|#")


@dataclass(frozen=True, slots=True)
class Link:
    """One main link as a page shows it."""

    label: str
    address: str
    is_current: bool


def links(app: Sphinx, pagename: str, pathto: Callable[[str], str]) -> list[Link]:
    """Return the main links of a page; relative addresses are relative to it."""
    # A site in one page has no pages of lists.
    absent = frozenset[str]() if app.builder.name in SITES else frozenset(list_pages(app))
    return [
        Link(label, target if _ADDRESS.match(target) else pathto(target), target == pagename)
        for label, target in settings(app.config, WebSettings).navigation.items()
        if target not in absent
    ]


def check_navigation(app: Sphinx, env: BuildEnvironment) -> None:
    """Report main links to documents that do not exist."""
    known = {*env.all_docs, *list_pages(app), "search", "genindex"}
    for label, target in settings(app.config, WebSettings).navigation.items():
        if not _ADDRESS.match(target) and target not in known:
            message = (
                f"web_navigation leads from “{label}” to “{target}”; expected the name of a page or an address"
            )
            report(Problem(Kind.NAVIGATION, 0, message), "conf.py")
