"""What shortcodes make on a page: the doctree of each case, read in one build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from markdown_it.utils import read_fixture_file

from koushu.hugo.shortcodes.names import BUILT_IN
from koushu.hugo.shortcodes.registry import HANDLERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

_FOLDER = Path(__file__).parent.parent / "cases" / "shortcodes"
CASES = [case[1:] for name in ("nodes.md", "themes.md") for case in read_fixture_file(_FOLDER / name)]
_FRONT = '---\ntitle: Page\nmood: "**calm**"\nnested: {Deep: [1, two]}\n---\n'


# What handlers decide on; other attributes are the page's and the link resolver's affair.
_ATTRIBUTES = [
    "classes",
    "uri",
    "alt",
    "width",
    "height",
    "loading",
    "provider",
    "url",
    "title",
    "open",
    "reftype",
    "reftarget",
    "reffragment",
    "reflang",
    "refuri",
    "language",
    "linenos",
    "reading",
    "tag",
    "highlight_args",
]


def shown(made: Publication, docname: str) -> str:
    """Return the tree of a page below its title, and what was said of its shortcodes; lines count from the text."""
    (section,) = made.doctree(docname).children
    tree = [line for node in section.children[1:] for line in _outline(node, 0)]
    first = _FRONT.count("\n")
    for line in made.warnings:
        if line.startswith(f"{docname}.md:") and "shortcode]" in line:
            number, _, message = line.removeprefix(f"{docname}.md:").partition(": WARNING: ")
            tree.append(f"line {int(number) - first}: {message.rpartition(' [')[0]}")
    return "\n".join(tree)


def _outline(node: nodes.Node, depth: int) -> list[str]:
    indent = "  " * depth
    if isinstance(node, nodes.Text):
        return [f"{indent}{line}".rstrip() for line in node.astext().split("\n")]
    assert isinstance(node, nodes.Element)
    given = [f' {name}="{node[name]}"' for name in _ATTRIBUTES if node.get(name) not in (None, "", [])]
    return [
        f"{indent}<{node.tagname}{''.join(given)}>",
        *(line for child in node for line in _outline(child, depth + 1)),
    ]


def build(publication: Callable[..., Publication], sources: list[str]) -> Publication:
    files: dict[str, str | bytes] = {f"p{index}.md": _FRONT + source for index, source in enumerate(sources)}
    # One picture element: enough for a file to exist.
    files["a.png"] = (
        bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000") + b"\x1f\x15\xc4\x89"
    )
    return publication(files, builder="dummy", extensions=["koushu.hugo"])


def test_cases(publication: Callable[..., Publication]) -> None:
    made = build(publication, [source for _, source, _ in CASES])
    found = {title: shown(made, f"p{index}").strip("\n") for index, (title, _, _) in enumerate(CASES)}
    assert found == {title: expected.strip("\n") for title, _, expected in CASES}


def test_every_known_name_has_a_handler() -> None:
    assert set(BUILT_IN) == set(HANDLERS)


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_every_handler_has_a_case(name: str) -> None:
    sources = "\n".join(source for _, source, _ in CASES)
    assert name.endswith("_simple") or f" {name} " in sources


def test_qr_code_is_the_picture_that_hugo_makes(publication: Callable[..., Publication]) -> None:
    """21 modules and a border of 4 on each side, 4 pixels each."""
    import base64

    made = build(publication, ['{{< qr text="https://x.org" class="c" title="T" alt="A" />}}\n'])
    (image,) = made.doctree("p0").findall(nodes.image)
    assert (image["alt"], image["title"], image["classes"]) == ("A", "T", ["qr-code", "c"])
    picture = base64.b64decode(image["uri"].removeprefix("data:image/png;base64,"))
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20]) == (21 + 8) * 4
