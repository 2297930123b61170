"""The comparison of rendered pages with Hugo's, which lies beside the repository."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from conftest import SHARED

if TYPE_CHECKING:
    from types import ModuleType

BAR = SHARED / "bars" / "fidelity.py"


def load_bar() -> ModuleType:
    """Return the module of the comparison."""
    spec = importlib.util.spec_from_file_location("fidelity", BAR)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
