"""Whether an output is up to date: decided by the content of its inputs, before anything heavy is imported."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"__pycache__", "node_modules"})
_STATE = "state.json"
PACKAGE = Path(__file__).parent.parent


@dataclass(slots=True)
class State:
    """What the last build was made from and when that stops being true."""

    digests: dict[str, str] = field(default_factory=dict)
    """Format -> digest of all inputs."""
    products: dict[str, str] = field(default_factory=dict)
    """Format -> path of the product."""
    warnings: dict[str, list[str]] = field(default_factory=dict)
    """Format -> warnings of its build, to be said again as long as it is up to date."""
    notices: dict[str, list[str]] = field(default_factory=dict)
    """Format -> what else was said, such as the posts that were withheld."""
    program: str = ""
    """Digest of the program that read the sources; what another one has read is not trusted."""
    due: str = ""
    """ISO 8601 instant at which the first withheld post appears or the first published one expires; may be empty."""

    def is_fresh(self, name: str, digest: str) -> bool:
        """Return whether a format was built from these inputs, is still there, and no date has come since."""
        here = self.digests.get(name) == digest and Path(self.products.get(name, "/nowhere")).is_file()
        return here and (not self.due or datetime.now(UTC) < datetime.fromisoformat(self.due))


def load_state(out: Path) -> State:
    """Return what the last build left in the output folder; an empty state when there is none that can be read."""
    try:
        return State(**json.loads((out / ".work" / _STATE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()


def save_state(out: Path, state: State) -> None:
    """Write the state beside the builders' own folders."""
    path = out / ".work" / _STATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(state), indent=1), encoding="utf-8")


def digest_inputs(source: Path, out: Path, program: str) -> str:
    """Return one digest of every file of the source folder and of the program, whose own digest is given.

    Hidden folders and the output folder are no inputs. Contents decide, not times.
    """
    return _digest_folder(source, out, program)


def digest_program() -> str:
    """Return one digest of this package, of the interpreter and of the installed packages."""
    versions = sorted((dist.name, dist.version) for dist in metadata.distributions())
    return _digest_folder(PACKAGE, None, f"{sys.version} {versions}")


def _digest_folder(folder: Path, out: Path | None, start: str) -> str:
    digest = hashlib.sha256(start.encode())
    for path in sorted(_files(folder, out)):
        digest.update(str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(source: Path, out: Path | None) -> Iterator[Path]:
    for folder, folders, names in os.walk(source):
        here = Path(folder)
        folders[:] = [n for n in folders if not n.startswith(".") and n not in _SKIPPED and here / n != out]
        yield from (here / name for name in names if (here / name).is_file())
