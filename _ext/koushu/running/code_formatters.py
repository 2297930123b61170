"""What reads code and what prints it as HTML, looked for and made once for all blocks that are alike.

Sphinx makes both for each block: Pygments looks through the names of all its languages, and works out the classes of
all kinds of words.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, Final

from pygments.formatters.html import HtmlFormatter
from sphinx.highlighting import PygmentsBridge, lexer_classes

from koushu.version import __version__

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_make: Final = PygmentsBridge.get_formatter
_find: Final = PygmentsBridge.get_lexer
_PLAIN: Final = (bool, int, str, type(None))
_MOST_KEPT: Final = 50
"""Blocks whose lines are marked each have one of their own."""
_kept: weakref.WeakKeyDictionary[PygmentsBridge, dict[str, Formatter[str]]] = weakref.WeakKeyDictionary()


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx's bridge to Pygments ask here first."""
    PygmentsBridge.get_formatter = kept_formatter  # type: ignore[method-assign]
    PygmentsBridge.get_lexer = noted_lexer  # type: ignore[method-assign]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def kept_formatter(self: PygmentsBridge, **asked: Any) -> Formatter[str]:  # noqa: ANN401 - Sphinx's own signature
    """Return what prints a block as it is asked for; one that is not Pygments' own for HTML is made anew."""
    if self.formatter is not HtmlFormatter or not all(map(_is_plain, asked.values())):
        return _make(self, **asked)
    known = _kept.setdefault(self, {})
    key = repr(sorted(asked.items()))
    if key not in known:
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[key] = _make(self, **asked)
    return known[key]


def noted_lexer(self: PygmentsBridge, source: str, lang: str, *asked: Any, **named: Any) -> Lexer:  # noqa: ANN401
    """Return what reads a block in a language; its class is told to Sphinx, which asks Pygments for it once then."""
    lexer = _find(self, source, lang, *asked, **named)
    if lang in lexer.aliases:
        lexer_classes.setdefault(lang, type(lexer))
    return lexer


def _is_plain(value: object) -> bool:
    """Tell whether a value says by its text all that it is."""
    return type(value) in _PLAIN or (type(value) is list and all(type(one) in _PLAIN for one in value))
