"""What a template may know of the site: its values, texts in other languages, data, addresses; and what it may not do.

Source: Hugo, "Site methods", "Functions" of urls, lang, os, resources, hugo.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from koushu.config import HugoSettings, settings
from koushu.hugo.shortcodes.templates.call import Store, page_param
from koushu.hugo.shortcodes.templates.data import read_folder, translations
from koushu.hugo.shortcodes.templates.resources import (
    asset_resources,
    page_resources,
    same_resource,
    text_resource,
)
from koushu.hugo.shortcodes.templates.site_templates import site_folder
from koushu.hugo.shortcodes.templates.text import TEXTS
from koushu.hugo.shortcodes.templates.times import format_moment, to_moment
from koushu.hugo.shortcodes.templates.values import Html, Record, shown
from koushu.hugo.sites.context import site_context
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from koushu.hugo.shortcodes.context import CallContext
    from koushu.hugo.shortcodes.templates.values import Listed

_OUTSIDE: Final = ("http://", "https://", "//", "mailto:", "tel:", "data:", "#")
_HUGO_VERSION: Final = "0.168.0"
_REFUSED: Final = ("fileExists", "getCSV", "getJSON", "getenv", "readDir", "readFile", "resources.GetRemote")
_SAME: Final = (
    "resources.Minify", "resources.Fingerprint", "resources.ToCSS", "resources.Copy", "resources.ExecuteAsTemplate",
    "resources.PostProcess", "resources.Babel", "resources.Concat", "minify", "fingerprint", "toCSS", "css.Sass",
    "css.PostCSS", "css.TailwindCSS", "js.Build", "images.Filter",
)  # fmt: skip


class SiteFunctions:
    """Gives templates of one page what they may know of its site."""

    def __init__(self, context: CallContext) -> None:
        self._context = context
        known = site_context(context.env.config)
        self._site = known.site if known else None
        self._folder = site_folder(context.env)
        self.language = context.meta.language or (
            self._site.default.key
            if self._site and self._site.languages
            else str(context.env.config.language or "en")
        )
        self.line = 0
        """1-based line of the call that is being run."""
        self._store = Store()
        self._values: Record | None = None

    def site_values(self) -> Record:
        """Return the record behind `.Site`."""
        if self._values is None:
            site = self._site
            params = {**site.params, **site.language(self.language).params} if site else {}
            language = self.language_values()
            self._values = Record(
                Title=site.title if site else str(self._context.env.config.project),
                Params=params,
                BaseURL=site.base_url if site else "",
                Copyright=site.copyright if site else "",
                Author={"name": site.author} if site and site.author else {},
                Language=language,
                LanguageCode=language["LanguageCode"],
                LanguagePrefix=f"/{site.prefix(self.language)}"
                if site and site.prefix(self.language)
                else "",
                Languages=[language],
                IsMultiLingual=bool(site and len(site.languages) > 1),
                IsServer=False,
                BuildDrafts=bool(site and site.build_drafts),
                Data=self.data,
                Store=self._store,
                Scratch=self._store,
                Hugo=self._hugo,
                Home=Record(RelPermalink="/", Permalink=self.absolute("/")),
                GetPage=lambda *_: None,
                Config=Record(Privacy=Record(), Services=Record()),
            )
            self._values["Param"] = lambda key: page_param(Record(Params={}, Site=self._values), key)
        return self._values

    def language_values(self) -> Record:
        """Return the record behind `.Language`."""
        tag = self._site.language(self.language).tag if self._site and self._site.languages else self.language
        title = self._site.language(self.language).title if self._site and self._site.languages else ""
        return Record(
            Lang=self.language,
            LanguageCode=tag,
            LanguageName=title or tag,
            LanguageDirection="",
            Title=title,
            Locale=tag,
        )

    def bound(self, page: Mapping[str, object]) -> dict[str, Callable[..., object]]:
        """Return the functions that need the page or the site, by name."""
        zone = ZoneInfo(settings(self._context.env.config, HugoSettings).time_zone)
        return {
            "absLangURL": lambda text: self.absolute(self._in_language(text)),
            "absURL": self.absolute,
            "dateFormat": partial(_in_words, self.language),
            "errorf": partial(self._said, Kind.SHORTCODE),
            "erroridf": lambda _, *values: self._said(Kind.SHORTCODE, *values),
            "hugo": self._hugo,
            "i18n": self._translated,
            "math.Rand": lambda: 0.5,
            "newScratch": Store,
            "now": lambda: dt.datetime.now(dt.UTC),
            "page": lambda: page,
            "ref": lambda _page, where: self.reference(where),
            "relLangURL": self._in_language,
            "relURL": self._relative,
            "relref": lambda _page, where: self.reference(where),
            "site": self.site_values,
            "templates.Exists": lambda name: (self._folder / "layouts" / shown(name).lstrip("/")).is_file(),
            "time": lambda value, *_: to_moment(value, zone),
            "time.AsTime": lambda value, *_: to_moment(value, zone),
            "time.Format": partial(_in_words, self.language),
            "transform.CanHighlight": lambda name: bool(shown(name)),
            "warnf": partial(self._said, Kind.SHORTCODE),
            "warnidf": lambda _, *values: self._said(Kind.SHORTCODE, *values),
            **{name: partial(self._refused, name) for name in _REFUSED},
            **dict.fromkeys(_SAME, same_resource),
            **asset_resources(self._context, self._site),
            "resources.FromString": text_resource,
        }

    def content_path(self, path: PurePosixPath) -> PurePosixPath:
        """Return the path of a source from the folder of pages it lies in."""
        known = site_context(self._context.env.config)
        for root in self._site.content if self._site and known else ():
            folder = PurePosixPath(known.folder if known else "") / root.folder
            if folder.parts and path.is_relative_to(folder):
                return PurePosixPath(root.target) / path.relative_to(folder)
        return path

    def page_resources(self) -> Listed:
        """Return the files beside the page."""
        return page_resources(self._context)

    def data(self) -> dict[str, object]:
        """Return what the site's data files hold."""
        folders = (
            [self._folder / root.folder for root in self._site.data]
            if self._site
            else [self._folder / "data"]
        )
        return read_folder(tuple(folders), self._context.env.note_dependency)

    def absolute(self, text: object) -> str:
        """Return an address with the site's host before it, where the site has one."""
        given = shown(text)
        if given.startswith(_OUTSIDE[:4]):
            return given
        base = self._site.base_url if self._site else ""
        if not urlsplit(base).netloc:
            return self._relative(given)
        if given.startswith("/"):
            parts = urlsplit(base)
            return f"{parts.scheme}://{parts.netloc}{given}"
        return f"{base.rstrip('/')}/{given}"

    def reference(self, where: object) -> str:
        """Return the address of a page, as a post writes it: it is looked for when links are resolved."""
        return shown(where.get("path")) if isinstance(where, dict) else shown(where)

    def _relative(self, text: object) -> str:
        given = shown(text)
        return given if given.startswith((*_OUTSIDE, "/")) else f"/{given}"

    def _in_language(self, text: object) -> str:
        prefix = self._site.prefix(self.language) if self._site and self._site.languages else ""
        given = self._relative(text)
        return f"/{prefix}{given}" if prefix and given.startswith("/") else given

    def _hugo(self) -> Record:
        return Record(
            Version=_HUGO_VERSION, Environment="production", IsProduction=True, IsDevelopment=False, IsServer=False,
            IsExtended=True, IsMultilingual=bool(self._site and len(self._site.languages) > 1), IsMultihost=False,
            Generator=Html(f'<meta name="generator" content="Hugo {_HUGO_VERSION}">'), CommitHash="", BuildDate="",
            Data=self.data, Sites=[], Deps=[], GoVersion="",
        )  # fmt: skip

    def _translated(self, key: object, value: object = None) -> str:
        texts = translations(self._folder, self.language, self._context.env.note_dependency)
        fallback = self._site.default.key if self._site and self._site.languages else "en"
        found = texts.get(shown(key)) or translations(
            self._folder, fallback, self._context.env.note_dependency
        ).get(shown(key))
        return found.text(value) if found else ""

    def _said(self, kind: Kind, form: object, *values: object) -> str:
        text = shown(TEXTS["printf"](form, *values))
        self._context.report(Problem(kind, self.line, f"the template says: {text[:300]}"))
        return ""

    def _refused(self, name: str, *values: object) -> None:
        found = f"{name} {' '.join(repr(shown(value))[:80] for value in values[:1])}".strip()
        message = f"found `{found}` in a template; expected none, since nothing outside of the site is read"
        self._context.report(Problem(Kind.SHORTCODE, self.line, message))


def _in_words(language: str, layout: object, value: object) -> str:
    return format_moment(shown(layout), value, language)
