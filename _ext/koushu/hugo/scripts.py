"""Which script a text is written in."""

from __future__ import annotations

import re
from typing import Final

_CJK_SHARE: Final = 0.2
# Letters by script (Unicode blocks); `other` is every letter that is none of these.
_SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"),
    "ja": re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]+"),
    "ko": re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]+"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
    "other": re.compile(r"[\u0370-\u10ff\u1200-\u1dff]+"),
}
SAMPLE: Final = 10_000
"""Characters that are looked at."""
_HEAD: Final = 4_000
CJK_LANGUAGES = frozenset({"zh", "ja", "ko"})


def script_language(text: str) -> str:
    """Return `zh`, `ja` or `ko` for a text in that script, `und-Latn` for Latin letters, else an empty string."""
    sample = text[:SAMPLE]
    # What is not Han is the smaller part of most texts with Han in them, and the only one to look for others in.
    rest = _SCRIPTS["zh"].sub("", sample)
    counts = {script: _count(script, rest) for script in ("ja", "ko")}
    counts["zh"] = len(sample) - len(rest)
    cjk = sum(counts.values())
    if not cjk and not _SCRIPTS["other"].search(rest):
        return "und-Latn" if _SCRIPTS["latin"].search(rest) else ""
    # Where that is a share of all characters, it is one of the letters, and these need not be counted.
    if not cjk or cjk / len(sample) < _CJK_SHARE:
        counts |= {script: _count(script, rest) for script in ("latin", "other")}
    total = sum(counts.values())
    if total and cjk / total >= _CJK_SHARE:
        # Han characters are shared; a tenth of kana makes a text Japanese.
        if counts["ja"] * 10 >= cjk:
            return "ja"
        return "ko" if counts["ko"] > counts["zh"] else "zh"
    return "und-Latn" if total and counts["latin"] / total > 0.5 else ""


def is_east_asian(text: str) -> bool:
    """Return whether a text is in one of the scripts of `CJK_LANGUAGES`; most texts that are tell so soon."""
    sample = text[:SAMPLE]
    head = sample[:_HEAD]
    if len(head) - len(_SCRIPTS["zh"].sub("", head)) > _CJK_SHARE * len(sample):
        return True
    return not sample.isascii() and script_language(text) in CJK_LANGUAGES


def _count(script: str, text: str) -> int:
    return sum(map(len, _SCRIPTS[script].findall(text)))
