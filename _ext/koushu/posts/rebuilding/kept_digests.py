"""Digests of what a builder wrote last, by name, in a file beside the doctrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.staged_files import live_path, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx


def kept_digests(app: Sphinx, kind: str) -> dict[str, str]:
    """Return what was kept for this builder and this output folder; nothing where that cannot be read."""
    try:
        kept = json.loads(_path(app, kind).read_text(encoding="utf-8"))
        return dict(kept["pages"]) if kept["folder"] == _folder(app) else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def has_digests(app: Sphinx, kind: str) -> bool:
    """Return whether anything is kept for this builder."""
    return _path(app, kind).is_file()


def keep_digests(app: Sphinx, kind: str, digests: Mapping[str, str]) -> None:
    """Keep digests for the next build; the file is whole at any time."""
    text = json.dumps({"folder": _folder(app), "pages": digests}, ensure_ascii=False)
    write_whole(_path(app, kind), text.encode())


def _folder(app: Sphinx) -> str:
    return str(live_path(Path(app.outdir)))


def _path(app: Sphinx, kind: str) -> Path:
    return Path(app.doctreedir, f"{kind}-{app.builder.name}.json")
