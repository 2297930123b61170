"""Draws cards by the Typst compiler, many at once, and keeps what is drawn for later builds."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from koushu.page_store import take_away
from koushu.social_cards.card import document
from koushu.staged_files import live_path, standing, write_whole
from koushu.typst_builder.fonts import find_fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from koushu.social_cards.card import Card

_AT_ONCE: Final = 32
"""Cards of one run of the compiler, which holds all its pages in memory."""


def draw(cards: Iterable[Card], store: Path) -> dict[str, str]:
    """Draw each card that the store lacks, and return why some could not be, by file name.

    A file of the store has the name of its card, so that nothing in it is ever out of date.
    """
    missing = [card for card in cards if not (store / card.file_name).is_file()]
    if not missing:
        return {}
    # 80 MB, which a build without new cards does not load.
    from koushu.typst_builder.compiler import CompilationFailed, Compiler  # noqa: PLC0415

    compiler = Compiler(find_fonts(()).paths)
    faults: dict[str, str] = {}
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for group in _groups(missing):
            try:
                _keep(group, compiler.render(document(group), Path(name)), store)
            except CompilationFailed:
                # One of them, which each compiled alone tells.
                for card in group:
                    try:
                        _keep([card], compiler.render(document([card]), Path(name)), store)
                    except CompilationFailed as failure:
                        faults[card.file_name] = failure.diagnostic.sentence()
    return faults


def _groups(cards: Sequence[Card]) -> Iterator[Sequence[Card]]:
    for start in range(0, len(cards), _AT_ONCE):
        yield cards[start : start + _AT_ONCE]


def _keep(cards: Sequence[Card], images: Sequence[bytes], store: Path) -> None:
    for card, image in zip(cards, images, strict=True):
        write_whole(store / card.file_name, image)


def publish(names: Iterable[str], store: Path, folder: Path) -> None:
    """Put the files of these names from the store into a folder of the site, and take all others out of both."""
    wanted = set(names)
    for path in store.glob("*.png") if store.is_dir() else ():
        if path.name not in wanted:
            path.unlink()
    for path in live_path(folder).glob("*.png"):
        if path.name not in wanted:
            take_away(folder / path.name, folder)
    for name in sorted(wanted):
        source, target = store / name, folder / name
        found = standing(target)
        if source.is_file() and not (found.is_file() and found.stat().st_size == source.stat().st_size):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
