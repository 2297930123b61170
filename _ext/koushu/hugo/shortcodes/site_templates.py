"""A site's own shortcodes: templates in its folders and in `hugo_shortcodes`, read once for each state of the files.

Source: Hugo, "Create your own shortcodes", "Template lookup order".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.config import HugoSettings, settings
from koushu.hugo.shortcodes.names import BUILT_IN, OF_HUGO, Inner
from koushu.hugo.shortcodes.template_lexer import TemplateError
from koushu.hugo.shortcodes.template_parser import parse_template
from koushu.hugo.site_context import site_context

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment

    from koushu.hugo.shortcodes.template_parser import Template

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


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """One shortcode of a site."""

    path: str
    """Of its file, or where else it stands."""
    template: Template
    is_markdown: bool


@dataclass(frozen=True, slots=True)
class SiteTemplates:
    """The shortcodes of a site by name, and those that cannot be run, each with the place and the reason."""

    usable: Mapping[str, SiteTemplate]
    """By name, and by name and language as `name.de`."""
    faults: Mapping[str, str]
    known: Mapping[str, Inner]
    """Every name that is known on this site, and whether it encloses text."""

    def find(self, name: str, language: str = "") -> SiteTemplate | None:
        """Return the template of a name for pages in a language."""
        return self.usable.get(f"{name}.{language.lower()}") or self.usable.get(name)


def templates_of(env: BuildEnvironment) -> SiteTemplates:
    """Return the shortcodes of the site that is being built; one of a folder named first wins."""
    options = settings(env.config, HugoSettings)
    files: dict[str, tuple[Path, int, int]] = {}
    for root in shortcode_folders(env):
        for path in sorted(root.rglob(f"*{_SUFFIX}"))[:_MOST] if root.is_dir() else ():
            name = _name_of(path.relative_to(root).as_posix())
            if name and path.is_file():
                state = path.stat()
                files.setdefault(name, (path, state.st_mtime_ns, state.st_size))
    own = tuple(sorted(options.shortcodes.items()))
    return _read(tuple(files.items()), own, themes=options.theme_shortcodes)


def shortcode_folders(env: BuildEnvironment) -> Iterator[Path]:
    """Return the folders in which templates are looked for, the site's own before those of its themes."""
    base = site_folder(env)
    folders = settings(env.config, HugoSettings).shortcode_folders
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


def _name_of(path: str) -> str:
    """Return the name of a file's shortcode with its language after it; nothing for one of another output format."""
    folder, slash, file = path.removesuffix(_SUFFIX).rpartition("/")
    name, *variants = file.split(".")
    if _OTHER_FORMATS & set(variants):
        return ""
    return ".".join((f"{folder}{slash}{name}", *(one.lower() for one in variants if one != _HTML)))


@lru_cache(maxsize=4)
def _read(files: Files, mapping: tuple[tuple[str, str], ...], *, themes: bool) -> SiteTemplates:
    usable: dict[str, SiteTemplate] = {}
    faults: dict[str, str] = {}
    known = dict(BUILT_IN if themes else OF_HUGO)
    sources = [(name, f"{IN_CONFIGURATION}[{name!r}]", text, True) for name, text in mapping]
    sources += [(name, str(path), read_template(path, size), False) for name, (path, _, size) in files]
    for name, place, text, is_markdown in sources:
        if name in usable:
            continue
        plain = name.rpartition("/")[0] + name.rpartition("/")[1] + name.rpartition("/")[2].partition(".")[0]
        try:
            usable[name] = SiteTemplate(
                place, parse_template(text.strip("\n") if is_markdown else text), is_markdown
            )
            known[plain] = Inner.ALWAYS if ".Inner" in text else Inner.NEVER
        except TemplateError as error:
            faults.setdefault(plain, f"{place}:{error.line}: {error.message}")
    return SiteTemplates(usable, faults, known)
