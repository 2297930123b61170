"""`koushu check` as a user calls it, and the reading of what Sphinx says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli_process import koushu
from koushu.cli.findings import Finding, read_notices, read_warnings

EXT = Path(__file__).parent.parent.parent / "_ext"
CONF = """
project, language = "Book", "en"
extensions = ["koushu"]
source_suffix = {".md": "hugo"}
html_theme = "sphinx_book_theme"
"""
BROKEN = """---
title: One
draft: perhaps
date: 2024-01-01
---

See [the other](/posts/gone/) and ![a cat](cat.png).

{{< wobble a >}} and {{< wobble >}}inside{{< /wobble >}}

{{< details >}}hidden{{< /details >}}

<div>raw</div>

中文**“强调”**中文。
"""


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "koushu", "check", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(EXT)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "a site"
    (folder / "posts").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Home\n")
    (folder / "posts" / "fine.md").write_text("---\ntitle: Fine\ndate: 2024-01-01\n---\n\nWords.\n")
    (folder / "posts" / "later.md").write_text("---\ntitle: Later\ndate: 2999-01-01\n---\n\nSecret.\n")
    return folder


@pytest.fixture
def broken(site: Path) -> Path:
    (site / "posts" / "one.md").write_text(BROKEN, encoding="utf-8")
    return site


def test_a_clean_publication(site: Path) -> None:
    done = check(site, "--strict")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[0] == "1 post, 1 withheld"
    assert "posts/later.md:1: future: will appear on 2999-01-01" in done.stdout
    assert done.stdout.splitlines()[-1] == "0 problems"
    assert sorted(path.name for path in site.iterdir()) == ["conf.py", "index.md", "posts"]


def test_every_problem_has_its_place(broken: Path) -> None:
    done = check(broken)
    assert done.returncode == 0, done.stdout + done.stderr
    for line in (
        "posts/one.md:3: found 'perhaps'",
        "posts/one.md:7: found a link to '/posts/gone/'",
        "posts/one.md:7: found no image file 'cat.png'",
        "posts/one.md:9: wobble, 2 calls",
        "posts/one.md:11: details, 1 call",
        "posts/one.md:13: found raw HTML",
        "posts/one.md:15: emphasis beside full-width punctuation",
    ):
        assert line in done.stdout, done.stdout
    rows = [line for line in done.stdout.partition("\n\n")[2].splitlines() if line.startswith("  ")]
    assert len(rows) >= 8
    assert all(re.match(r"  \S+:\d+: ", row) for row in rows), rows


def test_strict_fails_where_there_is_a_problem(broken: Path) -> None:
    assert check(broken, "--strict").returncode == 1


def test_data(broken: Path) -> None:
    report = json.loads(check(broken, "--json").stdout)
    assert report["posts"] == 2
    assert [entry["file"] for entry in report["withheld"]] == ["posts/later.md"]
    used = {entry["name"]: entry for entry in report["shortcodes"]}
    assert used["wobble"] == {
        "name": "wobble",
        "file": "posts/one.md",
        "line": 9,
        "count": 2,
        "known": False,
        "places": ["posts/one.md:9"],
    }
    assert used["details"]["known"]
    assert {problem["group"] for problem in report["problems"]} == {
        "front matter",
        "shortcodes",
        "lossy constructs",
        "broken links",
        "missing images",
    }
    assert [note["kind"] for note in report["notes"]] == ["hugo.cjk_emphasis"]


HUGO_SITE = {
    "hugo.toml": 'title = "T"\nlanguages = "x"\n[permalinks]\nposts = "/:year/:slug/"\n',
    "layouts/shortcodes/own.html": "<b>{{ .Get 0 }}</b>",
    "content/posts/a.md": "---\ntitle: A\ndate: 2024-01-01\naliases: [/2024/b/, /old/]\n---\n\n"
    "{{< own x >}} {{< none >}}\n\n[gone](/nowhere/) ![no](no.png)\n\n{{< none >}}\n\n<div>x</div>\n",
    "content/posts/b.md": '---\ntitle: B\ndate: 2024-01-01\n---\n\n{{< none >}} {{< figure src="no.png" >}}\n',
    "content/posts/c.md": "---\ntitle: C\nurl: /2024/b/\n---\n\n中文**“强调”**中文。\n",
    "content/search.md": "---\ntitle: S\n---\n",
    "content/drafted.md": "---\ntitle: D\ndraft: true\n---\n",
    "content/bad.md": "---\ntitle: [\n---\n\nWords.\n",
}


def test_a_hugo_site(tmp_path: Path) -> None:
    for name, text in HUGO_SITE.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = check(tmp_path, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    for line in (
        "5 posts, 1 withheld",
        "hugo.toml:2: found 'x' as languages",
        "content/bad.md:2: found",
        "content/posts/a.md:7: none, 3 calls, the first here",
        "content/posts/a.md:7: own, 1 call, the first here",
        "content/posts/a.md:9: found a link to '/nowhere/'",
        "content/posts/a.md:9: found no image file 'no.png'",
        "content/posts/a.md:13: found raw HTML",
        "content/posts/c.md:1: found a page with the address /2024/b/",
        "content/search.md:1: Hugo's address is /search/; here it is /search-page/",
        "content/posts/a.md:1: the alias /2024/b does not lead here",
        "content/drafted.md:1: draft:",
        "content/posts/c.md:6: emphasis beside full-width punctuation",
    ):
        assert line in done.stdout, done.stdout
    rows = [line for line in done.stdout.partition("\n\n")[2].splitlines() if line.startswith("  ")]
    assert all(re.match(r"  \S+:\d+: ", row) for row in rows), rows
    assert check(tmp_path, "site", "--strict").returncode == 1
    report = json.loads(check(tmp_path, "site", "--json").stdout)
    used = {entry["name"]: entry for entry in report["shortcodes"]}
    assert used["none"]["places"] == ["content/posts/a.md:7", "content/posts/b.md:6"]
    assert {entry["group"] for entry in report["problems"]} >= {"configuration", "addresses", "broken links"}
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["content", "hugo.toml", "layouts"]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 1
    assert "neither" in done.stderr


@pytest.mark.parametrize("command", [("check",), ("list", "tags")])
def test_a_project_of_sphinx_that_knows_nothing_of_posts(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "conf.py").write_text('extensions = ["koushu.dialogue"]\n')
    (tmp_path / "index.rst").write_text("Home\n====\n")
    done = koushu(*command, str(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert f'{tmp_path / "conf.py"} does not load Koushu; expected `"koushu"`' in done.stderr


def test_what_sphinx_says_is_read() -> None:
    lines = [
        "/site/a.md:3: WARNING: one [hugo.date]",
        "/site/a.md:3: WARNING: one [hugo.date]",
        "/site/a b.md: WARNING: two",
        "  of two lines",
        "ERROR: three [config]",
    ]
    assert read_warnings(lines, "/site") == [
        Finding(".", 1, "config", "three"),
        Finding("a b.md", 1, "", "two of two lines"),
        Finding("a.md", 3, "hugo.date", "one"),
    ]
    said = ["reading sources... [ 50%] a", "/site/a.md:9: a picture [hugo.remote_image]"]
    assert read_notices(said, "/site") == [Finding("a.md", 9, "hugo.remote_image", "a picture")]


def test_the_report_of_dialogue_holds_what_the_publication_does(site: Path) -> None:
    talk = "---\ntitle: Talk\ndialogue: on\n---\n\n**Ana:** Why?\n\n**Bo:** So it went.\n\n**Ana:** I see.\n"
    (site / "conf.py").write_text(f'{CONF}exclude_patterns = ["notes"]\n')
    (site / "notes").mkdir()
    for name in ("posts/talk.md", "notes/talk.md"):
        (site / name).write_text(talk)
    said = check(site, "--report", "dialogue").stdout
    assert "posts/talk.md: 3 turns" in said
    assert "notes/talk.md" not in said
