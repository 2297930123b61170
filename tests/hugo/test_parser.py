"""The tree that a post becomes: one block in `tests/cases/doctree` is one test, and what no tree can show."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.parsers.rst import roles
from markdown_it.utils import read_fixture_file
from sphinx import addnodes

from koushu.hugo.nodes import thematic_break

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

CASES = [
    case[1:] for case in read_fixture_file(Path(__file__).parent.parent / "cases" / "doctree" / "posts.md")
]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
MARKUP = {
    "goldmark": {
        "extensions": {
            "passthrough": {
                "enable": True,
                "delimiters": {"block": [["$$", "$$"]], "inline": [["$", "$"]]},
            }
        }
    }
}


def tree_of(publication: Callable[..., Publication], source: str, **conf: object) -> nodes.document:
    """Return the tree of one post, as it was read."""
    built = publication(
        {"posts/a-post.md": source, "posts/pic.png": PIXEL},
        builder="dummy",
        extensions=["koushu.hugo"],
        hugo_markup=MARKUP,
        **conf,
    )
    return built.doctree("posts/a-post")


@pytest.mark.parametrize(("title", "source", "expected"), CASES, ids=[case[0] for case in CASES])
def test_tree(publication: Callable[..., Publication], title: str, source: str, expected: str) -> None:
    tree = tree_of(publication, source)
    assert "".join(child.pformat() for child in tree.children).strip() == expected.strip()


def test_the_document_tells_what_later_stages_need(publication: Callable[..., Publication]) -> None:
    tree = tree_of(publication, "---\ntitle: A\nlang: zh-Hant\ndialogue: false\nspeakers: [甲]\n---\ntext\n")
    assert tree["hugo_params"] == {"dialogue": False, "speakers": ["甲"]}
    assert tree["language"] == "zh-Hant"


def test_every_line_is_that_of_the_file(publication: Callable[..., Publication]) -> None:
    source = (
        "---\ntitle: A\n---\n\n## Eight\n\none\n*two* three\n[four](b.md) five\n\n"
        '{{< details\n  summary="x" >}}\nsix\n{{< /details >}}\n\n- seven\n- ![a](https://example.org/x.png)\n'
    )
    tree = tree_of(publication, source)
    lines = {
        "heading": next(node.line for node in tree.findall(nodes.title) if node.astext() == "Eight"),
        "emphasis": next(tree.findall(nodes.emphasis)).line,
        "link": next(tree.findall(addnodes.pending_xref)).line,
        "inner": next(node.line for node in tree.findall(nodes.paragraph) if node.astext() == "six"),
        "item": next(node.line for node in tree.findall(nodes.paragraph) if node.astext() == "seven"),
        "image": next(tree.findall(nodes.image)).line,
    }
    assert lines == {"heading": 5, "emphasis": 8, "link": 9, "inner": 13, "item": 16, "image": 17}


def test_breaks_may_stand_anywhere(publication: Callable[..., Publication]) -> None:
    breaks = "------\n\n***\n\n> ___\n\n- x\n\n  ---\n\n------\n"
    built = publication({"a.md": f"---\ntitle: A\n---\n\n{breaks}"}, builder="dummy")
    assert len(list(built.doctree("a").findall(thematic_break))) == 5
    assert built.warnings == []


def test_footnotes_link_both_ways(publication: Callable[..., Publication]) -> None:
    tree = tree_of(publication, "b[^b] a[^1] b[^b]\n\n[^1]: one\n[^b]: two\n")
    references = list(tree.findall(nodes.footnote_reference))
    notes = list(tree.findall(nodes.footnote))
    assert [node.astext() for node in references] == ["1", "2", "1"]
    assert [note[0].astext() for note in notes] == ["1", "2"]
    assert [node["refid"] for node in references] == [
        notes[0]["ids"][0],
        notes[1]["ids"][0],
        notes[0]["ids"][0],
    ]
    assert notes[0]["backrefs"] == [references[0]["ids"][0], references[2]["ids"][0]]
    assert notes[0].parent is tree[0]


def test_a_page_without_title_gets_one(publication: Callable[..., Publication]) -> None:
    built = publication(
        {
            "with-heading.md": "# The *heading*\n\n## below\n\n# second\n",
            "my-first_post.md": "text\n\n# heading\n",
            "bundle/index.md": "text\n",
        },
        builder="dummy",
        extensions=["koushu.hugo"],
    )
    titles = {
        name: built.app.env.titles[name].astext()
        for name in ("with-heading", "my-first_post", "bundle/index")
    }
    assert titles == {
        "with-heading": "The heading",
        "my-first_post": "My first post",
        "bundle/index": "Bundle",
    }
    assert all(len(built.doctree(name).children) == 1 for name in titles)


def test_no_file_is_read_and_no_code_is_run(publication: Callable[..., Publication]) -> None:
    source = (
        "```{include} /etc/passwd\n```\n\n```{literalinclude} /etc/passwd\n```\n\n"
        "```{raw} html\n<b>raw</b>\n```\n\n```{eval-rst}\n.. include:: /etc/passwd\n```\n\n"
        "```{csv-table}\n:file: /etc/passwd\n```\n\n![a](../../../../../../etc/passwd)\n\n"
        '{{< figure src="/../../../../etc/passwd" >}}\n\n{download}`/etc/passwd`\n'
    )
    built = publication({"a.md": source})
    page = built.read("a.html")
    assert "root:" not in page
    assert "<b>raw</b>" not in page
    assert not list(built.out.rglob("passwd*"))
    kinds = [line.rpartition("[")[2] for line in built.warnings]
    assert kinds == ["hugo.directive]", "hugo.image]", "hugo.image]", "download.not_readable]"]


@pytest.mark.parametrize(
    "source",
    [
        "> " * 400 + "deepest\n",
        "".join("  " * depth + f"- {depth}\n" for depth in range(60)) + "  " * 60 + "- deepest\n",
        "*a **b " * 400 + "deepest" + "** c*" * 400 + "\n",
        "[" * 400 + "deepest" + "](b)" * 400 + "\n",
        "".join(f"{'`' * (80 - depth)}{{note}}\n" for depth in range(70))
        + "deepest\n"
        + "".join("`" * (11 + depth) + "\n" for depth in range(70)),
        "{{< details >}}\n" * 60 + "deepest\n" + "{{< /details >}}\n" * 60,
        "".join("  " * depth + f"a{depth}\n" + "  " * depth + ": b\n\n" for depth in range(60)) + "deepest\n",
        "".join(f"[^{depth}]: " for depth in range(60))
        + "deepest\n\n"
        + "".join(f"[^{depth}] " for depth in range(60)),
    ],
    ids=["quotes", "lists", "emphasis", "links", "directives", "shortcodes", "definitions", "footnotes"],
)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_depth_loses_nothing(publication: Callable[..., Publication], source: str, builder: str) -> None:
    built = publication({"a.md": f"---\ntitle: A\n---\n{source}"}, builder=builder)
    assert "deepest" in built.read("a.html" if builder == "html" else "a.txt")
    kinds = {line.rpartition("[")[2] for line in built.warnings}
    assert kinds <= {"hugo.nesting]", "hugo.shortcode]", "hugo.link_target]", "hugo.footnote]"}


def test_quotes_are_the_dialects_alone(publication: Callable[..., Publication]) -> None:
    straight = {"goldmark": {"extensions": {"typographer": {"disable": True}}}}
    source = {"a.md": '# A\n\nIt\'s 5\'6" -- "so"...\n'}
    built = publication(source, builder="dummy", language="en", hugo_markup=straight)
    assert built.doctree("a").astext().endswith('It\'s 5\'6" -- "so"...')
    built = publication(source, builder="dummy", language="en")
    assert built.doctree("a").astext().endswith("It’s 5'6\" – “so”…")


def test_directives_and_roles_can_be_allowed(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = roles.GenericRole("loud", nodes.strong)
    monkeypatch.setitem(roles._role_registry, "loud", loud)
    source = "```{header}\nshown\n```\n\n{loud}`x`\n"
    refused = tree_of(publication, source)
    allowed = tree_of(publication, source, hugo_directives=["header"], hugo_roles=["loud"])
    assert not list(refused.findall(nodes.header))
    assert len(list(allowed.findall(nodes.header))) == 1
    assert "{loud}" in refused.astext()
    assert "{loud}" not in allowed.astext()


def test_output_of_two_processes_is_that_of_one(publication: Callable[..., Publication]) -> None:
    pages = {
        f"p{number}.md": f"# {number}\n\n[^a] **记者：**您 [x](#y) ![z](q.png)\n\n[^a]: n\n"
        for number in range(12)
    }
    one = publication(pages, builder="pseudoxml")
    two = publication(pages, builder="pseudoxml", parallel=2)
    for name in pages:
        first, second = (built.read(name.replace(".md", ".pseudoxml")) for built in (one, two))
        assert first.replace(str(one.app.srcdir), "") == second.replace(str(two.app.srcdir), "")
    assert sorted(one.warnings) == sorted(two.warnings)


def test_files_beside_a_post_travel_with_it(publication: Callable[..., Publication]) -> None:
    source = "---\ntitle: A\n---\n[data](data.csv) [paper](/paper.pdf) [gone](gone.zip)\n"
    files = {"posts/a/index.md": source, "posts/a/data.csv": "1,2\n", "static/paper.pdf": b"%PDF-1.7"}
    built = publication(files)
    assert sorted(path.name for path in (built.out / "_downloads").rglob("*.*")) == ["data.csv", "paper.pdf"]
    assert [line.rpartition("[")[2] for line in built.warnings] == ["hugo.link_target]"]


@pytest.mark.parametrize(
    "address",
    [
        "../../conf.py",
        "/conf.py",
        "../b/secret.md",
        ".hidden/key.txt",
        "_private/key.txt",
        "key.pem",
        "out.txt",
    ],
)
def test_no_other_file_does(publication: Callable[..., Publication], tmp_path: Path, address: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    files = {f"posts/a/{name}": "secret" for name in (".hidden/key.txt", "_private/key.txt", "key.pem")}
    files |= {"posts/b/secret.md": "---\ntitle: B\n---\nsecret\n", "conf.py": "secret = 1\n"}
    (tmp_path / "site0" / "posts" / "a").mkdir(parents=True)
    (tmp_path / "site0" / "posts" / "a" / "out.txt").symlink_to(outside)
    built = publication(
        {**files, "posts/a/index.md": f"---\ntitle: A\n---\n[x]({address}) ![y]({address})\n"}
    )
    assert not list(built.out.rglob("_downloads/**/*.*"))
    assert not list(built.out.rglob("_images/*"))


@pytest.mark.parametrize(
    "uri", ["//etc/x.png", "file:///etc/x.png", "C:/x.png", "../../../../etc/x.*", "data:text/html,x"]
)
def test_no_image_comes_from_this_machine(publication: Callable[..., Publication], uri: str) -> None:
    built = publication({"a.md": f"---\ntitle: A\n---\n![alt]({uri})\n"})
    page = built.read("a.html")
    assert "alt" in page
    assert not list(built.out.rglob("_images/*"))
    assert 'src="file:' not in page
    assert 'src="data:' not in page
