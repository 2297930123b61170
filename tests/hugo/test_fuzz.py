"""Texts that nobody would write: no parser raises, every problem has a line, and what is escaped is read again.

Seeded, so that a run is like the last; `KOUSHU_FUZZ=20` runs twenty times as many examples, others in each run.
"""

from __future__ import annotations

import json
import os
import posixpath
import re
from datetime import UTC
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.util import texescape

from koushu.dialogue.recognition.source import read_post
from koushu.drawings import clean_drawing
from koushu.feeds.xml import add, element, text_of
from koushu.hugo.dialect.addresses import is_dangerous
from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.own_ids import fit_id, is_own_id
from koushu.hugo.dialect.raw_html import clean_html
from koushu.hugo.dialect.second_gate import let_through
from koushu.hugo.dialect.settings import read_markup
from koushu.hugo.files import _NEVER, candidates, is_unpublishable
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.metadata.page_meta import PageMeta, read_page_meta
from koushu.hugo.plain_words import plain_words
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.hugo.source import decode_source
from koushu.latex.formulas import formula_fault
from koushu.posts.ledger import fault_of, key_of
from koushu.posts.permalinks import LONGEST_PART, AddressRules, document_name, page_address
from koushu.posts.scan import page_url
from koushu.posts.site.public_source import public_source
from koushu.safe_path import is_real_file, name_fault, printable, real_file
from koushu.typst_builder.escape import string

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

