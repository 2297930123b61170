"""The package as people install it: complete, small, quick to start, and at home in any Sphinx project."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import PathDistribution
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT
from koushu import FEATURES
from koushu.version import __version__
from tools import require_module

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

PACKAGE = ROOT / "_ext" / "koushu"
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "requirements.txt", "tests/requirements.txt", "_ext")
THEMES = ("alabaster", "furo", "pydata_sphinx_theme", "sphinx_book_theme")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist, and the wheel that was built from it."""
    require_module("build", "pip install build")
    folder = tmp_path_factory.mktemp("package")
    for name in SOURCES:
        target = folder / "source" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        leave = shutil.ignore_patterns("__pycache__", "*.egg-info", "pictures")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=leave)
        else:
            shutil.copy(ROOT / name, target)
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        folder / "dist",
        folder / "source",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "dist"


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    return next(archives.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of a new environment with the wheel in it; what it depends on is lent by this one."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        "-q",
        wheel,
    ]
    subprocess.run(command, check=True, capture_output=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    lent = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "lent.pth").write_text("\n".join(lent))
    return folder / "bin"


def run(program: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [program, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    package = wheel.parent.parent / "source" / "_ext" / "koushu"
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("koushu/")}
    files = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert held == {path.relative_to(package.parent).as_posix() for path in files}
    assert "koushu/py.typed" in held


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size <= 2_000_000


def test_the_source_archive_can_be_built_from(archives: Path) -> None:
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert set(SOURCES) <= names | {"_ext"}
    assert {"_ext/extras/fonts-all.txt", "_ext/koushu/py.typed"} <= names


def test_the_metadata_names_version_command_and_extras(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = next(name for name in archive.namelist() if name.endswith("METADATA"))
        metadata = PathDistribution(zipfile.Path(archive, info.rpartition("/")[0] + "/")).metadata
        entries = archive.read(info.replace("METADATA", "entry_points.txt")).decode()
    assert metadata["Version"] == __version__
    assert set(metadata.get_all("Provides-Extra", [])) == {"dask", "fonts-all", "images", "test"}
    assert entries == "[console_scripts]\nkoushu = koushu.cli:main\n"
    required = [line for line in metadata.get_all("Requires-Dist", []) if "extra" not in line]
    listed = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert len(required) == len([line for line in listed if line.strip() and not line.startswith("#")])


def test_the_version_stands_in_one_place() -> None:
    places = [
        path.relative_to(ROOT).as_posix()
        for path in (*PACKAGE.rglob("*.py"), ROOT / "pyproject.toml", ROOT / "conf.py")
        if re.search(
            rf"^(__version__|version|release)\s*=\s*[\"']{re.escape(__version__)}",
            path.read_text("utf-8"),
            re.MULTILINE,
        )
    ]
    assert places == ["_ext/koushu/version.py"]


def test_a_site_is_built_outside_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "conf.py").write_text(
        'project = "Book"\nextensions = ["koushu"]\nsource_suffix = {".md": "hugo"}\n'
        'html_theme = "sphinx_book_theme"\nlanguage = "en"\n'
    )
    (tmp_path / "index.md").write_text("# Home\n\n```{post-list}\n```\n")
    (tmp_path / "posts" / "one.md").write_text("---\ntitle: 一\ndate: 2024-01-01\n---\n\n中文**“强调”**。\n")
    where = run(installed / "python", "-c", "import koushu; print(koushu.__file__)", cwd=tmp_path)
    assert where.stdout.startswith(str(installed.parent))
    assert run(installed / "koushu", "--version", cwd=tmp_path).stdout.strip().endswith(__version__)
    done = run(installed / "koushu", "build", "--strict", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    for product in ("html/index.html", "pdf/book.pdf", "epub/book.epub"):
        assert (tmp_path / "_build" / product).is_file()
    # Its own style sheets, scripts and theme came along.
    page = (tmp_path / "_build" / "html" / "posts" / "one.html").read_text(encoding="utf-8")
    for linked in re.findall(r'(?:href|src)="\.\./(_static/[^"?]+)', page):
        assert (tmp_path / "_build" / "html" / linked).is_file(), linked


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_commands_of_the_readme_run(installed: Path, tmp_path: Path, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    block = next(
        one
        for one in re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
        if "koushu new site" in one
    )
    lines = [line for line in block.splitlines() if line.startswith("koushu ") and "serve" not in line]
    environment = {**os.environ, "PATH": f"{installed}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("PYTHONPATH", None)
    script = "set -e\n" + "\n".join(lines)
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 warnings" in done.stdout
    for product in ("html/index.html", "pdf/blog.pdf", "epub/blog.epub"):
        assert (tmp_path / "blog" / "_build" / product).is_file()


def test_the_help_loads_nothing_but_the_command(tmp_path: Path) -> None:
    code = (
        "import sys, json\nbefore = set(sys.modules)\nfrom koushu.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print('\\n' + json.dumps(sorted({name.partition('.')[0] for name in set(sys.modules) - before})))"
    )
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n{code}"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout.rpartition("\n\n")[2])
    assert [name for name in loaded if name not in sys.stdlib_module_names] == ["click", "koushu"]
    # Standard modules that take long and that a list of commands has no use for.
    assert not {"asyncio", "http", "multiprocessing", "unittest", "xml", "sqlite3"} & set(loaded)


INTERVIEW = """
Interview
=========

.. dialogue::

   **Ines Arden:** Which one would you rather have been given?

   **Paul Wren:** The second, which *nobody* wanted.

   *She laughs.*

   **Ines Arden:** Why?
"""


def warned(built: Publication) -> list[str]:
    """Return the warnings but for those of settings that every small publication gets and this one has no use for."""
    return [line for line in built.warnings if "in override, ignoring" not in line]


def plain(publication: Callable[..., Publication], theme: str, **conf: object) -> Publication:
    files = {"index.rst": INTERVIEW, "index.md": ""}
    return publication(files, html_theme=theme, source_suffix={".rst": "restructuredtext"}, **conf)


@pytest.mark.parametrize("theme", THEMES)
def test_dialogue_alone_in_restructuredtext(publication: Callable[..., Publication], theme: str) -> None:
    require_module(theme, f"pip install {theme}")
    built = plain(publication, theme, extensions=["koushu.dialogue"])
    assert warned(built) == []
    page = built.read("index.html")
    assert len(re.findall(r'<div class="turn[ "]', page)) == 3 or page.count('class="turn') >= 3
    linked = re.findall(r'(?:href|src)="(_static/[^"?]+)', page)
    assert "_static/dialogue.css" in linked
    for name in linked:
        assert (built.out / name).is_file(), name


def test_dialogue_alone_in_myst(publication: Callable[..., Publication]) -> None:
    text = "# Interview\n\n```{dialogue}\n**Ines Arden:** Which one?\n\n**Paul Wren:** The second.\n```\n"
    extensions = ["myst_parser", "koushu.dialogue"]
    built = publication(
        {"index.md": text}, html_theme="alabaster", source_suffix={".md": "markdown"}, extensions=extensions
    )
    assert warned(built) == []
    assert built.read("index.html").count('class="turn') >= 2


@pytest.mark.parametrize("theme", THEMES)
def test_everything_in_any_theme(publication: Callable[..., Publication], theme: str) -> None:
    require_module(theme, f"pip install {theme}")
    body = "\n".join(f"**{name}:** Words that are said, and no more?\n" for name in ("Ann", "Bo") * 3)
    files = {
        "index.md": "# Home\n\n```{post-list}\n```\n",
        "posts/a.md": f"---\ntitle: A\ndate: 2024-01-01\ntags: [x]\ndialogue: on\n---\n\n{body}",
        "posts/b.md": "---\ntitle: B\ndate: 2024-01-02\n---\n\n$E=mc^2$, `code`[^1]\n\n[^1]: Note.\n",
    }
    built = publication(files, html_theme=theme, extensions=["koushu"], html_baseurl="https://example.org/")
    assert warned(built) == []
    assert "Words that are said" in built.read("posts/a.html")


@pytest.mark.parametrize("feature", FEATURES)
def test_each_feature_alone(publication: Callable[..., Publication], feature: str) -> None:
    files = {"index.rst": "Home\n====\n\nWords.\n", "index.md": ""}
    built = publication(
        files,
        html_theme="alabaster",
        source_suffix={".rst": "restructuredtext"},
        extensions=[feature],
        html_baseurl="https://example.org/",
    )
    assert warned(built) == []
    assert "Words." in built.read("index.html")
