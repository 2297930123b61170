"""`koushu new post` and `koushu new interview`: where the file goes, and what it says at first."""

from __future__ import annotations

import datetime as dt
import shutil
from gettext import gettext as _
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import click

from koushu.cli.archetypes import Subject, find_archetype, own_archetype, run_archetype, slug_of
from koushu.hugo.shortcodes.templates.lexer import TemplateError
from koushu.hugo.sites.files import has_site_files
from koushu.hugo.sites.site import load_site
from koushu.record import record

if TYPE_CHECKING:
    from koushu.hugo.sites.site import Site

_SUFFIX: Final = ".md"
_SAMPLE: Final = {
    "en": {
        "colon": ":",
        "opening": "Where, when and why the two of them talked. These lines also stand in lists.",
        "turns": [
            " What would you like to ask first?",
            " The answer, as long as it has to be.\n\nIt may go on in further paragraphs.",
        ],
        "narration": "What happens between the words.",
        "further": [" And then?", " And so on."],
    },
    "zh": {
        "colon": "：",
        "opening": "两人在何时、何地、为何而谈。这几行也会出现在列表里。",
        "turns": ["您想先问什么？", "回答，要多长有多长。\n\n也可以另起一段接着说。"],
        "narration": "话语之间发生的事。",
        "further": ["后来呢？", "后来就是这样。"],
    },
}  # fmt: skip
_PEOPLE: Final = {"en": ("Interviewer", "Guest"), "zh": ("采访者", "受访者")}


@record
class Wanted:
    """What the command line says of the new post."""

    site: Path
    name: str
    """Title, or a path that ends in `.md` below the folder of pages."""
    kind: str = "post"
    speakers: tuple[str, ...] = ()
    language: str = ""
    """BCP 47 tag; empty for that of the title's script."""
    date: dt.datetime | None = None
    force: bool = False


def run_new(wanted: Wanted) -> int:
    """Write the post, say where it is, and return the exit code: 0 written, 1 not."""
    site = load_site(wanted.site)[0] if has_site_files(wanted.site) else None
    folder = _pages(wanted.site, site)
    subject = _subject(wanted, folder, site)
    themes = sorted((wanted.site / "themes").glob("*"))
    archetype = find_archetype(wanted.site, subject.kind, themes) or own_archetype(wanted.kind)
    target = folder / subject.path
    try:
        if target.exists() and not wanted.force:
            click.echo(_("{path}: the file exists; `--force` replaces it").format(path=target), err=True)
            return 1
        _write(archetype, target, subject, site)
    except TemplateError as error:
        click.echo(f"{archetype}:{error.line}: {error}", err=True)
        return 1
    except OSError as error:
        click.echo(f"{error.filename or target}: {error.strerror}", err=True)
        return 1
    click.echo(str(_shown(target)))
    return 0


def _write(archetype: Path, target: Path, subject: Subject, site: Site | None) -> None:
    """Make the post, and where the archetype is a folder, every other file of it beside the post."""
    source = archetype / "index.md" if archetype.is_dir() else archetype
    text = run_archetype(source.read_text(encoding="utf-8", errors="replace"), subject, site)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", newline="\n")
    if archetype.is_dir():
        for path in sorted(archetype.rglob("*")):
            copy = target.parent / path.relative_to(archetype)
            if path.is_file() and path != source and not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)


def _pages(root: Path, site: Site | None) -> Path:
    """Return the folder of pages."""
    if site and site.content:
        return root / site.content[0].folder
    return root / "content" if (root / "content").is_dir() else root


def _subject(wanted: Wanted, folder: Path, site: Site | None) -> Subject:
    named = PurePosixPath(wanted.name.replace("\\", "/"))
    is_path = named.suffix.lower() == _SUFFIX
    bundled = named.stem in {"index", "_index"}
    title = _titled(named.parent.name if bundled else named.stem) if is_path else wanted.name.strip()
    moment = wanted.date or dt.datetime.now().astimezone(ZoneInfo(site.time_zone) if site else None)
    language = (wanted.language or _script(title)).partition("-")[0]
    spoken = language if language in _SAMPLE else "en"
    path = _inside(named) if is_path else _place(folder, wanted, title, moment)
    kind = wanted.kind if wanted.kind != "post" else (path.parts[0] if len(path.parts) > 1 else "post")
    return Subject(path, kind, title, moment, wanted.speakers or _PEOPLE[spoken], _SAMPLE[spoken])


def _script(title: str) -> str:
    return "zh" if any("\u4e00" <= char <= "\u9fff" for char in title) else "en"


def _inside(path: PurePosixPath) -> PurePosixPath:
    parts = [part for part in path.parts if part not in {"/", "..", "."}]
    inside = PurePosixPath(*(parts[1:] if parts[0] == "content" else parts))
    return inside if len(inside.parts) > 1 else PurePosixPath("posts", inside)


def _place(folder: Path, wanted: Wanted, title: str, moment: dt.datetime) -> PurePosixPath:
    """Return the path of a post with this title: beside the others, in a folder of its year or its own if they are."""
    section = next((name for name in ("posts", "post", "blog") if (folder / name).is_dir()), "posts")
    name = slug_of(title) or moment.strftime("%Y-%m-%d")
    beside = folder / section
    by_year = any(path.name.isdigit() and len(path.name) == len("2024") for path in _folders(beside))
    parts = (section, str(moment.year)) if by_year else (section,)
    bundle = find_archetype(wanted.site, wanted.kind)
    if bundle is not None and bundle.is_dir():
        return PurePosixPath(*parts, name, "index.md")
    return PurePosixPath(*parts, f"{name}{_SUFFIX}")


def _folders(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []


def _titled(name: str) -> str:
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _shown(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
