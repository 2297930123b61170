"""Fixtures shared by all tests: small publications built on the spot, and our own site built whole."""

from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils import nodes

# What the command says is compared in English, whatever the language of the terminal.
os.environ["KOUSHU_LANG"] = "en"
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
ALL_FEATURES = ["koushu", "sphinxcontrib.bibtex"]
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Publication:
    """A publication that has been built: its application, its output, and what was said."""

    app: SphinxTestApp
    rebuild: Callable[[], Publication]
    """Builds the same folder again, with the state that this build left."""

    @property
    def out(self) -> Path:
        return Path(self.app.outdir)

    @property
    def warnings(self) -> list[str]:
        """Return each warning on a line of its own, with the source folder cut from its path."""
        text = _COLOUR.sub("", self.app.warning.getvalue()).replace(f"{self.app.srcdir}/", "")
        return [line for line in text.splitlines() if line.strip()]

    @property
    def log(self) -> str:
        return _COLOUR.sub("", self.app.status.getvalue())

    def read(self, name: str) -> str:
        return (self.out / name).read_text(encoding="utf-8")

    def doctree(self, docname: str) -> nodes.document:
        """Return the tree as it was read."""
        return self.app.env.get_doctree(docname)

    def resolved(self, docname: str) -> nodes.document:
        """Return the tree after the post-transforms, as the builder's writer gets it."""
        return self.app.env.get_and_resolve_doctree(docname, self.app.builder)


@pytest.fixture
def publication(tmp_path: Path) -> Callable[..., Publication]:
    """Return a function that writes files into a new folder and builds them.

    `publication({"posts/a.md": "…"}, builder="html", parallel=0, extensions=[…], **conf)`.
    """
    return _publisher(tmp_path)


@pytest.fixture(scope="module")
def shared_publication(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Publication]:
    """Return a `publication` whose builds the tests of one file may share."""
    return _publisher(tmp_path_factory.mktemp("shared"))


def _publisher(folder: Path) -> Callable[..., Publication]:
    made: list[Path] = []

    def build(
        files: Mapping[str, str | bytes], builder: str = "html", parallel: int = 0, **conf: object
    ) -> Publication:
        source = folder / f"site{len(made)}"
        _write(source, files)
        settings = {
            "extensions": ALL_FEATURES,
            "source_suffix": {".md": "hugo"},
            "html_theme": "sphinx_book_theme",
            "bibtex_bibfiles": [],
            **conf,
        }
        made.append(source)
        return build_folder(source, folder / f"{source.name}-build", builder, settings, parallel)

    return build


def build_folder(
    source: Path, out: Path, builder: str, settings: Mapping[str, object] | None = None, parallel: int = 0
) -> Publication:
    """Build, and take back at once what Sphinx has registered for the whole process."""
    app = SphinxTestApp(
        builder,
        srcdir=source,
        builddir=out,
        confoverrides=dict(settings or {}),
        status=io.StringIO(),
        warning=io.StringIO(),
        parallel=parallel,
    )
    try:
        app.build()
    finally:
        app.cleanup()
    return Publication(app, partial(build_folder, source, out, builder, settings, parallel))


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    wanted: dict[str, str | bytes] = {"conf.py": "", "index.md": "# Home\n", **files}
    for name, text in wanted.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Publication]:
    """Return a function that builds this repository's own publication, once for each builder."""
    built: dict[str, Publication] = {}

    def build(builder: str) -> Publication:
        if builder not in built:
            folder = tmp_path_factory.mktemp("own")
            source = folder / "site"
            source.mkdir()
            for name in ("conf.py", "index.md"):
                shutil.copy(ROOT / name, source)
            for name in ("posts", "_static"):
                shutil.copytree(ROOT / name, source / name)
            (source / "_ext").symlink_to(ROOT / "_ext", target_is_directory=True)
            built[builder] = build_folder(source, folder / "build", builder)
        return built[builder]

    return build
