"""Where translations of documents are looked for: in folders that are there.

Sphinx tries eight files for each document, and most sites have no folder of translations.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx.locale import init, translators
from sphinx.transforms import i18n

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_NAMESPACE: Final = "general"
"""Where Sphinx registers what is found for documents."""


def setup(_app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx ask here for the translations of a document."""
    # The name that its transform looks up.
    i18n.init_locale = found  # type: ignore[assignment, attr-defined]
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def found(folders: Sequence[Path], language: str | None, domain: str) -> tuple[NullTranslations, bool]:
    """Return the translations of a document, and whether there are any, as Sphinx finds and registers them."""
    known = translators.get((_NAMESPACE, domain))
    if known.__class__ in {NullTranslations, type(None)} and not any(Path(one).is_dir() for one in folders):
        translators[_NAMESPACE, domain] = nothing = NullTranslations()
        return nothing, False
    return init(folders, language, domain)
