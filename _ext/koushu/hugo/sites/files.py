"""The configuration files of a Hugo site, read and merged into one table with keys in lower case.

Source: Hugo, "Configuration": a file `hugo.*` or `config.*` in the site's root, then `config/_default/` and
`config/production/`, in which the name of a file is the key that its content stands under.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from koushu.hugo.metadata.json_reader import read_json
from koushu.hugo.metadata.toml_reader import read_toml
from koushu.hugo.metadata.yaml_reader import read_yaml
from koushu.hugo.sites.foreign import CONFIGURATION, foreign_site, foreign_table
from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from koushu.hugo.metadata.fields import Fields, Value

Table: TypeAlias = "dict[str, Value]"

_READERS: dict[str, Callable[[str, int], Fields]] = {
    ".toml": read_toml,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".json": read_json,
}
_ROOT_NAMES = ("hugo", "config")
# Hugo builds for production unless told otherwise.
_FOLDERS = ("_default", "production")


@dataclass(slots=True)
class SiteFiles:
    """What the configuration files say together."""

    table: Table = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    """Files that were read, from the site's root, in the order in which later ones win."""
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    """File and 1-based line of each top-level key."""
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    """What is wrong, each with the file it is wrong in."""


def read_site_files(root: Path) -> SiteFiles:
    """Return the merged configuration of the site in `root`; empty when there is none.

    A site of Jekyll or Hexo has the one that means the same. Problems: `Kind.SITE` for a file that does not parse, of
    which the readable part is used.
    """
    found = SiteFiles()
    for path, keys in _files(root):
        name = path.relative_to(root).as_posix()
        found.paths += (name,)
        _read(path, name, keys, found)
    if not found.paths and (owner := foreign_site(root)):
        found.paths = (CONFIGURATION,)
        found.table, problems = foreign_table(root, owner)
        found.problems += [(CONFIGURATION, problem) for problem in problems]
    return found


def has_site_files(root: Path) -> bool:
    """Return whether the folder holds a configuration of Hugo."""
    return next(_files(root), None) is not None


def _files(root: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield each file with the keys that its content stands under, the weakest first."""
    if first := next((path for name in _ROOT_NAMES for path in _variants(root, name)), None):
        yield first, []
    for name in _FOLDERS:
        folder = root / "config" / name
        if folder.is_dir():
            for path in sorted(folder.rglob("*"), key=_rank):
                if path.is_file() and path.suffix.lower() in _READERS:
                    yield path, _keys(path)


def _variants(root: Path, name: str) -> Iterator[Path]:
    return (path for suffix in _READERS if (path := root / f"{name}{suffix}").is_file())


def _rank(path: Path) -> tuple[bool, str]:
    return (path.stem.lower() not in _ROOT_NAMES, path.as_posix())


def _keys(path: Path) -> list[str]:
    """Return where a file's content belongs: `params.toml` in `params`, `params.en.toml` in `languages.en.params`."""
    name, _, language = path.stem.lower().partition(".")
    inside = [] if name in _ROOT_NAMES else [name]
    return ["languages", language, *inside] if language else inside


def _read(path: Path, name: str, keys: list[str], found: SiteFiles) -> None:
    try:
        source = decode_source(path.read_bytes())
    except OSError as error:
        message = f"found a configuration file that cannot be read ({error.strerror}); expected a file"
        found.problems.append((name, Problem(Kind.SITE, 1, message)))
        return
    fields = _READERS[path.suffix.lower()](source.text, 1)
    for problem in (*source.problems, *fields.problems):
        kind = Kind.SITE if problem.kind is Kind.FRONT_MATTER else problem.kind
        found.problems.append((name, Problem(kind, problem.line, problem.message)))
    content: Value = lower_keys(dict(fields.data))
    if not isinstance(content, dict):
        return
    for key, line in fields.lines.items():
        found.places[keys[0] if keys else key] = (name, line)
    for key in reversed(keys):
        content = {key: content}
    merge(found.table, content)


def lower_keys(value: Value) -> Value:
    """Return a value with the keys of all its tables in lower case, as Hugo compares them."""
    if isinstance(value, dict):
        return {str(key).lower(): lower_keys(inner) for key, inner in value.items()}
    return [lower_keys(inner) for inner in value] if isinstance(value, list) else value


def merge(target: Table, source: Table) -> None:
    """Lay one table over another, table by table; anything else in `source` replaces what is there."""
    for key, value in source.items():
        old = target.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            merge(old, value)
        else:
            target[key] = value


def merged(below: Table, above: Table) -> Table:
    """Return one table laid over another, both left as they are."""
    whole: Table = {}
    merge(whole, {key: _copied(value) for key, value in below.items()})
    merge(whole, {key: _copied(value) for key, value in above.items()})
    return whole


def _copied(value: Value) -> Value:
    return {key: _copied(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def canonical(value: object) -> str:
    """Return a text that is equal for equal values, to tell whether what a page inherits has changed."""
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
