"""Files are named in UTF-8, whatever the locale says."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

CONF = """
extensions = ["koushu"]
source_suffix = {".md": "hugo"}
"""


@pytest.mark.parametrize("command", ["sphinx -q -b html {0} {0}/_build/html", "koushu build {0} --html"])
def test_names_that_the_locale_cannot_write(tmp_path: Path, command: str) -> None:
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Home\n", encoding="utf-8")
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts/文.md").write_text(
        "---\ntitle: 文\ndate: 2024-01-01\ntags: [访谈]\n---\n\nWords.\n", encoding="utf-8"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "LC_ALL": "C"}
    environment |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-m", *command.format(tmp_path).split()],
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"\xe8\xae\xbf\xe8\xb0\x88.html" in os.listdir(os.fsencode(tmp_path / "_build/html/tags"))  # noqa: PTH208
    assert b"\xe6\x96\x87.html" in os.listdir(os.fsencode(tmp_path / "_build/html/posts"))  # noqa: PTH208
