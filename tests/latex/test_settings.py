"""Defaults of the LaTeX route, and who may override them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.latex.builder import plain_name
from koushu.latex.defaults import book_elements
from koushu.posts.book import file_stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


@pytest.mark.parametrize(
    ("language", "contents", "tag"),
    [("zh_CN", "目录", "zh-CN"), ("en", "Contents", "en"), ("zh-TW", "目录", "zh-TW")],
)
def test_the_book_speaks_its_language(language: str, contents: str, tag: str) -> None:
    preamble = book_elements(language)["preamble"]
    assert f"\\renewcommand{{\\contentsname}}{{{contents}}}" in preamble
    assert f"pdflang={{{tag}}}" in preamble


def test_any_book_may_quote_chinese() -> None:
    for language in ("zh", "en", "fr", "ja"):
        assert "xeCJK" in book_elements(language)["fontenc"]


def test_chapters_start_on_any_page() -> None:
    assert book_elements("zh")["extraclassoptions"] == "oneside,openany"


@pytest.mark.parametrize(("project", "stem"), [("口述", "book"), ("My Café: 故事", "my-cafe"), ("", "book")])
def test_the_file_name_is_plain(project: str, stem: str) -> None:
    assert file_stem(project) == stem


@pytest.mark.parametrize("name", ["图 1.svg", "a b.png", "x#y.pdf", "a.b.png", "-x.png", "50%.jpg"])
def test_an_image_name_means_nothing_to_tex(name: str) -> None:
    assert not set(plain_name(name).rpartition(".")[0]) & set(" #%.&_{}\\~$^")
    assert plain_name(name) == plain_name(name)
    assert plain_name("good-name_1.PNG") == "good-name_1.png"


def test_conf_py_has_the_last_word(publication: Callable[..., Publication]) -> None:
    built = publication(
        {},
        "latex",
        project="口述",
        language="zh_CN",
        latex_documents=[("index", "mine.tex", "T", "A", "howto")],
        latex_elements={"papersize": "a5paper"},
        latex_table_style=["standard"],
    )
    assert [path.name for path in built.out.glob("*.tex")] == ["mine.tex"]
    source = built.read("mine.tex")
    assert "a5paper" in source
    assert "NotoSerifSC-Regular.otf" in source
    assert "booktabs" not in source


def test_another_engine_is_left_alone(publication: Callable[..., Publication]) -> None:
    built = publication({}, "latex", language="en", latex_engine="lualatex")
    assert "xeCJK" not in built.read("project-name-not-set.tex")


def test_no_path_of_this_machine_is_in_the_source(publication: Callable[..., Publication]) -> None:
    built = publication({"posts/a.md": "---\ntitle: A\n---\n\n字\n"}, "latex", project="X", language="zh_CN")
    source = built.read("x.tex")
    assert str(built.app.srcdir) not in source
    assert "site-packages" not in source
    assert (built.out / "NotoSerifSC-Regular.otf").is_file()


def test_documents_of_an_earlier_name_go(publication: Callable[..., Publication]) -> None:
    built = publication({}, "latex", project="X")
    (built.out / "old.tex").write_text("old")
    built.app.build(force_all=True)
    assert [path.name for path in built.out.glob("*.tex")] == ["x.tex"]


def test_a_word_too_long_for_a_line_may_break_anywhere(publication: Callable[..., Publication]) -> None:
    built = publication({"index.md": f"# A\n\nshort {'abcdefgh' * 8} short\n"}, "latex", language="en")
    source = next(built.out.glob("*.tex")).read_text(encoding="utf-8")
    assert "\\hskip0pt{}".join(["abcdefgh"] * 8) in source
