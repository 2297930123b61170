"""The guide's language of what is English in the code: the command's catalogue, and the guide's own for the rest."""

from __future__ import annotations

import gettext
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

import koushu.cli

_COMMAND_LOCALE: Final = Path(koushu.cli.__file__).parent / "locale"
WORDS: Final = Path(__file__).parents[1] / "words"
"""A folder with a TOML file for each language: English text to its translation, in tables by what it belongs to."""


def told(text: str, language: str) -> str:
    """Return a text of the code in a language, in English where the catalogues have none for it."""
    return _words(language).get(text) or _command_words(language).get(text) or text


def told_of_command(text: str, language: str) -> str:
    """Return a help text of the command, which may be in the language of the terminal already, in the guide's."""
    return told(_english().get(text, text), language)


@cache
def _words(language: str) -> dict[str, str]:
    path = WORDS / f"{language.partition('_')[0]}.toml"
    if not path.is_file():
        return {}
    return {
        english: text
        for table in tomllib.loads(path.read_text("utf-8")).values()
        for english, text in table.items()
    }


@cache
def _command_words(language: str) -> dict[str, str]:
    found = gettext.translation("koushu", _COMMAND_LOCALE, [language.partition("_")[0]], fallback=True)
    catalogue: dict[object, str] = getattr(found, "_catalog", {})
    return {key: text for key, text in catalogue.items() if isinstance(key, str) and key}


@cache
def _english() -> dict[str, str]:
    languages = [path.name for path in _COMMAND_LOCALE.iterdir() if path.is_dir()]
    return {text: key for one in languages for key, text in _command_words(one).items()}
