"""Bytes of a source file to text."""

from __future__ import annotations

from koushu.problems import Kind, Problem
from koushu.record import record

_WIDE_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@record
class Source:
    """A source file as text."""

    text: str
    """Lines end in a line feed; there is no byte order mark and no NUL."""
    problems: tuple[Problem, ...] = ()


def decode_source(data: bytes) -> Source:
    """Return the text of a file that should be UTF-8, with or without a byte order mark.

    Problems: one `Kind.ENCODING` for the file, at the line of its first fault. A byte that is not
    UTF-8 becomes U+FFFD, and so does NUL (CommonMark 2.3); UTF-16 that says so by its mark is read.
    """
    for mark, encoding in _WIDE_BOMS.items():
        if data.startswith(mark):
            problem = _problem(1, f"found {encoding.upper()} text")
            return Source(_clean(data.decode(encoding, "replace")), (problem,))
    try:
        text, fault = data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        text, fault = data.decode("utf-8", "replace"), error.start
    if fault is not None:
        found = f"found byte 0x{data[fault]:02X} at offset {fault}"
        return Source(_clean(text), (_problem(_line(data, fault), found),))
    if "\0" in text:
        offset = data.index(b"\0")
        return Source(_clean(text), (_problem(_line(data, offset), f"found a NUL byte at offset {offset}"),))
    return Source(_clean(text))


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _line(data: bytes, offset: int) -> int:
    """Return the 1-based line of a byte, whichever of the three line ends the file uses."""
    before = data[:offset]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def _problem(line: int, found: str) -> Problem:
    return Problem(Kind.ENCODING, line, f"{found}; expected UTF-8. What cannot be read is shown as \ufffd")
