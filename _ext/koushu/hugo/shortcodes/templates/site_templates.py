"""A site's own shortcodes: templates in its folders and in `hugo_shortcodes`, read once for each state of the files.

Source: Hugo, "Create your own shortcodes", "Template lookup order".
"""

from __future__ import annotations

import weakref
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.config import HugoSettings, settings
from koushu.hugo.shortcodes.aliases import FILE, Alias, Entries, read_aliases
from koushu.hugo.shortcodes.names import BUILT_IN, OF_HUGO, Inner
from koushu.hugo.shortcodes.templates.jinja import SUFFIXES, JinjaTemplate, is_markdown, read_jinja
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.sites.context import site_context
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.templates.parser import Template
    from koushu.problems import Problem

OWN_FOLDER: Final = "shortcodes"
"""Where a site keeps what Hugo does not know: templates in Jinja, and other names of shortcodes."""
_SUFFIX: Final = ".html"
_HTML: Final = "html"
_OTHER_FORMATS: Final = frozenset(
    (
        "amp",
        "calendar",
        "css",
        "csv",
        "gotmpl",
        "json",
        "markdown",
        "md",
        "print",
        "robots",
        "rss",
        "sitemap",
        "xml",
    )
)
"""Output formats of Hugo that are no web page: their templates are not for us."""
_LARGEST: Final = 100_000
_MOST: Final = 1000
IN_CONFIGURATION: Final = "conf.py: hugo_shortcodes"
Files = tuple[tuple[str, tuple[Path, int, int]], ...]


@record
class SiteTemplate:
    """One shortcode of a site."""

    path: str
    """Of its file, or where else it stands."""
    template: Template | JinjaTemplate
    is_markdown: bool


@record
class SiteTemplates:
    """The shortcodes of a site by name, and those that cannot be run, each with the place and the reason."""

    usable: Mapping[str, SiteTemplate]
    """By name, and by name and language as `name.de`."""
    faults: Mapping[str, str]
    known: Mapping[str, Inner]
    """Every name that is known on this site, and whether it encloses text."""
    aliases: Mapping[str, Alias]
    """Other names of shortcodes that are known."""
    problems: tuple[tuple[str, Problem], ...]
    """What is wrong with the file of other names, and where it lies."""

    def meant(self, call: Call) -> Call:
        """Return the call that another name of a shortcode stands for, or the call itself."""
        alias = self.aliases.get(call.name)
        return alias.apply(call) if alias and call.name not in self.usable else call

    def find(self, name: str, language: str = "") -> SiteTemplate | None:
        """Return the template of a name for pages in a language."""
        return self.usable.get(f"{name}.{language.lower()}") or self.usable.get(name)


# What the folders held when the page that is being read was begun: they are not looked through for each of its calls.
_latest: weakref.WeakKeyDictionary[BuildEnvironment, tuple[str, SiteTemplates]] = weakref.WeakKeyDictionary()


def templates_of(env: BuildEnvironment) -> SiteTemplates:
    """Return the shortcodes of the site that is being built; one of a folder named first wins."""
    docname = env.current_document.docname
    kept = _latest.get(env)
    if kept is None or not docname or kept[0] != docname:
        kept = (docname, _found(env))
        _latest[env] = kept
    return kept[1]


def forget_templates(env: BuildEnvironment) -> None:
    """Forget what the folders held, before pages are read."""
    _latest.pop(env, None)


def _found(env: BuildEnvironment) -> SiteTemplates:
    options = settings(env.config, HugoSettings)
    files: dict[str, tuple[Path, int, int]] = {}
    own = site_folder(env) / OWN_FOLDER if _folders(env) else None
    for root in (*((own,) if own else ()), *shortcode_folders(env)):
        for path in sorted(root.rglob("*"))[:_MOST] if root.is_dir() else ():
            name = _name_of(path.relative_to(root).as_posix(), jinja=root == own)
            if name and path.is_file():
                files.setdefault(name, _state(path))
    mapping = tuple(sorted(options.shortcodes.items()))
    named = own / FILE if own else None
    entries = _state(named) if named and named.is_file() else None
    return _read(tuple(files.items()), mapping, entries, themes=options.theme_shortcodes)


