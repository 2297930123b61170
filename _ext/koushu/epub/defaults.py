"""Better defaults for Sphinx's own EPUB values; what `conf.py` sets stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.epub3 import validate_config_values

from koushu.config import fill_in
from koushu.posts.book import file_stem

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def complete_config(_app: Sphinx, config: Config) -> None:
    """Fill in an ASCII file name, no index of web pages, and no addresses printed beside links."""
    defaults = {
        "epub_basename": file_stem(config.project),
        "epub_show_urls": "no",
        "epub_version": 3.3,
    }
    fill_in(config, defaults)


def retire_sphinx_check(app: Sphinx) -> None:
    """Take away Sphinx's check for empty values: EPUB 3.3 asks for none of them but title and language."""
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is validate_config_values:
            app.disconnect(listener.id)
