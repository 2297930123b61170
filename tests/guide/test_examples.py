"""The examples of the how-to guides work: posts and front matter build, settings are known, commands exist."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click
import pytest

from conftest import ALL_FEATURES, ROOT
from guide.facts.commands import commands
from koushu import config
from koushu.dialogue.nodes import turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Publication

GUIDE = ROOT / "_ext" / "guide"
PAGES = sorted([*GUIDE.glob("*/how-to/*.md"), *GUIDE.glob("*/tutorial.md")])
FENCE = re.compile(r"^(`{3,6})(md|yaml|python|sh)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
TALK = "**Ines Arden:** And then?\n\n**Paul Wren:** And so on.\n"


def examples(notation: str) -> Iterator[tuple[Path, str]]:
    """Yield page and text of each example in one notation, with shortcodes as readers see them."""
    for page in PAGES:
        for _, found, text in FENCE.findall(page.read_text(encoding="utf-8")):
            if found == notation:
                yield page, re.sub(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}", r"{{\1\2\3}}", text, flags=re.DOTALL)


@pytest.fixture(scope="module")
def built(shared_publication: Callable[..., Publication]) -> Publication:
    """Return a publication of all examples, each a post of its own."""
    posts = {
        f"posts/md-{number}.md": text
        if text.startswith("---\n")
        else f"---\ntitle: Example {number}\n---\n\n{text}"
        for number, (_, text) in enumerate(examples("md"))
    }
    posts |= {
        f"posts/yaml-{number}.md": f"---\ntitle: Front matter {number}\n{text}---\n\n{TALK}"
        # The same in both languages is one example.
        for number, text in enumerate(dict.fromkeys(text for _, text in examples("yaml")))
        if is_front_matter(text)
    }
    references = (
        "@book{wren2019,\n title={Tides and Pilots}, author={Wren, Paul}, year={2019}, publisher={Quay}\n}\n"
    )
    others = {
        "references.bib": references,
        "posts/first-tide.md": "---\ntitle: The first tide\n---\n\nWords.\n",
    }
    return shared_publication({**posts, **others}, bibtex_bibfiles=["references.bib"])


def is_front_matter(text: str) -> bool:
    """Return whether an example is for a post, and not for another program's configuration."""
    return not re.match(r"#|repos:|jobs:|name:.*\non:|version:", text)


def test_posts_and_front_matter_build_without_a_warning(built: Publication) -> None:
    # Each page lists its references for itself; here all pages are one publication.
    expected = ("dialogue.unsure", "bibtex.duplicate_citation")
    assert [line for line in built.warnings if not any(kind in line for kind in expected)] == []


def test_examples_with_names_are_dialogue(built: Publication) -> None:
    for number, (page, text) in enumerate(examples("md")):
        turns = len(list(built.doctree(f"posts/md-{number}").findall(turn)))
        if "{turn}" in text and "{dialogue}" in text:
            assert turns == len(re.findall(r"\{turn\}[ ]", text)), page
        elif text.count(":**") + text.count("：**") > 1:
            assert turns == text.count(":**") + text.count("：**"), page


@pytest.mark.parametrize(
    ("page", "text"), list(examples("python")), ids=lambda part: getattr(part, "stem", "")
)
def test_settings_are_known_and_allowed(
    page: Path, text: str, shared_publication: Callable[..., Publication]
) -> None:
    values: dict[str, object] = {}
    exec(compile(text, str(page), "exec"), values)
    values.pop("__builtins__")
    ours = {
        f"{feature.prefix}_{name}": (feature, name)
        for feature in config.Settings.__subclasses__()
        for name in feature.__dataclass_fields__
    }
    for name, value in values.items():
        if name == "extensions":
            assert all(find_spec(one) for one in value), value
        elif name in ours:
            check = ours[name][0].__dataclass_fields__[ours[name][1]].metadata["check"]
            assert check is None or check(value), name
        else:
            assert name in known_to_sphinx(shared_publication), name


def known_to_sphinx(publication: Callable[..., Publication], kept: list[set[str]] = []) -> set[str]:  # noqa: B006
    """Return the names of all values that `conf.py` may hold; the publication that knows is made once."""
    if not kept:
        kept.append(set(publication({}, builder="dummy", extensions=ALL_FEATURES).app.config.values))
    return kept[0]


@pytest.mark.parametrize(("page", "text"), list(examples("sh")), ids=lambda part: getattr(part, "stem", ""))
def test_commands_and_options_exist(page: Path, text: str) -> None:
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line.partition(" #")[0])
        if not words or words[0] != "koushu":
            continue
        name = next((one for one in (" ".join(words[1:3]), words[1]) if one in commands()), "")
        assert name, f"{page}: {line}"
        known = {
            option
            for one in commands()[name].params
            if isinstance(one, click.Option)
            for option in (*one.opts, *one.secondary_opts)
        }
        for word in words:
            if word.startswith("-"):
                assert word.partition("=")[0] in known, f"{page}: {line}"
            if re.match(r"[a-z]+_[a-z_.]+=", word):
                setting = re.split(r"[.=]", word)[0]
                assert setting in settings_of_ours() or setting.startswith(("html_", "epub_", "latex_")), line


def settings_of_ours() -> set[str]:
    return {
        f"{feature.prefix}_{name}"
        for feature in config.Settings.__subclasses__()
        for name in feature.__dataclass_fields__
    }
