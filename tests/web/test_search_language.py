"""Every substring of two Chinese characters can be found, and Latin words by their stem."""

import pytest

from koushu.web.search_language import SearchChinese, split_terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("对抗训练", ["对抗", "抗训", "训练"]),
        ("训练 GPT-3 模型", ["训练", "GPT", "3", "模型"]),
        ("用GPT写", ["用", "GPT", "写"]),
        ("字", ["字"]),
        ("にほん", ["にほ", "ほん"]),
        ("𠀀𠀁𠀂", ["𠀀𠀁", "𠀁𠀂"]),
        ("café naïve_x", ["café", "naïve", "x"]),
        ("，。！ ", []),
        ("", []),
    ],
)
def test_terms(text, terms):
    assert split_terms(text) == terms


def test_latin_words_are_stemmed_and_chinese_pairs_stay():
    language = SearchChinese({})
    assert language.stem("Models") == "model"
    assert language.stem("训练") == "训练"
    assert language.word_filter("训练")


def test_the_page_gets_the_stemmer_that_exists():
    language = SearchChinese({})
    assert language.language_name == "Porter"
    assert language.js_stemmer_rawcode == "porter-stemmer.js"
