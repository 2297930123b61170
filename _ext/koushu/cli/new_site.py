"""`koushu new site`: the few files with which a publication begins."""

from __future__ import annotations

from gettext import gettext as _
from typing import TYPE_CHECKING, Final

import click

from koushu.cli.archetypes import own_archetype
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CONF: Final = """\
# {about}
project = {title!r}
author = {author!r}
language = {language!r}

extensions = ["koushu"]
source_suffix = {{".md": "hugo"}}
exclude_patterns = ["_build", ".venv", "archetypes", "README.md"]

html_theme = "sphinx_book_theme"
html_title = project
# {address}
# html_baseurl = "https://example.org/"
"""
_TEXTS: Final = {
    "en": {
        "about": "What this publication is called, whose it is, and in which language it speaks.",
        "address": "Where it will lie; feeds and the map of the site need it.",
        "index": "# {title}\n\nWhat this is about, in a sentence or two.\n\n```{{post-list}}\n```\n",
        "speakers": "# Who speaks: an id, and what is known of the person. Posts may name them by id, name or alias.\n"
        "# ines:\n#   name: Ines Arden\n#   role: interviewer\n",
    },
    "zh": {
        "about": "这个站点叫什么，是谁的，用什么语言。",
        "address": "它将放在哪里；订阅和站点地图需要这个地址。",
        "index": "# {title}\n\n用一两句话说说这里写什么。\n\n```{{post-list}}\n```\n",
        "speakers": "# 谁在说话：每人一个代号，以及对他的介绍。文章里可以写代号、姓名或别名。\n"
        "# zhou-min:\n#   name: 周敏\n#   role: interviewer\n",
    },
}


@record
class Wanted:
    """What the command line, or its user when asked, says of the new publication."""

    folder: Path
    title: str
    author: str = ""
    language: str = "en"


def run_new_site(wanted: Wanted) -> int:
    """Write the files, say what comes next, and return the exit code: 0 written, 1 not."""
    folder = wanted.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        click.echo(
            _("{path} exists and is not an empty folder; nothing was written").format(path=folder), err=True
        )
        return 1
    try:
        for name, text in _files(wanted).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        (folder / "posts").mkdir(exist_ok=True)
    except OSError as error:
        click.echo(f"{error.filename}: {error.strerror}", err=True)
        return 1
    click.echo(_("{path} is ready. Next:").format(path=folder))
    steps = (f"cd {folder}", _('koushu new interview "A first talk"'), "koushu serve", "koushu build")
    click.echo("".join(f"    {step}\n" for step in steps), nl=False)
    return 0


def _files(wanted: Wanted) -> Mapping[str, str]:
    texts = _TEXTS["zh" if wanted.language.startswith("zh") else "en"]
    language = wanted.language.replace("-", "_")
    return {
        "conf.py": _CONF.format(
            title=wanted.title,
            author=wanted.author or wanted.title,
            language=language,
            about=texts["about"],
            address=texts["address"],
        ),
        "index.md": texts["index"].format(title=wanted.title),
        "speakers.yml": texts["speakers"],
        "requirements.txt": "koushu\n",
        ".gitignore": "/_build/\n/.venv/\n",
        "archetypes/default.md": own_archetype("post").read_text(encoding="utf-8"),
        "archetypes/interview.md": own_archetype("interview").read_text(encoding="utf-8"),
    }
