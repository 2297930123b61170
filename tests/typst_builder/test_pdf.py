"""Whole books: every construct in the PDF, the rules of PDF/A and PDF/UA, the same bytes twice, hostile text."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from fragments import fragments, missing, pdf_pages, squeeze, strange_characters
from kitchen import png
from koushu.typst_builder.compiler import Compiler
from koushu.typst_builder.fonts import find_fonts
from tools import require_module, require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

KITCHEN = Path(__file__).parent.parent / "cases" / "typst" / "kitchen"
PLAIN = {
    "extensions": ["myst_parser", "sphinx.ext.todo", "sphinxcontrib.bibtex", "koushu.typst_builder"],
    "source_suffix": {".rst": "restructuredtext", ".md": "markdown"},
    "myst_enable_extensions": ["dollarmath", "deflist", "tasklist"],
    "html_theme": "basic",
    "todo_include_todos": True,
    "todo_link_only": True,
    "numfig": True,
    "project": "Kitchen 厨房",
    "author": "A. Cook",
}


def kitchen() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in KITCHEN.iterdir()}


@pytest.fixture
def kitchen_pdf(publication: Callable[..., Publication]) -> Publication:
    return publication(kitchen(), builder="typstpdf", **PLAIN)


def _pdf(made: Publication) -> Path:
    (path,) = made.out.glob("*.pdf")
    return path


def _small(
    publication: Callable[..., Publication], text: str, builder: str = "typstpdf", **conf: object
) -> Publication:
    return publication({"index.md": text}, builder=builder, **{**PLAIN, "project": "Book", **conf})


def test_every_word_of_the_web_pages_is_in_the_pdf(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    html = publication(kitchen(), builder="html", **PLAIN)
    pages = pdf_pages(_pdf(publication(kitchen(), builder="typstpdf", **PLAIN)))
    for name in ("index", "constructs", "interview", "hostile"):
        wanted = set(fragments(html.read(f"{name}.html"), "div.body")) - {squeeze("Only in HTML.")}
        assert len(wanted) > 0
        assert missing(sorted(wanted), pages) == [], name


def test_the_text_has_no_character_that_nobody_typed(kitchen_pdf: Publication) -> None:
    require_pdftotext()
    text = "".join(pdf_pages(_pdf(kitchen_pdf)))
    assert strange_characters(text) == set()
    assert not set("\u00ad\u200b\ufeff") & set(text)


def test_the_book_is_tagged_and_marked_as_pdf_a_and_pdf_ua(kitchen_pdf: Publication) -> None:
    assert not [line for line in kitchen_pdf.warnings if "typst.standard" in line or "typst.compiler" in line]
    reader = pypdf.PdfReader(_pdf(kitchen_pdf))
    metadata = reader.xmp_metadata
    assert metadata is not None
    packet = metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert "<pdfaid:part>2</pdfaid:part>" in packet
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]


def test_pdfua_finds_nothing(kitchen_pdf: Publication) -> None:
    require_module("pdfua", "pip install pdfua")
    command = [sys.executable, "-m", "pdfua", "check", str(_pdf(kitchen_pdf))]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "errors=0 warnings=0 info=0" in run.stdout, run.stdout + run.stderr


def test_what_is_wrong_with_the_kitchen_is_said_once_and_with_its_place(kitchen_pdf: Publication) -> None:
    said = [line for line in kitchen_pdf.warnings if "[typst." in line]
    kinds = sorted(re.search(r"\[typst\.(\w+)\]", line)[1] for line in said)  # type: ignore[index]
    assert kinds == [*["formula"] * 3, "image", "raw_html"]
    assert any(line.startswith("constructs.rst:") and "unknowncommand" in line for line in said)
    assert any(re.match(r"constructs.rst:\d\d+: .*broken.png", line) for line in said)


def test_outline_links_and_fonts(kitchen_pdf: Publication) -> None:
    reader = pypdf.PdfReader(_pdf(kitchen_pdf))

    def titles(entries: list[object]) -> list[str]:
        found = []
        for entry in entries:
            found += titles(entry) if isinstance(entry, list) else [entry.title]
        return found

    outline = titles(reader.outline)
    assert {
        "Kitchen sink",
        "Constructs of docutils and Sphinx",
        "Level four",
        "访谈里的字词",
        "Index",
    } <= set(outline)
    names = {str(font) for page in reader.pages for font in _font_names(page)}
    assert names
    # A subset of an embedded font has a tag of six capitals before its name.
    assert all(re.fullmatch(r"/[A-Z]{6}\+.*", name) for name in names)
    annotations = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    links = [note for note in annotations if note["/Subtype"] == "/Link"]
    uris = {str(note["/A"]["/URI"]) for note in links if "/URI" in note.get("/A", {})}
    assert "https://example.org/?a=1&b=2#c" in uris
    assert not [uri for uri in uris if uri.startswith(("javascript:", "file:", "#", "%"))]
    assert len(links) > 40


def _font_names(page: pypdf.PageObject) -> list[str]:
    fonts = page["/Resources"].get("/Font", {})
    return [fonts[key].get_object()["/BaseFont"] for key in fonts]


def test_metadata_comes_from_the_configuration(kitchen_pdf: Publication) -> None:
    information = pypdf.PdfReader(_pdf(kitchen_pdf)).metadata
    assert information is not None
    assert (information.title, information.author) == ("Kitchen 厨房", "A. Cook")


def test_the_typst_files_stand_for_themselves(publication: Callable[..., Publication]) -> None:
    made = publication(kitchen(), builder="typst", **PLAIN)
    names = {path.name for path in made.out.iterdir()}
    assert {"main.typ", "koushu.typ", "blocks.typ", "theme.typ", "themes.typ", "images"} <= names
    assert not list(made.out.glob("*.pdf"))
    pdf, warnings = Compiler(find_fonts([]).paths).compile(made.out / "main.typ", timestamp=0)
    assert pdf.startswith(b"%PDF-1.7")
    assert warnings == []


def test_same_bytes_twice_elsewhere_and_in_parallel(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    first = _pdf(publication(kitchen(), builder="typstpdf", **PLAIN)).read_bytes()
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    second = _pdf(publication(kitchen(), builder="typstpdf", parallel=2, **PLAIN)).read_bytes()
    assert first == second
    monkeypatch.undo()
    time.tzset()


def test_the_date_comes_from_source_date_epoch(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    made = _small(publication, "# One\n\nWords.\n")
    information = pypdf.PdfReader(_pdf(made)).metadata
    assert information is not None
    assert information["/CreationDate"].startswith("D:20010909")


@pytest.mark.parametrize("theme", ["book", "article"])
@pytest.mark.parametrize("paper", ["", "a5", "us-letter"])
def test_themes_and_papers(publication: Callable[..., Publication], theme: str, paper: str) -> None:
    made = _small(
        publication,
        "# One\n\nWords.\n\n## Two\n\nMore.\n",
        typst_theme=theme,
        typst_papersize=paper,
        typst_theme_options={"size": "12pt", "accent": "#006600"},
    )
    assert made.warnings == []
    sizes = {"a5": 420, "us-letter": 612, "": 499 if theme == "book" else 595}
    assert round(float(pypdf.PdfReader(_pdf(made)).pages[0].mediabox.width)) == sizes[paper]


def test_several_books(publication: Callable[..., Publication]) -> None:
    documents = [("index", "all", "All", "", "book"), ("other", "part", "Part", "B", "article")]
    files = {"index.md": "# All\n\n```{toctree}\nother\n```\n", "other.md": "# Other\n\nWords.\n"}
    made = publication(files, builder="typstpdf", **{**PLAIN, "typst_documents": documents})
    assert made.warnings == []
    assert {path.name for path in made.out.glob("*.pdf")} == {"all.pdf", "part.pdf"}
    assert (made.out / "part" / "main.typ").is_file()


def test_characters_without_a_glyph_are_named_and_replaced(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    made = _small(publication, "# One\n\nAncient \U00012000 and\n\n\U00030001野家 `code \U00012000`.\n")
    (line,) = made.warnings
    assert "\U00012000 (U+12000, CUNEIFORM SIGN A) in index.md:3" in line
    assert "(U+30001, CJK UNIFIED IDEOGRAPH-30001) in index.md:5" in line
    text = squeeze("".join(pdf_pages(_pdf(made))))
    assert "Ancient[cuneiformsigna]and" in text
    assert "[U+30001]野家" in text


def test_every_script_is_printed(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    words = [
        "𠮷野家",
        "한국어",
        "🙂👍",
        "ελληνικά",
        "кириллица",
        "日本語のテキスト",
        "ไทย",
        "हिन्दी",
        "ქართული",
        "العربية",
    ]
    made = _small(publication, "# One\n\n" + "\n\n".join(words) + "\n")
    assert made.warnings == []
    text = squeeze("".join(pdf_pages(_pdf(made))))
    assert [word for word in words if word not in text] == []


_BOOM = """
from docutils import nodes
from docutils.parsers.rst import Directive

