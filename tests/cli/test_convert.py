"""`koushu convert`: front matter in another notation, with the same values and the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cli_process import koushu
from conftest import ROOT, SHARED
from koushu.cli.front_matter_forms import _comparable, convert
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.source import decode_source

if TYPE_CHECKING:
    from pathlib import Path

YAML = """---
title: "It's: a # \\"title\\""
linkTitle: 'yes'
date: 2024-01-02T03:04:05+08:00
draft: false
weight: 0o14
tags: [a, "1e3", '2024', 中文, "null", "- x", ""]
params:
  Deep: {list: [1, 2.5, true], text: "two\\nlines\\n"}
cascade:
  - {_target: {path: /a/**}, type: docs}
menu: {main: {weight: -1}}
---
"""
BODIES = ["", "Words.\n", "\n\n  Words\r\nmixed\rends\n\n", "---\nnot: front\n---\n", "{{< x >}}\n+++\n"]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("wanted", ["toml", "json", "yaml"])
def test_values_and_text_stay(wanted: str, body: str) -> None:
    data = (YAML + body).encode()
    made = convert(data, wanted)
    assert made.refused == ""
    assert made.data.endswith(body.encode())
    front = split_front_matter(made.data.decode().replace("\r\n", "\n").replace("\r", "\n"))
    assert front.format == wanted
    first = split_front_matter(YAML)
    assert _comparable(dict(front.data)) == _comparable(dict(first.data))
    assert "linkTitle" in made.data.decode()
    there_and_back = convert(made.data, "yaml")
    assert there_and_back.refused == ""
    assert there_and_back.data.endswith(body.encode())
    again = split_front_matter(there_and_back.data.decode().replace("\r\n", "\n").replace("\r", "\n"))
    assert _comparable(dict(again.data)) == _comparable(dict(first.data))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("No front matter.\n", "toml"),
        (YAML, "yaml"),
        ("---\ntitle: [\n---\nx\n", "toml"),
        ("---\ntitle: A\n", "json"),
        ("", "yaml"),
        ("\ufeff", "yaml"),
    ],
)
def test_what_cannot_be_read_for_certain_stays(text: str, wanted: str) -> None:
    assert convert(text.encode(), wanted).data == text.encode()


def test_bytes_that_are_no_text_stay() -> None:
    data = b"---\ntitle: \xff\n---\n"
    assert convert(data, "toml").data == data
    assert "UTF-8" in convert(data, "toml").refused


def test_windows_line_ends_stay() -> None:
    made = convert(b"---\r\ntitle: A\r\n---\r\nx\r\n", "toml")
    assert made.data == b'+++\r\ntitle = "A"\r\n+++\r\nx\r\n'


def test_what_is_lost_is_told() -> None:
    made = convert(b"---\n# a remark\ntitle: A\nnothing:\n---\n", "toml")
    assert made.lost == ("# a remark", "nothing")


def test_every_post_of_other_sites_keeps_its_values() -> None:
    """A sample of real posts: each is converted to what it reads as, or refused, never changed in meaning."""
    posts = [
        path for folder in (ROOT / "posts", SHARED / "corpora") for path in sorted(folder.rglob("*.md"))[::40]
    ]
    converted = 0
    for path in posts[:400]:
        data = path.read_bytes()
        for wanted in ("yaml", "toml", "json"):
            made = convert(data, wanted)
            if made.data == data:
                continue
            converted += 1
            before = split_front_matter(decode_source(data).text)
            after = split_front_matter(decode_source(made.data).text)
            assert after.body == before.body, path
            kept = {key for key, value in before.data.items() if value is not None or wanted != "toml"}
            assert set(after.data) == kept, path
    assert converted


def test_the_command(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_text("---\ntitle: A\n---\nWords.\n")
    (folder / "b.md").write_text("+++\ntitle = 'B'\n+++\n")
    (folder / "c.md").write_text("---\ntitle: [\n---\n")
    (folder / "picture.png").write_bytes(b"---\n")
    dry = koushu("convert", "toml", "--dry-run", "posts", cwd=tmp_path)
    assert "1 file would be converted" in dry.stdout
    assert (folder / "a.md").read_text().startswith("---")
    done = koushu("convert", "toml", "posts", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 file converted" in done.stdout
    assert "c.md: " in done.stderr
    assert (folder / "a.md").read_text() == '+++\ntitle = "A"\n+++\nWords.\n'
    assert koushu("convert", "xml", "posts", cwd=tmp_path).returncode == 2
    assert koushu("convert", "yaml", "none.md", cwd=tmp_path).returncode == 2
    assert koushu("convert", "-h", cwd=tmp_path).stdout.startswith("Usage: koushu convert")
