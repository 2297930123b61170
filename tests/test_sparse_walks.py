"""Visitors that look at a few nodes do the same as when they are sent through all."""

from __future__ import annotations

import random
from typing import Any

import pytest
from docutils import nodes
from docutils.transforms.references import DanglingReferencesVisitor
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor

from koushu.running import sparse_walks

KINDS = (nodes.paragraph, nodes.emphasis, nodes.section, nodes.reference, nodes.literal_block)


def tree_of(seed: int, *others: Any) -> nodes.document:
    """Return a document of code and of references, some of them to what is not there."""
    dice = random.Random(seed)
    document = new_document("a")
    document.settings.report_level = 5
    document.settings.record_dependencies = None
    places: list[nodes.Element] = [document]
    target = nodes.target("", "", ids=["here"], names=["here"])
    document += target
    document.note_explicit_target(target)
    for number in range(60):
        node = dice.choice(others or KINDS)() if dice.random() < 0.3 else dice.choice(KINDS)()
        node += nodes.Text(f"{number}\n" * dice.randrange(1, 4))
        if isinstance(node, nodes.reference):
            node["refname"] = dice.choice(("here", "there", "nowhere"))
        if isinstance(node, addnodes.highlightlang):
            node.attributes |= {"lang": f"l{number}", "force": number % 2 == 0, "linenothreshold": number % 5}
        dice.choice(places).append(node)
        places.append(node)
    return document


def languages(document: nodes.document) -> Any:
    return HighlightLanguageVisitor(document, "none")


def references(document: nodes.document) -> Any:
    return DanglingReferencesVisitor(document, [])


@pytest.mark.parametrize("others", [(), (addnodes.highlightlang,), (addnodes.start_of_file,)])
def test_code_has_the_same_languages(publication: Any, others: Any) -> None:
    publication({})
    for seed in range(40):
        one, other = tree_of(seed, *others), tree_of(seed, *others)
        one.walkabout(languages(one))
        nodes.Node.walkabout(other, languages(other))
        assert str(one) == str(other)
        assert 'language="' in str(one)


def test_references_are_settled_alike(publication: Any) -> None:
    publication({})
    for seed in range(40):
        one, other = tree_of(seed), tree_of(seed)
        assert not one.walk(references(one))
        nodes.Node.walk(other, references(other))
        assert str(one) == str(other)
        assert "refid" in str(one)
        assert "problematic" in str(one)


def test_other_visitors_see_each_node(publication: Any) -> None:
    publication({})

    class Seen(nodes.GenericNodeVisitor):
        names: list[str]

        def default_visit(self, node: nodes.Node) -> None:
            self.names.append(node.__class__.__name__)

        def default_departure(self, node: nodes.Node) -> None:
            self.names.append(f"/{node.__class__.__name__}")

    document = tree_of(1)
    there, about = Seen(document), Seen(document)
    there.names, about.names = [], []
    document.walk(there)
    document.walkabout(about)
    assert there.names == [node.__class__.__name__ for node in document.findall()]
    assert sorted(about.names) == sorted([*there.names, *(f"/{name}" for name in there.names)])


CONTENTS = """---
title: A *b* c
---

Words.

## 一 `d`

> - a list

### Two [e](https://example.org)

| a | b |
|---|---|
| 1 | 2 |

## Three

甲：你好。

乙：**你好**。

### 四[^1]

[^1]: note
"""


@pytest.mark.parametrize("more", ["", "```{toctree}\nother\n```\n", "```{py:function} f()\n```\n"])
def test_contents_are_listed_alike(publication: Any, monkeypatch: pytest.MonkeyPatch, more: str) -> None:
    files = {
        "conf.py": "hugo_syntax = 'myst'\n" if more else "",
        "index.md": CONTENTS + more,
        "other.md": CONTENTS.replace("Words.", "") + "\n# Top\n\n#### Deep\n",
    }
    here = publication(files).app.env
    monkeypatch.setattr(sparse_walks, "contents_listed", sparse_walks._list_contents)
    there = publication(files).app.env
    for name in ("index", "other"):
        assert str(here.tocs[name]) == str(there.tocs[name])
        assert here.toc_num_entries[name] == there.toc_num_entries[name]
    assert "四" in str(here.tocs["index"])
    assert ("toctree" in str(here.tocs["index"])) == ("toctree" in more)
    assert ("f()" in str(here.tocs["index"])) == ("function" in more)


def test_the_collector_of_contents_asks_here(publication: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # As it is when Sphinx is set up, before any feature.
    monkeypatch.setattr(TocTreeCollector, "process_doc", sparse_walks._list_contents)
    listeners = publication({"index.md": CONTENTS}).app.events.listeners["doctree-read"]
    ways = [getattr(one.handler, "__func__", None) for one in listeners]
    assert sparse_walks.contents_listed in ways
    assert sparse_walks._list_contents not in ways