EXAMPLES = 60 * int(os.environ.get("KOUSHU_FUZZ", "1"))
fuzzed = settings(
    max_examples=EXAMPLES,
    derandomize="KOUSHU_FUZZ" not in os.environ,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

# Letters of every kind, and the pieces of which syntax is made.
LETTERS = st.text(st.characters(codec="utf-8"), max_size=12)
MARKS = """
--- +++ { } [ ] ( ) ! * ** _ ` ``` ~~~ ~~ # ## > - 1. | : ： 、 ， “ ” 「 」 < > </ <!-- --> <script> &amp; &# / // %
$ $$
{{< >}} {{% %}} {{</* */>}} {{ {% %} ::: {note} details figure src= "x" `y` [^1] [^1]: [x]: https://a.b www.a a@b.c
title: tags: date: 2024-01-01 true null &a *a << !!str ? @ javascript: **记者：** **A:** A: [12:00] <div> <b id="x">
"""
SPACES = [
    "\n",
    "\n\n",
    "\t",
    "    ",
    " ",
    "\\",
    "\ue000",
    "\ue001",
    "\x00",
    "\x1b",
    "\u202e",
    "\u2028",
    "\ufeff",
]
PIECES = st.sampled_from([*MARKS.split(), *SPACES])
TEXTS = st.lists(st.one_of(PIECES, LETTERS), max_size=40).map("".join)
FRONTS = st.builds(
    lambda mark, inside, body: f"{mark}\n{inside}\n{mark}\n{body}",
    st.sampled_from(["---", "+++"]),
    TEXTS,
    TEXTS,
)
MARKDOWN = [make_parser(read_markup({}, strict=strict)) for strict in (False, True)]


@fuzzed
@given(st.one_of(FRONTS, TEXTS))
def test_front_matter_never_raises_and_loses_nothing(text: str) -> None:
    front = split_front_matter(text)
    assert text.endswith(front.body)
    lines = text.count("\n") + 1
    assert all(problem.message and 1 <= problem.line <= lines for problem in front.problems)
    meta, problems = read_page_meta(front, "posts/a.md", UTC)
    assert all(problem.message for problem in problems)
    assert plain_words(meta.title) == meta.title
    address = page_address("posts/a.md", meta, AddressRules({}), ("posts",))
    assert address.startswith("/")
    assert ".." not in document_name(address).split("/")
    public_source(text)


@fuzzed
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_text(data: bytes) -> None:
    source = decode_source(data)
    assert "\0" not in source.text
    assert all(problem.line >= 1 for problem in source.problems)


@fuzzed
@given(TEXTS)
def test_shortcodes_never_raise(text: str) -> None:
    extraction = extract_shortcodes(text, 1)
    assert all(1 <= problem.line <= text.count("\n") + 2 for problem in extraction.problems)
    assert all(call.line >= 1 for call in extraction.calls)


@fuzzed
@given(TEXTS, st.sampled_from(MARKDOWN))
def test_markdown_never_raises(text: str, markdown: object) -> None:
    markdown.parse(extract_shortcodes(text, 1).text)


@fuzzed
@given(TEXTS)
def test_leads_never_raise(text: str) -> None:
    read_post(text.encode("utf-8", "replace")).as_json()


@fuzzed
@given(TEXTS)
def test_a_typst_string_is_what_typst_reads(text: str) -> None:
    literal = string(text)
    assert "\n" not in literal
    assert string(json.loads(typst.eval(b"", literal, ignore_system_fonts=True))) == literal


@fuzzed
@given(TEXTS)
def test_xml_is_well_formed_and_holds_the_words(text: str) -> None:
    root = element("feed", {"title": text})
    add(root, "entry", text, name=text)
    again = ET.fromstring(text_of(root))
    kept = again.get("title")
    assert element("feed", {"title": kept or ""}).get("title") == kept


@fuzzed
@given(TEXTS)
def test_cleaned_html_is_clean(text: str) -> None:
    pieces = clean_html(text).pieces
    html = "".join(piece.html for piece in pieces).lower()
    assert "<script" not in html
    again = clean_html(html)
    assert not [name for name in again.dropped if " on" in name or name in {"script", "style", "iframe"}]


@fuzzed
@given(TEXTS)
def test_cleaned_drawings_stay_as_they_are(text: str) -> None:
    for data in (text.encode(), f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>'.encode()):
        clean = clean_drawing(data)
        assert clean is None or clean_drawing(clean) == clean


@fuzzed
@given(TEXTS, TEXTS)
def test_an_address_can_be_written(title: str, slug: str) -> None:
    for meta in (PageMeta(title=title, slug=slug), PageMeta(title=title, url=slug)):
        rules = AddressRules({"posts": "/:year/:title/:slug/"})
        for address in (page_url("posts/a.md", meta), page_address("posts/a.md", meta, rules, ("posts",))):
            assert address.startswith("/")
            assert all(len(part.encode(errors="replace")) <= LONGEST_PART for part in address.split("/"))


@fuzzed
@given(TEXTS)
def test_no_text_is_a_command_of_tex(text: str) -> None:
    texescape.init()
    escaped = texescape.escape(text, "xelatex")
    bare = re.sub(r"\\[A-Za-z]*\{\}|\\[#$%&_{}]|\{\}|\{[^\\{}]\}", "", escaped)
    assert not re.search(r"[\\#$%&~^_{}]", bare)


@fuzzed
@given(TEXTS)
def test_the_second_sanitiser_lets_nothing_more_through(text: str) -> None:
    for tag in ("a", "td", "details"):
        kept = let_through(
            tag, f' href="{escape(text)}" title="{escape(text)}" onclick="{escape(text)}"', frozenset()
        )
        assert "onclick" not in kept.replace(text, "") or "onclick" in text
        assert let_through(tag, kept, frozenset()) == kept


@fuzzed
@given(TEXTS)
def test_small_checks_never_raise(text: str) -> None:
    formula_fault(text)
    is_dangerous(text)
    fault_of(text)
    assert key_of(key_of(text)) == key_of(text) or "%" in text
    assert not is_own_id(fit_id("a" + text)) or text
    assert printable(printable(text)) == printable(text)
    assert plain_words(plain_words(text)) == plain_words(text)


@fuzzed
@given(
    st.lists(st.one_of(st.sampled_from(["..", "/", "a", ".", "%2e", "~", "\\"]), LETTERS), max_size=8).map(
        "".join
    )
)
def test_no_path_leads_out(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = _root(tmp_path_factory)
    found = real_file(root, path)
    assert found is None or found.is_relative_to(root.resolve())
    name_fault(path)


def _root(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp() / "paths"
    if not base.exists():
        (base / "site").mkdir(parents=True)
        (base / "site" / "a").write_text("in", encoding="utf-8")
        (base / "a").write_text("out", encoding="utf-8")
    return base / "site"


@fuzzed
@given(
    st.lists(
        st.one_of(st.sampled_from(["..", "/", "a", ".", "link", "out", "dir", "\\", "\0"]), LETTERS),
        max_size=8,
    ).map("".join)
)
def test_a_file_is_told_as_it_is_found(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    root = _root(tmp_path_factory)
    if not (root / "dir").exists():
        (root / "dir").mkdir()
        (root / "dir" / "a").write_text("in", encoding="utf-8")
        (root / "dir" / "link").symlink_to("a")
        (root / "link").symlink_to("dir")
        (root / "out").symlink_to("../a")
    assert is_real_file(root, path) == (real_file(root, path) is not None)
    assert is_unpublishable(path) == (
        any(part.startswith((".", "_")) for part in PurePosixPath(path).parts if part != "..")
        or PurePosixPath(path).suffix.lower() in _NEVER
    )


@fuzzed
@given(*[st.lists(st.sampled_from(["..", "/", "a", ".", "b.md", "?", "#"]), max_size=6).map("".join)] * 2)
def test_places_of_a_file_are_as_pathlib_joins_them(docname: str, address: str) -> None:
    docname = f"posts/x{docname.replace('..', '').replace('/', '')}"
    path = address.partition("?")[0].partition("#")[0]
    beside = "" if path.startswith("/") else PurePosixPath(docname).parent
    for found, root in zip(
        candidates(docname, address), (beside, "static", "assets", "content"), strict=False
    ):
        joined = posixpath.normpath(PurePosixPath(root) / path.lstrip("/"))
        assert (found or ".") == joined
