"""Who speaks: one record for each person, and the people of a post put together from all that names them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from koushu.dialogue.lexicon import folded
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SLUG_GAP: Final = re.compile(r"[^\w]+", re.UNICODE)
PALETTE_SLOTS: Final = 8
UNNAMED: Final = "interviewer"
"""Who asks the questions that stand in bold without a label."""


@record
class Speaker:
    """One person, as the register or the front matter describes them."""

    id: str
    """Stable slug, the value of `data-speaker`."""
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    """`interviewer`, `narrator`, `host`, `guest`, `moderator`, `audience`, `editor` or words of the author's."""
    language: str = ""
    """BCP 47 tag of what the person says; empty for the post's."""
    colour: int = 0
    """Palette slot 1 to 8; 0 for the slot by order of appearance."""
    names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The name in several languages: BCP 47 tag in lower case -> name."""
    affiliation: str = ""
    title: str = ""
    avatar: str = ""
    """Path of a picture below the source folder, with forward slashes."""
    url: str = ""
    hex_colour: str = ""
    """A colour `#rrggbb` of the author's own, in place of a palette slot."""
    same_as: tuple[str, ...] = ()
    """Addresses of pages that identify the person: ORCID, Wikidata, VIAF."""
    anonymous: bool = False
    """The name leaves the source in no output; there is no page and no index entry."""

    def __reduce__(self) -> tuple[type[Speaker], tuple[object, ...]]:
        # Some are kept of each post, and a class with slots tells its fields slowly.
        return Speaker, _values_of(self)

    @property
    def keys(self) -> frozenset[str]:
        """Return the folded form of every name this person goes by."""
        every = (self.name, *self.names.values(), *self.aliases, self.id)
        return frozenset(folded(name) for name in every if folded(name))

    def display(self, language: str) -> str:
        """Return the name to print in a language, a BCP 47 tag; the first name where there is none in it."""
        tag = language.replace("_", "-").lower()
        while tag:
            if tag in self.names:
                return self.names[tag]
            tag = tag.rpartition("-")[0]
        wanted = language.replace("_", "-").lower().partition("-")[0]
        near = (name for key, name in self.names.items() if key.partition("-")[0] == wanted)
        return next(near, self.name) if wanted else self.name


_values_of: Final[Callable[[Speaker], tuple[object, ...]]] = attrgetter(
    *(field.name for field in fields(Speaker))
)


def slug(name: str) -> str:
    """Return a stable id for a name: Latin letters in lower case without accents, other scripts in NFKC.

    `Jan Leike` gives `jan-leike`, `周敏` gives `周敏`; a name without letters or digits gives `speaker`.
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    text = unicodedata.normalize("NFKC", bare) if bare.isascii() else text
    return _SLUG_GAP.sub("-", text.replace("_", "-")).strip("-") or "speaker"
