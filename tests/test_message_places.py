"""A message about a fault in a post names its file and the line, in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

POST = """---
title: A post
---

Words.

> A quote with ![a broken picture](broken.webp) in it.
"""


@pytest.mark.parametrize("builder", ["epub", "typst", "latex"])
def test_a_picture_that_a_book_cannot_show(publication: Callable[..., Publication], builder: str) -> None:
    picture = b"RIFF\xff\xff\xff\xffWEBPVP8 "
    built = publication({"posts/post.md": POST, "posts/broken.webp": picture}, builder)
    (said,) = [line for line in built.warnings if f"[{builder}.image]" in line]
    assert "posts/post.md:7: " in said
    assert "broken.webp" in said


@pytest.mark.parametrize(
    "body",
    [
        "```{note}\n:name: one\nWords.\n```\n\n" * 2,
        "```{eval-rst}\n.. _one:\n\nWords.\n\n.. _one:\n\nWords.\n```\n",
    ],
)
def test_a_name_that_stands_twice(publication: Callable[..., Publication], body: str) -> None:
    post = f"---\ntitle: A\nsyntax: myst\n---\n\n{body}"
    built = publication({"posts/post.md": post}, "html")
    said = [line for line in built.warnings if "Duplicate" in line]
    assert said
    assert all(":11: " in line for line in said), said


def test_two_files_of_one_name(publication: Callable[..., Publication]) -> None:
    built = publication(
        {"posts/post.md": "Words.\n", "posts/post.markdown": "Words.\n"},
        "html",
        source_suffix={".md": "hugo", ".markdown": "hugo"},
    )
    (said,) = [line for line in built.warnings if "multiple files" in line]
    assert said.startswith("posts/post.")
    assert ":1: " in said


@pytest.mark.parametrize("options", ["", ":sorted:\n\n", "\n\n"])
def test_a_term_that_stands_twice(publication: Callable[..., Publication], options: str) -> None:
    terms = "One\n  First.\n\nTwo\n  With [a link](nowhere.md).\n\nOne\n  Again.\n"
    fence = f"```{{glossary}}\n{options}{terms}```\n"
    inner = "- In a list\n\n" + "".join(f"  {line}" for line in fence.splitlines(keepends=True))
    before = f"---\ntitle: A\nsyntax: myst\n---\n\n{fence}\nWords.\n\n"
    text = before + inner
    built = publication({"posts/post.md": text}, "html")
    lines = text.splitlines()
    terms_at = [number for number, line in enumerate(lines, 1) if line.strip() == "One"]
    links_at = [number for number, line in enumerate(lines, 1) if "nowhere.md" in line]
    said = [line for line in built.warnings if "duplicate term" in line and "One" in line]
    assert [line.split(": ")[0] for line in said] == [f"posts/post.md:{at}" for at in terms_at[1:]]
    said = [line for line in built.warnings if "nowhere.md" in line]
    assert [line.split(": ")[0] for line in said] == [f"posts/post.md:{at}" for at in links_at]
