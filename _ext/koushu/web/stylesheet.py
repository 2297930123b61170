"""The one style sheet of our layer: its own parts, the colours of code, and what the features have shipped.

A page that waits for eight files, one of them the theme's with 370 KB, is first seen after 4 s on a slow telephone;
with one file of a tenth of that it is seen after 1 s. The theme's own sheets are linked as well where the
publication uses parts of the theme that are drawn by them.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import rcssmin
from pygments.formatters import HtmlFormatter
from pygments.styles import get_style_by_name
from pygments.util import ClassNotFound
from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.assets import shipped_style_sheets
from koushu.config import WebSettings, settings
from koushu.posts.rebuilding.exact_pages import static_files_stand
from koushu.staged_files import write_whole
from koushu.web.defaults import THEME, THEME_FOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

NAME: Final = "koushu.css"
_PARTS: Final = ("colours", "base", "text", "frame", "blocks", "lists", "search")
# After the features', whose colours and sizes it takes back on paper.
_LAST: Final = "media"
_MODES: Final = {"light": "tango", "dark": "monokai"}
# Parts of the theme that our templates show when asked, and that only its own sheets draw.
_THEME_PARTS: Final = (
    "announcement",
    "article_footer_items",
    "article_header_end",
    "article_header_start",
    "footer_center",
    "footer_content_items",
    "footer_end",
    "footer_start",
    "navbar_center",
    "navbar_end",
    "navbar_persistent",
    "navbar_start",
    "primary_sidebar_end",
    "switcher",
)


def write_style_sheet(app: Sphinx, builder: Builder) -> None:
    """Write the sheet among the static files, when the pages are of our layer."""
    if (
        not isinstance(builder, StandaloneHTMLBuilder)
        or builder.theme.name != THEME
        or static_files_stand(app)
    ):
        return
    parts = [_part(name) for name in _PARTS]
    parts.append(code_colours(builder.theme.get_options(app.config.html_theme_options)))
    parts += [path.read_text(encoding="utf-8") for path in shipped_style_sheets(app.config)]
    parts.append(_part(_LAST))
    path = Path(app.outdir, "_static", NAME)
    # Staged even if it is the last one: pages tell its check sum.
    write_whole(path, "".join(f"{rcssmin.cssmin(part)}\n" for part in parts).encode())


def _part(name: str) -> str:
    return (THEME_FOLDER / "styles" / f"{name}.css").read_text(encoding="utf-8")


def linked_style_sheets(app: Sphinx, linked: Sequence[Any]) -> list[Any]:
    """Return the style sheets that a page links, Sphinx's records, without those that ours contains."""
    contained = {f"_static/{path.name}" for path in shipped_style_sheets(app.config)} | {
        "_static/pygments.css"
    }
    return [one for one in linked if str(getattr(one, "filename", one)) not in contained]


def needs_theme_styles(app: Sphinx) -> bool:
    """Return whether pages link the sheets of the theme below ours: as configured, else when its parts are shown."""
    wanted = settings(app.config, WebSettings).theme_styles
    if wanted is not None:
        return wanted
    return any(app.config.html_theme_options.get(name) for name in _THEME_PARTS)


def code_colours(options: dict[str, Any]) -> str:
    """Return the colours of highlighted code from the styles that the theme's options name.

    On a screen those for light or dark, whichever the page has; on paper always those for light.
    """
    looks = {
        mode: _looks(str(options.get(f"pygments_{mode}_style") or fallback), fallback)
        for mode, fallback in _MODES.items()
    }
    shown = "".join(_rules(f'html[data-theme="{mode}"] .highlight', rules) for mode, rules in looks.items())
    printed = _rules("html[data-theme] .highlight", looks["light"])
    return f"@media screen {{\n{shown}}}\n@media print {{\n{printed}}}\n"


def _looks(style: str, fallback: str) -> dict[str, list[str]]:
    """Return for each look the classes of words that have it."""
    try:
        formatter = HtmlFormatter(style=get_style_by_name(style))
    except ClassNotFound:
        formatter = HtmlFormatter(style=get_style_by_name(fallback))
    looks: dict[str, list[str]] = defaultdict(list)
    for name, (look, _kind, _depth) in formatter.class2style.items():
        if name and look:
            looks[look].append(f".{name}")
    return looks


def _rules(scope: str, looks: dict[str, list[str]]) -> str:
    return "".join(f"{scope} :is({', '.join(names)}) {{ {look} }}\n" for look, names in looks.items())
