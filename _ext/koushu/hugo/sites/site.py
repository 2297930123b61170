"""What a Hugo site says of itself: a frozen record of its configuration, with Hugo's defaults.

Pure: a folder in, a record and problems out. Source: Hugo, "Configure Hugo", "Multilingual", "Modules" (mounts),
"Permalinks", "Configure front matter", "Cascade".
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from koushu.hugo.html_pages import allows_html
from koushu.hugo.languages import language_tag
from koushu.hugo.metadata.casts import to_flag, to_number, to_text, to_texts
from koushu.hugo.sites.files import SiteFiles, Table, merged, read_site_files
from koushu.hugo.sites.folders import Root, content_roots, language_folders, part_roots, turns_pages
from koushu.hugo.sites.menus import MenuEntry, configured_menu
from koushu.hugo.sites.modules import site_modules
from koushu.problems import Kind, Problem
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from koushu.hugo.metadata.fields import Value

_T = TypeVar("_T", int, str)

_TAXONOMIES = {"tag": "tags", "category": "categories"}
# Names of kinds from before Hugo 0.73.
_OLD_KINDS = {"taxonomyterm": "taxonomy"}
_DATES = ("date", "lastmod", "publishdate", "expirydate")


@record
class Language:
    """One language of a site."""

    key: str
    """As the configuration names it, in lower case."""
    tag: str
    """BCP 47 tag."""
    title: str
    prefix: str
    """First folder of its addresses; empty for none."""
    params: Mapping[str, Value]
    permalinks: Mapping[str, Value]
    disabled: bool = False
    taxonomies: Mapping[str, str] = field(default_factory=lambda: dict(_TAXONOMIES))
    """Singular -> plural; the plural is the key in front matter."""
    menu: tuple[MenuEntry, ...] = ()
    """Entries that the configuration gives the main menu."""


@record
class Site:
    """The configuration of a Hugo site."""

    title: str = ""
    base_url: str = ""
    copyright: str = ""
    author: str = ""
    description: str = ""
    time_zone: str = "UTC"
    """IANA name."""
    languages: tuple[Language, ...] = ()
    """The default language first; always at least one."""
    content: tuple[Root, ...] = ()
    """Folders of pages, the site's own before those of its themes; as in the other parts, what comes first wins."""
    static: tuple[Root, ...] = ()
    assets: tuple[Root, ...] = ()
    data: tuple[Root, ...] = ()
    shortcodes: tuple[str, ...] = ()
    """Folders with the shortcode templates of themes."""
    markup: Mapping[str, Value] = field(default_factory=dict)
    related: Mapping[str, Value] = field(default_factory=dict)
    params: Mapping[str, Value] = field(default_factory=dict)
    date_keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a date -> where to look for it, for those that the site configures."""
    cascade: tuple[Table, ...] = ()
    build_drafts: bool = False
    build_future: bool = False
    build_expired: bool = False
    has_cjk_language: bool = False
    enable_emoji: bool = False
    inline_shortcodes: bool = False
    """Whether a page may hold templates of its own."""
    html_pages: bool = False
    """Whether pages may be written in HTML, which Hugo takes only from sites that say so."""
    disable_aliases: bool = False
    disable_path_to_lower: bool = False
    remove_path_accents: bool = False
    summary_length: int = 70
    pager_size: int = 10
    """How many pages one page of a list shows."""
    pager_path: str = "page"
    """Folder of the further pages of a list."""
    leads_from_first_pages: bool = False
    """Whether the number of the first page of a list leads to it: where templates show lists page by page."""
    ref_links_error_level: str = "error"
    ref_links_not_found_url: str = ""
    ignore_files: tuple[re.Pattern[str], ...] = ()
    """Searched in the path of a file of pages from the site's root, with a slash in front."""
    disable_kinds: frozenset[str] = frozenset()
    wants_git: bool = False
    """Whether dates are to come from version control, or from the times of files; neither is read here."""
    """Kinds of pages that are not made, in lower case."""
    ugly_urls: bool | frozenset[str] = False
    """Whether pages are files `name.html`, or the sections in which they are."""
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """File and 1-based line of each key at the top of the configuration."""
    configured: bool = False
    """Whether there is any configuration; a site without one is read by its folders."""

    @property
    def default(self) -> Language:
        """Return the default language."""
        return self.languages[0]

    @property
    def taxonomies(self) -> Mapping[str, str]:
        """Return the taxonomies of the default language, singular -> plural."""
        return self.default.taxonomies

    def has_files_in(self, section: str) -> bool:
        """Return whether the pages of a section are files `name.html`."""
        return self.ugly_urls if isinstance(self.ugly_urls, bool) else section in self.ugly_urls

    def below_base(self, address: str) -> str:
        """Return a rooted address without the path of `baseURL`, which rooted links of a site in a folder have."""
        base = urlsplit(self.base_url).path.rstrip("/") if "://" in self.base_url else ""
        inside = base and (address == base or address.startswith(f"{base}/"))
        return address.removeprefix(base) or "/" if inside else address

    def prefix(self, key: str) -> str:
        """Return the first folder of a language's addresses, also of one that only a file name has named."""
        return next((one.prefix for one in self.languages if one.key == key), key)

    def language(self, key: str) -> Language:
        """Return a language by its key, the default one for a key that is not known."""
        return next((one for one in self.languages if one.key == key), self.default)


