"""Settings of the web site: its pages, lists, search, feeds, and how their building is shared out."""

from __future__ import annotations

from typing import Any, ClassVar

from koushu.config.option import Settings, option
from koushu.record import open_record


@open_record
class WebSettings(Settings):
    """What stands around every page of the web site."""

    prefix: ClassVar[str] = "web"

    navigation: dict[str, str] = option(
        {}, "Main links of the site: label to the name of a page or an address, in order.", rebuild="html"
    )
    tagline: str = option("", "A line below the site's title.", rebuild="html")
    social_cards: bool = option(
        True,
        "Draw an image of title, author and date for each post without one of its own, for networks where it is "
        "shared; needs `html_baseurl`.",
        rebuild="html",
    )
    related: int = option(
        5,
        "How many related posts stand below a post; 0 for none.",
        rebuild="html",
        check=lambda value: value >= 0,
        expected="a number from 0",
    )
    picture_widths: list[int] = option(
        [480, 800, 1200, 1640],
        "Widths in pixels of the smaller copies, as WebP, that pages offer of large pictures; none when empty.",
        rebuild="html",
        check=lambda widths: all(isinstance(width, int) and width > 0 for width in widths),
        expected="a list of whole numbers above 0",
    )
    theme_styles: bool | None = option(
        None,
        "Link the whole style sheets of sphinx-book-theme too, for templates or raw HTML with Bootstrap's classes; "
        "`None` when a part of the theme is shown that needs them.",
        rebuild="html",
    )
    cite: bool = option(True, "Show below a post how it is cited.", rebuild="html")
    downloads: list[str] = option(
        ["markdown"],
        "Files of its own that a post offers: `markdown` (its source), `pdf`, `epub`.",
        rebuild="html",
        check=lambda value: set(value) <= {"markdown", "pdf", "epub"},
        expected="a list of `markdown`, `pdf`, `epub`",
    )
    side_notes: bool = option(
        True, "Show footnotes beside the text where a page has room for them.", rebuild="html"
    )
    comments: dict[str, Any] = option(
        {},
        "Comments below posts, loaded when a reader asks: `provider` (`giscus` or `utterances`) and its own options.",
        rebuild="html",
    )


@open_record
class ListsSettings(Settings):
    """Which lists of posts the web site has."""

    prefix: ClassVar[str] = "lists"

    taxonomies: list[str] = option(
        ["categories", "tags", "authors"],
        "Fields of front matter whose terms have pages; a Hugo site says it in its own configuration.",
        rebuild="html",
    )
    page_size: int = option(20, "How many posts one page of a term shows; 0 for all.", rebuild="")
    pager_path: str = option(
        "page",
        "Folder of the second and further pages of a list, below the list.",
        rebuild="html",
        check=lambda path: bool(path.strip("/")),
        expected="the name of a folder",
    )
    archive: bool = option(True, "Make a page of all posts by year; a Hugo site has none.", rebuild="")
    sections: bool = option(
        True,
        "Make a page for each top folder of posts that has none; a Hugo site has its own.",
        rebuild="html",
    )
    not_found: bool = option(
        True, "Make `404.html`, which servers show where there is no page.", rebuild="html"
    )


@open_record
class SearchSettings(Settings):
    """How the site is searched."""

    prefix: ClassVar[str] = "search"

    index: bool = option(
        True,
        "Make the search that reads a small part of its index for each question; else Sphinx's own is left alone.",
        rebuild="html",
    )
    sphinx_index: bool = option(
        False,
        "Write Sphinx's own index, `searchindex.js`, as well, for other programs; no page of the site reads it.",
        rebuild="html",
    )


@open_record
class FeedsSettings(Settings):
    """What of the site is made for programs."""

    prefix: ClassVar[str] = "feeds"

    formats: list[str] = option(
        ["atom", "rss", "json"],
        "Formats of the feeds, which need `html_baseurl`: `atom`, `rss`, `json`.",
        rebuild="html",
        check=lambda value: set(value) <= {"atom", "rss", "json"},
        expected="a list of `atom`, `rss` and `json`",
    )
    limit: int = option(30, "How many of the newest posts the site's feed holds; 0 for all.", rebuild="")
    list_limit: int = option(
        15, "How many the feed of a section, a term or a speaker holds; 0 for all.", rebuild=""
    )
    full_text: bool = option(True, "Put whole posts into feeds, not their summaries alone.", rebuild="")
    terms: bool = option(
        True,
        "Make feeds for each tag, category, author and other term, and each speaker, too.",
        rebuild="html",
    )
    machine_files: list[str] = option(
        ["sitemap", "robots", "catalogue", "llms"],
        "Which of `sitemap.xml`, `robots.txt`, `catalogue.json` and `llms.txt` are made.",
        rebuild="",
        check=lambda value: set(value) <= {"sitemap", "robots", "catalogue", "llms"},
        expected="a list of `sitemap`, `robots`, `catalogue` and `llms`",
    )


@open_record
class BatchesSettings(Settings):
    """Who reads sources and writes pages when there is more than one process."""

    prefix: ClassVar[str] = "batches"

    engine: str = option(
        "processes",
        "Who works on batches: `processes` of this machine, or the workers of a `dask` cluster.",
        rebuild="",
        check={"processes", "dask"}.__contains__,
        expected="`processes` or `dask`",
    )
    scheduler: str = option(
        "", "Address of the Dask scheduler; empty: workers are started on this machine.", rebuild=""
    )
    share: str = option(
        "",
        "Address, as `fsspec` reads it, through which workers get sources where they see no folder of the build. "
        "Empty: they see the same folders.",
        rebuild="",
    )
