"""`koushu deploy`: the files with which a host builds the publication; nothing is sent anywhere."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from pathlib import Path

_GITHUB: Final = """\
# Builds the publication and puts it on GitHub Pages. In the repository's settings, choose GitHub Actions for Pages.
name: Pages
on:
  push:
    branches: [main]
  # Posts whose date has come appear in the night.
  schedule:
    - cron: "17 3 * * *"
  workflow_dispatch:
permissions:
  contents: read
  pages: write
  id-token: write
concurrency:
  group: pages
  cancel-in-progress: true
jobs:
  publish:
    runs-on: ubuntu-24.04
    environment:
      name: github-pages
      url: ${{ steps.publish.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
          cache: pip
          cache-dependency-path: requirements.txt
      - uses: actions/configure-pages@v5
        id: pages
      - run: python -m pip install -r requirements.txt
      - run: koushu build -D html_baseurl="${{ steps.pages.outputs.base_url }}/"
      - run: mkdir -p _build/html/downloads && cp _build/pdf/*.pdf _build/epub/*.epub _build/html/downloads/
      - uses: actions/upload-pages-artifact@v3
        with:
          path: _build/html
      - uses: actions/deploy-pages@v4
        id: publish
"""
_READ_THE_DOCS: Final = """\
version: 2
build:
  os: ubuntu-24.04
  tools:
    python: "3.13"
  commands:
    - python -m pip install -r requirements.txt
    - koushu build
    - mkdir -p $READTHEDOCS_OUTPUT/pdf $READTHEDOCS_OUTPUT/epub
    - cp -r _build/html $READTHEDOCS_OUTPUT/html
    - cp _build/pdf/*.pdf $READTHEDOCS_OUTPUT/pdf/
    - cp _build/epub/*.epub $READTHEDOCS_OUTPUT/epub/
"""
_NETLIFY: Final = """\
[build]
command = "python -m pip install -r requirements.txt && koushu build --html"
publish = "_build/html"

[build.environment]
PYTHON_VERSION = "3.13"
"""
_CLOUDFLARE: Final = """\
# Cloudflare Pages. In the project's settings, the build command is:
#   python -m pip install -r requirements.txt && koushu build --html
name = "{name}"
pages_build_output_dir = "_build/html"
compatibility_date = "2026-01-01"

[vars]
PYTHON_VERSION = "3.13"
"""
HOSTS: Final = {
    "github": {".github/workflows/pages.yml": _GITHUB},
    "readthedocs": {".readthedocs.yaml": _READ_THE_DOCS},
    "netlify": {"netlify.toml": _NETLIFY},
    "cloudflare": {"wrangler.toml": _CLOUDFLARE, ".python-version": "3.13\n"},
}


def run_deploy(host: str, site: Path, *, force: bool) -> int:
    """Write the files of a host, say which, and return the exit code: 0 all are there, 1 one was not written."""
    files = {name: text.replace("{name}", _name(site)) for name, text in HOSTS[host].items()}
    taken = [name for name in files if (site / name).exists() and not force]
    if taken:
        click.echo(_("{path}: the file exists; `--force` replaces it").format(path=site / taken[0]), err=True)
        return 1
    if not (site / "requirements.txt").exists():
        files["requirements.txt"] = "koushu\n"
    try:
        for name, text in files.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            click.echo(name)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}", err=True)
        return 1
    return 0


def _name(site: Path) -> str:
    """Return the name of the folder as Cloudflare takes names: lower case, digits and hyphens."""
    letters = "".join(char if char.isascii() and char.isalnum() else "-" for char in site.name.lower())
    return "-".join(filter(None, letters.split("-"))) or "site"
