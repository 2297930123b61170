"""Page templates as the template engine has compiled them, kept for the next page, build and process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket
    from sphinx.application import Sphinx

# Several applications of one process, as in a preview, have the same templates.
_compiled: dict[tuple[str, str], CodeType] = {}


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
    if environment is not None and environment.bytecode_cache is None:
        folder = Path(app.doctreedir, "templates")
        folder.mkdir(parents=True, exist_ok=True)
        environment.bytecode_cache = CompiledTemplates(str(folder))
