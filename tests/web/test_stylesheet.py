"""The one style sheet of a page: what it holds, that making it small changes nothing, and what stays beside it."""

from __future__ import annotations

import gzip

import pytest
from bs4 import BeautifulSoup
from pygments.formatters import HtmlFormatter

from koushu.web.stylesheet import code_colours

FILES = {"posts/a.md": "# A\n\n```python\nprint(1)  # text\n```\n"}
RULES = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // A browser keeps the blanks of values that it does not know yet; beside commas and after colons they say nothing.
  const same = text => text.replace(/\\s*,\\s*|(?<=:)\\s+/g, (gap) => gap.trim()).replace(/\\s+/g, " ");
  return [...sheet.cssRules].map(rule => same(rule.cssText));
}"""


def linked(publication, name="posts/a.html"):
    soup = BeautifulSoup(publication.read(name), "lxml")
    return [
        link["href"].split("?")[0].rpartition("_static/")[2] for link in soup.select("link[rel=stylesheet]")
    ]


def scripts(publication, name="posts/a.html"):
    soup = BeautifulSoup(publication.read(name), "lxml")
    return [tag["src"].split("?")[0].rpartition("/")[2] for tag in soup.select("script[src]")]


def test_a_page_asks_for_one_style_sheet(publication):
    assert linked(publication(FILES)) == ["koushu.css"]


def test_the_sheet_has_everything_and_is_small(publication):
    sheet = publication(FILES).read("_static/koushu.css")
    for rule in (
        ".bd-article",
        ".dialogue",
        ".embed",
        "div.math",
        ".admonition",
        "@media print",
        ".highlight",
    ):
        assert rule in sheet, rule
    # What a slow telephone fetches before it shows anything: 0.5 s of its time.
    assert len(sheet.encode()) < 90_000
    assert len(gzip.compress(sheet.encode())) < 20_000


def test_no_script_keeps_a_page_waiting(publication):
    soup = BeautifulSoup(publication(FILES).read("posts/a.html"), "lxml")
    assert all(tag.has_attr("defer") for tag in soup.select("script[src]"))
    assert "pydata-sphinx-theme.js" not in scripts(publication(FILES))
    assert "sphinx-book-theme.js" not in scripts(publication(FILES))


def test_the_publications_own_sheets_come_last(publication):
    files = {**FILES, "_static/mine.css": "p { color: red }\n"}
    built = publication(files, html_static_path=["_static"], html_css_files=["mine.css"])
    assert linked(built) == ["koushu.css", "mine.css"]
    assert "color: red" in built.read("_static/mine.css")


@pytest.mark.parametrize(
    "settings",
    [{"web_theme_styles": True}, {"html_theme_options": {"announcement": "News"}}],
    ids=["asked for", "a part of the theme is shown"],
)
def test_the_themes_own_files_come_when_they_are_needed(publication, settings):
    built = publication(FILES, **settings)
    names = [name.rpartition("/")[2] for name in linked(built)]
    assert names == ["basic.css", "pydata-sphinx-theme.css", "sphinx-book-theme.css", "koushu.css"]
    assert {"pydata-sphinx-theme.js", "sphinx-book-theme.js"} <= set(scripts(built))


def test_other_themes_link_each_sheet(publication):
    names = linked(publication(FILES, html_theme="alabaster"))
    assert {"hugo.css", "pygments.css"} <= set(names)
    assert "koushu.css" not in names


def test_the_sheet_is_the_same_again(publication):
    first, second = publication(FILES), publication(FILES)
    assert first.read("_static/koushu.css") == second.read("_static/koushu.css")


@pytest.mark.parametrize(
    "styles", [("a11y-high-contrast-light", "a11y-high-contrast-dark"), ("vs", "monokai")]
)
def test_every_kind_of_word_in_code_has_its_colour(styles):
    text = code_colours(dict(zip(("pygments_light_style", "pygments_dark_style"), styles, strict=True)))
    for style, mode in zip(styles, ("light", "dark"), strict=True):
        for name, (look, _, _) in HtmlFormatter(style=style).class2style.items():
            if name and look:
                rules = [line for line in text.splitlines() if mode in line and look in line]
                assert any(f".{name}," in rule or f".{name})" in rule for rule in rules), (style, name)


def test_an_unknown_style_of_code_is_replaced():
    assert "color" in code_colours({"pygments_light_style": "no-such-style"})


@pytest.mark.browser
def test_making_the_sheet_small_changes_no_rule(chromium):
    import rcssmin

    from koushu.assets import _PACKAGE

    page = chromium.new_page()
    for path in sorted(_PACKAGE.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        assert page.evaluate(RULES, rcssmin.cssmin(text)) == page.evaluate(RULES, text), path.name
    page.close()


@pytest.mark.browser
def test_a_dark_page_is_printed_in_ink(publication, look):
    body = "# A\n\n```python\nprint(1)  # text\n```\n\n> quoted\n"
    page = look(publication({"posts/a.md": body})).open("posts/a.html", color_scheme="dark")
    page.emulate_media(media="print")
    lightness = """() => [...document.querySelectorAll("article, article span, article p, article h1")].map(one => {
      const [red, green, blue] = getComputedStyle(one).color.match(/[\\d.]+/g).map(Number);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })"""
    assert max(page.evaluate(lightness)) < 128


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_code_can_be_read_on_its_ground(publication, look, scheme):
    from browsers import violations

    code = {
        "python": 'import os\n@x\ndef f(a: int = 1) -> str:\n    """Doc."""\n    return f"{a}" + None  # note\n',
        "diff": "--- a\n+++ b\n-old\n+new\n@@ 1 @@\n",
        "html": '<!-- c --><p class="x">&amp;</p>\n',
        "console": "$ ls -l\ntotal 3\n",
        "css": "a { color: #fff !important }\n",
    }
    body = "# Code\n\n" + "\n".join(f"```{name}\n{text}```\n" for name, text in code.items())
    page = look(publication({"posts/a.md": body})).open("posts/a.html", color_scheme=scheme)
    assert violations(page) == []
