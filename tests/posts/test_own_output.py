"""Where a build is written among the sources, what it wrote is no source of the next."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from pathlib import Path

CONF = 'extensions = ["koushu"]\nsource_suffix = {".md": "hugo"}\nhtml_theme = "sphinx_book_theme"\n'


@pytest.mark.parametrize("folder", ["_build", "deep/out"])
def test_copies_of_sources_are_not_read(tmp_path: Path, folder: str) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "index.md").write_text("# Home\n")
    (tmp_path / "posts" / "one.md").write_text("---\ntitle: One\n---\n\nWords.\n")
    for _ in range(2):
        # SphinxTestApp's own layout is that of one folder for all builders.
        app = SphinxTestApp(
            "html", srcdir=tmp_path, builddir=tmp_path / folder, status=io.StringIO(), warning=io.StringIO()
        )
        app.build(force_all=True)
        app.cleanup()
        assert app.env.found_docs == {"index", "posts/one"}
