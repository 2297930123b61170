"""What every page of a web site depends on, apart from what is its own: values of the configuration, and looks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sphinx

from koushu.posts.looks import LOOKS, OPTIONS_OF_BODIES
from koushu.record import record
from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.config import Config, ConfigValue

_FILES_OF_LOOKS: Final = (".css", ".css_t", ".css.jinja", ".js", ".js_t", ".js.jinja")
"""Suffixes of files whose check sums stand in every page."""


@record
class PageState:
    """Digests of what every page depends on."""

    values: str
    """Of versions and configuration, on which depends what a page gives its template."""
    looks: str
    """Of templates, style sheets, scripts, and the configuration of the theme."""


@record
class _Part:
    """A part of a configuration, for those who ask for it by category."""

    config: Config
    names: frozenset[str]
    inside: bool

    def filter(self, rebuild: Collection[str]) -> Iterator[ConfigValue]:
        """Yield the values of some categories that are in this part."""
        found: Any = rebuild
        return (one for one in self.config.filter(found) if (one.name in self.names) == self.inside)


def read_page_state(builder: StandaloneHTMLBuilder) -> PageState:
    """Return the state of the builder's configuration, templates and static files as they are now."""
    versions = f"{__version__} {sphinx.__version__} {builder.build_info.tags_hash}"
    chosen = [builder.config.html_theme_options.get(name) for name in OPTIONS_OF_BODIES]
    values = f"{versions} {_hash(builder, inside=False)} {chosen!r}"
    looks = hashlib.sha256(f"{versions} {_hash(builder, inside=True)}".encode())
    templates = getattr(builder.templates, "pathchain", ())
    static = [Path(folder, "static") for folder in builder.theme.get_theme_dirs()]
    static += [Path(builder.confdir, path) for path in builder.config.html_static_path]
    for path in (*_files(templates, (".html", ".xml", ".css")), *_files(static, _FILES_OF_LOOKS)):
        looks.update(path.name.encode("utf-8", "surrogateescape") + b"\0" + path.read_bytes())
    return PageState(hashlib.sha256(values.encode()).hexdigest(), looks.hexdigest())


def _hash(builder: StandaloneHTMLBuilder, *, inside: bool) -> str:
    """Return Sphinx's own digest of the values that are looks, or of those that are not."""
    part: Any = _Part(builder.config, LOOKS, inside)
    return str(type(builder.build_info)(part, builder.tags, frozenset({"html"})).config_hash)


def _files(folders: Iterable[str | Path], suffixes: tuple[str, ...]) -> Iterator[Path]:
    for folder in folders:
        if Path(folder).is_file():
            yield Path(folder)
        for root, inner, names in os.walk(folder):
            inner.sort()
            yield from (Path(root, name) for name in sorted(names) if name.endswith(suffixes))
