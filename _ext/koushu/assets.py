"""How a feature's own style sheets, scripts and packages reach each output format.

A feature keeps them in its folder `assets/` and calls `ship` once; what travels are Sphinx
configuration values, so that no builder needs to know the feature.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# After Sphinx has checked and completed its own values (priority 800).
_AFTER_SPHINX = 810
_PACKAGE: Final = Path(__file__).parent


def ship(app: Sphinx, folder: Path) -> None:
    """Announce every file of `folder` to the formats that can use it.

    `.css` and `.js` are linked from each HTML and EPUB page, `.sty` is loaded in the LaTeX preamble
    and copied beside the document, `.typ` is imported by the Typst document.
    """
    for path in sorted(folder.iterdir()):
        if path.suffix == ".css":
            app.add_css_file(path.name)
        elif path.suffix == ".js":
            app.add_js_file(path.name, loading_method="defer")
    app.connect("config-inited", partial(_extend_config, folder=folder), priority=_AFTER_SPHINX)


def _extend_config(_app: Sphinx, config: Config, folder: Path) -> None:
    """Add the folder's files to the configuration values that each builder reads."""
    # File by file, so that what LaTeX and Typst need does not reach the web site.
    linked = sorted(path for path in folder.iterdir() if path.suffix in {".css", ".js"})
    config.html_static_path = [*config.html_static_path, *map(str, linked)]
    packages = sorted(folder.glob("*.sty"))
    config.latex_additional_files = [*config.latex_additional_files, *map(str, packages)]
    if packages:
        loading = "".join(f"\\usepackage{{{path.stem}}}\n" for path in packages)
        elements = dict(config.latex_elements)
        config.latex_elements = {**elements, "preamble": loading + str(elements.get("preamble", ""))}
    if "typst_modules" in config:
        config.typst_modules = [*config.typst_modules, *map(str, sorted(folder.glob("*.typ")))]


def shipped_style_sheets(config: Config) -> list[Path]:
    """Return the style sheets that features have announced, in their order."""
    return list(_shipped(tuple(map(str, config.html_static_path))))


@cache
def _shipped(entries: tuple[str, ...]) -> tuple[Path, ...]:
    # Asked for each page.
    paths = map(Path, entries)
    return tuple(path for path in paths if path.suffix == ".css" and path.is_relative_to(_PACKAGE))
