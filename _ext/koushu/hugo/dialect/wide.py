"""Which characters are Chinese, Japanese and Korean writing, for emphasis and for line breaks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Blocks of Unicode 16: radicals, punctuation, kana, ideographs, compatibility and full-width forms.
_WIDE: Final = (
    "\u2e80-\u303f\u3040-\u312f\u3190-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6f"
    "\uff00-\uff9f\uffe0-\uffe6\U00016fe0-\U0001b2ff\U0001f200-\U0001f2ff\U00020000-\U0003ffff"
)
_HANGUL: Final = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"

_is_wide: Final = re.compile(f"[{_WIDE}]").fullmatch
_is_cjk: Final = re.compile(f"[{_WIDE}{_HANGUL}]").fullmatch


@lru_cache(maxsize=4096)
def is_wide(character: str) -> bool:
    """Return whether this is writing without blanks between words: Chinese or Japanese, with its punctuation."""
    return _is_wide(character) is not None


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Return whether this is Chinese, Japanese or Korean writing, with its punctuation."""
    return _is_cjk(character) is not None
