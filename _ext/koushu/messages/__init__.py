"""Every word that Koushu itself prints into a page, a book or a feed, in Chinese and English.

The language is that of the post in which the words stand, not of the site; one publication may hold both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from koushu.messages.chinese import CHINESE
from koushu.messages.english import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

FALLBACK: Final = "en"
CATALOGUES: Final[Mapping[str, Mapping[str, str | tuple[str, str]]]] = {"en": ENGLISH, "zh": CHINESE}


def message(key: str, language: str, **values: object) -> str:
    """Return one of our strings in a language, with its values filled in.

    `language` is a BCP 47 tag or a Sphinx code (`zh-CN`, `zh_CN`); one without a catalogue reads English.
    `count` chooses between singular and plural. Raises `KeyError` for a key no catalogue has.
    """
    form = _catalogue(language)[key]
    if isinstance(form, tuple):
        form = form[0] if values.get("count") == 1 else form[1]
    return form.format(**values)


@lru_cache
def _catalogue(language: str) -> Mapping[str, str | tuple[str, str]]:
    primary = language.replace("_", "-").partition("-")[0].lower()
    return CATALOGUES.get(primary, CATALOGUES[FALLBACK])
