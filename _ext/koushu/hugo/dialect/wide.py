"""Which characters are Chinese, Japanese and Korean writing, for emphasis and for line breaks."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Final

# Blocks of Unicode 16: radicals, punctuation, kana, ideographs, compatibility and full-width forms.
_WIDE: Final = (
    "\u2e80-\u303f\u3040-\u312f\u3190-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff00-\uff9f\uffe0-\uffe6\U00016fe0-\U0001b2ff\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"


def _edges(ranges: str) -> list[int]:
    """Return where ranges of characters, as those of a regular expression, begin and end, in order."""
    return sorted([*map(ord, ranges[::3]), *(ord(last) + 1 for last in ranges[2::3])])


# A regular expression of these takes milliseconds to compile, and each character is looked up once.
_WIDE_EDGES: Final = _edges(_WIDE)
_CJK_EDGES: Final = _edges(_WIDE + _HANGUL)


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Return whether this is writing without blanks between words: Chinese or Japanese, with its punctuation."""
    return len(character) == 1 and bisect_right(_WIDE_EDGES, ord(character)) % 2 == 1


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Return whether this is Chinese, Japanese or Korean writing, with its punctuation."""
    return len(character) == 1 and bisect_right(_CJK_EDGES, ord(character)) % 2 == 1
