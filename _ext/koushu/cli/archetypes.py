"""Archetypes: the files from which new posts are made, found and run as Hugo does.

Source: Hugo, "Archetypes".
"""

from __future__ import annotations

import re
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from koushu.hugo.shortcodes.templates.evaluator import World, run_as_text
from koushu.hugo.shortcodes.templates.parser import parse_template
from koushu.hugo.shortcodes.templates.values import Record
from koushu.record import record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from koushu.hugo.sites.site import Site

_OWN: Final = Path(__file__).parent / "archetypes"
_DEFAULT: Final = "default"
_BREAKS: Final = re.compile(r"[\W_]+")


@record
class Subject:
    """The post that is to be made."""

    path: PurePosixPath
    """From the folder of pages, such as `posts/a-talk.md` or `posts/a-talk/index.md`."""
    kind: str
    title: str
    moment: dt.datetime
    speakers: Sequence[str] = ()
    words: Mapping[str, object] = field(default_factory=dict)
    """What the sample of a talk says, in the language of the post."""

    @property
    def name(self) -> str:
        """Return the name of its file, or of its bundle, without a suffix."""
        bundle = self.path.stem in {"index", "_index"}
        return self.path.parent.name if bundle else self.path.stem.partition(".")[0]


def find_archetype(site: Path, kind: str, themes: Iterable[Path] = ()) -> Path | None:
    """Return the file or folder of the site, or of a theme, from which a kind of post is made; None if there is none.

    The one that is named after the kind wins over `default`, and the site's own over those of its themes.
    """
    folders = [site / "archetypes", *(theme / "archetypes" for theme in themes)]
    for name in (kind, _DEFAULT):
        for folder in folders:
            for path in (folder / name, folder / f"{name}.md"):
                if path.is_file() or (path / "index.md").is_file():
                    return path
    return None


def own_archetype(kind: str) -> Path:
    """Return the archetype that comes with Koushu."""
    path = _OWN / f"{kind}.md"
    return path if path.is_file() else _OWN / "post.md"


def run_archetype(text: str, subject: Subject, site: Site | None) -> str:
    """Return a post made from the text of an archetype.

    Raises `TemplateError`, with a line, for a template that cannot be run.
    """
    values = _site_values(site)
    dot = Record(
        Date=subject.moment.isoformat(timespec="seconds"),
        File=_file_values(subject),
        Kind="page",
        Name=subject.name,
        Page=Record(Title=subject.title),
        Site=values,
        Speakers=list(subject.speakers),
        Title=subject.title,
        Type=subject.kind,
        Words=dict(subject.words),
    )
    functions = {
        "now": lambda: subject.moment,
        "site": lambda: values,
        "hugo": lambda: Record(Version="0.168.0"),
    }
    return run_as_text(parse_template(text), dot, World(dot, functions))


def slug_of(title: str) -> str:
    """Return a title as the name of a file: lower case, words joined by hyphens, letters of any script kept."""
    return _BREAKS.sub("-", title.lower()).strip("-")[:80].rstrip("-")


def _file_values(subject: Subject) -> Record:
    path = subject.path
    return Record(
        BaseFileName=path.stem,
        ContentBaseName=subject.name,
        Dir=f"{path.parent.as_posix()}/",
        Ext=path.suffix.lstrip("."),
        LogicalName=path.name,
        Path=path.as_posix(),
        Section=path.parts[0] if len(path.parts) > 1 else "",
        TranslationBaseName=path.stem.partition(".")[0],
    )


def _site_values(site: Site | None) -> Record:
    params = dict(site.params) if site else {}
    language = site.default.tag if site and site.languages else "en"
    return Record(
        BaseURL=site.base_url if site else "",
        Copyright=site.copyright if site else "",
        Language=Record(Lang=language, LanguageCode=language),
        LanguageCode=language,
        Params=params,
        Title=site.title if site else "",
    )
