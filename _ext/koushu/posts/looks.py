"""Which values of the configuration are looks: they show around what a page says, and nowhere in it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.config import Config

LOOKS: Final = frozenset(
    (
        "html_css_files",
        "html_favicon",
        "html_js_files",
        "html_last_updated_fmt",
        "html_last_updated_use_utc",
        "html_logo",
        "html_show_copyright",
        "html_show_sphinx",
        "html_sidebars",
        "html_static_path",
        "html_style",
        "html_theme_options",
        "templates_path",
    )
)
"""Values of the configuration that show around what a page says, and nowhere in it."""
# Options of the themes that change trees before they are written.
OPTIONS_OF_BODIES: Final = ("shorten_urls", "use_sidenotes")


def values_digest(config: Config) -> str:
    """Return a digest of all values but those of looks."""
    digest = hashlib.sha256()
    for value in config:
        if value.name not in LOOKS:
            digest.update(f"{value.name} {stable_text(value.value)}\0".encode("utf-8", "surrogatepass"))
    options = config.html_theme_options
    digest.update(repr([options.get(name) for name in OPTIONS_OF_BODIES]).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def stable_text(value: Any) -> str:  # noqa: ANN401 - whatever a configuration holds
    """Return a value as text, a set in one order."""
    return repr(sorted(map(repr, value))) if isinstance(value, set | frozenset) else repr(value)
