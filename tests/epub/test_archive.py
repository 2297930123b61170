"""The container: its order, its times, its bytes."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from koushu.epub.archive import MIMETYPE, pack

MOMENT = datetime(2023, 3, 14, 5, 15, 26, tzinfo=UTC)
FILES = {"b.xhtml": b"b", "a/c.css": "字".encode(), "content.opf": b"<package/>"}


def entries(data: bytes) -> list:
    return ZipFile(io.BytesIO(data)).infolist()


def test_the_mimetype_stands_first_and_plain() -> None:
    data = pack(FILES, MOMENT)
    first = entries(data)[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    # A reader finds the type at a fixed place: 30 bytes of header, 8 of name, then the type.
    assert data[38:].startswith(MIMETYPE.encode())
    assert first.extra == b""


def test_the_rest_is_sorted_and_compressed() -> None:
    names = [entry.filename for entry in entries(pack(FILES, MOMENT))]
    assert names == ["mimetype", "META-INF/container.xml", "a/c.css", "b.xhtml", "content.opf"]
    assert {entry.compress_type for entry in entries(pack(FILES, MOMENT))[1:]} == {ZIP_DEFLATED}


def test_equal_files_give_equal_bytes() -> None:
    backwards = dict(reversed(FILES.items()))
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=8)))
    assert pack(FILES, MOMENT) == pack(backwards, elsewhere)


def test_every_entry_bears_the_moment() -> None:
    assert {entry.date_time for entry in entries(pack(FILES, MOMENT))} == {(2023, 3, 14, 5, 15, 26)}


def test_a_moment_that_zip_cannot_say_is_cut() -> None:
    early = entries(pack({}, datetime(1970, 1, 1, tzinfo=UTC)))[0]
    late = entries(pack({}, datetime(2200, 1, 1, tzinfo=UTC)))[0]
    assert early.date_time == (1980, 1, 1, 0, 0, 0)
    assert late.date_time == (2107, 12, 31, 23, 59, 58)