class boom(nodes.General, nodes.Element):
    pass

# A node is pickled by its module's name, and `conf.py` is none.
boom.__module__ = "docutils.nodes"
nodes.boom = boom

class Boom(Directive):
    has_content = False
    required_arguments = 1
    def run(self):
        node = boom(function=self.arguments[0])
        node.line = self.lineno
        return [node]

def visit(self, node):
    self.add_call(node["function"], "words")

def setup(app):
    app.add_node(boom, typst=(visit, lambda self, node: None))
    app.add_directive("boom", Boom)
"""


def _boom(publication: Callable[..., Publication], function: str) -> Publication:
    text = f"# One\n\nWords.\n\n```{{boom}} {function}\n```\n"
    return publication({"index.md": text, "conf.py": _BOOM}, builder="typstpdf", **PLAIN)


def test_a_broken_rule_is_named_with_its_line_and_the_pdf_made_without_the_mark(
    publication: Callable[..., Publication],
) -> None:
    # A function of Typst that makes a formula without alternative text, which PDF/UA-1 forbids.
    made = _boom(publication, "math.equation")
    (line,) = made.warnings
    assert line.startswith("index.md:5: WARNING: The PDF cannot be marked as PDF/A-2a and PDF/UA-1")
    assert "[typst.standard]" in line
    assert "/MarkInfo" in pypdf.PdfReader(_pdf(made)).root_object


def test_an_error_of_typst_is_a_warning_with_its_line(publication: Callable[..., Publication]) -> None:
    made = _boom(publication, "panic")
    (line,) = made.warnings
    assert line.startswith("index.md:5: WARNING: Typst made no PDF")
    assert "[typst.compiler]" in line
    assert not list(made.out.glob("*.pdf"))


INJECTIONS = [
    "#panic()",
    '"];#panic()',
    "]; } #panic() {",
    "// x",
    "/* x",
    "@x",
    "$x$",
    "\\",
    "\\u{1F600",
    "<label>",
    '#import "@preview/x:1.0.0"',
    '#read("/etc/passwd")',
    "= heading",
    "` ``` `",
    "~",
    "--- ... --",
]
HOSTILE_RST = """\
TITLE {0}
{1}

