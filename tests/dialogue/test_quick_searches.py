"""What is searched in a quicker way than by one pattern finds what the pattern would."""

from __future__ import annotations

import random
import re

from koushu.dialogue.anchors import Said, anchors
from koushu.dialogue.extract import Utterance, count_words
from koushu.dialogue.lexicon import fold
from koushu.dialogue.recognition import candidates, forms, naming
from koushu.dialogue.recognition.blocks import Block, Kind, Span, Style

LETTERS = "王小明周敏的说 　，。：:；（()）|\n*_-问答Ana Bo\tde12"


def texts(seed: int, length: int = 60, letters: str = LETTERS) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choices(letters, k=dice.randrange(length))) for _ in range(400)]


def test_credits() -> None:
    for text in texts(1):
        expected = [match.span() for match in naming._CREDIT.finditer(text)]
        assert [match.span() for match in naming._credits(text)] == expected, text


def test_words_between_patterns() -> None:
    wide = naming._WIDE
    cases = (
        ("周", naming._NOTHING, naming._GIVEN, rf"周[\u3400-\u9fff]{{1,2}}{naming._EDGE}"),
        ("小明", naming._ONE_HAN, naming._AT_EDGE, rf"[\u3400-\u9fff]小明{naming._EDGE}"),
        (
            "周敏",
            naming._NOT_WIDE,
            naming._ADDRESSED,
            rf"(?<![{wide}])周敏[ 　]?[{wide}]{{1,3}}?(?=さん|氏|先生|様|（)",
        ),
        ("Ana", naming._APART, naming._GOES_ON, rf"(?<![\w'’])Ana(?:{naming._AFTER})"),
    )
    for word, before, after, whole in cases:
        pieces = [word, word, "王", "先生", "（", " ", "　", "Bo", "de", "\n", "’", "的", "，"]
        dice = random.Random(word)
        for _ in range(600):
            text = "".join(dice.choices(pieces, k=dice.randrange(12)))
            found = [head + word + tail for head, tail in naming._around(word, text, before, after)]
            assert found == [match.group() for match in re.finditer(whole, text)], text


def test_plain_names() -> None:
    for text in texts(2):
        if forms._PLAIN_NAME.match(text):
            assert forms._SIGN.search(text), text


def test_who_is_called() -> None:
    names = ("Ana", "周敏", "Iſa", "Émile", "kim", "BO")
    pieces = [
        *names,
        "ana",
        "İSA",
        "isa",
        "émile",
        "K",
        "im",
        "bo",
        "，",
        ", ",
        "? ",
        "。",
        "thanks ",
        "谢谢",
        "x",
    ]
    dice = random.Random(3)
    for _ in range(2000):
        words = tuple(sorted(dice.sample(names, dice.randrange(1, 4))))
        body = "".join(dice.choices(pieces, k=6))
        assert candidates._calls(body, words) == bool(candidates._called(words).search(body)), (body, words)
    assert not candidates._calls("Ana, yes?", ())


def test_words() -> None:
    single = re.compile(
        r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+(?:['’.-]\w+)*"
    )
    for text in texts(4, letters="王小a b-'’.3，あ_\n"):
        assert count_words(text) == len(single.findall(text)), text


def test_anchors_look_no_farther_than_they_must() -> None:
    dice = random.Random(5)
    for _ in range(100):
        text = "".join(dice.choices("王小明 …ab—，", k=dice.choice((10, 80, 399, 401, 900))))
        said = [Said("a", text), Said("a", f"“{fold(text)[:130]}")]
        assert anchors(said[:1]) == anchors([Said("a", fold(text))])


def test_styles() -> None:
    block = Block(
        Kind.PARAGRAPH, 1, 1, (Span("ab"), Span(" c", Style.STRONG | Style.EMPHASIS), Span("d", Style.CODE))
    )
    assert block.run_end(2, Style.STRONG) == block.run_end(2, Style.EMPHASIS) == 4
    assert block.run_end(0, Style.STRONG) == 0
    assert block.all_styled(2, 4, Style.STRONG)
    assert not block.all_styled(1, 4, Style.STRONG)
    assert not block.all_styled(2, 3, Style.STRONG)
    assert block.has(Style.CODE, 0, 5)
    assert not block.has(Style.CODE, 0, 4)


def test_an_utterance_is_kept_whole() -> None:
    import pickle

    one = Utterance("turn", "t-1", 1, ("a",), "A", None, None, "de", "words", 1, 3, 4, "t-0")
    assert pickle.loads(pickle.dumps(one)) == one
