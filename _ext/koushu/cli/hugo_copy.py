"""`koushu import hugo`: a copy of a Hugo site that stands by itself, and can be checked against the original.

Beside the files of the site it holds `conf.py`, `copied.csv` (every file with its SHA-256) and `redirects.csv` (every
page whose address is not that which Hugo gives it). The original is only read.
"""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
from gettext import gettext as _
from gettext import ngettext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from sphinx.errors import SphinxError

from koushu.cli.addresses import page_address
from koushu.cli.briefly import briefly
from koushu.cli.opened import opened
from koushu.hugo.sites.files import has_site_files
from koushu.hugo.sites.site import load_site
from koushu.posts.catalogue import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What Hugo or others make from the rest, and what belongs to version control.
_MADE: Final = frozenset({"public", "resources", "node_modules", "_build", "__pycache__"})
_CONF: Final = """\
# The site itself says its title, languages, folders and addresses: {files}.
extensions = ["koushu"]
source_suffix = {{".md": "hugo", ".markdown": "hugo"}}
exclude_patterns = ["_build", ".venv"]
language = {language!r}
html_theme = "sphinx_book_theme"
hugo_site = "."
"""


def run_hugo_import(site: Path, target: Path) -> int:
    """Copy a site, say what came of it, and return the exit code: 0 copied, 1 not."""
    if not (has_site_files(site) or (site / "content").is_dir()):
        click.echo(
            _("{path} is no Hugo site: it has neither a configuration nor `content/`").format(path=site),
            err=True,
        )
        return 1
    if target.exists() and any(target.iterdir()):
        click.echo(
            _("{path} exists and is not an empty folder; nothing was written").format(path=target), err=True
        )
        return 1
    if target.is_relative_to(site):
        click.echo(
            _("{path} lies in the site itself; expected a folder outside of it").format(path=target), err=True
        )
        return 1
    try:
        copied = list(_copy(site, target))
        _write_rows(target / "copied.csv", ("file", "sha256"), copied)
        if not (target / "conf.py").exists():
            tag = load_site(target)[0].default.tag.replace("-", "_")
            text = _CONF.format(files=_configuration(target), language=tag)
            (target / "conf.py").write_text(text, encoding="utf-8")
        moved = _moved(target)
        _write_rows(target / "redirects.csv", ("from", "to", "file"), moved)
    except (OSError, SphinxError) as error:
        click.echo(briefly(error), err=True)
        return 1
    files = ngettext("{count} file copied", "{count} files copied", len(copied)).format(count=len(copied))
    pages = ngettext("{count} page has another address", "{count} pages have another address", len(moved))
    click.echo(f"{target}: {files}; {pages.format(count=len(moved))}")
    click.echo(_("`koushu check {path}` tells what differs from Hugo").format(path=target))
    return 0


def _copy(site: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Copy every file that is the author's, byte for byte, and yield its path and digest."""
    for folder, folders, names in os.walk(site):
        here = Path(folder)
        folders[:] = sorted(
            one for one in folders if not one.startswith(".") and not (one in _MADE and here == site)
        )
        for name in sorted(names):
            source = here / name
            path = source.relative_to(site)
            if name == ".hugo_build.lock" or not _is_own(source, site):
                continue
            copy = target / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, copy)
            digest = hashlib.sha256(copy.read_bytes()).hexdigest()
            yield path.as_posix(), digest


def _is_own(path: Path, site: Path) -> bool:
    """Return whether a file lies in the site, also where a link of the file system leads to it."""
    return path.is_file() and path.resolve().is_relative_to(site.resolve())


def _configuration(site: Path) -> str:
    names = (
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "hugo.json",
        "config.toml",
        "config.yaml",
        "config.yml",
        "config.json",
    )
    found = [name for name in names if (site / name).is_file()]
    return found[0] if found else "config/"


def _moved(site: Path) -> list[tuple[str, str, str]]:
    """Return the address that Hugo gives a page, the one it has here, and its file, where the two differ."""
    with opened(site, {}, has_conf=True) as app:
        posts = catalogue_of(app).posts
        return [(post.url, here, post.path) for post in posts if (here := page_address(post)) != post.url]


def _write_rows(path: Path, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
