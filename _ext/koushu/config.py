"""Configuration: one frozen dataclass for each feature, one field for each value.

A field `build_drafts` of the class with prefix `hugo` is the `conf.py` value `hugo_build_drafts`.
Type, default, rebuild rule, check and help stand together in the field, and the rest of the code
reads one typed object through `settings`.
"""

from __future__ import annotations

import dataclasses
import operator
import weakref
from dataclasses import dataclass
from functools import cache
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Literal,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config

Rebuild = Literal["", "env", "epub", "gettext", "html", "applehelp", "devhelp"]


def option(
    default: Any,  # noqa: ANN401 - the field's own annotation says the type
    help_text: str,
    *,
    rebuild: Rebuild = "env",
    check: Callable[[Any], bool] | None = None,
    expected: str = "",
) -> Any:  # noqa: ANN401
    """Return a dataclass field that carries all that Sphinx and the reference need to know of a value."""
    metadata = {"help": help_text, "rebuild": rebuild, "check": check, "expected": expected}
    if isinstance(default, list | dict):
        return dataclasses.field(default_factory=default.copy, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


SYNTAXES: Final = frozenset(("hugo", "myst"))
"""How a post may be read."""


@dataclass(frozen=True)
class Settings:
    """What each feature's settings share: the prefix of their names in `conf.py`."""

    prefix: ClassVar[str] = ""


@dataclass(frozen=True)
class HugoSettings(Settings):
    """How Hugo sources are read."""

    prefix: ClassVar[str] = "hugo"

    site: str = option("", "Folder of a Hugo site below the source folder, `.` for itself, built as it is.")
    build_drafts: bool = option(False, "Publish posts marked `draft: true`.")
    build_future: bool = option(False, "Publish posts whose publish date has not come.")
    build_expired: bool = option(False, "Publish posts whose expiry date has passed.")
    time_zone: str = option("UTC", "Zone of dates that carry none, by its IANA name.")
    syntax: str = option(
        "hugo",
        "Syntax of posts that do not say it themselves by `syntax` in their front matter: `hugo`, or `myst` for all "
        "that MyST reads.",
        check=SYNTAXES.__contains__,
        expected="`hugo` or `myst`",
    )
    strict: bool = option(False, "Read Chinese emphasis and line breaks exactly as Hugo does.")
    markup: dict[str, Any] = option(
        {}, "The `markup` table of the Hugo site: which Markdown extensions are on."
    )
    addresses: str = option(
        "hugo",
        "Where pages lie: `hugo`, at the addresses that Hugo gives them; `source`, at the paths of their files, with "
        "links as Hugo prints them, to compare both.",
        check={"hugo", "source"}.__contains__,
        expected="`hugo` or `source`",
    )
    unsafe: bool = option(False, "Take raw HTML for on, whatever `markup` says.")
    emoji: bool = option(False, "Read `:tada:` as an emoji: `enableEmoji` of the Hugo site.")
    trust_html: bool = option(
        False, "Keep raw HTML as it is written, where `markup` has it on; never for strangers' posts."
    )
    directives: list[str] = option([], "Directives that posts may use in fences, besides the harmless ones.")
    roles: list[str] = option([], "Roles that posts may use, besides the harmless ones.")
    schemes: list[str] = option(
        [],
        "Schemes, such as `slack`, of addresses that posts may lead to, besides those of the web, of mail and of "
        "calls.",
    )
    shortcode_folders: list[str] = option(
        ["layouts/shortcodes", "layouts/_shortcodes"],
        "Folders with a site's own shortcode templates, absolute or below the source folder.",
    )
    shortcodes: dict[str, str] = option(
        {}, "Shortcodes of the site: name to a Markdown text in Hugo's template language."
    )
    theme_shortcodes: bool = option(
        True,
        "Know the shortcodes of themes in wide use; else they show what they enclose, as unknown ones do.",
    )
    embeds: str = option(
        "card",
        "What a film of another site is in HTML: `card`, a link, or `frame`, the very frame that Hugo prints.",
        check={"card", "frame"}.__contains__,
        expected="`card` or `frame`",
    )
    unknown_shortcodes: str = option(
        "warn",
        "What a shortcode that is not known means, whose content is kept: `warn`, `error` or `keep`.",
        check={"warn", "error", "keep"}.__contains__,
        expected="`warn`, `error` or `keep`",
    )


@dataclass(frozen=True)
class PostsSettings(Settings):
    """Which sources are posts, and in which order the book holds them."""

    prefix: ClassVar[str] = "posts"

    folders: list[str] = option(["posts"], "Folders below the source folder that hold Hugo content.")
    book_order: str = option(
        "date",
        "Order of the posts in the book: `date` (oldest first), `newest` or `path`.",
        rebuild="",
        check={"date", "newest", "path"}.__contains__,
        expected="`date`, `newest` or `path`",
    )
    related: dict[str, Any] = option(
        {}, "The `related` table of the Hugo site: by what posts are related to others.", rebuild=""
    )
    redirects: list[str] = option(
        ["pages", "file"],
        "How former addresses (`aliases`) lead to the present ones: `pages` that lead on, as Hugo makes them; a `file` "
        "`_redirects` for hosts such as Netlify and Cloudflare Pages.",
        rebuild="",
        check=lambda value: set(value) <= {"pages", "file"},
        expected="a list of `pages` and `file`",
    )
    license: str = option(
        "",
        "Licence of the posts that name none in their front matter: an SPDX name such as `CC-BY-4.0`, an address, or "
        "words.",
        rebuild="html",
    )
    identifier_base: str = option(
        "",
        "Address from which the identifiers of posts are made; set it to the old one when the site moves.",
        rebuild="html",
    )
    parts: list[str] = option(
        [],
        "Further books beside those of the whole, PDF and EPUB, each for the page of the same address: `post`, "
        "`section`, `series`, `speaker`.",
        rebuild="html",
        check={"post", "section", "series", "speaker"}.issuperset,
        expected="a list of `post`, `section`, `series`, `speaker`",
    )
    parts_beside: list[str] = option(
        [],
        "Formats of those books that lie beside the pages of the web site: `pdf`, `epub`. `koushu build` puts them "
        "there and says so itself.",
        rebuild="html",
        check={"pdf", "epub"}.issuperset,
        expected="a list of `pdf` and `epub`",
    )
    only: list[str] = option(
        [],
        "Make books of these alone, PDF and EPUB, and read nothing else: `post:posts/a.md`, `series:A title`. "
        "`koushu build --post` and `--series` say so.",
        rebuild="",
    )


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class DialogueSettings(Settings):
    """How interviews in posts are found."""

    prefix: ClassVar[str] = "dialogue"

    recognise: bool = option(True, "Find turns in posts whose front matter says nothing of `dialogue`.")
    speakers: str = option("speakers.yml", "Register of speakers, a YAML file below the source folder.")
    exports: list[str] = option(
        ["json", "tei", "csv", "vtt", "podcast"],
        "Files beside a page with a dialogue: `json`, `tei`, `csv`, and where times are told `vtt`, `podcast`.",
        rebuild="html",
        check={"json", "tei", "csv", "vtt", "podcast"}.issuperset,
        expected="a list of `json`, `tei`, `csv`, `vtt`, `podcast`",
    )
    cards: bool = option(True, "Show who speaks, and how much, at the head of a page with a dialogue.")
    speaker_pages: bool = option(
        True,
        "Make a page for each speaker, and an index of them in every book, once two documents hold dialogue.",
    )
    continued: bool = option(
        True, "Say at the head of a page of the PDF who goes on speaking there.", rebuild=""
    )


@dataclass(frozen=True)
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


@dataclass(frozen=True)
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


SettingsT = TypeVar("SettingsT", bound=Settings)


def _plain_types(annotation: object) -> list[type]:
    """Return the runtime types of an annotation: `list[str]` gives `[list]`, `str | None` both."""
    origin = get_origin(annotation)
    if isinstance(origin, type) and origin.__module__ != "types":
        return [origin]
    if isinstance(annotation, type):
        return [annotation]
    return [plain for part in get_args(annotation) for plain in _plain_types(part)]


def _default(field: dataclasses.Field[Any]) -> object:
    if callable(field.default_factory):
        return field.default_factory()
    return field.default


def register(app: Sphinx, feature: type[Settings]) -> None:
    """Add every value of one feature to Sphinx's configuration."""
    hints = get_type_hints(feature)
    for field in dataclasses.fields(feature):
        app.add_config_value(
            f"{feature.prefix}_{field.name}",
            _default(field),
            field.metadata["rebuild"],
            types=_plain_types(hints[field.name]),
            description=field.metadata["help"],
        )


def fill_in(config: Config, values: Mapping[str, Any]) -> None:
    """Set those of Sphinx's or our values that neither `conf.py` nor the command line has set."""
    # Sphinx has no public way to ask who set a value.
    given = {*config._raw_config, *config._overrides}  # noqa: SLF001
    for name, value in values.items():
        if name in config and name not in given:
            config[name] = value


def settings(config: Config, feature: type[SettingsT]) -> SettingsT:
    """Return one feature's settings as a typed record, the same one as long as no value is set anew.

    Raises `ConfigError` for a value that fails its check, since nothing sensible can be built from it.
    """
    held = vars(config)
    records = _records.setdefault(config, {})
    kept = records.get(feature)
    if kept is not None and all(map(operator.is_, map(held.get, kept.names), kept.values)):
        return cast("SettingsT", kept.record)
    values: dict[str, Any] = {}
    # A class can be hashed, whatever its instances can.
    for field, name, check, expected in _checks(feature):  # type: ignore[arg-type]
        value = values[field] = config[name]
        if check is not None and not check(value):
            raise ConfigError(f"{name} is {value!r}; expected {expected}")
    record = feature(**values)
    names = tuple(f"{feature.prefix}_{field}" for field in values)
    records[feature] = _Kept(names, tuple(values.values()), record)
    return record


@dataclass(frozen=True, slots=True)
class _Kept:
    """A record, and the values in Sphinx's configuration that it was made of."""

    names: tuple[str, ...]
    values: tuple[object, ...]
    record: Settings


_records: Final[weakref.WeakKeyDictionary[Config, dict[type[Settings], _Kept]]] = weakref.WeakKeyDictionary()


@cache
def _checks(feature: type[Settings]) -> list[tuple[str, str, Callable[[object], bool] | None, str]]:
    """Return for each field of a feature its name in Sphinx, its check, and what is expected of it."""
    return [
        (one.name, f"{feature.prefix}_{one.name}", one.metadata["check"], one.metadata["expected"])
        for one in dataclasses.fields(feature)
    ]
