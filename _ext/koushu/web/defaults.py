"""What a publication gets when its `conf.py` says nothing: our layer of the theme, and text kept as written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.config import fill_in

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

BASE_THEME: Final = "sphinx_book_theme"
THEME: Final = "koushu"
THEME_FOLDER: Final = Path(__file__).parent / "theme" / THEME

_SETTINGS: Final = {
    # Quotes and dashes are the Markdown dialect's business; Sphinx would set them a second time.
    "smartquotes": False,
    # The copies hold drafts' comments and front matter.
    "html_copy_source": False,
    # Hugo puts no link around an image that has a size.
    "html_scaled_image_link": False,
    "html_show_sourcelink": False,
}
# What the theme reads from the publication's own options only, not from those of an inheriting theme.
_THEME_OPTIONS: Final = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "navbar_persistent": [],
}


def set_defaults(_app: Sphinx, config: Config) -> None:
    """Set our defaults where the publication sets nothing, and put our layer over sphinx-book-theme."""
    fill_in(config, _SETTINGS)
    # The theme adds to this list, which Sphinx shares between all builds of one process where nobody has set it.
    config.templates_path = list(config.templates_path)
    if config.html_theme == BASE_THEME:
        config.html_theme = THEME
    if config.html_theme == THEME:
        config.html_theme_options = {**_THEME_OPTIONS, **config.html_theme_options}


def add_script(app: Sphinx) -> None:
    """Add our layer's own script to the pages of our layer."""
    if app.config.html_theme == THEME:
        app.add_js_file("koushu.js", loading_method="defer")
