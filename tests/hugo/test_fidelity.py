"""Real sites beside the real Hugo, page by page, by the very command that the reference names for it."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, SHARED
from tools import require_hugo

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

_BARS = SHARED / "bars" / "fidelity.py"
_CORPORA = SHARED / "corpora"
_SITES = sorted(path.name for path in _CORPORA.glob("*") if path.is_dir())

# Site -> path -> why the page differs.
EXCEPTIONS: dict[str, dict[str, str]] = {}


@lru_cache(maxsize=1)
def _harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fidelity", _BARS)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _has_configuration(site: Path) -> bool:
    return any(site.glob("hugo.*")) or any(site.glob("config.*")) or (site / "config").is_dir()


def told_options() -> list[str]:
    """Return the settings that the reference names for a comparison."""
    text = (ROOT / "_ext" / "README.md").read_text(encoding="utf-8")
    section = text.partition("### Comparing with Hugo\n")[2].partition("\n## ")[0]
    return re.findall(r"-D \S+=\S+", section)


def build_as_told(site: Path, out: Path) -> Path:
    """Build a site by the command of the reference, and return the folder of its pages."""
    options = [word for option in told_options() for word in option.split(" ")]
    command = [sys.executable, "-m", "koushu", "build", str(site), "-o", str(out), "--html", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "html"


def test_the_reference_names_every_setting_of_the_comparison() -> None:
    assert len(told_options()) >= 10


@pytest.mark.hugo
@pytest.mark.slow
@pytest.mark.skipif(not _SITES or not _BARS.is_file(), reason="the corpora of real sites are not at hand")
@pytest.mark.parametrize("name", _SITES)
def test_every_page_is_as_hugo_makes_it(tmp_path: Path, name: str) -> None:
    pytest.importorskip("bs4")
    pytest.importorskip("html5lib")
    site, harness = _CORPORA / name, _harness()
    content = site / "content" if (site / "content").is_dir() else site
    own = site if _has_configuration(site) else None
    oracle = harness.render_hugo(content, own, hugo=require_hugo())
    pages = build_as_told(site, tmp_path / "out")
    report = harness.compare_site(oracle, pages, "article.bd-article", ".koushu-added")
    assert report["missing"] == []
    differing = {
        path: {
            dimension: row["difference"] for dimension, row in post["dimensions"].items() if not row["same"]
        }
        for path, post in report["posts"].items()
        if not post["same"]
    }
    allowed = EXCEPTIONS.get(name, {})
    assert {path: found for path, found in differing.items() if path not in allowed} == {}
    assert [path for path in allowed if path not in differing] == [], "no exceptions any more"
