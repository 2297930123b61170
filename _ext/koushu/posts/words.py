"""Plain text, word count, reading time and language of a Markdown body, without parsing it.

The counts follow Hugo's `.WordCount` and `.ReadingTime` (Hugo documentation, "Page methods").
"""

from __future__ import annotations

import re

# Each alternative stops at its own opening mark, so that long runs of openings cost linear time.
_NOISE = re.compile(
    r"""
      ^[ ]{0,3}(?:```|~~~).*$              # fence lines
    | \{\{[<%][^{}]*[%>]\}\}               # shortcode tags
    | <!--(?:(?!<!--)[\s\S])*?-->          # comments
    | </?[A-Za-z][^<>]*>                   # raw HTML tags
    | \[\^[^\[\]\n]+\]:?                  # footnote marks, of definitions too
    | ^[ ]{0,3}\[[^\[\]\n]+\]:[ ]*\S*      # link definitions
    | ^[ ]{0,3}(?:[-*_][ ]*){3,}$          # thematic breaks
    | ^[ ]{0,3}(?:\#{1,6}|>|[-+*]|\d+[.)])[ ]  # heading, quote and list marks
    | ^[ ]*\|?[ ]*:?-{2,}[-:| ]*$          # table rules
    """,
    re.MULTILINE | re.VERBOSE,
)
_CITATION = re.compile(r"[ ]?\{cite[:a-z]*\}`[^`\n]*`")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_MARKS = re.compile(r"[*_`~|]+")
_BLANKS = re.compile(r"\s+")
_FENCE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,}).*?^[ ]{0,3}\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
_CJK_WORDS_PER_MINUTE = 501
_WORDS_PER_MINUTE = 213
_CJK_SHARE = 0.2
# Letters by script (Unicode blocks); `other` is every letter that is none of these.
_SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "ja": re.compile(r"[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]"),
    "ko": re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    "other": re.compile(r"[\u0370-\u10ff\u1200-\u1dff]"),
}
_SAMPLE = 10_000
CJK_LANGUAGES = frozenset({"zh", "ja", "ko"})


def plain_text(body: str) -> str:
    """Return the words of a Markdown body on one line, its marks taken away."""
    for pattern, replacement in (
        (_CITATION, ""),
        (_LINK, r"\1"),
        (_NOISE, " "),
        (_MARKS, ""),
        (_BLANKS, " "),
    ):
        body = pattern.sub(replacement, body)
    return body.strip()


def excerpt(body: str, length: int = 150) -> str:
    """Return the first words of the prose, at most `length` characters, code left out."""
    text = plain_text(_FENCE.sub(" ", body[:8_000]))
    if len(text) <= length:
        return text
    cut = text[:length]
    # A Latin word is not cut in two; Chinese has no blanks to cut at.
    if text[length].isascii() and not text[length].isspace() and " " in cut[-20:]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + "…"


def count_words(text: str, *, cjk: bool) -> int:
    """Return Hugo's word count: blank-separated words, or for CJK each character of a non-ASCII word."""
    words = text.split()
    return sum(1 if word.isascii() else len(word) for word in words) if cjk else len(words)


def reading_minutes(words: int, *, cjk: bool) -> int:
    """Return Hugo's reading time in whole minutes."""
    rate = _CJK_WORDS_PER_MINUTE if cjk else _WORDS_PER_MINUTE
    return (words + rate - 1) // rate


def script_language(text: str) -> str:
    """Return `zh`, `ja` or `ko` for a text in that script, `und-Latn` for Latin letters, else an empty string."""
    sample = text[:_SAMPLE]
    counts = {script: len(letters.findall(sample)) for script, letters in _SCRIPTS.items()}
    total = sum(counts.values())
    cjk = counts["zh"] + counts["ja"] + counts["ko"]
    if total and cjk / total >= _CJK_SHARE:
        # Han characters are shared; a tenth of kana makes a text Japanese.
        if counts["ja"] * 10 >= cjk:
            return "ja"
        return "ko" if counts["ko"] > counts["zh"] else "zh"
    return "und-Latn" if total and counts["latin"] / total > 0.5 else ""
