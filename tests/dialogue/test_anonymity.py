"""The name of an anonymous speaker leaves the source in no output: what replaces it, and that nothing is left."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from functools import partial
from typing import TYPE_CHECKING

import pytest

from koushu.dialogue.cast.anonymity import mask_of, public_people
from koushu.dialogue.cast.people import read_speakers
from koushu.dialogue.cast.public_people import people_in
from koushu.dialogue.extract_store import conversations_of
from koushu.dialogue.recognition.source import read_post
from tools import require_pdftotext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Publication
    from koushu.dialogue.cast.anonymity import Mask


def masked(speakers: object, text: str) -> str:
    return mask_for(speakers, text)(text)


def mask_for(speakers: object, text: str = "") -> Mask:
    people = read_speakers(speakers)
    return mask_of(people, public_people(people, word), text)


def word(role: str, number: int) -> str:
    return " ".join(filter(None, (role.capitalize() or "Speaker", str(number or ""))))


MINNIE = {"minnie": {"name": "Minnie Zhou-Park", "role": "narrator", "anonymous": True}}
ZHOU = {"zm": {"name": {"zh": "周敏", "en": "Zhou Min"}, "aliases": ["ZM", "敏"], "anonymous": True}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minnie Zhou-Park said", "Narrator said"),
        ("MINNIE ZHOU-PARK said", "Narrator said"),
        ("minnie zhou park said", "Narrator said"),
        ("Minnie\nZhou-Park said", "Narrator\n said"),
        ("> Minnie\n> Zhou-Park said", "> Narrator\n>  said"),
        ("Zhou-Park, Minnie said", "Narrator said"),
        ("Minnie’s house", "Narrator’s house"),
        ("**Minnie:** yes", "**Narrator:** yes"),
        ("[m](https://minnie.example/minnie-zhou-park)", "[m](https://narrator.example/narrator)"),
        ("a@minnie.example", "a@narrator.example"),
        ("`minnie_zhou_park()`", "`narrator()`"),
        ("MinnieZhouPark.jpg", "narrator.jpg"),
        ("Minnieville is a town", "Minnieville is a town"),
        ("the skinny Minnies", "the skinny Minnies"),
    ],
)
def test_a_latin_name(text: str, expected: str) -> None:
    assert masked(MINNIE, text) == expected
    assert text.count("\n") == expected.count("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周敏说", "Speaker 1说"),
        ("周　敏：说", "Speaker 1：说"),
        ("周\n敏说", "Speaker 1\n说"),
        ("**敏：**说", "**Speaker 1：**说"),
        ("敏感的人", "敏感的人"),
        ("ZM: yes", "Speaker 1: yes"),
        ("AZM and ZMB", "AZM and ZMB"),
        ("周女士和周老师", "Speaker 1和Speaker 1"),
        ("上周老师来了", "上周老师来了"),
        ("/%E5%91%A8%E6%95%8F/", "/speaker-1/"),
        ("zhou-min and Zhou Min", "speaker-1 and Speaker 1"),
        ("[x](#zm)", "[x](#speaker-1)"),
    ],
)
def test_a_chinese_name(text: str, expected: str) -> None:
    assert masked(ZHOU, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jos&eacute; N&uacute;&ntilde;ez", "Guest"),
        ("JOSÉ NÚÑEZ and Jose Nunez", "Guest and Guest"),
        ("Jose\u0301 came", "Guest came"),
        ("/people/jose-nunez/", "/people/guest/"),
        ('"\\u004eúñez"', '"Guest"'),
        ("AT&T; R&D &amp; more", "AT&T; R&D &amp; more"),
    ],
)
def test_a_name_with_accents(text: str, expected: str) -> None:
    assert masked({"": {"name": "José Núñez", "role": "guest", "anonymous": True}}, text) == expected


def test_an_id_is_a_name_in_labels_and_addresses() -> None:
    will = {"will": {"name": "William Grace", "role": "guest", "anonymous": True}}
    text = "**Will:** I will go. [w](/will/) will.i.am"
    assert masked(will, text) == "**Guest:** I will go. [w](/guest/) guest.i.am"


def test_a_role_that_tells_the_name_is_none() -> None:
    people = read_speakers({"a": {"name": "Ana King", "role": "Mr King's daughter", "anonymous": True}})
    assert [(one.name, one.role) for one in public_people(people, word)] == [("Speaker 1", "")]


def test_nobody_else_tells_the_name() -> None:
    register = read_speakers(
        {
            "m": MINNIE["minnie"],
            "b": {"name": "Bo", "title": "Aide of Minnie Zhou-Park", "url": "https://minnie.example"},
        }
    )
    shown = people_in("", register, "en").public[1]
    assert (shown.title, shown.url) == ("Aide of Narrator", "https://narrator.example")


def test_the_command_keeps_the_name_too() -> None:
    told = "{name: Minerva Quillfeather, aliases: [Minnie Q, MQ, 慧娴, 欧阳慧娴], anonymous: true}"
    items = read_post(POST.replace("{title: Baroness Quillfeather}", told).encode()).as_json()
    assert [item["speaker"] for item in items] == ["Bo", "Speaker 1", "Speaker 1", "Speaker 1", "Bo"]
    assert leaks_in_text([str(items)]) == []


def test_a_translation_does_not_tell_the_name(publication: Callable[..., Publication]) -> None:
    catalogue = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Upstairs. My diary says “Narrator, run!”"\nmsgstr "Oben, sagt Minerva Quillfeather."\n'
    )
    files = {**FILES, "locale/de/LC_MESSAGES/posts/talk.po": catalogue}
    built = publication(files, builder="text", language="de", locale_dirs=["locale"], gettext_compact=False)
    assert leaks(built.out.parent) == []


def test_an_ordinary_word_is_no_name() -> None:
    will = {"w": {"name": "Will Grace", "role": "guest", "anonymous": True}}
    assert masked(will, "Will you come? I will. Grace came.") == "Will you come? I will. Guest came."
    assert masked(will, "Will Grace will come.") == "Guest will come."


def test_the_name_of_somebody_else_stays() -> None:
    people = {**MINNIE, "sun": {"name": "Sun Park"}}
    assert masked(people, "Sun Park and Minnie and Park") == "Sun Park and Narrator and Park"


def test_what_replaces_a_name_is_one_of_a_kind() -> None:
    people = read_speakers(
        {
            "a": {"name": "A One", "role": "guest", "anonymous": True, "url": "https://a.example"},
            "b": {"name": "B Two", "role": "guest", "anonymous": True},
            "c": {"name": "C Three", "anonymous": True, "avatar": "c.png", "affiliation": "C Works"},
            "d": {"name": "Host"},
            "e": {"name": "E Five", "role": "host", "anonymous": True},
            "f": {"name": "F Six", "role": "an *old*: friend", "anonymous": True},
        }
    )
    public = public_people(people, word)
    assert [one.name for one in public] == [
        "Guest 1",
        "Guest 2",
        "Speaker 1",
        "Host",
        "Host 1",
        "An old friend",
    ]
    assert len({one.id for one in public}) == 6
    hidden = [one for one in public if one.anonymous]
    assert not any(one.url or one.avatar or one.affiliation or one.aliases or one.names for one in hidden)


def test_a_name_in_a_post_is_that_of_the_register() -> None:
    register = read_speakers({"m": {"name": "Minnie Park", "role": "guest", "anonymous": True}})
    post = "---\nspeakers:\n  - {name: Bo Diddley, role: guest, anonymous: true}\n---\nText, *what?*\n"
    alone = people_in("Some English words.\n", register, "en").public
    beside = people_in(post, register, "en").public
    assert [one.name for one in alone] == ["Guest"]
    assert {(one.id, one.name) for one in beside} == {("guest", "Guest"), ("guest-1", "Guest 1")}


def test_the_word_is_in_the_language_of_the_text() -> None:
    register = read_speakers(
        {"m": {"name": "Minnie Park", "role": "host", "anonymous": True}, "n": ZHOU["zm"]}
    )
    shown = partial(people_in, register=register, site="en")
    assert [one.name for one in shown("谁也没有想到会这样，县里没有给钱。").public] == ["主持人", "说话人 1"]
    assert [one.name for one in shown("Nobody thought of that at all.").public] == ["Host", "Speaker 1"]
    assert [one.id for one in shown("谁也没有想到会这样，县里没有给钱。").public] == ["host", "speaker-1"]


NAMES = (
    "Minerva Quillfeather",
    "Quillfeather",
    "Minerva",
    "minerva-quillfeather",
    "Minnie Q",
    "欧阳慧娴",
    "慧娴",
)
REGISTER = """\
minerva-quillfeather:
  name: {en: Minerva Quillfeather, zh: 欧阳慧娴}
  aliases: [Minnie Q, MQ, 慧娴]
  role: narrator
  affiliation: Quillfeather & Daughters
  url: https://quillfeather.example/minerva
  avatar: img/face.png
  colour: 99
  same_as: [https://orcid.org/minerva-quillfeather]
  anonymous: true
bo:
  name: Bo Li
  role: interviewer
"""
POST = """\
---
title: A talk with Minerva Quillfeather
description: Minerva Quillfeather, 欧阳慧娴, remembers
tags: [Minerva Quillfeather, floods]
categories: [慧娴]
author: Minerva Quillfeather
slug: minerva-quillfeather-speaks
aliases: [/old/minerva-quillfeather/]
keywords: [Minnie Q]
speakers:
  minerva-quillfeather: {title: Baroness Quillfeather}
---

Bo Li met Minerva
Quillfeather (欧阳慧娴) in the spring.

## At home with Minerva

**Bo:** Where were you, Mrs Quillfeather?[^1]

**Minerva Quillfeather:** Upstairs. My diary says “慧娴, run!”

**MQ:** Then I wrote `minerva_quillfeather.save()`:

```python
author = "Minerva Quillfeather"  # 欧阳慧娴
```

![Portrait of Minerva Quillfeather](img/face.png "Minnie Q")

**Minnie Q:** See [my page](https://quillfeather.example/minerva-quillfeather?x=%E6%AC%A7%E9%98%B3%E6%85%A7%E5%A8%B4).

**Bo:** Thank you, &#27431;&#38451;&#24935;&#23092;.

[^1]: Quillfeather is the name of her mother.

| who | said |
|---|---|
| Minerva Quillfeather | yes |
"""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005"
    "0001a5f645400000000049454e44ae426082"
)
FILES = {
    "speakers.yml": REGISTER,
    "posts/talk.md": POST,
    "posts/img/face.png": PICTURE,
    "img/face.png": PICTURE,
}
BUILDERS = (
    "html",
    "dirhtml",
    "singlehtml",
    "json",
    "epub",
    "typst",
    "typstpdf",
    "latex",
    "text",
    "gettext",
    "man",
)


def contents(path: Path) -> Iterator[bytes]:
    """Yield everything that a file holds: itself, what is packed in it, and the words of a PDF."""
    data = path.read_bytes()
    yield str(path.name).encode()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    if path.suffix == ".pdf":
        import subprocess

        from pypdf import PdfReader

        yield subprocess.run([require_pdftotext(), str(path), "-"], capture_output=True, check=True).stdout
        yield repr(PdfReader(path).metadata).encode()
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue
    if path.suffix == ".inv":
        yield zlib.decompress(data.split(b"zlib.\n", 1)[1])
    if path.suffix == ".gz":
        yield gzip.decompress(data)


def leaks(folder: Path) -> list[str]:
    """Return where below a folder a name can be read, in any of the ways that text is written in files."""
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        for data in contents(path):
            for name in NAMES:
                forms = {
                    form
                    for text in (name, name.lower(), name.upper())
                    for form in (
                        text.encode(),
                        text.encode("utf-16-be"),
                        text.encode("unicode_escape"),
                        "".join(f"&#{ord(char)};" for char in text).encode(),
                        "".join(f"%{byte:02X}" for byte in text.encode()).encode(),
                    )
                }
                found += [f"{path.relative_to(folder)}: {form!r}" for form in forms if form in data]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("builder", BUILDERS)
def test_the_name_is_nowhere(publication: Callable[..., Publication], builder: str) -> None:
    built = publication(
        FILES, builder=builder, language="en", html_copy_source=True, html_baseurl="https://a.example"
    )
    folder = built.out.parent
    assert len(list(folder.rglob("*.doctree"))) == 2
    assert leaks(folder) == []
    assert leaks_in_text(built.warnings) == []


def leaks_in_text(lines: list[str]) -> list[str]:
    return [line for line in lines for name in NAMES if name.lower() in line.lower()]


def test_the_conversation_goes_on_without_the_name(publication: Callable[..., Publication]) -> None:
    built = publication(FILES, language="en")
    (talk,) = conversations_of(built.app.env).values()
    assert [one.speakers for one in talk.turns] == [
        ("bo",),
        ("narrator",),
        ("narrator",),
        ("narrator",),
        ("bo",),
    ]
    assert [one.label for one in talk.turns] == ["Bo", *["Narrator"] * 3, "Bo"]
    assert [(one.id, one.name, one.url, one.affiliation) for one in talk.speakers] == [
        ("bo", "Bo Li", "", ""),
        ("narrator", "Narrator", "", ""),
    ]
    assert talk.title == "A talk with Narrator"


def test_what_cannot_be_kept_back_whole_is_said(publication: Callable[..., Publication]) -> None:
    post = "# A\n\nOne *Miner*va Quillfeather came.\n"
    built = publication({"speakers.yml": REGISTER, "minerva-quillfeather.md": post}, language="en")
    told = [warning for warning in built.warnings if "[dialogue.anonymity]" in warning]
    assert len(told) == 2
    assert any("name of this file" in warning for warning in told)
    assert any(":3: " in warning and "markup parts" in warning for warning in told)
    text = built.doctree("minerva-quillfeather").astext()
    assert leaks_in_text([text]) == []
    assert text.startswith("A\n\nOne Narrator")


def test_the_list_of_forms_finds_a_name_that_is_there(publication: Callable[..., Publication]) -> None:
    """The search is no proof if it cannot find anything: without anonymity, each output holds the name."""
    files = {**FILES, "speakers.yml": REGISTER.replace("anonymous: true", "anonymous: false")}
    for builder in ("html", "epub", "typstpdf"):
        found = leaks(publication(files, builder=builder, language="en").out.parent)
        assert any("environment.pickle" in where for where in found)
        assert any("talk.doctree" in where for where in found)
        assert any(
            {"html": ".html", "epub": ".epub", "typstpdf": ".pdf"}[builder] in where for where in found
        )
