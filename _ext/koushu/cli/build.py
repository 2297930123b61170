"""`koushu build`: each output that is not up to date, by Sphinx, from one reading of the sources."""

from __future__ import annotations

import hashlib
import time
from dataclasses import field, replace
from datetime import UTC, datetime
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

import click
from rich.console import Console

from koushu.cli.causes import Causes
from koushu.cli.conf_text import is_hugo_site
from koushu.cli.costs import print_costs
from koushu.cli.downloads import place_downloads, placed_formats
from koushu.cli.outputs import OUTPUTS, Output, chosen
from koushu.cli.progress import Meter, StatusReader, WarningReader, progress_display
from koushu.cli.steps import told_steps
from koushu.cli.summary import Result, as_json, print_summary, what_went_wrong
from koushu.engine.costs import Costs
from koushu.engine.freshness import changes_since, is_fresh, is_program, note_due, take_over
from koushu.engine.inputs import digest_program, look_at_source
from koushu.engine.store import Made, is_kept, open_store
from koushu.record import record
from koushu.running.garbage import loading
from koushu.running.late_modules import late_modules
from koushu.staging.failures import BuildStopped, sentence_of
from koushu.staging.lock import lock_folder
from koushu.told_changes import Told, told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.progress import Progress, TaskID
    from sphinx.application import Sphinx

    from koushu.engine.store import Store

_WIDE: Final = 10_000


@record
class Request:
    """What the user asked to be built."""

    source: Path
    out: Path
    formats: tuple[str, ...] = ()
    jobs: int = 1
    strict: bool = False
    force: bool = False
    overrides: Mapping[str, Any] | None = None
    """The whole configuration of a source folder that has no `conf.py`."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Values given on the command line, which win over all others."""
    quiet: bool = False
    """Print warnings and failures alone."""
    as_data: bool = False
    """Print nothing but the closing table, as JSON."""
    parts: tuple[str, ...] = ()
    """Posts and series that alone are made into books, as `posts_only` takes them."""
    profile: bool = False
    """Print where the time goes; one process reads and writes then."""


def run_build(request: Request) -> int:
    """Build what is asked for, print the summary, and return the exit code; what cannot be is told in a sentence."""
    work = request.out / ".work"
    try:
        lock = lock_folder(work)
        try:
            with loading(), late_modules():
                return _run(request)
        finally:
            lock.release()
    except OSError as error:
        click.echo(sentence_of(error, request.out) or str(error), err=True)
        return 1


def _run(request: Request) -> int:
    console = Console(highlight=False, quiet=request.quiet or request.as_data)
    if not console.is_terminal:
        # Nothing that a program reads is cut or broken into lines.
        console.width = _WIDE
    folders = {one.name: one.work_folder(request.out) for one in OUTPUTS if one.single_file}
    outputs = chosen(request.formats, folders=_has_folders(request), parts=bool(request.parts))
    beside = placed_formats(folders, {one.name for one in outputs})
    ours: dict[str, Any] = {"posts_parts_beside": beside, "posts_only": list(request.parts)}
    request = replace(request, settings={**ours, **request.settings})
    if not is_kept(request.out) and _configured(request) is None:
        return 1
    causes = Causes()
    with open_store(request.out) as store:
        digest = _digest(request, store)
        results = [] if request.force else _up_to_date(outputs, store, digest)
        if not results:
            configured = _configured(request)
            if configured is None:
                return 1
            with progress_display(console) as progress:
                results = [_make(one, configured, store, digest, progress, causes) for one in outputs]
    if not all(result.up_to_date for result in results):
        place_downloads(request.out / "html", request.out / ".work", folders.values())
    print_summary(console, results, more=causes.more)
    for result in results:
        if result.costs:
            print_costs(console, result.name, result.costs)
    if request.as_data:
        click.echo(as_json(results))
    elif request.quiet:
        click.echo("".join(f"{line}\n" for line in what_went_wrong(results)), nl=False, err=True)
    failed = any(result.failure for result in results)
    return int(failed or (request.strict and any(result.warnings for result in results)))


def _has_folders(request: Request) -> bool:
    """Return whether each page of the web site has a folder: those of a Hugo site keep the addresses it has."""
    if request.settings.get("hugo_addresses") == "source":
        return False
    return bool(request.settings.get("hugo_site")) or is_hugo_site(request.source)


def _configured(request: Request) -> Request | None:
    """Return the request with the configuration of its source folder; None, with a word about it, if it has none."""
    from koushu.cli.site import configuration_of  # noqa: PLC0415 - not needed when all is up to date

    overrides = configuration_of(request.source)
    if overrides is None:
        message = _(
            "{path} has no conf.py, no configuration of Hugo and no Markdown; "
            "expected the folder of a publication or of a Hugo site; `koushu new site` makes one"
        ).format(path=request.source)
        click.secho(message, fg="red", err=True)
        return None
    return replace(request, overrides=overrides)


