"""Bibliographies that strangers may have written: what is faulty in one is said, and the rest of it is used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.bibliography_entries import mend_entries, mend_filters
from koushu.hugo.encoding import NAME
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem, report, report_all
from koushu.safe_path import real_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LARGEST: Final = 8 << 20
"""Bytes of a bibliography."""


def admit_bibliographies(app: Sphinx, config: Config) -> None:
    """Leave out what leads out of the source folder, and have bytes that are no UTF-8 replaced (`config-inited`)."""
    if "bibtex_bibfiles" not in config or config.bibtex_bibfiles is None:
        return
    admitted = []
    for name in config.bibtex_bibfiles:
        path = Path(app.srcdir, name)
        if not path.is_symlink() and not path.exists():
            admitted.append(name)
            continue
        real = real_file(Path(app.srcdir), str(name))
        if real is None or real.stat().st_size > LARGEST:
            kind = Kind.OUTSIDE if real is None else Kind.LIMIT
            message = f"the bibliography is left out; expected a file of {LARGEST} bytes at most in the source folder"
            report(Problem(kind, 1, message), str(path))
            continue
        report_all(decode_source(real.read_bytes()).problems, str(path))
        admitted.append(name)
    config.bibtex_bibfiles = admitted
    if config.source_encoding == NAME and config.bibtex_encoding.lower().replace("_", "-") in {
        "utf-8",
        "utf-8-sig",
    }:
        config.bibtex_encoding = NAME


class ForgivingParsing:
    """Has the parser of bibliographies go on behind a fault, where it would end the build of all posts."""

    def __init__(self) -> None:
        self._capturing: Any = None
        self._faults: list[Any] = []
        self._before: object = None

    def begin(self, app: Sphinx) -> None:
        """Gather faults instead of raising them (`builder-inited`, before the parser)."""
        errors = sys.modules.get("pybtex.errors")
        if errors is not None:
            self._capturing = errors.capture()
            self._faults = self._capturing.__enter__()
            self._before = _parsed(app)

    def end(self, app: Sphinx) -> None:
        """Say what was gathered (`builder-inited`, behind the parser)."""
        if self._capturing is None:
            return
        self._capturing.__exit__(None, None, None)
        self._capturing = None
        for fault in self._faults:
            path = str(getattr(fault, "filename", "") or next(iter(app.config.bibtex_bibfiles), ""))
            message = f"found a fault in the bibliography: {fault}; expected BibTeX. The rest of it is used"
            report(
                Problem(Kind.BIBLIOGRAPHY, getattr(fault, "lineno", 0) or 1, message),
                str(Path(app.srcdir, path)),
            )
        if _parsed(app) is not self._before:
            for file, problem in mend_entries(app):
                report(problem, str(file))


def _parsed(app: Sphinx) -> object:
    """Return what was parsed last, be it by an earlier build."""
    domain: Any = app.env.domains.get("cite")
    return domain.bibdata if domain is not None else None


def admit(app: Sphinx) -> None:
    """Connect all of it."""
    parsing = ForgivingParsing()
    app.connect("config-inited", admit_bibliographies, priority=806)
    app.connect("builder-inited", parsing.begin, priority=100)
    app.connect("builder-inited", parsing.end, priority=900)
    app.connect("env-updated", mend_filters, priority=400)
