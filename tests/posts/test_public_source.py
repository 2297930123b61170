"""Sources that keep nothing back are known without reading their front matter."""

import random

import pytest

from koushu.posts.site.public_source import _is_public, _public_part, public_source

LINES = (
    *(
        "title: a",
        'title: "a',
        "tags: [a",
        "  - x",
        "- y",
        "b: c",
        "- secret: z",
        "date: 2020-01-01",
        "secret: x",
    ),
    *(
        "  secret: 1",
        "title: a: b",
        "Tags: x",
        "\ttitle: x",
        '"title": x',
        "{title: a}",
        "? title",
        "...",
        "",
    ),
    *(
        "  # c",
        "# c",
        "author: `x",
        "title:",
        "  a",
        "- - b",
        "tags: 'x'",
        "weight: |",
        "summary: >-",
        "title : b",
    ),
    *(
        "url: *x",
        "slug: &x y",
        "draft: !!str x",
        "<<: {secret: 1}",
        "title:x: y",
        "%YAML 1.2",
        "menu: {a: 1,",
    ),
    *(
        "secret: 2}",
        "math: ]",
        "syntax: myst",
        "summary: a # b",
        "title：b",
        "\u3000secret: x",
        "\u00a0secret: x",
    ),
)
ENDS = ("---\n", "--- x\n", "", "----\n", "---", "+++\n")
BODIES = ("", "body `x` \n", "text\n---\nmore", "% line\n", "```\n<!-- a -->\n```\n", "a <!-- b -->\n")


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: A\ntags:\n  - x\n- y\n\nDate: 2020-01-01\n---\n\nText.\n",
        '---\ntitle: "A # b"\nsummary: >\n  Words\n  of it.\n---\nText.\n',
    ],
)
def test_a_source_of_fields_for_readers_is_given_as_it_is(source: str) -> None:
    assert _is_public(source)
    assert public_source(source) == _public_part(source) == source


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: A\nphone: 1\n---\n",
        "---\ntitle: A\n# who\n---\n",
        "---\ntags:\n  # who\n  - x\n---\n",
        "---\n  title: A\n  phone: 1\n---\n",
        "---\ntitle: A\n---\n\n<!-- who -->\n",
        "---\nsyntax: myst\n---\n\n% who\n",
        "+++\ntitle = 'A'\nphone = 1\n+++\n",
        "---\n\tphone: 1\n---\n",
    ],
)
def test_a_source_with_anything_else_is_read(source: str) -> None:
    assert not _is_public(source)


def test_what_is_known_without_reading_is_what_reading_gives() -> None:
    chance = random.Random(5)
    known = 0
    for _ in range(15_000):
        head = "\n".join(chance.choices(LINES, k=chance.randrange(1, 6)))
        source = f"---\n{head}\n{chance.choice(ENDS)}{chance.choice(BODIES)}"
        if _is_public(source):
            known += 1
            assert _public_part(source) == source
    assert known > 500
