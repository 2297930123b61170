"""The people one document can mean, and what is wrong with what the register and its front matter tell of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from koushu.dialogue.cast.masking import people_here
from koushu.dialogue.cast.people import Places, known_people, names_people, read_people
from koushu.dialogue.cast.portraits import portrait_problems
from koushu.dialogue.cast.public_people import people_in
from koushu.dialogue.cast.register import read_register, register_path
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.source import decode_source
from koushu.posts.catalogue import site_language
from koushu.problems import report

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.dialogue.cast.anonymity import Mask
    from koushu.dialogue.cast.speakers import Speaker
    from koushu.problems import Problem


def known_in(env: BuildEnvironment, params: Mapping[str, object]) -> tuple[Speaker, ...]:
    """Return everybody whom the document that is being read can mean, as outputs may know them.

    `params` is its front matter, which counts where the source itself has not been seen.
    """
    people = people_here(env)
    return people.public if people.seen else known_people(params, people.public)


def report_people(env: BuildEnvironment, params: Mapping[str, object]) -> None:
    """Report what is wrong with the people in the front matter of the document that is being read.

    `params` is that front matter, from which a mask has taken all people.
    """
    if not names_people(params) and not people_here(env).mask:
        return
    path = Path(env.doc2path(env.docname))
    try:
        text = decode_source(path.read_bytes()).text
    except OSError:
        return
    front = split_front_matter(text)
    register = read_register(register_path(Path(env.srcdir), env.config)).speakers
    places = Places(text, front.lines.get("speakers", 1))
    people, problems = read_people(front.data, register, places)
    own = [one for one in people if one not in register]
    pictures = portrait_problems(own, Path(env.srcdir), places)
    _report((*problems, *pictures), str(path), people_here(env).mask)


def report_register(app: Sphinx, *_documents: object) -> None:
    """Report what is wrong with the register, once for each build."""
    path = register_path(Path(app.srcdir), app.config)
    register = read_register(path)
    if register.speakers or register.problems:
        text = decode_source(path.read_bytes()).text
        pictures = portrait_problems(register.speakers, Path(app.srcdir), Places(text))
        mask = people_in(text, register.speakers, site_language(app.config)).mask
        _report((*register.problems, *pictures), str(path), mask)


def _report(problems: Iterable[Problem], where: str, mask: Mask) -> None:
    """Report problems without the names of those who are anonymous: what a build says is kept with it."""
    for problem in problems:
        report(replace(problem, message=mask(problem.message)), where)
