"""`koushu check`: one reading of the sources, no output, and a report of what a move from Hugo would change."""

from __future__ import annotations

import io
import re
import tempfile
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from koushu.cli.briefly import briefly
from koushu.cli.findings import (
    MOST_PLACES,
    Finding,
    Report,
    Usage,
    as_json,
    as_lines,
    read_notices,
    read_warnings,
)
from koushu.cli.site import configuration_of, require_posts
from koushu.cli.summary import why_withheld
from koushu.staging.failures import BuildStopped

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from koushu.posts.records import Withheld

_ANSI: Final = re.compile(r"\x1b\[[0-9;]*m")


def run_check(
    source: Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    as_data: bool = False,
    settings: Mapping[str, object] | None = None,
) -> int:
    """Read the publication in a folder, print the report, and return the exit code."""
    from sphinx.errors import SphinxError  # noqa: PLC0415 - Sphinx takes a second to import

    overrides = configuration_of(source)
    if overrides is None:
        click.echo(
            _("{path} is neither the folder of a publication nor of a Hugo site").format(path=source),
            err=True,
        )
        return 1
    try:
        report = _read(source, overrides, settings or {}, jobs)
    except (SphinxError, OSError, BuildStopped) as error:
        click.echo(briefly(error), err=True)
        return 1
    click.echo(as_json(report) if as_data else "\n".join(as_lines(report)))
    return int(strict and bool(report.problems))


def _read(source: Path, overrides: Mapping[str, object], settings: Mapping[str, object], jobs: int) -> Report:
    """Return what one reading finds; its files lie in a temporary folder and are gone afterwards."""
    from sphinx.application import Sphinx  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    status, warnings = io.StringIO(), io.StringIO()
    with (
        tempfile.TemporaryDirectory(prefix="koushu-check-") as folder,
        patch_docutils(source),
        docutils_namespace(),
    ):
        # The builder that writes nothing still resolves each page, and so asks for the target of every link.
        app = Sphinx(
            source,
            None if overrides else source,
            Path(folder) / "out",
            Path(folder) / "doctrees",
            "dummy",
            {**overrides, **settings},
            status=status,
            warning=warnings,
            parallel=jobs,
        )
        require_posts(app)
        app.build()
        return _report(app, _lines(status), _lines(warnings))


def _lines(stream: io.StringIO) -> list[str]:
    return _ANSI.sub("", stream.getvalue()).replace("\r", "\n").splitlines()


def _report(app: Sphinx, status: list[str], warnings: list[str]) -> Report:
    from koushu.cli.addresses import addresses  # noqa: PLC0415
    from koushu.posts import catalogue_of  # noqa: PLC0415

    catalogue, folder = catalogue_of(app), str(app.srcdir)
    unknown = _unknown_shortcodes(app.env)
    return Report(
        posts=len(catalogue.posts),
        withheld=[Finding(entry.path, 1, "", _reason(entry)) for entry in catalogue.withheld],
        shortcodes=[*_known_shortcodes(app, {usage.name for usage in unknown}), *unknown],
        problems=read_warnings(warnings, folder),
        addresses=addresses(catalogue, app.config),
        notes=read_notices(status, folder),
    )


def _reason(entry: Withheld) -> str:
    from koushu.posts.notices import describe  # noqa: PLC0415

    return why_withheld(describe(entry).removeprefix(f"{entry.path} (").removesuffix(")"))


def _unknown_shortcodes(env: BuildEnvironment) -> list[Usage]:
    """Return each shortcode that is not known, the most used first."""
    from koushu.hugo.shortcodes.usage import unknown_shortcodes  # noqa: PLC0415

    used = {}
    for name, places in unknown_shortcodes(env).items():
        rows = [(str(env.doc2path(docname, base=False)), line) for docname, line, _count in places]
        count = sum(number for _docname, _line, number in places)
        used[name] = Usage(
            name, *rows[0], count, known=False, places=[f"{path}:{line}" for path, line in rows]
        )
    return _by_use(used)


def _known_shortcodes(app: Sphinx, unknown: Collection[str]) -> list[Usage]:
    """Return each other shortcode that is called, the most used first."""
    from koushu.hugo.metadata.front_matter import split_front_matter  # noqa: PLC0415
    from koushu.hugo.shortcodes.extract import extract_shortcodes  # noqa: PLC0415
    from koushu.hugo.shortcodes.templates.site_templates import templates_of  # noqa: PLC0415
    from koushu.hugo.source import decode_source  # noqa: PLC0415

    known = templates_of(app.env).known
    used: dict[str, Usage] = {}
    for path in sorted(str(app.env.doc2path(docname, base=False)) for docname in app.env.found_docs):
        front = split_front_matter(decode_source((Path(app.srcdir) / path).read_bytes()).text)
        calls = extract_shortcodes(front.body, front.body_line, known).calls if "{{" in front.body else ()
        for call in calls:
            if call.name not in unknown:
                usage = used.setdefault(call.name, Usage(call.name, path, call.line, 0))
                usage.count += 1
                place = f"{path}:{call.line}"
                if len(usage.places) < MOST_PLACES and place not in usage.places:
                    usage.places.append(place)
    return _by_use(used)


def _by_use(used: Mapping[str, Usage]) -> list[Usage]:
    return sorted(used.values(), key=lambda usage: (-usage.count, usage.name))
