"""A change of the register reads again the posts that it can touch, and no others."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


def talk(*names: str, more: str = "") -> str:
    turns = "\n\n".join(f"**{name}:** What was it like, then?" for name in (*names, *names))
    return f"---\ntitle: Talk\ndialogue: on\n{more}---\n\n{turns}\n"


POSTS = {
    "posts/full.md": talk("Paul Belanger", "Cy"),
    "posts/first.md": talk("Paul", "Di"),
    "posts/short.md": talk("PB", "Di"),
    "posts/joint.md": talk("Di & Paul Belanger", "Di"),
    "posts/listed.md": talk("X", "Di", more="speakers: [Paul Belanger]\n"),
    "posts/given.md": talk("X", "Di", more="dialogue: {mode: on, speakers: {X: paul-belanger}}\n").replace(
        "dialogue: on\n", ""
    ),
    "posts/other.md": talk("Ann", "Di"),
    "posts/prose.md": "---\ntitle: Prose\n---\n\nOf Paul Belanger, in passing.\n",
    "posts/maybe.md": "---\ntitle: Maybe\n---\n\n**Paul Belanger:** once\n",
    "speakers.yml": "ann: Ann\n",
}
PAUL = "paul-belanger: {name: Paul Belanger, role: guest}\n"
MEANT = {"full", "first", "short", "joint", "listed", "given", "maybe"}


def times(built: Publication) -> dict[str, int]:
    """Return when each document was last read, as the last build of the folder has kept it."""
    with (built.app.doctreedir / "environment.pickle").open("rb") as file:
        return pickle.load(file).all_docs


def read_again(built: Publication, register: str | None) -> set[str]:
    """Change the register, build again, and return which documents were read."""
    path = built.app.srcdir / "speakers.yml"
    if register is None:
        path.unlink()
    else:
        path.write_text(register, encoding="utf-8")
    before = times(built)
    built.rebuild()
    after = times(built)
    read = {name for name, time in after.items() if before.get(name) != time}
    # The pages of the speakers are made anew from what was read.
    return {name.removeprefix("posts/") for name in read if not name.startswith("speakers/")}


@pytest.fixture
def site(publication: Callable[..., Publication]) -> Callable[..., Publication]:
    def build(**files: str) -> Publication:
        wanted = {name: text for name, text in {**POSTS, **files}.items() if text}
        return publication(wanted, builder="text", language="en")

    return build


def test_an_entry_is_added_changed_and_removed(site: Callable[..., Publication]) -> None:
    built = site()
    assert read_again(built, "ann: Ann\n") == set()
    assert read_again(built, f"ann: Ann\n{PAUL}") == MEANT
    assert read_again(built, f"ann: Ann\n{PAUL}# a remark\n") == set()
    assert read_again(built, f"ann: Ann\n{PAUL.replace('guest', 'host')}") == MEANT
    assert read_again(built, f"ann: Ann\n{PAUL.replace('guest', 'host')}zoe: Zoe Nobody\n") == set()
    assert read_again(built, "ann: {name: Ann, colour: 3}\n" + PAUL.replace("guest", "host")) == {"other"}
    assert read_again(built, None) == MEANT | {"other"}


def test_the_register_is_new(site: Callable[..., Publication]) -> None:
    built = site(**{"speakers.yml": ""})
    assert read_again(built, PAUL) == MEANT


def test_a_name_is_hidden_and_told_again(site: Callable[..., Publication]) -> None:
    built = site(**{"speakers.yml": PAUL})
    hidden = PAUL.replace("guest", "guest, anonymous: true")
    assert read_again(built, hidden) == MEANT | {"prose"}
    again = built.rebuild()
    assert "Paul" not in again.read("posts/prose.txt")
    other = f"{hidden}guy: {{name: Guy Other, role: guest, anonymous: true}}\n"
    assert read_again(built, other) >= {"full", "prose"}
    assert "Guest 1" in built.rebuild().read("posts/prose.txt")
    assert read_again(built, PAUL) >= {"full", "prose"}
    assert "Paul Belanger" in built.rebuild().read("posts/prose.txt")


def test_two_processes_know_the_same(publication: Callable[..., Publication]) -> None:
    many = {f"posts/p{number}.md": POSTS["posts/full.md"] for number in range(8)}
    built = publication({**POSTS, **many}, builder="text", parallel=2, language="en")
    assert read_again(built, f"ann: Ann\n{PAUL}") == MEANT | {f"p{number}" for number in range(8)}
