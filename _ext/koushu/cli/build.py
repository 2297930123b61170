"""`koushu build`: each output that is not up to date, by Sphinx, from one reading of the sources."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from rich.console import Console

from koushu.cli.causes import Causes
from koushu.cli.downloads import place_downloads
from koushu.cli.freshness import State, digest_inputs, digest_program, load_state, save_state
from koushu.cli.outputs import OUTPUTS, Output, chosen
from koushu.cli.progress import StatusReader, WarningReader, progress_display
from koushu.cli.site import configuration_of
from koushu.cli.summary import Result, print_summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.progress import Progress, TaskID
    from sphinx.application import Sphinx


@dataclass(frozen=True, slots=True)
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


def run_build(request: Request) -> int:
    """Build what is asked for, print the summary, and return the exit code."""
    console = Console(highlight=False)
    overrides = configuration_of(request.source)
    if overrides is None:
        console.print(
            f"{request.source} has no conf.py, no configuration of Hugo and no Markdown; "
            "expected the folder of a publication or of a Hugo site",
            style="red",
        )
        return 1
    request = replace(request, overrides=overrides)
    state = load_state(request.out)
    program = digest_program()
    digest = digest_inputs(request.source, request.out, f"{program} {sorted(request.settings.items())}")
    if program != state.program:
        # Doctrees that another version has read are of no use to this one.
        shutil.rmtree(request.out / ".work", ignore_errors=True)
        state = State(program=program)
    causes = Causes()
    with progress_display(console) as progress:
        results = [
            _make(output, request, state, digest, progress, causes)
            for output in chosen(request.formats, folders=_has_folders(request))
        ]
    folders = [one.work_folder(request.out) for one in OUTPUTS if one.single_file]
    place_downloads(request.out / "html", request.out / ".work", folders)
    print_summary(console, results, more=causes.more)
    failed = any(result.failure for result in results)
    return int(failed or (request.strict and any(result.warnings for result in results)))


def _has_folders(request: Request) -> bool:
    """Return whether each page of the web site has a folder: those of a Hugo site keep the addresses it has."""
    return bool(request.overrides) and request.settings.get("hugo_addresses") != "source"


def _make(  # noqa: PLR0917
    output: Output, request: Request, state: State, digest: str, progress: Progress, causes: Causes
) -> Result:
    """Return one output, built now or found up to date with what was said of it then."""
    task = progress.add_task("", name=output.name, total=100)
    if not request.force and state.is_fresh(output.name, digest):
        progress.update(task, completed=100, description="up to date")
        return _remembered(output.name, state)
    result = _build(output, request, state, progress, task, causes)
    progress.update(task, completed=100, description="")
    state.digests[output.name] = "" if result.failure else digest
    state.products[output.name] = str(result.product or "")
    state.warnings[output.name] = result.warnings
    state.notices[output.name] = result.notices
    save_state(request.out, state)
    return result


def _remembered(name: str, state: State) -> Result:
    said, noticed = state.warnings.get(name, []), state.notices.get(name, [])
    return Result(name, Path(state.products[name]), up_to_date=True, warnings=said, notices=noticed)


def _build(  # noqa: PLR0917
    output: Output, request: Request, state: State, progress: Progress, task: TaskID, causes: Causes
) -> Result:
    """Run one Sphinx builder and put its product where the user looks for it."""
    from sphinx.errors import SphinxError  # noqa: PLC0415 - not needed when all is up to date

    status = StatusReader(
        lambda percent, what: progress.update(task, completed=percent, description=what[:60])
    )
    warnings = WarningReader(
        lambda line: progress.console.print(line, style="yellow", markup=False, soft_wrap=True), causes
    )
    result = Result(output.name, None, warnings=warnings.lines, notices=status.notices)
    start = time.perf_counter()
    try:
        app = _run_sphinx(output, request, status, warnings)
    except (SphinxError, OSError) as error:
        result.failure = str(error)
    except MemoryError:
        result.failure = "memory is too short for it"
    else:
        state.due = next_change(app)
        result.product = _deliver(output, request.out)
        result.failure = "" if result.product else "the builder wrote no output"
    result.seconds = time.perf_counter() - start
    return result


def _run_sphinx(output: Output, request: Request, status: StatusReader, warnings: WarningReader) -> Sphinx:
    from sphinx.application import Sphinx  # noqa: PLC0415
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415

    folder = output.work_folder(request.out)
    doctrees = request.out / ".work" / "doctrees"
    with patch_docutils(request.source), docutils_namespace():
        app = Sphinx(
            request.source,
            None if request.overrides else request.source,
            folder,
            doctrees,
            output.builder,
            {**(request.overrides or {}), **request.settings},
            status=cast("IO[str]", status),
            warning=cast("IO[str]", warnings),
            parallel=request.jobs,
            freshenv=request.force,
        )
        app.build(force_all=request.force)
    return app


def next_change(app: Sphinx) -> str:
    """Return the next instant at which the set of published posts changes by itself, as ISO 8601, or nothing."""
    from koushu.posts import catalogue_of  # noqa: PLC0415

    catalogue, now = catalogue_of(app), datetime.now(UTC)
    instants = [entry.until for entry in catalogue.withheld] + [
        post.meta.expiry_date for post in catalogue.posts
    ]
    coming = [instant.astimezone(UTC) for instant in instants if instant and instant > now]
    return min(coming).isoformat() if coming else ""


def _deliver(output: Output, out: Path) -> Path | None:
    """Return the product in its final place, the first where there are volumes; nothing else is put there."""
    products = output.find(output.work_folder(out))
    if not products or not output.single_file:
        return next(iter(products), None)
    folder = output.folder(out)
    folder.mkdir(parents=True, exist_ok=True)
    names = {product.name for product in products}
    for old in [path for path in folder.glob(output.product) if path.name not in names]:
        old.unlink()
    for product in products:
        # Copied beside and renamed, so that a reader never sees half a file.
        part = folder / f"{product.name}.part"
        shutil.copyfile(product, part)
        part.replace(folder / product.name)
    return folder / products[0].name
