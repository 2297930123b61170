"""The pages on coming from another program: their commands are run on a small site of that kind, as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from conftest import ROOT

GUIDE = ROOT / "_ext" / "guide"
SITES = Path(__file__).parent / "sites"
# A site that is built as it is has tests of its own; a web site is enough of what is built in the end.
_PROGRAM = """\
#!/bin/sh
if [ "$1" = build ]; then
    case "$2" in
        "") exec "{python}" -m koushu build --html -q ;;
        *) exec "{python}" -m koushu check "$2" ;;
    esac
fi
exec "{python}" -m koushu "$@"
"""


def commands(language: str, page: str) -> list[str]:
    """Return the blocks of shell commands of a page, as a reader copies them."""
    text = (GUIDE / language / "migration" / f"{page}.md").read_text(encoding="utf-8")
    found = re.findall(r"(?ms)^( *)```sh\n(.*?)^\1```$", text)
    blocks = [textwrap.dedent(block) for _, block in found]
    # What a page shows of a shortcode is written so that it is none.
    return [block.replace("{{</*", "{{<").replace("*/>}}", ">}}") for block in blocks]


def follow(page: str, home: Path) -> str:
    """Run every command of a page in a home folder with the site of its kind, and return what was printed."""
    shutil.copytree(SITES / page, home / f"my-{page}-site")
    program = home / "bin" / "koushu"
    program.parent.mkdir()
    program.write_text(_PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {
        **os.environ,
        "HOME": str(home),
        "PATH": path,
        "PYTHONPATH": str(ROOT / "_ext"),
        "KOUSHU_LANG": "en",
    }
    steps = commands("en", page)
    # Both at once needs the other program.
    script = "\n".join(("set -e", *(steps[1:] if page == "ablog" else steps)))
    done = subprocess.run(
        ["sh", "-c", script], cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def pages(home: Path) -> set[str]:
    site = home / "blog" / "_build" / "html"
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def turns(home: Path, page: str) -> int:
    text = (home / "blog" / "_build" / "html" / page).read_text(encoding="utf-8")
    return len(re.findall(r'<div class="[^"]*\bturn\b', text))


def test_from_hugo(tmp_path: Path) -> None:
    said = follow("hugo", tmp_path)
    assert {"2020/first/index.html", "old/first/index.html"} <= pages(tmp_path)
    assert not [page for page in pages(tmp_path) if "draft" in page]
    assert "hugo.unknown_shortcode" in said
    original, copy = tmp_path / "my-hugo-site", tmp_path / "blog"
    for path in original.rglob("*.*"):
        if path.is_file():
            assert (copy / path.relative_to(original)).read_bytes() == path.read_bytes()
    assert "hugo.toml," in (copy / "copied.csv").read_text(encoding="utf-8")


def test_from_jekyll(tmp_path: Path) -> None:
    said = follow("jekyll", tmp_path)
    wanted = {
        "2020/01/05/first-page.html",
        "2020/03/01/an-interview.html",
        "second/index.html",
        "about/index.html",
    }
    assert wanted <= pages(tmp_path)
    assert "old/second.html" in pages(tmp_path)
    assert not [page for page in pages(tmp_path) if "not-yet" in page or "not-public" in page]
    assert turns(tmp_path, "2020/03/01/an-interview.html") == 4
    left = said.rpartition("posts, ")[2]
    assert "{% include %}" in left
    assert "post_url" not in left
    assert "2 problems" in left


def test_from_hexo(tmp_path: Path) -> None:
    said = follow("hexo", tmp_path)
    assert {"my-hello/index.html", "2021/04/01/an-interview/index.html", "about/index.html"} <= pages(
        tmp_path
    )
    assert not [page for page in pages(tmp_path) if "draft" in page or "scaffold" in page]
    assert turns(tmp_path, "2021/04/01/an-interview/index.html") == 4
    assert "0 problems" in said.rpartition("posts, ")[2]


def test_from_ablog(tmp_path: Path) -> None:
    said = follow("ablog", tmp_path)
    assert {"blog/first.html", "blog/second.html", "blog/third.html", "tags/ink.html"} <= pages(tmp_path)
    assert {"categories/talks.html", "authors/ines.html"} <= pages(tmp_path)
    assert turns(tmp_path, "blog/second.html") == 4
    left = said.rpartition("posts, ")[2]
    assert "1 problem" in left
    assert "hugo.date" in left


@pytest.mark.parametrize("page", ["hugo", "jekyll", "hexo", "ablog"])
def test_both_languages_have_the_same_commands(page: str) -> None:
    assert commands("zh", page) == commands("en", page)
