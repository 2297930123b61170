"""Page templates as the template engine has compiled them, kept for the next page, build and process.

Ours are indented for who reads them, not for who loads a page.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import FileSystemBytecodeCache
from jinja2.ext import Extension

from koushu.web.defaults import THEME, THEME_FOLDER

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket
    from sphinx.application import Sphinx

# Several applications of one process, as in a preview, have the same templates.
_compiled: dict[tuple[str, str], CodeType] = {}
_INDENT: Final = re.compile(r"^[ \t]+|\n(?=[ \t]*\n)", re.MULTILINE)


class CompactTemplates(Extension):
    """Takes the indentation from the templates of our layer before they are compiled."""

    def preprocess(self, source: str, _name: str | None, filename: str | None = None) -> str:
        """Return a template without blanks at the beginning of lines, and without empty lines."""
        ours = THEME_FOLDER in Path(filename or "").parents
        return _INDENT.sub("", source) if ours else source


class CompiledTemplates(FileSystemBytecodeCache):
    """Keeps what is compiled in memory, and in a folder beside the doctrees; a changed template is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket from memory, else from its file."""
        known = _compiled.get((bucket.key, bucket.checksum))
        if known is None:
            super().load_bytecode(bucket)
            self._remember(bucket)
        else:
            bucket.code = known

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        self._remember(bucket)
        super().dump_bytecode(bucket)

    @staticmethod
    def _remember(bucket: Bucket) -> None:
        if bucket.code is not None:
            _compiled[bucket.key, bucket.checksum] = bucket.code


def keep_compiled(app: Sphinx) -> None:
    """Give the builder's template engine its store (`builder-inited`); nothing for builders without one."""
    environment = getattr(getattr(app.builder, "templates", None), "environment", None)
    if environment is not None:
        # No template changes while pages are made of it.
        environment.auto_reload = False
    if environment is not None and environment.bytecode_cache is None:
        compact = app.config.html_theme == THEME
        if compact:
            environment.add_extension(CompactTemplates)
        folder = Path(app.doctreedir, "templates", "compact" if compact else "plain")
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = CompiledTemplates(str(folder))
