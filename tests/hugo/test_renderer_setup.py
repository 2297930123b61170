"""Our renderer is prepared as MyST prepares its own."""

from __future__ import annotations

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer

from koushu.hugo.parser import HugoRenderer


def test_a_renderer_has_what_myst_gives_it():
    document = new_document("a", get_default_settings(Parser))
    options = {"document": document, "myst_config": MdParserConfig()}
    ours, theirs = HugoRenderer(MarkdownIt()), DocutilsRenderer(MarkdownIt())
    for renderer in (ours, theirs):
        renderer.setup_render(options, {})
    expected = {name: value for name, value in vars(theirs).items() if name not in {"md", "rules"}}
    assert {name: vars(ours)[name] for name in expected} == expected
