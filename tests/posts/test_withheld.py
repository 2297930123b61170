"""What is withheld stands in no byte of any output, is named with its date, and appears when that comes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from images import png
from koushu.posts import catalogue
from tools import require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Publication

CONF = """
language = "en"
project = "Site"
html_baseurl = "https://example.org/"
html_copy_source = True
html_extra_path = ["extra"]
"""
TALK = "**Zhou Min:** What did {0} bring?\n\n**{0} Voice:** Stones of {0}, Zhou Min.\n\n" * 3
FRONT = (
    "---\ntitle: {0} title\ndate: 2024-01-01\n{1}\ntags: [{0}tag]\ncategories: [{0}category]\n"
    "authors: [{0}author]\nseries: [{0}series]\nsummary: {0} summary\naliases: [/{0}alias/]\n---\n\n{0} text.\n\n"
)
# Word that marks a post -> what withholds it.
MARKS = {
    "Zzdraft": "draft: true",
    "Zzfuture": "publishDate: 2999-05-06",
    "Zzexpired": "expiryDate: 2001-02-03",
}


def withheld(mark: str) -> str:
    return FRONT.format(mark, MARKS[mark]) + TALK.format(mark)


SHOWN = (
    "---\ntitle: Shown\ndate: 2024-02-02\ntags: [open]\n---\n\nShown text. [a](zzdraft.md)\n\n"
    + TALK.format("Open")
)
POSTS: dict[str, str | bytes] = {
    "posts/shown.md": SHOWN.replace("[a](zzdraft.md)", ""),
    "posts/other.md": "---\ntitle: Other\ndate: 2024-03-03\n---\n\n" + TALK.format("Open"),
    **{f"posts/{mark.lower()}.md": withheld(mark) for mark in MARKS},
    "posts/zzbundle/index.md": withheld("Zzdraft"),
    "posts/zzbundle/zzpicture.png": png(2, 2),
    "posts/zzbundle/zznote.md": "Zzdraft note",
}
OWN = {"conf.py": CONF, "index.md": "# Home\n\n```{post-list}\n```\n", **POSTS, "extra/zzextra.txt": "open"}
HUGO = {
    "conf.py": CONF + "hugo_site = '.'\n",
    "hugo.toml": "title = 'Site'\nbaseURL = 'https://example.org/'\n"
    "[taxonomies]\ntag = 'tags'\nseries = 'series'\n",
    "content/zzsection/_index.md": "---\ntitle: Zzdraft\ndraft: true\ncascade:\n  draft: true\n---\n\nZzdraft\n",
    "content/zzsection/inner.md": "---\ntitle: Zzdraft inner\ndate: 2024-01-01\n---\n\nZzdraft inner\n",
    "extra/zzextra.txt": "open",
    **{f"content/{name}": text for name, text in POSTS.items()},
}


def texts_of(folder: Path) -> dict[str, bytes]:
    """Return the contents of all files of an output by name, those in archives and the text of PDFs as well."""
    found: dict[str, bytes] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name, data = path.relative_to(folder).as_posix(), path.read_bytes()
            found[name] = data
            if zipfile.is_zipfile(io.BytesIO(data)):
                archive = zipfile.ZipFile(io.BytesIO(data))
                found |= {f"{name}!{inner}": archive.read(inner) for inner in archive.namelist()}
            elif path.suffix == ".pdf":
                done = subprocess.run([require_pdftotext(), str(path), "-"], capture_output=True, check=True)
                found[f"{name}!text"] = done.stdout
    return found


def traces(
    folder: Path, words: tuple[str, ...] = ("zzdraft", "zzfuture", "zzexpired", "zzpicture", "zznote")
) -> list[str]:
    """Return where one of these words stands, in the name of a file or in it, in any case."""
    return [
        f"{name}: {word}"
        for name, data in texts_of(folder).items()
        for word in words
        if word in name.lower() or word.encode() in data.lower()
    ]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "epub", "latex", "typstpdf", "text"])
def test_no_byte_tells_of_what_is_withheld(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(OWN, builder)
    assert traces(built.out) == []
    assert any(b"Shown text" in data for data in texts_of(built.out).values())


@pytest.mark.parametrize("builder", ["dirhtml", "epub", "typstpdf"])
def test_a_site_of_hugo_keeps_it_back_as_well(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(HUGO, builder)
    assert traces(built.out) == []
    assert "content/zzsection/inner.md (draft" in built.log


def test_each_is_named_with_its_date(publication: Callable[..., Publication]) -> None:
    log = publication(OWN).log
    assert "withheld: posts/zzfuture.md (future: will appear on 2999-05-06 00:00 +0000)" in log
    assert "withheld: posts/zzexpired.md (expired on 2001-02-03 00:00 +0000)" in log
    assert "withheld: posts/zzdraft.md (draft: " in log


@pytest.mark.parametrize("builder", ["html", "epub", "latex"])
def test_a_section_withholds_what_lies_below_it(
    publication: Callable[..., Publication], builder: str
) -> None:
    handed = "---\ntitle: Section\ncascade:\n  - Draft: true\n    target: {{path: '{0}'}}\n---\n"
    front = "---\ntitle: {0} title\ndate: 2024-01-01\ntags: [{0}tag]\n{1}---\n\n{0} text.\n"
    posts = {
        "posts/drafts/_index.md": handed.format("/posts/drafts/**"),
        "posts/drafts/zzdraft.md": front.format("Zzdraft", ""),
        "posts/drafts/deep/zzdraft/index.md": front.format("Zzdraft", ""),
        "posts/drafts/own.md": front.format("Own", "draft: false\n"),
        "posts/elsewhere/_index.md": handed.format("/posts/other/**"),
        "posts/elsewhere/meant.md": front.format("Meant", ""),
        "posts/later/_index.md": "---\ntitle: Later\ncascade: {publishDate: 2999-01-01}\n---\n",
        "posts/later/zzfuture.md": front.format("Zzfuture", ""),
    }
    site = publication({"conf.py": CONF, "index.md": "# Home\n\n```{post-list}\n```\n", **posts}, builder)
    assert traces(site.out) == []
    text = b"".join(texts_of(site.out).values())
    assert b"Own text." in text
    assert b"Meant text." in text
    assert "withheld: posts/drafts/zzdraft.md (draft: " in site.log


def test_a_post_that_becomes_a_draft_leaves_no_trace(publication: Callable[..., Publication]) -> None:
    shown = {
        name: text.replace("draft: true", "draft: false") if isinstance(text, str) else text
        for name, text in OWN.items()
    }
    built = publication(shown)
    assert traces(built.out, ("zzdraft",))
    for name, text in OWN.items():
        Path(built.app.srcdir, name).write_bytes(text if isinstance(text, bytes) else text.encode())
    again = built.rebuild()
    assert traces(again.out) == []


class Clock(datetime):
    """A clock that is set by hand."""

    moment = datetime(2024, 6, 1, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # noqa: ARG003 - the parent's
        return cls.moment


def test_time_publishes_and_takes_back(
    publication: Callable[..., Publication], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "datetime", Clock)
    files: Mapping[str, str | bytes] = {
        "index.md": OWN["index.md"],
        "conf.py": CONF.replace('html_extra_path = ["extra"]', ""),
        "posts/shown.md": OWN["posts/shown.md"],
        "posts/later.md": "---\ntitle: Zzlater\ndate: 2024-07-01\nexpiryDate: 2024-09-01\n---\n\nZzlater\n",
    }
    built = publication(files)
    assert traces(built.out, ("zzlater",)) == []
    assert "will appear on 2024-07-01" in built.log
    monkeypatch.setattr(Clock, "moment", Clock.moment + timedelta(days=45))
    built = built.rebuild()
    assert "Zzlater" in built.read("index.html")
    monkeypatch.setattr(Clock, "moment", Clock.moment + timedelta(days=90))
    built = built.rebuild()
    assert traces(built.out, ("zzlater", "later.html")) == []
    assert "expired on 2024-09-01" in built.log