def by_source(site: Site) -> Site:
    """Return a site whose pages have the addresses of their files: one language, no pattern, nothing from above."""
    default = replace(site.default, prefix="", permalinks={})
    folders = [root.folder for root in site.content]
    whole = posixpath.commonpath(folders) if folders else ""
    roots = dict.fromkeys([whole] if whole else folders)
    return replace(
        site,
        languages=(default,),
        content=tuple(Root(folder) for folder in roots),
        date_keys={},
        cascade=(),
        configured=True,
    )


def load_site(root: Path) -> tuple[Site, tuple[tuple[str, Problem], ...]]:
    """Return the configuration of the site in `root`, and what is wrong with it, each with its file.

    Problems: `Kind.SITE` for a file that does not parse, a value that cannot be used, a mount outside the site.
    """
    files = read_site_files(root)
    reader = _Reader(root, files)
    return reader.site(), tuple(files.problems)


class _Reader:
    """Casts the values of one merged configuration and gathers what is wrong with them."""

    def __init__(self, root: Path, files: SiteFiles) -> None:
        self._root = root
        self._files = files
        self._table = files.table

    def site(self) -> Site:
        languages = self._languages()
        params = {**self._sub("params"), **languages[0].params}
        modules = site_modules(self._root, self._table, self._wrong)
        for module in modules[1:]:
            params = merged(_table(module.table.get("params")), params)
        return Site(
            title=languages[0].title,
            base_url=self._text("baseurl"),
            copyright=self._text("copyright"),
            author=_author(params.get("author")) or _author(self._table.get("author")),
            description=to_text(params.get("description")) or "",
            time_zone=self._zone(),
            languages=languages,
            content=content_roots(self._root, modules, [one.key for one in languages], self._wrong),
            static=part_roots(modules, "static", self._wrong),
            assets=part_roots(modules, "assets", self._wrong),
            data=part_roots(modules, "data", self._wrong),
            shortcodes=tuple(
                f"{root.folder}/{name}"
                for root in part_roots(modules, "layouts", self._wrong)
                for name in ("_shortcodes", "shortcodes")
            ),
            markup=self._markup(),
            related=self._sub("related"),
            params=params,
            date_keys=self._date_keys(),
            cascade=cascade_entries(self._table.get("cascade")),
            build_drafts=self._flag("builddrafts"),
            build_future=self._flag("buildfuture"),
            build_expired=self._flag("buildexpired"),
            has_cjk_language=self._flag("hascjklanguage"),
            enable_emoji=self._flag("enableemoji"),
            inline_shortcodes=bool(
                to_flag(_table(self._table.get("security")).get("enableinlineshortcodes"))
            ),
            html_pages=allows_html(_table(self._table.get("security"))),
            disable_aliases=self._flag("disablealiases"),
            disable_path_to_lower=self._flag("disablepathtolower"),
            remove_path_accents=self._flag("removepathaccents"),
            summary_length=self._summary_length(),
            pager_size=self._pager("pagersize", to_number) or 10,
            pager_path=(self._pager("path", to_text) or "page").strip("/"),
            leads_from_first_pages=not self._flag("disablealiases")
            and not self._pager("disablealiases", to_flag)
            and turns_pages(self._root, part_roots(modules, "layouts", self._wrong)),
            ref_links_error_level=self._text("reflinkserrorlevel").lower() or "error",
            ref_links_not_found_url=self._text("reflinksnotfoundurl"),
            ignore_files=self._patterns("ignorefiles"),
            wants_git=self._wants_git(),
            disable_kinds=frozenset(
                _OLD_KINDS.get(kind.lower(), kind.lower()) for kind in self._texts("disablekinds")
            ),
            ugly_urls=self._ugly_urls(),
            places=dict(self._files.places),
            configured=bool(self._files.paths),
        )

    def _languages(self) -> tuple[Language, ...]:
        tables = {key: value for key, value in self._sub("languages").items() if isinstance(value, dict)}
        default = self._text("defaultcontentlanguage").lower()
        if not tables and not self._files.paths:
            tables = {key: {} for key in language_folders(self._root)}
        default = default or (next(iter(tables)) if tables and "en" not in tables else "en")
        if tables and default not in tables:
            self._wrong(
                "defaultcontentlanguage", f"found {default!r} as default language; expected a language"
            )
            default = next(iter(tables))
        keys = [default, *(key for key in tables if key != default)]
        return tuple(self._language(key, tables.get(key), default=key == default) for key in keys)

    def _language(self, key: str, given: Table | None, *, default: bool) -> Language:
        table = given or {}
        subfolder = not default or self._flag("defaultcontentlanguageinsubdir") or not self._files.paths
        alone = self._text("locale") or self._text("languagecode") if default else ""
        code = to_text(table.get("locale")) or to_text(table.get("languagecode")) or alone or key
        disabled = to_flag(table.get("disabled")) or key in (
            to_texts(self._table.get("disablelanguages")) or ()
        )
        return Language(
            key=key,
            tag=language_tag(code) or language_tag(key) or "en",
            title=to_text(table.get("title")) or self._text("title"),
            prefix=key if subfolder and given is not None else "",
            params=_table(table.get("params")),
            permalinks=merged(_permalinks(self._table), _permalinks(table)),
            disabled=bool(disabled) and not default,
            taxonomies=self._taxonomies(table if "taxonomies" in table else self._table),
            menu=configured_menu(table) or configured_menu(self._table) or (),
        )

    def _taxonomies(self, table: Table) -> dict[str, str]:
        if "taxonomies" not in table:
            return dict(_TAXONOMIES)
        given = _table(table["taxonomies"]) if table is not self._table else self._sub("taxonomies")
        return {name: plural.lower() for name, value in given.items() if (plural := to_text(value))}

    def _date_keys(self) -> dict[str, tuple[str, ...]]:
        given = self._sub("frontmatter")
        chains = {name: to_texts(given[name]) for name in _DATES if name in given}
        return {name: tuple(key.lower() for key in keys) for name, keys in chains.items() if keys}

    def _wants_git(self) -> bool:
        named = {key for keys in self._date_keys().values() for key in keys}
        return self._flag("enablegitinfo") or not named.isdisjoint({":git", ":filemodtime"})

    def _zone(self) -> str:
        name = self._text("timezone") or "UTC"
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._wrong("timezone", f"found {name!r} as timeZone; expected an IANA zone name. Taken as UTC")
            return "UTC"
        return name

    def _markup(self) -> Table:
        """Return the settings of Markdown, what a site from before Hugo 0.60 says of fences among them."""
        given = self._sub("markup")
        if "pygmentscodefences" not in self._table:
            return given
        return merged({"highlight": {"codefences": self._flag("pygmentscodefences")}}, given)

    def _pager(self, key: str, cast: Callable[[Value], _T | None]) -> _T | None:
        table = self._sub("pagination")
        return cast(table[key]) if key in table else None

    def _summary_length(self) -> int:
        number = to_number(self._table.get("summarylength"))
        return number if number is not None and "summarylength" in self._table else 70

    def _ugly_urls(self) -> bool | frozenset[str]:
        given = self._table.get("uglyurls")
        if isinstance(given, dict):
            return frozenset(name for name, value in given.items() if to_flag(value))
        return self._flag("uglyurls")

    def _texts(self, key: str) -> tuple[str, ...]:
        texts = to_texts(self._table.get(key))
        if texts is None:
            self._wrong(key, f"found {self._table[key]!r} as {key}; expected a list of texts")
        return texts or ()

    def _patterns(self, key: str) -> tuple[re.Pattern[str], ...]:
        """Return regular expressions, those of Go being near enough to Python's."""
        found = []
        for text in self._texts(key):
            try:
                found.append(re.compile(text))
            except re.error as error:
                self._wrong(key, f"found {text!r} in {key} ({error}); expected a regular expression")
        return tuple(found)

    def _sub(self, key: str) -> Table:
        value = self._table.get(key)
        if value is not None and not isinstance(value, dict):
            self._wrong(key, f"found {value!r} as {key}; expected a table")
        return _table(value)

    def _text(self, key: str) -> str:
        text = to_text(self._table.get(key))
        if text is None:
            self._wrong(key, f"found a list or table as {key}; expected text")
        return text or ""

    def _flag(self, key: str) -> bool:
        flag = to_flag(self._table.get(key))
        if flag is None and key in self._table:
            self._wrong(key, f"found {self._table[key]!r} as {key}; expected true or false")
        return bool(flag)

    def _wrong(self, key: str, message: str) -> None:
        path, line = self._files.places.get(key, (self._files.paths[0] if self._files.paths else "", 1))
        entry = (path, Problem(Kind.SITE, line, message))
        told = {(where, problem.line) for where, problem in self._files.problems}
        if (path, line) not in told:
            self._files.problems.append(entry)


def cascade_entries(value: Value) -> tuple[Table, ...]:
    """Return the entries of a `cascade`, which is one table or a list of them."""
    entries = value if isinstance(value, list) else [value]
    return tuple(entry for entry in entries if isinstance(entry, dict))


def _permalinks(table: Table) -> Table:
    """Return the patterns of addresses; those that are written as a list stand under an empty key."""
    given = table.get("permalinks")
    return {"": given} if isinstance(given, list) else _table(given)


def _table(value: Value) -> Table:
    return value if isinstance(value, dict) else {}


def _author(value: Value) -> str:
    """Return a name from text, or from a table or list of tables with `name`."""
    if isinstance(value, list):
        return ", ".join(name for item in value if (name := _author(item)))
    return to_text(value.get("name") if isinstance(value, dict) else value) or ""
