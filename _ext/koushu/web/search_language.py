"""Search in Sphinx's own index: every two neighbouring Chinese characters are a term, Latin words are stemmed."""

from __future__ import annotations

from typing import Final

from sphinx.search import en

from koushu.search.terms import ENGLISH, escaped_wide, is_wide, pairs, runs, word_terms

# The same division in the page, for what a reader types.
_SPLITTER: Final = (
    "\nfunction splitQuery(query) {\n  const wide = String.raw`[WIDE]`;".replace("WIDE", escaped_wide())
    + r"""
  const term = new RegExp(`${wide}+|(?:(?!${wide})[\\p{Letter}\\p{Number}])+`, "gu");
  const startsWide = new RegExp(`^${wide}`, "u");
  return (query.match(term) || []).flatMap((run) => {
    const letters = Array.from(run);
    if (!startsWide.test(run) || letters.length === 1) return [run];
    return letters.slice(1).map((letter, index) => letters[index] + letter);
  });
}
"""
)


def split_terms(text: str) -> list[str]:
    """Return the terms of a text in order: pairs of neighbouring CJK characters, and words of other scripts.

    `对抗训练 GPT` gives 对抗, 抗训, 训练, GPT; a character that stands alone is a term by itself.
    """
    return [term for run in runs(text) for term in (pairs(run) if is_wide(run) else (run,))]


class SearchEnglish(en.SearchEnglish):
    """English search that finds Chinese, Japanese and Korean text as well."""

    # Not the stemmer that Sphinx takes: of that, the package and the script are of different releases, whose stems
    # of `international` differ. For Chinese, Sphinx asks for a stemmer that no file has.
    language_name = "Porter"
    js_stemmer_rawcode = "porter-stemmer.js"
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's own signature
        """Return the terms of a text."""
        return split_terms(input)

    def stem(self, word: str) -> str:
        """Return the stem of a word; pairs of characters are their own, and most terms of a Chinese text."""
        return word if is_wide(word) else word_terms(word.lower(), ENGLISH)[-1]


class SearchChinese(SearchEnglish):
    """Chinese search without dictionary; Latin words are stemmed as English."""

    lang = "zh"