TEXT {0} *EMPHASIS {0}* **STRONG {0}** :kbd:`KEY {0}` :abbr:`ABBR ({0})`

.. note:: NOTE {0}

.. admonition:: ADMONITION {0}

   X

.. code-block:: none
   :caption: CAPTION {0}

   CODE {0}

.. image:: dot.png
   :alt: ALT {0}

.. image:: missing.png
   :alt: MISSING {0}

.. list-table:: TABLE {0}
   :header-rows: 1

   * - HEAD {0}
   * - CELL {0}

.. math:: \\text{{MATH {0}}}

:FIELD {0}: BODY {0}

.. index:: INDEX {0}

.. glossary::

   TERM {0}
      DEFINITION {0}
"""


@pytest.mark.parametrize("text", INJECTIONS)
def test_content_is_never_code(publication: Callable[..., Publication], text: str) -> None:
    require_pdftotext()
    escaped = re.sub(r"([\\*_`|<>])", r"\\\1", text)
    title = "=" * 90
    files = {
        "index.md": "# Home\n\n```{toctree}\npost\n```\n",
        "post.rst": HOSTILE_RST.format(escaped, title),
        "dot.png": (KITCHEN / "dot.png").read_bytes(),
    }
    made = publication(
        files,
        builder="typstpdf",
        **{
            **PLAIN,
            "project": text,
            "author": text,
            "typst_subtitle": text,
            "copyright": text,
            "smartquotes": False,
        },
    )
    assert not [line for line in made.warnings if re.search(r"typst\.(standard|compiler|unknown)", line)]
    printed = squeeze("".join(pdf_pages(_pdf(made))))
    for place in (
        "TITLE",
        "TEXT",
        "EMPHASIS",
        "STRONG",
        "NOTE",
        "ADMONITION",
        "CAPTION",
        "TABLE",
        "HEAD",
        "CELL",
    ):
        assert squeeze(place + text) in printed, place


def test_deep_nesting_makes_a_pdf(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    quotes = "".join(f"{'> ' * depth}level{depth}\n{'> ' * depth}\n" for depth in range(1, 20))
    bullets = "".join(f"{'  ' * depth}- item{depth}\n" for depth in range(9))
    made = _small(publication, f"# One\n\n{quotes}\n\n{bullets}\n")
    # Said once for a document, however often it happens there.
    assert [line.partition(" ")[0] for line in made.warnings] == ["index.md:21:"]
    assert "[typst.nesting]" in made.warnings[0]
    text = squeeze("".join(pdf_pages(_pdf(made))))
    assert all(f"level{depth}" in text for depth in range(1, 20))
    assert all(f"item{depth}" in text for depth in range(9))


@pytest.mark.parametrize(
    "body",
    [
        '{{< figure caption="Words only" >}}',
        '{{< figure src="a.svg" >}}',
        "![](a.svg)",
        "Text ![](a.svg) text.",
    ],
)
def test_a_picture_without_words_keeps_the_marks(publication: Callable[..., Publication], body: str) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    made = publication({"posts/a.md": f"---\ntitle: A\n---\n\n{body}\n", "posts/a.svg": drawing}, "typstpdf")
    assert [line for line in made.warnings if "[typst." in line] == []


FIGURES = """# One

```{figure} red.png
```

```{figure} red.png
:alt: ""
```

```{figure} drawing.svg
```

```{figure} https://example.org/x.png

Far away
```

```{figure} broken.png

Caption alone
```
"""


def test_figures_without_words_or_pictures_keep_the_marks(publication: Callable[..., Publication]) -> None:
    require_pdftotext()
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"><rect width="200" height="60"/>'
        b'<image href="https://example.org/x.png" width="9" height="9"/><text x="9" y="40">Drawn</text></svg>'
    )
    files = {"index.md": FIGURES, "red.png": png(), "drawing.svg": drawing, "broken.png": b"no"}
    made = publication(files, builder="typstpdf", **{**PLAIN, "project": "Book"})
    assert [line for line in made.warnings if "broken.png" not in line] == []
    root = pypdf.PdfReader(_pdf(made)).root_object
    assert root["/MarkInfo"]["/Marked"]
    text = squeeze("".join(pdf_pages(_pdf(made))))
    assert "Drawn" in text
    assert "Captionalone" in text
