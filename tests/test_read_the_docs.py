"""What Read the Docs runs: its commands leave one web site, one PDF and one EPUB where it looks for them.

Source: Read the Docs, "Build process customization" (where outputs lie; each command has a shell of its own).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
CONFIGURATION: dict[str, Any] = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Callable[[str], None]]:
    """Return where outputs go, and what runs a command in a copy of the repository, as the service does."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("conf.py", "index.md", ".readthedocs.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for name in ("posts", "_static", "_ext"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    output = folder / "_readthedocs"
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "READTHEDOCS": "True",
        "READTHEDOCS_OUTPUT": str(output),
        "READTHEDOCS_PROJECT": "koushu",
        "READTHEDOCS_CANONICAL_URL": "https://koushu.example.org/zh-cn/stable/",
    }

    def run(command: str) -> None:
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout.decode()}{done.stderr.decode()}"

    return output, run


def test_the_configuration_overrides_only_what_it_announces() -> None:
    assert set(CONFIGURATION["build"]["jobs"]["build"]) <= {*CONFIGURATION["formats"], "html"}
    assert CONFIGURATION["sphinx"]["fail_on_warning"] is True
    assert (ROOT / CONFIGURATION["sphinx"]["configuration"]).is_file()
    for step in CONFIGURATION["python"]["install"]:
        assert (ROOT / step["requirements"]).is_file()


@pytest.mark.slow
@pytest.mark.parametrize(("form", "suffix"), [("pdf", ".pdf"), ("epub", ".epub")])
def test_a_form_lies_where_the_service_looks_for_it(
    runner: tuple[Path, Callable[[str], None]], form: str, suffix: str
) -> None:
    output, run = runner
    for command in CONFIGURATION["build"]["jobs"]["build"][form]:
        run(command)
    assert [path.name for path in (output / form).iterdir()] == [f"koushu{suffix}"]
    made = output / form / f"koushu{suffix}"
    assert made.read_bytes().startswith(b"%PDF") if form == "pdf" else zipfile.is_zipfile(made)


@pytest.mark.slow
def test_the_web_site_lies_where_the_service_looks_for_it(
    runner: tuple[Path, Callable[[str], None]],
) -> None:
    output, run = runner
    # The step that the service makes of the key `sphinx`.
    builder = CONFIGURATION["sphinx"]["builder"]
    run(f"python -m sphinx -T -W --keep-going -b {builder} -d _build/doctrees . $READTHEDOCS_OUTPUT/html")
    page = (output / "html" / "index.html").read_text(encoding="utf-8")
    assert "https://koushu.example.org/zh-cn/stable/" in page
