"""The configuration of a source folder that has no `conf.py`: a Hugo site, or a folder of Markdown."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING, Any

from koushu.hugo.sites.files import has_site_files
from koushu.hugo.sites.site import load_site

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

_SUFFIXES = {
    spelt: "hugo"
    for suffix in (".md", ".markdown", ".mdown")
    for spelt in (suffix, suffix.upper(), f".{suffix[1:].title()}")
}


def configuration_of(source: Path) -> dict[str, Any] | None:
    """Return the configuration to build a folder with: nothing in it for one with `conf.py`, None when there is none.

    It is held in memory; what the site says of itself is filled in when the build reads it.
    """
    if (source / "conf.py").is_file():
        return {}
    if not (has_site_files(source) or (source / "content").is_dir() or _has_markdown(source)):
        return None
    site, _ = load_site(source)
    return {
        "extensions": ["koushu"],
        "source_suffix": dict(_SUFFIXES),
        "html_theme": "sphinx_book_theme",
        # Sphinx loads its own words before any feature can name the language.
        "language": site.default.tag.replace("-", "_"),
        "hugo_site": ".",
    }


def require_posts(app: Sphinx) -> None:
    """Raise `ExtensionError` for a project of Sphinx that knows nothing of posts."""
    if "koushu.posts" not in app.extensions:
        from sphinx.errors import ExtensionError  # noqa: PLC0415 - not needed by most commands

        message = _('{path} does not load Koushu; expected `"koushu"` in its `extensions`')
        raise ExtensionError(message.format(path=app.confdir / "conf.py"))


def _has_markdown(source: Path) -> bool:
    return any(path.suffix in _SUFFIXES for path in source.glob("*")) or any(source.glob("*/*.md"))
