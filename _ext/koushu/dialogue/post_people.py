"""The people one document can mean, and what is wrong with what its front matter tells of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from koushu.config import DialogueSettings, settings
from koushu.dialogue.people import Places, known_people, read_people
from koushu.dialogue.portraits import portrait_problems
from koushu.dialogue.register import read_register
from koushu.hugo.front_matter import split_front_matter
from koushu.hugo.source import decode_source
from koushu.problems import report_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.speakers import Speaker


def register_path(srcdir: Path, config: Config) -> Path:
    """Return where the register of speakers would be."""
    return srcdir / settings(config, DialogueSettings).speakers


def known_in(env: BuildEnvironment, params: Mapping[str, object]) -> tuple[Speaker, ...]:
    """Return everybody that a document with these front matter fields can mean."""
    register = read_register(register_path(Path(env.srcdir), env.config))
    return known_people(params, register.speakers)


def report_people(env: BuildEnvironment, params: Mapping[str, object]) -> None:
    """Report what is wrong with the people in the front matter of the document that is being read."""
    if not params.get("speakers"):
        return
    path = Path(env.doc2path(env.docname))
    try:
        text = decode_source(path.read_bytes()).text
    except OSError:
        return
    places = Places(text, split_front_matter(text).lines.get("speakers", 1))
    register = read_register(register_path(Path(env.srcdir), env.config)).speakers
    people, problems = read_people(params, register, places)
    own = [one for one in people if one not in register]
    report_all((*problems, *portrait_problems(own, Path(env.srcdir), places)), str(path))


def report_register(app: Sphinx, *_documents: object) -> None:
    """Report what is wrong with the register, once for each build."""
    path = register_path(Path(app.srcdir), app.config)
    register = read_register(path)
    if register.speakers or register.problems:
        text = decode_source(path.read_bytes()).text
        pictures = portrait_problems(register.speakers, Path(app.srcdir), Places(text))
        report_all((*register.problems, *pictures), str(path))
