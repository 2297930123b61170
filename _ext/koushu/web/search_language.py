"""Search in Sphinx's own index: every two neighbouring Chinese characters are a term, Latin words are stemmed."""

from __future__ import annotations

from typing import Final

from sphinx.search import en

from koushu.search.terms import is_wide, pairs, runs

# The same division in the page, for what a reader types.
_SPLITTER: Final = r"""
function splitQuery(query) {
  const wide = String.raw`[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]`;
  const term = new RegExp(`${wide}+|(?:(?!${wide})[\\p{Letter}\\p{Number}_])+`, "gu");
  const startsWide = new RegExp(`^${wide}`, "u");
  return (query.match(term) || []).flatMap((run) => {
    const letters = Array.from(run);
    if (!startsWide.test(run) || letters.length === 1) return [run];
    return letters.slice(1).map((letter, index) => letters[index] + letter);
  });
}
"""


def split_terms(text: str) -> list[str]:
    """Return the terms of a text in order: pairs of neighbouring CJK characters, and words of other scripts.

    `对抗训练 GPT` gives 对抗, 抗训, 训练, GPT; a character that stands alone is a term by itself.
    """
    return [term for run in runs(text) for term in (pairs(run) if is_wide(run) else (run,))]


class SearchEnglish(en.SearchEnglish):
    """English search that finds Chinese, Japanese and Korean text as well."""

    # Sphinx names the stemmer in the page after `language_name`, which stays English: `EnglishStemmer` is
    # what its file defines. For Chinese it asks for a stemmer that no file has.
    js_splitter_code = _SPLITTER

    def split(self, input: str) -> list[str]:  # noqa: A002 - Sphinx's own signature
        """Return the terms of a text."""
        return split_terms(input)

    def stem(self, word: str) -> str:
        """Return the stem of a word; pairs of characters are their own, and most terms of a Chinese text."""
        return super().stem(word) if word.isascii() or not is_wide(word) else word


class SearchChinese(SearchEnglish):
    """Chinese search without dictionary; Latin words are stemmed as English."""

    lang = "zh"
