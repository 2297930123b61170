"""What the worker that builds and the server that shows tell each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@record
class Task:
    """What a worker builds, and where."""

    source: Path
    out: Path
    """Folder of the preview, apart from that of `koushu build`, since it holds drafts too."""
    builder: str
    overrides: Mapping[str, object] | None
    """The whole configuration of a folder that has no `conf.py`, else empty."""
    jobs: int

    @property
    def site(self) -> Path:
        """Return the folder of the web site."""
        return self.out / "html"


@record
class Warned:
    """One warning with its place."""

    path: str
    """From the source folder; `.` for the publication as a whole."""
    line: int
    kind: str
    message: str


@record
class Ready:
    """Everything is built."""

    seconds: float
    pages: Mapping[str, str]
    """Address of a page, with a slash in front -> path of its source."""
    marks: Mapping[str, str]
    """Path of a source -> why it would be withheld: `draft`, `future 2030-01-01` or `expired 2020-01-01`."""
    warnings: Mapping[str, tuple[Warned, ...]]
    language: str


@record
class Shown:
    """One page is written anew."""

    path: str
    address: str
    seconds: float
    warnings: tuple[Warned, ...] = ()


@record
class Unknown:
    """A change that only a whole build can follow."""

    path: str


@record
class Failed:
    """A build that ended without a site; what there was stays."""

    message: str


@record
class Drawn:
    """The pages of a post as the PDF has them."""

    path: str
    pages: tuple[bytes, ...] = ()
    """PNG files."""
    failure: str = ""
