"""Settings of what is read: posts and other pages, and the dialogue in them."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from koushu.config.option import Settings, option
from koushu.record import open_record

SYNTAXES: Final = frozenset(("hugo", "myst"))
"""How a post may be read."""


@open_record
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


@open_record
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


@open_record
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
