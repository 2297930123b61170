"""`koushu import docx` and `koushu import epub`: a document as a post, by Pandoc where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import yaml

from koushu.cli.archetypes import slug_of
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

# Markdown as Hugo reads it; HTML that it would leave out is not written.
_NOTATION: Final = "gfm-raw_html+footnotes+tex_math_dollars-tex_math_gfm"
_MEDIA: Final = "media"
_PATIENCE: Final = 300


@record
class Wanted:
    """What the command line says of the post."""

    out: Path | None = None
    """Folder of the post; `None` for one below `posts/`, named after the title."""
    title: str = ""
    date: str = ""
    force: bool = False


def run_pandoc_import(file: Path, kind: str, wanted: Wanted) -> int:
    """Write the post as a page bundle with its pictures; return the exit code: 0 written, 1 not."""
    program = shutil.which("pandoc")
    if program is None:
        click.echo(
            _(
                "Pandoc is not installed; see https://pandoc.org/installing.html, or `pip install pypandoc-binary`"
            ),
            err=True,
        )
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="koushu-") as scratch:
            text = _converted(program, file, kind, Path(scratch))
            return _write(text, file, Path(scratch), wanted)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or "").strip().splitlines()
        click.echo(f"{file}: {said[0] if said else error}", err=True)
    except subprocess.TimeoutExpired:
        click.echo(
            _("{path}: Pandoc did not end within {seconds} seconds").format(path=file, seconds=_PATIENCE),
            err=True,
        )
    except OSError as error:
        click.echo(f"{error.filename or file}: {error.strerror}", err=True)
    return 1


def _converted(program: str, file: Path, kind: str, scratch: Path) -> str:
    """Return the document as Markdown; its pictures lie in `media` of the folder then."""
    command = [program, "--sandbox", f"--from={kind}", f"--to={_NOTATION}", "--wrap=none", "--standalone"]
    command += [f"--extract-media={_MEDIA}", str(file.resolve())]
    done = subprocess.run(
        command, cwd=scratch, capture_output=True, encoding="utf-8", check=True, timeout=_PATIENCE
    )
    return done.stdout


def _write(text: str, file: Path, scratch: Path, wanted: Wanted) -> int:
    front = split_front_matter(text)
    title = wanted.title or str(front.data.get("title") or "") or file.stem
    folder = wanted.out or Path("posts", slug_of(title) or "post")
    target = folder / "index.md"
    if target.exists() and not wanted.force:
        click.echo(_("{path}: the file exists; `--force` replaces it").format(path=target), err=True)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    target.write_text(_head(front.data, title, file, wanted) + front.body, encoding="utf-8", newline="\n")
    if (scratch / _MEDIA).is_dir():
        shutil.copytree(scratch / _MEDIA, folder / _MEDIA, dirs_exist_ok=True)
    click.echo(str(target))
    return 0


def _head(found: Mapping[str, object], title: str, file: Path, wanted: Wanted) -> str:
    """Return front matter with what the document says of itself."""
    day = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
    values: dict[str, object] = {"title": title, "date": wanted.date or str(found.get("date") or day)}
    authors = found.get("author") or found.get("creator")
    if authors:
        names = authors if isinstance(authors, list) else [authors]
        values["authors"] = [str(one.get("text", "") if isinstance(one, dict) else one) for one in names]
    for key in ("lang", "language"):
        if found.get(key):
            values["lang"] = str(found[key])
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=10_000)}---\n\n"
