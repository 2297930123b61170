"""What stands between turns and is nobody's speech: narration, stage matter, footers."""

from __future__ import annotations

import re
from typing import Final

from koushu.dialogue.lexicon import FOOTERS
from koushu.dialogue.recognition.blocks import BREAKS, Block, Kind, Style

_BRACKETED: Final = re.compile(
    r"\s*(?:（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕)[。.]?\s*\Z"
)
_SENTENCE: Final = re.compile(r"[.!?。！？…]")
_MARK: Final = re.compile(r"(\*{1,2}|_{1,3})(?=\S)")
_OPENING_LENGTH: Final = 12
"""Shorter emphasis at the start of a paragraph may stress a title or a word of a turn."""


def is_narration(block: Block) -> bool:
    """Tell whether a paragraph between turns is the editor's: wholly emphasised, opened by emphasis, bracketed.

    Emphasis is also read where it failed to become any: `_…__`, `__…_`, `_…_。` with plain text behind it.
    """
    if block.kind is not Kind.PARAGRAPH or not block.text.strip():
        return False
    text = block.text
    begin = len(text) - len(text.lstrip())
    if _BRACKETED.match(text) or block.all_styled(0, len(text), Style.EMPHASIS):
        return True
    while begin < len(text) and text[begin] in "_*":
        begin += 1
    run = block.run_end(begin, Style.EMPHASIS)
    if run > begin:
        return _opens_sentence(block, begin, run)
    return _broken(text.strip())


def _opens_sentence(block: Block, begin: int, run: int) -> bool:
    """Tell whether emphasis at the start of a paragraph covers a sentence, or nearly all of it."""
    text = block.text
    rest = text[run:].lstrip()
    if not rest.strip(" _*"):
        return True
    ended = bool(_SENTENCE.match(rest[:1])) or text[run - 1] in "。！？…" or rest[:1] in BREAKS
    ended = ended or (text[run - 1] in ".!?" and run - begin > 2 * _OPENING_LENGTH)
    return ended and run - begin >= _OPENING_LENGTH


def is_broken(block: Block) -> bool:
    """Tell whether a paragraph is narration whose emphasis did not come out as any."""
    text = block.text.strip()
    return text[:1] in {"_", "*"} and is_narration(block)


def _broken(text: str) -> bool:
    """Tell whether a paragraph is emphasis whose marks were left standing at both ends, or at its start."""
    mark = _MARK.match(text)
    if mark is None:
        return False
    inner = text[mark.end() :]
    if inner.rstrip("。.").endswith(("_", "*")):
        return True
    close = inner.find(mark[1][0])
    return close >= _OPENING_LENGTH and bool(_SENTENCE.match(inner[close:].lstrip("_*")[:1]))


def is_footer(block: Block) -> bool:
    """Tell whether a paragraph is about the post and not part of it: credits, sources, subscriptions."""
    text = block.text.strip().lstrip("*_([（ ").casefold()
    return block.kind is Kind.PARAGRAPH and text.startswith(FOOTERS)


def is_question(block: Block) -> bool:
    """Tell whether a paragraph is wholly bold and ends as a question: an interviewer who goes unnamed."""
    text = block.text.rstrip()
    if block.kind is not Kind.PARAGRAPH or not text.endswith(("?", "？")):
        return False
    return block.all_styled(0, len(text), Style.STRONG)