def _state(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path, state.st_mtime_ns, state.st_size


def _folders(env: BuildEnvironment) -> list[str]:
    return [folder for folder in settings(env.config, HugoSettings).shortcode_folders if folder]


def shortcode_folders(env: BuildEnvironment) -> Iterator[Path]:
    """Return the folders in which templates are looked for, the site's own before those of its themes."""
    base = site_folder(env)
    folders = _folders(env)
    for folder in folders:
        yield base / folder
    site = site_context(env.config)
    for folder in site.site.shortcodes if site and folders else ():
        yield base / folder


def site_folder(env: BuildEnvironment) -> Path:
    """Return the root of the Hugo site, or the source folder where there is none."""
    site = site_context(env.config)
    return Path(str(env.srcdir)) / (site.folder if site else "")


def read_template(path: Path, size: int) -> str:
    """Return the text of a template's file, which is none that can be run where it is too large."""
    return path.read_text(encoding="utf-8", errors="replace") if size <= _LARGEST else "{{ tooLarge }}"


def _name_of(path: str, *, jinja: bool) -> str:
    """Return the name of a file's shortcode with its language after it; nothing for one of another output format."""
    suffix = next((one for one in (SUFFIXES if jinja else (_SUFFIX,)) if path.endswith(one)), "")
    if not suffix:
        return ""
    folder, slash, file = path.removesuffix(suffix).rpartition("/")
    name, *variants = file.split(".")
    if _OTHER_FORMATS & set(variants):
        return ""
    return ".".join((f"{folder}{slash}{name}", *(one.lower() for one in variants if one != _HTML)))


@lru_cache(maxsize=4)
def _read(
    files: Files, mapping: tuple[tuple[str, str], ...], named: tuple[Path, int, int] | None, *, themes: bool
) -> SiteTemplates:
    usable: dict[str, SiteTemplate] = {}
    faults: dict[str, str] = {}
    known = dict(BUILT_IN if themes else OF_HUGO)
    place = str(named[0]) if named else ""
    entries = read_aliases(read_template(named[0], named[2])) if named else Entries()
    sources = [(name, f"{IN_CONFIGURATION}[{name!r}]", text, True) for name, text in mapping]
    sources += [(name, place, text, True) for name, text in entries.texts.items()]
    sources += [(name, str(path), read_template(path, size), False) for name, (path, _, size) in files]
    for name, where, text, is_text in sources:
        folder, slash, file = name.rpartition("/")
        plain = f"{folder}{slash}{file.partition('.')[0]}"
        try:
            usable.setdefault(name, _template(where, text, is_text=is_text))
        except TemplateError as error:
            faults.setdefault(plain, f"{where}:{error.line}: {error.message}")
            continue
        encloses = ("inner" if where.endswith(SUFFIXES) else ".Inner") in text
        known[plain] = Inner.ALWAYS if encloses else Inner.NEVER
    for name, alias in entries.aliases.items():
        if alias.target in known:
            known.setdefault(name, known[alias.target])
        else:
            faults.setdefault(name, f"{place}: found `as: {alias.target}`, a shortcode that is not known")
    aliases = {name: alias for name, alias in entries.aliases.items() if name not in faults}
    problems = tuple((place, problem) for problem in entries.problems)
    return SiteTemplates(usable, faults, known, aliases, problems)


def _template(place: str, text: str, *, is_text: bool) -> SiteTemplate:
    if place.endswith(SUFFIXES):
        return SiteTemplate(place, read_jinja(text), is_markdown(place))
    return SiteTemplate(place, parse_template(text.strip("\n") if is_text else text), is_text)
