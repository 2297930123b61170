"""A publication with its configuration and catalogue read, and nothing built."""

from __future__ import annotations

import io
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from koushu.cli.site import require_posts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def opened(source: Path, values: Mapping[str, object], *, has_conf: bool) -> Iterator[Sphinx]:
    """Give the application of a publication; what it writes lies in a temporary folder.

    `values` are those of the command line, or the whole configuration of a folder without `conf.py`. Raises
    `SphinxError` for a configuration that cannot be used.
    """
    with (
        tempfile.TemporaryDirectory(prefix="koushu-") as folder,
        patch_docutils(source),
        docutils_namespace(),
    ):
        app = Sphinx(
            source,
            source if has_conf else None,
            Path(folder) / "out",
            Path(folder) / "doctrees",
            "dummy",
            dict(values),
            status=io.StringIO(),
            warning=io.StringIO(),
        )
        require_posts(app)
        yield app
