"""The tutorial works: its commands are run one after another as they stand on the page."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from docutils import nodes

from conftest import ROOT, build_folder

if TYPE_CHECKING:
    from pathlib import Path

GUIDE = ROOT / "_ext" / "guide"


def blocks(language: str, folder: Path) -> list[str]:
    """Return the texts of the page's blocks of shell commands, as a reader copies them."""
    source = folder / "source"
    source.mkdir()
    text = (GUIDE / language / "tutorial.md").read_text(encoding="utf-8")
    (source / "index.md").write_text(text, encoding="utf-8")
    (source / "conf.py").write_text("")
    settings = {
        "extensions": ["koushu"],
        "source_suffix": {".md": "hugo"},
        "suppress_warnings": ["ref", "hugo"],
    }
    tree = build_folder(source, folder / "page", "dummy", settings).doctree("index")
    return [node.astext() for node in tree.findall(nodes.literal_block) if node.get("language") == "sh"]


def koushu_on_the_path(folder: Path) -> dict[str, str]:
    """Return an environment in which `koushu` is the program of this checkout."""
    program = folder / "bin" / "koushu"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m koushu "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "_ext"),
        "KOUSHU_LANG": "en",
        "PYTHONUNBUFFERED": "1",
    }


def preview(command: str, folder: Path, environment: dict[str, str]) -> str:
    """Start a preview, return its first page, and end it as a person does."""
    told = folder.parent / "preview.txt"
    with told.open("w") as output:
        server = subprocess.Popen(
            ["sh", "-c", f"exec {command}"], cwd=folder, env=environment, stdout=output, stderr=output
        )
    page, until = "", time.monotonic() + 60
    while "Harbour" not in page and time.monotonic() < until:
        time.sleep(0.3)
        address = re.search(r"http://localhost:\d+/", told.read_text())
        if address:
            with suppress(OSError), urlopen(address[0], timeout=30) as answer:
                page = answer.read().decode()
    server.send_signal(signal.SIGINT)
    server.wait(timeout=30)
    return page


@pytest.mark.slow
def test_the_commands_of_the_tutorial_work(tmp_path: Path) -> None:
    environment = koushu_on_the_path(tmp_path)
    folder = tmp_path / "reader"
    folder.mkdir()
    found = blocks("en", tmp_path)
    assert len(found) > 5
    for block in found:
        if block.startswith("koushu serve"):
            assert "Harbour" in preview(block, folder, environment)
            continue
        done = subprocess.run(
            ["sh", "-e", "-c", block],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"
    assert (folder / "out" / "html" / "posts" / "the-pilot" / "index.html").is_file()
    assert (folder / "out" / "pdf" / "harbour-notes.pdf").read_bytes().startswith(b"%PDF")
    assert (folder / "out" / "epub" / "harbour-notes.epub").is_file()
    assert (folder / "publication" / "_build" / "html" / "index.html").is_file()
    assert (folder / "publication" / ".github" / "workflows").is_dir()
    assert (folder / "publication" / "redirects.csv").read_text().strip() == "from,to,file"


def test_both_languages_have_the_same_commands(tmp_path: Path) -> None:
    found = []
    for language in ("en", "zh"):
        (tmp_path / language).mkdir()
        found.append(blocks(language, tmp_path / language))
    assert found[0] == found[1] != []
