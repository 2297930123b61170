"""What the main process and the workers share: the environment, and whole folders where they see no folder together."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_laid: Final[set[str]] = set()
"""Folders that this process has laid out."""


def pack(share: str, name: str, environment: bytes, folders: Iterable[str]) -> None:
    """Put the environment of a build into the share, and folders as they are now; one inside another comes once."""
    _write(share, f"{name}.env", environment)
    paths = [Path(folder) for folder in folders]
    for number, folder in enumerate(paths):
        _write(share, f"{name}.{number}.zip", _zipped(folder, {one for one in paths if one != folder}))


def environment(share: str, name: str) -> bytes:
    """Return the environment, as `pack` was given it."""
    return _read(share, f"{name}.env")


def unpack(share: str, name: str, folders: Iterable[str]) -> bool:
    """Lay the folders that this machine does not have at their own paths; return whether there were any.

    What was laid out for an earlier build, or for an earlier phase of this one, is replaced.
    """
    missing = [(number, one) for number, one in enumerate(folders) if one in _laid or not Path(one).is_dir()]
    for number, folder in missing:
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(io.BytesIO(_read(share, f"{name}.{number}.zip"))) as packed:
            packed.extractall(folder)
        _laid.add(folder)
    return bool(missing)


def clear(share: str, name: str) -> None:
    """Take away what was packed for a build, in all its phases."""
    import fsspec  # noqa: PLC0415 - comes with Dask

    system, folder = fsspec.url_to_fs(share)
    for path in system.glob(f"{folder}/{name}*"):
        system.rm(path)


def _zipped(folder: Path, others: set[Path]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
        for path in _files(folder, others):
            packed.write(path, path.relative_to(folder))
    return data.getvalue()


def _files(folder: Path, others: set[Path]) -> Iterator[Path]:
    """Yield the files below a folder, without hidden folders, such as the history, and links that lead out of it."""
    inside = folder.resolve()
    for root, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".") and Path(root, one) not in others]
        paths = [Path(root, one) for one in names]
        yield from (path for path in paths if path.is_file() and path.resolve().is_relative_to(inside))


def _write(share: str, name: str, data: bytes) -> None:
    with _opened(share, name, "wb") as file:
        file.write(data)


def _read(share: str, name: str) -> bytes:
    with _opened(share, name, "rb") as file:
        data: bytes = file.read()
    return data


def _opened(share: str, name: str, mode: str) -> Any:  # noqa: ANN401 - a file of any kind
    import fsspec  # noqa: PLC0415 - comes with Dask

    return fsspec.open(f"{share.rstrip('/')}/{name}", mode, auto_mkdir=True).open()
