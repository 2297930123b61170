"""Twice the text takes twice the time, whatever the text: no post can slow a build beyond its size."""

from __future__ import annotations

import gc
import os
import time
from typing import TYPE_CHECKING

import pytest

from koushu.dialogue.cast.public_people import people_in
from koushu.dialogue.recognition.source import read_post
from koushu.drawings import clean_drawing
from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.raw_html import clean_html
from koushu.hugo.dialect.settings import read_markup
from koushu.hugo.embedded_images import read_embedded
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.plain_words import plain_words
from koushu.hugo.shortcodes.extract import extract_shortcodes
from koushu.latex.formulas import formula_fault
from koushu.posts.permalinks import AddressRules, _flat
from koushu.posts.site.public_source import public_source
from koushu.typst_builder.escape import string
from koushu.typst_builder.spacing import breakable, collapse, latin_runs

if TYPE_CHECKING:
    from collections.abc import Callable

MARKDOWN = make_parser(
    read_markup(
        {
            "goldmark": {
                "renderer": {"unsafe": True},
                "parser": {"attribute": {"block": True}},
                "extensions": {
                    "passthrough": {
                        "enable": True,
                        "delimiters": {"block": [["$$", "$$"]], "inline": [["\\(", "\\)"], ["$", "$"]]},
                    },
                    "extras": {"mark": {"enable": True}, "insert": {"enable": True}},
                },
            }
        }
    )
)
RULES = AddressRules({})

# What is repeated, with what stands before and behind all of it.
PIECES = {
    "open brackets": "[",
    "images": "![",
    "links that do not close": "[a](b",
    "empty links": "[](",
    "notes": "[^",
    "notes with names": "[^a",
    "strong that does not close": "****a ",
    "emphasis in turn": "*a _b ",
    "strong in words": "a**b",
    "wide emphasis": "**记者：**您",
    "tildes": "~~a ",
    "marks": "==a ",
    "backticks": "`a ``b ",
    "escapes": "\\",
    "angles": "<a ",
    "end tags": "</",
    "comments": "<!--",
    "comments in lines": "<!-- \n",
    "instructions": "<?",
    "declarations": "<!A",
    "autolinks": "<http:a ",
    "addresses": "http://a.",
    "www": "www.a",
    "mail": "a@b.",
    "entities": "&#",
    "quotes": '"a ',
    "single quotes": "'a ",
    "dashes": "-- ",
    "dots": "... ",
    "openings of calls": "{{< ",
    "calls without a name": "{{<>}}",
    "calls with percent": "{{% a ",
    "escaped calls": "{{</* ",
    "calls in pairs": "{{< a >}}x{{< /a >}}",
    "closing calls": "{{< /a >}}",
    "arguments": '{{< a b="c" ',
    "raw arguments": "{{< a `",
    "formulas": "$a ",
    "display formulas": "$$",
    "brackets of formulas": "\\(",
    "braces": "{a=",
    "roles": "{abbr}`",
    "colons": "a: ",
    "wide colons": "甲：",
    "bold leads": "**A:** words\n\n",
    "bold leads that do not close": "**A: ",
    "names in a row": "Ann, Bob and ",
    "quotes of blocks": "> ",
    "lists in lists": "- ",
    "numbers in lists": "1. ",
    "lines of a list": "- a\n",
    "lines of a table": "|a|b|\n",
    "bars": "|",
    "headings": "# a\n",
    "headings with talk": "## h\n\n**Ann:** words\n\n**Bob:** yes?\n\n",
    "headings with attributes": "# a {#b}\n",
    "lines": "a\n",
    "wide lines": "中\n",
    "lines of fields": "k: v\n",
    "hard breaks": "a\\\n",
    "blank lines": "\n",
    "tabs": "\t",
    "blanks": " ",
    "definitions of links": "[a]: b\n",
    "definitions": "a\n: b\n\n",
    "fences": "```\n",
    "colon fences": ":::a\n",
    "tags of dialogue": "{% dialogue %}\n",
    "closings": "]",
    "pieces of words": "a-",
    "plus signs": "+",
    "underscores": "_a",
    "Chinese": "中文，",
    "marks of accents": "a\u0301",
    "turns of direction": "\u202ea",
    "div": "<div>",
    "attributes": '<a href="x" ',
}
FRONT = {
    "a list": ("tags: [", "a, ", "]"),
    "open lists": ("a: ", "[", ""),
    "aliases": ("a: &a 1\nb: [", "*a, ", "]"),
    "keys": ("", "a: 1\n", ""),
    "broken keys": ("", "a: b: c\n", ""),
    "an open quote": ('title: "', "a\n ", ""),
    "comments": ("", "# a\n", ""),
    "blanks": ("a: ", " ", "b"),
    "digits": ("a: ", "9", ""),
}
PARSERS: dict[str, Callable[[str], object]] = {
    "markdown": MARKDOWN.parse,
    "shortcodes": lambda text: extract_shortcodes(text, 1),
    "dialogue": lambda text: read_post(text.encode()),
    "public source": public_source,
    "raw html": clean_html,
    "slugs": lambda text: _flat(text, RULES),
    "people": lambda text: people_in(text, (), "en"),
    "plain words": plain_words,
    "formulas": lambda text: formula_fault(text[:9000]),
    "drawings": lambda text: clean_drawing(f"<svg>{text}</svg>".encode()),
    "pieces of words": breakable,
    "blanks": lambda text: collapse(text, "a", "b"),
    "marks": lambda text: list(latin_runs(text)),
    "strings of Typst": string,
    "pictures in addresses": lambda text: read_embedded(f"data:image/png;base64,{text}"),
}
SHORTEST, LONGEST = 0.05, 400_000
BOUND = 2.6
ROUNDS = 8


