"""Better defaults for Sphinx's own EPUB values; what `conf.py` sets stays."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import validate_config_values

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def complete_config(_app: Sphinx, config: Config) -> None:
    """Fill in an ASCII file name, no index of web pages, and no addresses printed beside links."""
    defaults = {
        "epub_basename": file_stem(config.project),
        "epub_show_urls": "no",
        "epub_version": 3.3,
    }
    # Sphinx has no public way to ask whether `conf.py` or the command line set a value.
    given = {*config._raw_config, *config._overrides}  # noqa: SLF001
    for name, value in defaults.items():
        if name not in given:
            config[name] = value


def retire_sphinx_check(app: Sphinx) -> None:
    """Take away Sphinx's check for empty values: EPUB 3.3 asks for none of them but title and language."""
    for listener in list(app.events.listeners["builder-inited"]):
        if listener.handler is validate_config_values:
            app.disconnect(listener.id)


def file_stem(project: str) -> str:
    """Return a project's name as a plain ASCII file name; `book` when nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", project).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-") or "book"
