"""Posts that are broken, each in its way, in one site: each says where and what, and all are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

# Name: file, what its one warning says, and text that its page must show.
# ruff: noqa: E501
BROKEN: dict[str, tuple[bytes, str, list[str]]] = {
    "yaml": (
        b"---\ntitle: A talk: part one\ntags: [a]\n---\n\nThe text.\n",
        (
            "2: WARNING: found 'title: A talk: part one'; expected quotes around a value that holds `: ` "
            "[hugo.front_matter]"
        ),
        ["<h1>A talk: part one", "The text."],
    ),
    "toml": (
        b'+++\ntitle = "Unclosed"\n\nThe text.\n',
        (
            "1: WARNING: found `+++` that no later line closes; expected a line `+++` between front matter and text "
            "[hugo.front_matter]"
        ),
        ["<h1>Unclosed", "The text."],
    ),
    "date": (
        b"---\ntitle: Dated\ndate: one fine day\n---\n\nThe text.\n",
        (
            "3: WARNING: found 'one fine day' as date: it is not a date; expected a date such as 2023-03-14 or "
            "2023-03-14T10:00:00+08:00 [hugo.date]"
        ),
        ["<h1>Dated", "The text."],
    ),
    "byte": (
        b"---\ntitle: Bytes\n---\n\nThe t\xffxt.\n",
        (
            "5: WARNING: found byte 0xFF at offset 27; expected UTF-8. What cannot be read is shown as \ufffd "
            "[hugo.encoding]"
        ),
        ["<h1>Bytes", "The t\ufffdxt."],
    ),
    "unknown": (
        b"---\ntitle: Unknown\n---\n\n{{< hihglight >}}\nThe text.\n{{< /hihglight >}}\n",
        (
            "5: WARNING: found the shortcode 'hihglight', which is not known; expected perhaps 'highlight'. "
            "What it encloses is kept [hugo.unknown_shortcode]"
        ),
        ["<h1>Unknown", "The text."],
    ),
    "unclosed": (
        b'---\ntitle: Unclosed\n---\n\n{{< figure src="a.png"\n\nThe text.\n',
        "5: WARNING: shortcode: found '{{< figure src=\"a.png\"'; expected `>}}` that ends the call [hugo.shortcode]",
        ["<h1>Unclosed", "The text."],
    ),
    "no_end": (
        b"---\ntitle: No end\n---\n\n{{< details summary=More >}}\nThe text.\n",
        "5: WARNING: found {{< details >}} without an end; expected {{< /details >}} after its text [hugo.shortcode]",
        ["<h1>No end", "More", "The text."],
    ),
    "mixed": (
        b"---\ntitle: Mixed\n---\n\n{{< youtube dQw4w9WgXcQ title=Film >}}\n\nThe text.\n",
        (
            "5: WARNING: in {{< youtube … >}}: found the argument 'dQw4w9WgXcQ' without a name beside 'title' with one; "
            "expected all with names or all without [hugo.shortcode]"
        ),
        ["<h1>Mixed", "dQw4w9WgXcQ", "The text."],
    ),
    "wrong_end": (
        b"---\ntitle: Wrong end\n---\n\n{{< details summary=More >}}\nThe text.\n{{< /detials >}}\n",
        "7: WARNING: found {{< /detials >}}; expected {{< /details >}} [hugo.shortcode]",
        ["<h1>Wrong end", "More", "The text."],
    ),
}


@pytest.fixture
def site(publication: Callable[..., Publication]) -> Publication:
    files = {f"posts/{name}.md": data for name, (data, _, _) in BROKEN.items()}
    return publication(files, extensions=["koushu.hugo"], html_theme="basic")


def test_each_says_where_and_what_and_no_more(site: Publication) -> None:
    expected = sorted(f"posts/{name}.md:{message}" for name, (_, message, _) in BROKEN.items())
    assert sorted(line for line in site.warnings if line.startswith("posts/")) == expected


def test_each_is_published(site: Publication) -> None:
    for name, (_, _, texts) in BROKEN.items():
        page = site.read(f"posts/{name}.html")
        assert [text for text in texts if text not in page] == [], name


@pytest.mark.parametrize("builder", ["html", "epub", "typst", "latex", "text"])
@pytest.mark.parametrize("image", ["gone.png", "https://example.org/a.png"])
def test_a_figure_whose_image_cannot_be_shown_keeps_its_link(
    publication: Callable[..., Publication], builder: str, image: str
) -> None:
    call = f'{{{{< figure src="{image}" link="/posts/b/" alt="A tree" caption="Words" >}}}}\n'
    built = publication({"posts/a.md": f"---\ntitle: A\n---\n\n{call}", "posts/b.md": "# B\n"}, builder)
    assert "Words" in built.doctree("posts/a").astext()
    assert [line for line in built.warnings if "hugo.image" not in line] == []
