"""With and without Sphinx the same turns: the doctree and the Markdown tokens give one view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.dialogue import nodes as own
from koushu.dialogue.recognition.source import read_post

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from conftest import Publication

CASES = Path(__file__).parent.parent / "cases" / "dialogue"


def labels_of(document: nodes.document) -> list[str]:
    """Return the printed label of each turn of a doctree in order; of an unnamed question the word for it."""
    return [turn.get("label") or "interviewer" for turn in document.findall(own.turn)]


def test_every_case_has_the_same_turns_in_a_build(publication: Callable[..., Publication]) -> None:
    sources = {path.stem: path.read_bytes() for path in sorted(CASES.glob("*.md"))}
    built = publication({f"posts/{name}.md": data for name, data in sources.items()})
    different = {}
    for name, data in sources.items():
        alone = [str(one["speaker"]) for one in read_post(data).as_json() if one["kind"] == "turn"]
        within = labels_of(built.doctree(f"posts/{name}"))
        if alone != within:
            different[name] = (alone, within)
    assert different == {}
