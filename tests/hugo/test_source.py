"""Bytes to text: whatever they are, a text comes out and at most one problem."""

from __future__ import annotations

import pytest

from koushu.hugo.source import decode_source
from koushu.problems import Kind


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("中文\n".encode(), "中文\n"),
        (b"\xef\xbb\xbfa\n", "a\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"a\r\r\nb", "a\n\nb"),
        ("\U0001f600\u2028\x0b".encode(), "\U0001f600\u2028\x0b"),
    ],
)
def test_good_bytes(data: bytes, text: str) -> None:
    source = decode_source(data)
    assert source.text == text
    assert source.problems == ()


@pytest.mark.parametrize(
    ("data", "text", "line", "found"),
    [
        (b"one\ntw\xff\xfeo\nth\xffree", "one\ntw\ufffd\ufffdo\nth\ufffdree", 2, "byte 0xFF at offset 6"),
        (b"a\r\nb\rc\xe9d", "a\nb\nc\ufffdd", 3, "byte 0xE9 at offset 6"),
        (b"\xef\xbb\xbfa\x80", "a\ufffd", 1, "byte 0x80 at offset 4"),
        (b"cut \xe4\xb8", "cut \ufffd", 1, "byte 0xE4 at offset 4"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", 1, "byte 0xED at offset 0"),
        (b"a\nb\0c\n", "a\nb\ufffdc\n", 2, "a NUL byte at offset 3"),
    ],
)
def test_bad_bytes(data: bytes, text: str, line: int, found: str) -> None:
    source = decode_source(data)
    assert source.text == text
    (problem,) = source.problems
    assert (problem.kind, problem.line) == (Kind.ENCODING, line)
    assert found in problem.message
    assert "expected UTF-8" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_its_mark(encoding: str) -> None:
    source = decode_source("\ufeff---\ntitle: 中\n---\n".encode(encoding))
    assert source.text == "---\ntitle: 中\n---\n"
    assert [problem.kind for problem in source.problems] == [Kind.ENCODING]
