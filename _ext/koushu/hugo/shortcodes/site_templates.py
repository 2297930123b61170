"""A site's own shortcodes: templates in its folders and in `hugo_shortcodes`, read once for each state of the files.

Source: Hugo, "Create your own shortcodes", "Template lookup order".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.config import HugoSettings, settings
from koushu.hugo.shortcodes.names import BUILT_IN, OF_HUGO, Inner
from koushu.hugo.shortcodes.template_lexer import TemplateError
from koushu.hugo.shortcodes.template_parser import parse_template
from koushu.hugo.site_context import site_context

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.environment import BuildEnvironment

    from koushu.hugo.shortcodes.template_parser import Node

_SUFFIX: Final = ".html"
_LARGEST: Final = 100_000
_MOST: Final = 1000
IN_CONFIGURATION: Final = "conf.py: hugo_shortcodes"


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """One shortcode of a site."""

    path: str
    """Of its file, or where else it stands."""
    nodes: tuple[Node, ...]
    is_markdown: bool


@dataclass(frozen=True, slots=True)
class SiteTemplates:
    """The shortcodes of a site by name, and those that cannot be run, each with the place and the reason."""

    usable: Mapping[str, SiteTemplate]
    faults: Mapping[str, str]
    known: Mapping[str, Inner]
    """Every name that is known on this site, and whether it encloses text."""


def templates_of(env: BuildEnvironment) -> SiteTemplates:
    """Return the shortcodes of the site that is being built; one of a folder named first wins."""
    options = settings(env.config, HugoSettings)
    site = site_context(env.config)
    base = Path(str(env.srcdir)) / (site.folder if site else "")
    files: dict[str, tuple[Path, int, int]] = {}
    for root in (base / folder for folder in options.shortcode_folders):
        for path in sorted(root.rglob(f"*{_SUFFIX}"))[:_MOST] if root.is_dir() else ():
            state = path.stat()
            name = path.relative_to(root).as_posix().removesuffix(_SUFFIX)
            files.setdefault(name, (path, state.st_mtime_ns, state.st_size))
    own = tuple(sorted(options.shortcodes.items()))
    return _read(tuple(files.items()), own, themes=options.theme_shortcodes)


@lru_cache(maxsize=4)
def _read(
    files: tuple[tuple[str, tuple[Path, int, int]], ...],
    mapping: tuple[tuple[str, str], ...],
    *,
    themes: bool,
) -> SiteTemplates:
    usable: dict[str, SiteTemplate] = {}
    faults: dict[str, str] = {}
    known = dict(BUILT_IN if themes else OF_HUGO)
    sources = [(name, f"{IN_CONFIGURATION}[{name!r}]", text, True) for name, text in mapping]
    for name, (path, _, size) in files:
        text = path.read_text(encoding="utf-8", errors="replace") if size <= _LARGEST else "{{ tooLarge }}"
        sources.append((name, str(path), text, False))
    for name, place, text, is_markdown in sources:
        if name in usable:
            continue
        try:
            usable[name] = SiteTemplate(
                place, parse_template(text.strip("\n") if is_markdown else text), is_markdown
            )
            known[name] = Inner.ALWAYS if ".Inner" in text else Inner.NEVER
        except TemplateError as error:
            faults.setdefault(name, f"{place}:{error.line}: {error.message}")
    return SiteTemplates(usable, faults, known)
