"""Posts for measuring search: paragraphs of real ones in new orders, with names and words that only few posts hold."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

KINDS = ("zh", "en", "mixed")
_FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?^\1$", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(r"[`*_<>\[\]{}|#~$\\^=&]|https?:\S+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"(?<=[。！？.!?])\s*")
# The 3,755 characters of daily use.
_CHARACTERS = [bytes([row, cell]).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
_SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sho", "var", "del", "pin", "gra", "nox", "bel")
_TAGS = ("口述", "地图", "模型", "training", "history", "访谈", "城市", "open source", "算法", "music")
_PEOPLE = ("周敏", "陈立国", "林晓", "何一凡", "Adam Stacoviak", "Jerod Santo", "记者")


def sentences_of(folder: Path) -> dict[str, list[str]]:
    """Return the sentences of every Markdown file below a folder, in order, by script: `zh` and `en`."""
    found: dict[str, dict[str, None]] = {"zh": {}, "en": {}}
    for path in sorted(folder.rglob("*.md")):
        text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8", errors="replace"))
        for sentence in _SENTENCE.split(_MARKUP.sub("", text)):
            words = " ".join(sentence.split())
            if not 8 <= len(words) <= 400 or not words[0].isalnum():
                continue
            if len(_CHINESE.findall(words)) > len(words) / 3:
                found["zh"][words] = None
            elif words.isascii():
                found["en"][words] = None
    return {script: list(sentences) for script, sentences in found.items()}


def post(number: int, sentences: dict[str, list[str]]) -> str:
    """Return a post, the same for the same number; every fifth is an interview, every fiftieth a long one."""
    chance = random.Random(number)
    kind = KINDS[number % 3]
    length = 60_000 if number % 50 == 7 else int(chance.lognormvariate(8.2, 0.5))
    paragraphs: list[str] = []
    size = 0
    while size < length:
        paragraphs.append(_paragraph(chance, kind, sentences))
        # A Chinese character says as much as three Latin ones.
        size += len(paragraphs[-1].encode())
    if number % 5 == 0:
        people = chance.sample(_PEOPLE, 2)
        paragraphs = [f"**{people[place % 2]}：** {text}" for place, text in enumerate(paragraphs)]
    body = "\n\n".join(
        f"## {_name(chance)} {number}.{place}\n\n{text}" if place % 8 == 4 else text
        for place, text in enumerate(paragraphs)
    )
    tags = ", ".join([*chance.sample(_TAGS, 2), f"t{number % 400}"])
    language = "en" if kind == "en" else "zh"
    date = f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}"
    title = f"{_name(chance)} {chance.choice(sentences[language])[:24]}".replace('"', "")
    return (
        f'---\ntitle: "{title}"\ndate: {date}\ntags: [{tags}]\n'
        f"{'dialogue: on' if number % 5 == 0 else 'dialogue: off'}\nlanguage: {language}\n---\n\n{body}\n"
    )


def write_posts(folder: Path, count: int, sentences: dict[str, list[str]]) -> None:
    """Write a front page and `count` posts below a folder."""
    (folder / "posts").mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text("# Home\n", encoding="utf-8")
    for number in range(count):
        (folder / "posts" / f"p{number:05}.md").write_text(post(number, sentences), encoding="utf-8")


def _paragraph(chance: random.Random, kind: str, sentences: dict[str, list[str]]) -> str:
    scripts: Sequence[str] = ("zh", "zh", "en") if kind == "mixed" else (kind,)
    said = [chance.choice(sentences[chance.choice(scripts)]) for _ in range(chance.randint(2, 6))]
    if chance.random() < 0.5:
        said.append(f"{_name(chance)}。" if kind != "en" else f"{_word(chance).title()} {_word(chance)}.")
    return " ".join(said)


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_CHARACTERS) for _ in range(chance.randint(2, 4)))


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3))
