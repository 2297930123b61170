"""Front matter written in another of its three notations, its values and the text below it unchanged.

Pure: the bytes of a post in, those of the converted post and what is lost out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any, Final

import tomlkit
import yaml

from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.metadata.front_matter import FrontMatter

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_COMMENT: Final = re.compile(r"^\s*#.*$", re.MULTILINE)
# Written bare, these are texts for every reader of YAML.
_PLAIN: Final = re.compile(r"[A-Za-z\u3400-\u9fff][\w \u3400-\u9fff./-]*(?<! )")
_WORDS_OF_YAML: Final = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?")


@record
class Converted:
    """A post with its front matter in another notation, or why it stays as it is."""

    data: bytes
    refused: str = ""
    lost: tuple[str, ...] = ()
    """What the new notation cannot hold: comments, and keys without a value in TOML."""


def convert(data: bytes, wanted: str) -> Converted:
    """Return a post with its front matter in `yaml`, `toml` or `json`.

    What cannot be read for certain, or would be read otherwise afterwards, is refused and stays as it is.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Converted(data, "the file is not UTF-8")
    plain = _BREAK.sub("\n", text)
    front = split_front_matter(plain)
    if front.format in {"none", wanted}:
        return Converted(data)
    if front.problems:
        return Converted(data, front.problems[0].message)
    body = _after_lines(text, front.body_line - 1)
    if _BREAK.sub("\n", body) != front.body:
        return Converted(data, "the text begins on the line that closes the front matter")
    head = plain[: len(plain) - len(front.body)]
    lost = [] if front.format == "json" else [one.strip() for one in _COMMENT.findall(head)]
    values = {_spelling(head, key): value for key, value in front.data.items()}
    if wanted == "toml":
        lost += [key for key, value in values.items() if value is None]
        values = {key: _without_null(value) for key, value in values.items() if value is not None}
    written = _WRITERS[wanted](values)
    if not _is_same(front, split_front_matter(f"{written}{front.body}"), wanted):
        return Converted(data, f"it would be read otherwise as {wanted.upper()}")
    newline = "\r\n" if "\r\n" in text[: len(text) - len(body)] else "\n"
    return Converted((written.replace("\n", newline) + body).encode(), lost=tuple(lost))


def _after_lines(text: str, count: int) -> str:
    """Return what comes after so many lines, with its own line ends."""
    place = 0
    for number, found in enumerate(_BREAK.finditer(text), 1):
        if number == count:
            place = found.end()
            break
    return text[place:] if count else text


def _spelling(head: str, key: str) -> str:
    """Return a key in the case in which the author wrote it."""
    found = re.search(rf"(?im)(?:^|[{{,])\s*[\"']?({re.escape(key)})[\"']?\s*[:=]", head)
    return found[1] if found else key


def _without_null(value: Any) -> Any:  # noqa: ANN401 - whatever the front matter holds
    if isinstance(value, dict):
        return {key: _without_null(one) for key, one in value.items() if one is not None}
    return [_without_null(one) for one in value if one is not None] if isinstance(value, list) else value


def _is_same(before: FrontMatter, after: FrontMatter, wanted: str) -> bool:
    def known(front: FrontMatter) -> Any:  # noqa: ANN401
        data = dict(front.data)
        return _comparable(
            _without_null({k: v for k, v in data.items() if v is not None}) if wanted == "toml" else data
        )

    return after.format == wanted and after.body == before.body and known(before) == known(after)


def _comparable(value: Any) -> Any:  # noqa: ANN401
    """Return a value in which moments are texts, since only TOML has them as such."""
    if isinstance(value, dict):
        return {key: _comparable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_comparable(one) for one in value]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value.replace("Z", "+00:00")
    return value


class _Dumper(yaml.SafeDumper):
    """Writes YAML that versions 1.1 and 1.2 read alike."""

    def ignore_aliases(self, _data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    bare = _PLAIN.fullmatch(value) and value.lower() not in _WORDS_OF_YAML
    if bare or _DATE.fullmatch(value):
        return dumper.represent_scalar("tag:yaml.org,2002:str", value)
    style = "|" if "\n" in value and not re.search(r"[ \t]\n|^\s|\n\Z\n", value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _moment(dumper: yaml.SafeDumper, value: Any) -> yaml.ScalarNode:  # noqa: ANN401 - date, time or both
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())


_Dumper.add_representer(str, _text)
for _kind in (dt.datetime, dt.date, dt.time):
    _Dumper.add_representer(_kind, _moment)
# A date written bare is a text of YAML 1.2, and a moment of 1.1: Hugo takes both.
_Dumper.add_implicit_resolver("tag:yaml.org,2002:str", _DATE, list("0123456789"))


def _write_yaml(values: Mapping[str, Any]) -> str:
    text = yaml.dump(dict(values), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n"


def _write_toml(values: Mapping[str, Any]) -> str:
    # Tables come last: what follows one would belong to it.
    ordered = sorted(values.items(), key=lambda item: _is_table(item[1]))
    return f"+++\n{tomlkit.dumps(dict(ordered))}+++\n"


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _write_json(values: Mapping[str, Any]) -> str:
    def as_text(value: dt.datetime | dt.date | dt.time) -> str:
        return value.isoformat()

    return json.dumps(dict(values), ensure_ascii=False, indent=2, default=as_text) + "\n"


_WRITERS: Final = {"yaml": _write_yaml, "toml": _write_toml, "json": _write_json}