def _digest(request: Request, store: Store) -> str:
    """Return a digest of all inputs, after what another version of the program has read was taken away."""
    program = digest_program(store)
    if not is_program(store, program):
        take_over(store, program, request.out / ".work")
    source = look_at_source(store, request.source, request.out)
    # Whoever does the work, the result is the same.
    values = sorted(item for item in request.settings.items() if not item[0].startswith("batches_"))
    store.before, now = (
        hashlib.sha256(f"{program} {one} {values}".encode()).hexdigest()
        for one in (source.before, source.digest)
    )
    store.changed = source.changed
    return now


def _up_to_date(outputs: Sequence[Output], store: Store, digest: str) -> list[Result]:
    """Return all outputs, if each is up to date; nothing heavy is imported to know that."""
    made = {output: store.made(output.key) for output in outputs}
    if not all(is_fresh(store, one, digest) for one in made.values()):
        return []
    return [_remembered(output.name, one) for output, one in made.items()]


def _make(  # noqa: PLR0917
    output: Output, request: Request, store: Store, digest: str, progress: Progress, causes: Causes
) -> Result:
    """Return one output, built now or found up to date with what was said of it then."""
    task = progress.add_task("", name=output.name, total=100)
    made = store.made(output.key)
    if not request.force and is_fresh(store, made, digest):
        progress.update(task, completed=100, description=_("up to date"))
        return _remembered(output.name, made)
    token = told.set(Told(None if request.force else changes_since(store, made), str(request.out)))
    # A build that is killed leaves some files of its own, which nobody takes for those of the last one.
    store.note_made(output.key, replace(made, digest=""))
    try:
        result = _build(output, request, store, progress, task, causes)
    finally:
        told.reset(token)
    progress.update(task, completed=100, description="")
    kept = "" if result.failure else digest
    store.note_made(output.key, Made(kept, str(result.product or ""), result.warnings, result.notices))
    return result


def _remembered(name: str, made: Made) -> Result:
    return Result(name, Path(made.product), up_to_date=True, warnings=made.warnings, notices=made.notices)


def _build(  # noqa: PLR0917
    output: Output, request: Request, store: Store, progress: Progress, task: TaskID, causes: Causes
) -> Result:
    """Run one Sphinx builder and put its product where the user looks for it."""
    from sphinx.errors import SphinxError  # noqa: PLC0415 - not needed when all is up to date

    console = progress.console
    update = partial(progress.update, task)
    meter = Meter(
        (lambda percent, what: update(completed=percent, description=what)) if console.is_terminal else None,
        lambda line: None if console.is_terminal else console.print(f"{output.name}  {line}", markup=False),
    )
    status = StatusReader(meter.at)
    warnings = WarningReader(
        lambda line: progress.console.print(line, style="yellow", markup=False, soft_wrap=True), causes
    )
    result = Result(output.name, None, warnings=warnings.lines, notices=status.notices)
    result.costs = Costs() if request.profile else None
    start = time.perf_counter()
    try:
        app = _run_sphinx(output, request, status, warnings, meter, result.costs)
    except BuildStopped as stopped:
        result.failure = str(stopped)
    except (SphinxError, OSError) as error:
        result.failure = sentence_of(error, request.out) or str(error)
    except MemoryError:
        result.failure = _("memory is too short for it")
    else:
        note_due(store, next_change(app))
        result.product = output.deliver(request.out)
        result.failure = "" if result.product else _("the builder wrote no output")
    result.seconds = time.perf_counter() - start
    return result


def _run_sphinx(  # noqa: PLR0917
    output: Output,
    request: Request,
    status: StatusReader,
    warnings: WarningReader,
    meter: Meter,
    costs: Costs | None,
) -> Sphinx:
    from sphinx.application import Sphinx  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    from koushu.running.unheard import setting_up  # noqa: PLC0415

    folder = output.work_folder(request.out)
    with patch_docutils(request.source), docutils_namespace():
        with setting_up():
            app = Sphinx(
                request.source,
                None if request.overrides else request.source,
                folder,
                output.doctrees(request.out),
                output.builder,
                {**(request.overrides or {}), **_page_source(output, request.out), **request.settings},
                status=cast("IO[str]", status),
                warning=cast("IO[str]", warnings),
                parallel=1 if costs else request.jobs,
                freshenv=request.force,
            )
        meter.watch(app)
        if costs:
            costs.watch(app)
        with told_steps(meter.at):
            app.build(force_all=request.force)
        meter.end()
        if costs:
            costs.end()
    return app


def _page_source(output: Output, out: Path) -> dict[str, str]:
    """Return the setting that names the PDF whose pages the EPUB tells; volumes number theirs anew, and have none."""
    made = [one for pdf in OUTPUTS if pdf.name == "pdf" for one in pdf.find(pdf.work_folder(out))]
    return {"epub_page_source": str(made[0].resolve())} if output.key == "epub" and len(made) == 1 else {}


def next_change(app: Sphinx) -> str:
    """Return the next instant at which the set of published posts changes by itself, as ISO 8601, or nothing."""
    from koushu.posts.catalogue import coming_changes  # noqa: PLC0415

    now = datetime.now(UTC)
    coming = [instant.astimezone(UTC) for instant in coming_changes(app) if instant > now]
    return min(coming).isoformat() if coming else ""
