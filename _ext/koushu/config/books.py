"""Settings of the books: EPUB, and PDF by Typst."""

from __future__ import annotations

from typing import ClassVar

from koushu.config.option import Settings, option
from koushu.record import open_record


@open_record
class EpubSettings(Settings):
    """What the EPUB says of itself and looks like, beside Sphinx's own `epub_…` values."""

    prefix: ClassVar[str] = "epub"

    subjects: list[str] = option(
        [], "Subjects of the book; none means the posts' categories and tags.", rebuild=""
    )
    draw_cover: bool = option(
        True, "Draw a cover from title and authors when `epub_cover` names no image.", rebuild=""
    )
    accessibility_summary: str = option(
        "", "A sentence on accessibility; empty means one that is true of the book.", rebuild=""
    )
    conforms_to: str = option(
        "", "Accessibility standard that the book was checked against by a person.", rebuild=""
    )
    code_style: str = option("a11y-high-contrast-light", "Pygments style of code.", rebuild="")
    code_style_dark: str = option(
        "a11y-high-contrast-dark", "Pygments style of code in the dark.", rebuild=""
    )
    page_source: str = option(
        "",
        "PDF of the whole publication whose pages the EPUB tells, absolute or below the configuration's folder; "
        "`koushu build` names the one that it has made.",
        rebuild="",
    )
    fonts: bool = option(
        False,
        "Embed of the PDF's faces what the text of each book needs; a reader's own choice of face still holds.",
        rebuild="",
    )
    exclude_css: list[str] = option(
        ["lists.css", "post.css", "side-notes.css", "sphinx-design.min.css"],
        "Style sheets of other features that make no sense in a book.",
        rebuild="epub",
    )


@open_record
class TypstSettings(Settings):
    """How the PDF made with Typst is put together."""

    prefix: ClassVar[str] = "typst"

    documents: list[tuple[str, ...]] = option(
        [],
        "Books to make: `(root document, file name without suffix, title, author, theme)` each. "
        "Empty: one book of everything, named after the project.",
        rebuild="",
        check=lambda value: all(
            len(entry) == 5 and all(isinstance(part, str) for part in entry) for entry in value
        ),
        expected="a list of tuples of five strings: root document, file name, title, author, theme",
    )
    theme: str = option(
        "book",
        "Theme of the one book that is made when `typst_documents` is empty: `book`, `article` or `phone`.",
        rebuild="",
        check={"book", "article", "phone"}.__contains__,
        expected="`book`, `article` or `phone`",
    )
    theme_options: dict[str, str | int | float | bool] = option(
        {},
        "Values of the theme to replace; the names stand in `typst_builder/assets/themes.typ`.",
        rebuild="",
    )
    papersize: str = option(
        "",
        "Typst's name of a paper size, such as `a4`, `a5` or `us-letter`. Empty: that of the theme.",
        rebuild="",
    )
    subtitle: str = option("", "Subtitle on the cover.", rebuild="")
    cover: str = option("", "Picture on the cover: its path below the source folder.", rebuild="")
    part_by: str = option(
        "",
        "Divide the book into parts by `section`, `year` or `series`, each behind a page with its title.",
        rebuild="",
        check={"", "section", "year", "series"}.__contains__,
        expected="`section`, `year`, `series` or nothing",
    )
    indexes: list[str] = option(
        ["authors", "tags", "index"],
        "Indexes that end a book: `authors` and `tags` (with categories) of three posts or more, `index` of its own "
        "entries.",
        rebuild="",
        check={"authors", "tags", "index"}.issuperset,
        expected="a list of `authors`, `tags`, `index`",
    )
    page_numbers: bool = option(
        False,
        "Print the number of the page behind each link inside the book, for reading on paper.",
        rebuild="",
    )
    contents_depth: int = option(
        2,
        "How many levels of headings the table of contents shows; 0 for none.",
        rebuild="",
        check=range(7).__contains__,
        expected="a number from 0 to 6",
    )
    hyphenate: bool = option(
        False, "Hyphenate Latin text. Text copied from the PDF then holds soft hyphens.", rebuild=""
    )
    volume_posts: int = option(
        0,
        "How many posts one volume of the PDF holds; with 0 a book is divided only where one would be too large "
        "to compile, at about 4 MB of text.",
        rebuild="",
        check=lambda value: value >= 0,
        expected="a number from 0",
    )
    font_paths: list[str] = option(
        [], "Folders with further fonts, absolute or below the source folder.", rebuild=""
    )
    modules: list[str] = option(
        [], "Absolute paths of Typst files whose functions visitors call; features add their own.", rebuild=""
    )
