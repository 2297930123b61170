"""The guide as it is published: below the site, in both languages, with its books; the site leads to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

COMMAND = "sh _ext/guide/build.sh"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site into which the guide has been built."""
    folder = tmp_path_factory.mktemp("published")
    for name in ("koushu", "guide"):
        shutil.copytree(
            ROOT / "_ext" / name, folder / "_ext" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    (folder / "benchmarks").mkdir()
    shutil.copy(ROOT / "benchmarks" / "RESULTS.md", folder / "benchmarks")
    command = ["sh", "_ext/guide/build.sh", sys.executable, "work", "site"]
    environment = {**os.environ, "READTHEDOCS_CANONICAL_URL": "https://books.example.org/"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_pages_and_books_lie_below_the_site(site: Path, language: str) -> None:
    folder = site / "guide" / language
    front = (folder / "index.html").read_text(encoding="utf-8")
    assert f'rel="canonical" href="https://books.example.org/guide/{language}/' in front
    (book,) = folder.glob("*.pdf")
    assert book.read_bytes().startswith(b"%PDF")
    (epub,) = folder.glob("*.epub")
    assert zipfile.is_zipfile(epub)
    assert f'href="{book.name}"' in front
    assert f'href="{epub.name}"' in front


class Links(HTMLParser):
    """Collects the addresses that a page leads to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in {"href", "src"} and value}


@pytest.mark.slow
def test_every_link_inside_the_guide_leads_somewhere(site: Path) -> None:
    lost = set()
    for page in site.rglob("*.html"):
        if "_static" in page.parts:
            continue
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        for address in links.found:
            parts = urlsplit(address)
            target = page.parent / unquote(parts.path)
            if not parts.scheme and not parts.netloc and parts.path and not target.exists():
                lost.add((page.relative_to(site).as_posix(), address))
    assert lost == set()


def test_the_services_build_it() -> None:
    read_the_docs = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
    assert [one for one in read_the_docs["build"]["jobs"]["post_build"] if one.startswith(COMMAND)]
    pages = yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8"))
    assert [step for step in pages["jobs"]["build"]["steps"] if str(step.get("run", "")).startswith(COMMAND)]
    assert f"@{COMMAND}" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_site_leads_to_it(own_site: Callable[[str], Publication]) -> None:
    built = own_site("html")
    assert f'href="{built.app.config.html_baseurl}guide/zh/"' in built.read("index.html")
