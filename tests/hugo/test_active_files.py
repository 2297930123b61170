"""What a browser runs is told from what it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.active_files import acts, is_active
from koushu.hugo.files import find_attachment, find_image

if TYPE_CHECKING:
    from pathlib import Path

XHTML = '<a><script xmlns="http://www.w3.org/1999/xhtml">x()</script></a>'


@pytest.mark.parametrize(
    "text",
    [
        XHTML,
        XHTML.replace("/x", "&#47;x"),
        XHTML.replace("xmlns=", "xmlns\n = "),
        '<a xmlns:h = "x&y;"/>',
        '<?xml version="1.0" encoding="gb18030"?><a/>',
        "<!DOCTYPE a [<!entity x 'y'>]><a/>",
        "<?xml-stylesheet href='x'?><a/>",
        "<a>\x1b(J</a>",
        " <!-- a --> <ScRiPt>x()",
        "<!DOCTYPE HTML>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_run_is_active(text: str, tmp_path: Path) -> None:
    assert is_active(text.encode())
    for data in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        path = tmp_path / "posts" / "x.rss"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        assert acts(path)
        assert find_attachment(tmp_path, "posts/a.md", "x.rss") is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.gpx", b'<?xml version="1.0" encoding="UTF-8"?><gpx xmlns="http://www.topografix.com/GPX/1/1"/>'),
        ("x.txt", b"<html>"),
        ("x.csv", b"<html>"),
        ("x.zip", b"PK\x03\x04"),
        ("x", b"words <script>"),
        ("x.png", b"<script>"),
        ("x.svg", XHTML.encode()),
        ("x.dat", b""),
    ],
)
def test_what_is_only_shown_travels_with_the_page(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / name).write_bytes(data)
    assert find_attachment(tmp_path, "posts/a.md", name) == f"posts/{name}"


def test_a_packed_drawing_is_no_image(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    for name in ("x.svgz", "x.svg.gz"):
        (tmp_path / "posts" / name).write_bytes(XHTML.encode())
        assert find_image(tmp_path, "posts/a.md", name) is None
