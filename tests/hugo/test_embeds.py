"""Films of other sites: a card with a link, a player on request, a QR code on paper, and Hugo's own frame on demand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hugo_oracle import render_pages
from koushu.hugo.qr_codes import QUIET, draw_qr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

CALLS = [
    "{{< youtube w7Ft2ymGmfc >}}",
    (
        '{{< youtube id=w7Ft2ymGmfc start=30 end=60 autoplay=true title="A & b" class="c" loading=lazy '
        "allowFullScreen=false controls=false loop=true >}}"
    ),
    '{{< youtube id="x-_1" start="abc" mute=true autoplay="false" >}}',
    "{{< vimeo 55073825 >}}",
    '{{< vimeo id=55073825 class=foo title="My t" loading=lazy allowFullScreen=false >}}',
]
_FRAME = re.compile(r"<iframe\s(.*?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def _frames(html: str) -> list[dict[str, str]]:
    return [dict(_ATTRIBUTE.findall(found)) for found in _FRAME.findall(html)]


@pytest.mark.hugo
def test_frames_are_hugos_own(publication: Callable[..., Publication], tmp_path: Path) -> None:
    pages = {f"p{index}.md": f"---\ntitle: T\n---\n{call}\n" for index, call in enumerate(CALLS)}
    hugo = render_pages(tmp_path / "hugo", pages, "{{ .Content }}")
    built = publication(dict(pages), extensions=["koushu.hugo"], hugo_embeds="frame")
    for name in (f"p{index}" for index in range(len(CALLS))):
        (frame,) = _frames(built.read(f"{name}.html"))
        assert [frame] == _frames(hugo[name])


def test_a_card_loads_nothing(publication: Callable[..., Publication]) -> None:
    page = publication({"p.md": "\n\n".join(CALLS)}, extensions=["koushu.hugo"]).read("p.html")
    assert "<iframe" not in page
    assert page.count('href="https://www.youtube.com/watch?v=') == 3
    assert 'data-player="https://www.youtube-nocookie.com/embed/w7Ft2ymGmfc?start=30"' in page
    assert 'src="_static/hugo-embeds.js' in page


@pytest.mark.parametrize(
    ("builder", "feature", "file", "expected"),
    [
        ("latex", "koushu.latex", "*.tex", "\\koushuqr{"),
        ("typst", "koushu.typst_builder", "*.typ", "runs: "),
    ],
)
def test_paper_has_a_code(
    publication: Callable[..., Publication], builder: str, feature: str, file: str, expected: str
) -> None:
    files: dict[str, str | bytes] = {"index.md": f"# Home\n\n{CALLS[0]}\n"}
    built = publication(files, builder=builder, extensions=["koushu.hugo", "koushu.posts", feature])
    assert any(expected in path.read_text(encoding="utf-8") for path in built.out.rglob(file))


def test_runs_are_the_squares_of_the_code() -> None:
    import segno

    code = draw_qr("https://x.org/a")
    assert code
    matrix = segno.make_qr("https://x.org/a", error="m", boost_error=False).matrix
    dark = {(left + index - QUIET, top - QUIET) for left, top, length in code.runs for index in range(length)}
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, value in enumerate(row) if value}
    assert draw_qr("x" * 5000) is None
