"""The style sheets of the book: its own, the colours of code, and those of features that speak to EPUB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.highlighting import PygmentsBridge

from koushu.config import EpubSettings, settings
from koushu.epub.fonts import declare_fonts, set_in_fonts
from koushu.epub.stylesheet import fit_for_book

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.builders.html import StandaloneHTMLBuilder

    from koushu.epub.fonts import CutFont

STYLES: Final = ("styles/epub.css", "styles/code.css")
_ASSETS: Final = Path(__file__).parent / "assets"


def feature_styles(builder: StandaloneHTMLBuilder) -> dict[str, Path]:
    """Return the source of each style sheet that a feature or `conf.py` has added, by its path in the book."""
    found = {}
    for name in _names(builder):
        if Path(name).name in settings(builder.config, EpubSettings).exclude_css:
            continue
        path = _static_file(builder, name)
        if path is not None:
            found[f"styles/{path.stem}.css"] = path
    return found


def _static_file(builder: StandaloneHTMLBuilder, name: str) -> Path | None:
    """Return where a static file lies: an entry of `html_static_path` is a folder or the file itself; the last wins."""
    for entry in reversed(builder.config.html_static_path):
        whole = Path(builder.confdir, entry)
        path = whole if whole.name == Path(name).name and whole.is_file() else whole / name
        if path.is_file():
            return path
    return None


def _names(builder: StandaloneHTMLBuilder) -> Iterator[str]:
    registered = builder._registry.css_files  # noqa: SLF001 - what `Sphinx.add_css_file` fills; no public reader
    for name, _attributes in [*registered, *builder.config.epub_css_files]:
        if "://" not in name:
            yield name


def style_files(builder: StandaloneHTMLBuilder, fonts: Collection[CutFont] = ()) -> dict[str, bytes]:
    """Return every style sheet of the book by its path; `fonts` are those that the book carries."""
    own = settings(builder.config, EpubSettings)
    files = {
        STYLES[0]: (_ASSETS / "epub.css").read_text(encoding="utf-8"),
        STYLES[1]: code_colours(own.code_style, own.code_style_dark),
    }
    if builder.config.epub_writing_mode == "vertical":
        files[STYLES[0]] += (
            "\nhtml { writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl; "
            "-epub-writing-mode: vertical-rl; }\n"
        )
    for path, source in feature_styles(builder).items():
        files[path] = fit_for_book(source.read_text(encoding="utf-8", errors="replace"))
    files = {path: set_in_fonts(text, fonts) for path, text in files.items()}
    files[STYLES[0]] = declare_fonts(fonts) + files[STYLES[0]]
    return {path: text.encode() for path, text in files.items()}


def code_colours(light: str, dark: str) -> str:
    """Return the colours of two Pygments styles, the second for readers in the dark."""
    pair = [_without_ground(PygmentsBridge("html", style).get_stylesheet()) for style in (light, dark)]
    return f"{pair[0]}\n@media (prefers-color-scheme: dark) {{\n{pair[1]}\n}}\n"


def _without_ground(css: str) -> str:
    """Return token colours only; ground, margins and line numbers are the book's own."""
    lines = [line for line in css.splitlines() if line.startswith(".highlight .") and ".hll" not in line]
    return "\n".join(lines)