def growth(parse: Callable[[str], object], make: Callable[[int], str]) -> float:
    """Return how many times longer a text of twice the length takes, in processor time, the best of a few runs."""
    length = 4000
    while (spent := _spent(parse, make(length))) < SHORTEST and length < LONGEST:
        length *= 2
    if spent < SHORTEST:
        return 0
    small, large = make(length), make(2 * length)
    longer = _spent(parse, large)
    for _ in range(ROUNDS):
        if longer / spent < BOUND:
            break
        # Other work on the machine makes a run longer, never shorter.
        spent, longer = min(spent, _spent(parse, small)), min(longer, _spent(parse, large))
    return longer / spent


def _spent(parse: Callable[[str], object], text: str) -> float:
    # Whole collections cost what all the other tests have left behind.
    gc.disable()
    try:
        start = time.process_time()
        parse(text)
        return time.process_time() - start
    finally:
        gc.enable()


# The two largest parsers meet all pieces on request alone, since that takes minutes.
FEW = (
    "open brackets",
    "links that do not close",
    "empty links",
    "closings",
    "addresses",
    "www",
    "mail",
    "comments",
    "instructions",
    "quotes",
    "single quotes",
    "bold leads",
    "colons",
    "headings",
    "headings with talk",
    "tabs",
    "wide lines",
)
LARGE = ("markdown", "dialogue", "blanks", "marks", "strings of Typst", "pictures in addresses")
PAIRS = [
    pytest.param(parser, piece, id=f"{parser}-{name}")
    for parser in PARSERS
    if parser not in {"slugs", "drawings"}
    for name, piece in PIECES.items()
    if parser not in LARGE or name in FEW or "KOUSHU_FUZZ" in os.environ
]


@pytest.mark.parametrize(("parser", "piece"), PAIRS)
def test_a_text_twice_as_long_takes_twice_the_time(parser: str, piece: str) -> None:
    assert growth(PARSERS[parser], lambda length: piece * (length // len(piece))) < BOUND


@pytest.mark.parametrize("parser", ["slugs", "drawings"])
@pytest.mark.parametrize("piece", ["a ", "- ", "&#1;", "<a>", "+", "/", "中 ", "<a b='", "%41"])
def test_names_and_drawings_twice_as_long_take_twice_the_time(parser: str, piece: str) -> None:
    assert growth(PARSERS[parser], lambda length: piece * (length // len(piece))) < BOUND


@pytest.mark.parametrize("marks", ["---", "+++"])
@pytest.mark.parametrize("pieces", FRONT.values(), ids=FRONT)
def test_front_matter_twice_as_long_takes_twice_the_time(marks: str, pieces: tuple[str, str, str]) -> None:
    before, piece, behind = pieces

    def make(length: int) -> str:
        inside = before + piece * (min(length, 60_000) // len(piece)) + behind
        return f"{marks}\n{inside}\n{marks}\n" + "text\n" * (length // 5)

    assert growth(split_front_matter, make) < BOUND
