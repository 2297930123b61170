"""The people of one source as outputs may know them, and what keeps the names of the others back."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from koushu.dialogue.cast.anonymity import NO_MASK, Mask, mask_of, masked_speaker, public_people
from koushu.dialogue.cast.people import known_people, people_of
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.scripts import script_language
from koushu.messages import message
from koushu.posts.scan import guess_language
from koushu.posts.words import plain_text
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from koushu.dialogue.cast.speakers import Speaker

_ROLES: Final = frozenset({"interviewer", "narrator", "host", "guest", "moderator", "audience", "editor"})
_SAMPLE: Final = 20_000
_FIELDS: Final = ("speakers", "guests", "hosts", "participants", "people")
_LISTS: Final = re.compile(rf"^[^\w\n]*(?:{'|'.join(_FIELDS)})\b", re.MULTILINE | re.IGNORECASE)
_ALIKE: Final = "\u0131\u017f\u0130"
"""Letters that are alike others for a pattern without case, and not in small letters."""


@record
class People:
    """Who one source can mean, as outputs may know them, and what keeps the names of the others back."""

    public: tuple[Speaker, ...] = ()
    mask: Mask = NO_MASK
    hidden: frozenset[str] = frozenset()
    """Public ids of those whose names stand in the source."""
    listed: tuple[str, ...] = ()
    """Public names of those whom the source's own front matter tells of."""
    seen: bool = True
    """Whether the source of the document was among what they were read from."""


def people_in(text: str, register: Sequence[Speaker], site: str) -> People:
    """Return the people of a source text as it is written; `site` is the publication's language."""
    if not may_hide_somebody(text, register):
        fields = split_front_matter(text).data if _may_list(text) else {}
        told = people_of(fields, register)
        return People(known_people(fields, register), listed=tuple(one.name for one in told))
    front = split_front_matter(text)
    everybody = known_people(front.data, register)
    known = {one.id for one in register}
    # Those of the register first and by themselves, so that they have one name in all posts.
    order = {one.id: place for place, one in enumerate(register)}
    ours = sorted((one for one in everybody if one.id in known), key=lambda one: order[one.id])
    own = [one for one in everybody if one.id not in known]
    word = partial(_word, language=_language(front.data, front.body, site))
    shown = public_people(ours, word)
    public = dict(zip((one.id for one in ours), shown, strict=True))
    public |= zip((one.id for one in own), public_people(own, word, shown), strict=True)
    people = tuple(public[one.id] for one in everybody)
    mask = mask_of(everybody, people, text)
    people = tuple(masked_speaker(one, mask) for one in people)
    listed = tuple(public[one.id].name for one in people_of(front.data, register))
    return People(people, mask, mask.hidden_in(text), listed)


def _may_list(text: str) -> bool:
    """Tell whether a line of a source begins as a field that lists people; most sources have none of these words."""
    small = text.lower()
    likely = any(name in small for name in _FIELDS) or any(letter in text for letter in _ALIKE)
    return likely and _LISTS.search(text) is not None


def may_hide_somebody(text: str, register: Sequence[Speaker]) -> bool:
    """Tell whether a source can name anybody whose name is to be kept back."""
    return "anonymous" in text or any(one.anonymous for one in register)


def _language(front: Mapping[str, object], body: str, site: str) -> str:
    for key in ("lang", "language"):
        if isinstance(front.get(key), str) and front[key]:
            return str(front[key])
    return guess_language(script_language(plain_text(body[:_SAMPLE])), site)


def _word(role: str, number: int, *, language: str) -> str:
    """Return what stands for a name: the role, in the language of the text where we know it, or a number."""
    if not role:
        return message("anonymous_speaker", language, number=number)
    name = (
        message(f"role_{role.lower()}", language) if role.lower() in _ROLES else role[:1].upper() + role[1:]
    )
    return f"{name} {number}" if number else name
