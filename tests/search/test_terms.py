"""The terms of a text, and what is compared of it."""

import unicodedata

import pytest

from koushu.search.terms import STEMMERS, folded, stemmer_of, terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对抗训练", ["对抗", "抗训", "训练", "练"]),
        ("ＧＰＴ－３ 模型", ["gpt", "3", "模型", "型"]),
        ("Running models", ["running", "run", "models", "model"]),
        ("字", ["字"]),
        ("ｶﾞ", ["ガ"]),
        (
            "人々のカール・マルクス",
            ["人々", "々の", "のカ", "カー", "ール", "ル", "マル", "ルク", "クス", "ス"],
        ),
        ("한국어 검색", ["한국", "국어", "어", "검색", "색"]),
        ("𠀀𠀁𠀂", ["𠀀𠀁", "𠀁𠀂", "𠀂"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert sorted(terms(text)) == sorted(expected)


def test_any_character_begins_a_term_wherever_it_stands():
    text = "人々のカール・マルクスは、字。한국어 검색𠀀𠀁"
    begins = {term[0] for term in terms(text)}
    assert begins == set(text) - set("・、。 ")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Café Ｎaïve", "cafe naive"),
        ("Straße", "strasse"),
        ("ΟΔΟΣ", "οδοσ"),
        ("İstanbul", "istanbul"),
        ("がぎ 한글", "がぎ 한글"),
        ("ﬁx ²", "fix 2"),
        ("e\u0301", "e"),
    ],
)
def test_what_is_compared(text, plain):
    assert folded(text) == plain


def test_words_are_stemmed_by_the_language_of_their_page():
    assert stemmer_of("de-AT") == "german"
    assert "haus" in terms("Häuser", stemmer_of("de")) or "hau" in terms("Häuser", stemmer_of("de"))
    assert terms("models", stemmer_of("zh-CN")) == {"models": 1, "model": 1}


def test_each_term_is_counted():
    found = terms("训练a练，训练。A 字 models model")
    assert found == {"训练": 2, "练": 3, "a": 2, "字": 1, "models": 1, "model": 2}


def test_a_word_and_its_forms_meet():
    for one, other in (("international", "internationals"), ("answer", "answers"), ("study", "studies")):
        assert set(terms(one)) & set(terms(other)), one


@pytest.mark.parametrize("name", sorted(set(STEMMERS.values())))
def test_every_stemmer_has_a_script(name):
    from pathlib import Path

    from sphinx import package_dir

    assert Path(package_dir, "search", "minified-js", f"{name}-stemmer.js").is_file()


def test_a_text_is_folded_in_one_way_however_much_of_it_needs_it():
    for char in map(chr, [*range(0x20, 0x3100), *range(0xAC00, 0xAC20), *range(0xF900, 0x10000)]):
        for text in (char, f"文{char}字", f"a{char}\u0301"):
            plain = unicodedata.normalize("NFKC", text).lower()
            apart = "".join(
                one for one in unicodedata.normalize("NFD", plain) if not "\u0300" <= one <= "\u036f"
            )
            expected = unicodedata.normalize("NFC", apart)
            for letter, written in {
                "ß": "ss",
                "ς": "σ",
                "æ": "ae",
                "œ": "oe",
                "ø": "o",
                "đ": "d",
                "ł": "l",
                "ı": "i",
            }.items():
                expected = expected.replace(letter, written)
            assert folded(text) == (plain if plain.isascii() else expected)
