"""The font files that come with Koushu's dependencies."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

_PACKAGE: Final = "pylopdf_fonts_zh_cn"
_FILES: Final = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")


def font_files() -> list[str]:
    """Return the absolute paths of the Chinese serif and sans faces; empty when their package is missing."""
    spec = find_spec(_PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    paths = [Path(folder, name) for folder in folders for name in _FILES]
    return [str(path) for path in paths if path.is_file()]
