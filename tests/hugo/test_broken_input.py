"""A publication with broken posts is built whole in every format, and each fault is named with its place."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from koushu.hugo.encoding import NAME, TolerantDecoder, find_codec

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

TEXT = "The text of {} stays."
# Name: the file, the place of its warning, what was found, and what was expected.
BROKEN: dict[str, tuple[bytes, str, str, str]] = {
    "yaml": (
        b"---\ntitle: Broken\nbad: [1, 2\n---\n\nThe text of yaml stays.\n",
        ":3: ",
        "'bad: [1, 2'",
        "[hugo.front_matter]",
    ),
    "toml": (b'+++\ntitle = "Open"\n\nThe text of toml stays.\n', ":1: ", "`+++`", "[hugo.front_matter]"),
    "shortcode": (
        b"---\ntitle: Unknown\n---\n\n\n{{< fgure src=x >}}\n\nThe text of shortcode stays.\n",
        ":6: ",
        "'fgure'",
        "figure",
    ),
    "image": (
        b'---\ntitle: Missing\n---\n\none\ntwo ![the picture](no.png "t") three\n\nThe text of image stays.\n',
        ":6: ",
        "'no.png'",
        "beside the post",
    ),
    "date": (
        b"---\ntitle: Dated\ndate: soon\n---\n\nThe text of date stays.\n",
        ":3: ",
        "'soon'",
        "such as 2023-03-14",
    ),
    "byte": (b"---\ntitle: Bytes\n---\n\nan \xff\n\nThe text of byte stays.\n", ":5: ", "0xFF", "UTF-8"),
}


@pytest.fixture
def built(publication: Callable[..., Publication], request: pytest.FixtureRequest) -> Publication:
    builder, parallel = request.param
    files: dict[str, str | bytes] = {f"posts/{name}.md": post[0] for name, post in BROKEN.items()}
    # Enough posts that two processes share them.
    files |= {
        f"posts/whole{number}.md": f"---\ntitle: Whole {number}\n---\n\nWhole.\n" for number in range(6)
    }
    return publication(files, builder=builder, parallel=parallel, epub_copyright="x", version="1")


def _text_of(built: Publication, name: str) -> str:
    match built.app.builder.name:
        case "html":
            return built.read(f"posts/{name}.html")
        case "text":
            return built.read(f"posts/{name}.txt")
        case "latex":
            return "".join(path.read_text(encoding="utf-8") for path in built.out.glob("*.tex"))
        case _:
            with zipfile.ZipFile(next(built.out.glob("*.epub"))) as book:
                return "".join(book.read(page).decode() for page in book.namelist() if page.endswith("xhtml"))


BUILDERS = [("html", 0), ("html", 2), ("text", 0), ("latex", 0), ("epub", 0)]


@pytest.mark.parametrize("built", BUILDERS, indirect=True, ids=lambda pair: f"{pair[0]}-j{pair[1] or 1}")
def test_every_post_is_published_and_every_fault_named(built: Publication) -> None:
    for name, (_, place, found, expected) in BROKEN.items():
        assert TEXT.format(name) in _text_of(built, name), name
        about = [line for line in built.warnings if f"posts/{name}.md" in line]
        assert len(about) == 1, about
        assert f"posts/{name}.md{place}" in about[0]
        assert found in about[0]
        assert expected in about[0]
    assert [line for line in built.warnings if "whole" in line] == []


@pytest.mark.parametrize("built", BUILDERS, indirect=True, ids=lambda pair: f"{pair[0]}-j{pair[1] or 1}")
def test_what_cannot_be_shown_is_replaced(built: Publication) -> None:
    assert "the picture" in _text_of(built, "image")
    # HTML alone can show an image that is put in its place later.
    shown = built.app.builder.format == "html" and built.app.builder.name != "epub"
    assert ('src="no.png"' in _text_of(built, "image")) == shown
    if built.app.builder.name != "latex":
        # TeX has its own sign for a character that it cannot set.
        assert "an \ufffd" in _text_of(built, "byte")


def test_an_image_that_comes_later_is_shown(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": "![x](later.png)\n"})
    assert "missing-image" in built.read("a.html")
    (built.app.srcdir / "later.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    again = built.rebuild()
    assert 'src="_images/later.png"' in again.read("a.html")
    assert again.warnings == []


def test_an_image_of_another_site_is_fetched_by_nobody(publication: Callable[..., Publication]) -> None:
    source = {
        "a.md": "# A\n\n![far](https://example.org/far.png)\n",
        "index.md": "# H\n\n```{toctree}\na\n```\n",
    }
    page = publication(source).read("a.html")
    assert re.search(r'<img [^>]*alt="far"[^>]* src="https://example.org/far.png"', page)
    for builder, name in (("text", "a.txt"), ("latex", None)):
        built = publication(source, builder=builder)
        text = built.read(name) if name else next(built.out.glob("*.tex")).read_text(encoding="utf-8")
        assert "far" in text
        assert built.warnings == []


def test_the_codec_reads_in_pieces() -> None:
    decoder = TolerantDecoder()
    data = b"\xef\xbb\xbfa\xe4\xb8\xad\xff\xe4"
    text = "".join(decoder.decode(data[index : index + 1]) for index in range(len(data)))
    assert text + decoder.decode(b"", final=True) == "a中\ufffd\ufffd"


def test_the_codec_answers_to_its_name_only() -> None:
    assert find_codec("utf-8") is None
    codec = find_codec(NAME)
    assert codec is not None
    assert codec.decode(b"\xef\xbb\xbf\xff") == ("\ufffd", 4)
    assert codec.encode("中")[0] == "中".encode()


@pytest.mark.parametrize(
    "image",
    [
        "![words](no.png)",
        "text ![words](no.png) text",
        '{{< figure src="no.png" link="a.png" >}}',
        '{{< img src="no.png" >}}',
    ],
)
def test_a_missing_image_is_told_with_its_line(publication: Callable[..., Publication], image: str) -> None:
    built = publication({"posts/a.md": f"---\ntitle: A\n---\n\nfirst\n\n{image}\n"}, "text")
    told = [line for line in built.warnings if "[hugo.image]" in line]
    assert len(told) == 1
    assert told[0].startswith("posts/a.md:7: WARNING: found no image file 'no.png'")
