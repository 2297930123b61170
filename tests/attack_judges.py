"""What must hold of the output of any build, whatever posts it was made from."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import html5lib
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from attack_cases import Case

PLANTED = (b"PLANTED-SECRET", b"PLANTED-ENV", b"PLANTED-CONF")
MARK = "zq7"
_TEXTS = (
    ".html",
    ".xhtml",
    ".htm",
    ".xml",
    ".svg",
    ".json",
    ".tex",
    ".typ",
    ".txt",
    ".js",
    ".css",
    ".opf",
    ".ncx",
    ".vtt",
    ".csv",
    ".log",
    ".bib",
)
_XML = (".xml", ".xhtml", ".svg", ".opf", ".ncx")
_DEAD = {"application/ld+json", "application/json", "text/plain"}
_ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "cite",
    "longdesc",
    "{http://www.w3.org/1999/xlink}href",
}
_RUNS = re.compile(
    r"(?:javascript|vbscript|data(?!:image/(?:png|gif|jpeg|webp|svg\+xml))|file|view-source|jar|feed|livescript|mocha):",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
# Elements that act, load or take a reader elsewhere; the theme's own are those of the healthy page.
_ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "applet",
    "frame",
    "frameset",
    "link",
    "style",
    "meta",
    "portal",
    "noscript",
    "template",
    "plaintext",
    "xmp",
    "textarea",
    "animate",
    "set",
    "foreignobject",
    "marquee",
}
_XHTML = "{http://www.w3.org/1999/xhtml}"
_TEX = re.compile(
    r"\\(?:input|include|openin|openout|read|write|immediate|catcode|csname|lstinputlisting|verbatiminput|usepackage|special|directlua|scantokens|includegraphics|jobname|everymath|aftergroup|let|g?def|edef|newcommand|renewcommand|loop|newwrite|expandafter|pdffiledump)(?![A-Za-z@])"
)


@dataclass(frozen=True)
class Fault:
    file: str
    what: str


def texts(out: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of an output with its bytes; those of an EPUB one by one."""
    for path in sorted(out.rglob("*")):
        if path.suffix in {".epub", ".zip"}:
            with zipfile.ZipFile(path) as book:
                yield from ((f"{path.name}!{name}", book.read(name)) for name in book.namelist())
        elif path.is_file():
            yield str(path.relative_to(out)), path.read_bytes()


def faults(out: Path, baseline: Baseline) -> Iterator[Fault]:
    """Yield what in an output is active, not well formed, or not the posts' own."""
    for name, data in texts(out):
        yield from (Fault(name, f"holds {word.decode()}") for word in PLANTED if word in data)
        if name.startswith("_static/") or ("!" in name and "/_static/" in name):
            continue
        suffix = Path(name).suffix
        # Those of a book that is still to be compiled are no part of it.
        if suffix in _XML and not name.startswith(("_images/", "images/")):
            yield from _xml_faults(name, data)
        if suffix in {".html", ".xhtml"}:
            yield from page_faults(name, data, baseline)
        if suffix == ".json":
            yield from _json_faults(name, data.decode())
        if suffix == ".tex":
            yield from _tex_faults(name, data.decode())


def _xml_faults(name: str, data: bytes) -> Iterator[Fault]:
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError as error:
        yield Fault(name, f"is no XML: {error}")
        return
    if tree.tag.endswith(("}svg", "svg")) and b"zq7" in data:
        yield Fault(name, "is a drawing with the mark")


def _json_faults(name: str, text: str) -> Iterator[Fault]:
    try:
        json.loads(text)
    except ValueError as error:
        yield Fault(name, f"is no JSON: {error}")


def _tex_faults(name: str, text: str) -> Iterator[Fault]:
    for line in text.partition("\\begin{document}")[2].splitlines():
        if (found := _TEX.search(line)) and (MARK in line or "/etc/" in line):
            yield Fault(name, f"runs {found[0]}: {line[:160]}")


@dataclass
class Baseline:
    """What a healthy page of the same site has."""

    active: set[tuple[str, str]]
    ids: set[str]

    @classmethod
    def of(cls, data: bytes) -> Baseline:
        body = html5lib.parse(data.decode())
        article = _article(body)
        own = set(article.iter()) if article is not None else set()
        return cls(
            {_signature(one) for one in body.iter() if isinstance(one.tag, str)},
            {one.get("id") for one in body.iter() if one not in own and one.get("id")},
        )


def _article(tree: ET.Element) -> ET.Element | None:
    return next((one for one in tree.iter(f"{_XHTML}article") if "bd-article" in one.get("class", "")), None)


def _tag(element: ET.Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _signature(element: ET.Element) -> tuple[str, str]:
    kind = element.get("rel") or element.get("type") or element.get("http-equiv") or element.get("name") or ""
    return _tag(element), kind


def page_faults(name: str, data: bytes, baseline: Baseline) -> Iterator[Fault]:
    """Yield what a browser would run, load or follow on a page that a healthy one does not have."""
    root = html5lib.parse(data.decode())
    if b'http-equiv="refresh"' in data and len(data) < 3000:
        # A page that leads on; where it leads is looked at all the same.
        baseline = Baseline({*baseline.active, *(_signature(one) for one in root.iter())}, baseline.ids)
    article = _article(root)
    # These have forms of their own where posts have their text.
    is_own = name in {"404.html", "search.html"}
    inside = set(article.iter()) if article is not None and not is_own else set()
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    yield from _id_faults(name, elements, inside, baseline)
    for one in elements:
        yield from _element_faults(name, one, baseline, is_inside=one in inside)
        yield from _attribute_faults(name, one)


def _id_faults(
    name: str, elements: list[ET.Element], inside: set[ET.Element], baseline: Baseline
) -> Iterator[Fault]:
    seen: set[str] = set()
    for one in elements:
        identifier = one.get("id")
        if identifier in seen:
            yield Fault(name, f"has the id {identifier!r} twice")
        if one in inside and identifier in baseline.ids:
            yield Fault(name, f"takes the id {identifier!r} of the page")
        seen |= {identifier} - {None}


def _element_faults(name: str, one: ET.Element, baseline: Baseline, *, is_inside: bool) -> Iterator[Fault]:
    tag = _tag(one)
    # Pages have styles and forms of their own around what a post says.
    harmless = tag in {"meta", "form", "noscript", "link", "style"} and not is_inside and not _acts(one)
    strange = is_inside or _signature(one) not in baseline.active
    if tag in _ACTIVE and strange and not harmless and not _is_dead(one):
        yield Fault(name, f"has {ET.tostring(one)[:200]!r}")
    if tag == "script":
        yield from _script_faults(name, one)
    if tag == "style" and MARK in "".join(one.itertext()):
        yield Fault(name, "has the mark in a style")


def _attribute_faults(name: str, one: ET.Element) -> Iterator[Fault]:
    for key, value in one.attrib.items():
        plain = key.lower()
        if plain.startswith("on"):
            yield Fault(name, f"has the handler {key}={value[:60]!r}")
        elif plain in _ADDRESSES and _RUNS.match(_UNSEEN.sub("", value)):
            yield Fault(name, f"leads to {value[:80]!r}")
        elif plain in {"style", "srcdoc", "srcset", "ping"} and (MARK in value or plain == "srcdoc"):
            yield Fault(name, f"has {key}={value[:80]!r}")


def _acts(element: ET.Element) -> bool:
    """Return whether what a page may have outside of its article does something that a post wants."""
    text = ET.tostring(element, encoding="unicode")
    acts = element.get("http-equiv") or element.get("rel") in {"stylesheet", "preload", "import", "manifest"}
    return MARK in text and bool(acts or _tag(element) in {"form", "noscript", "style"})


def _is_dead(element: ET.Element) -> bool:
    return _tag(element) == "script" and element.get("type") in _DEAD


def _script_faults(name: str, script: ET.Element) -> Iterator[Fault]:
    text = "".join(script.itertext())
    if script.get("type") in _DEAD:
        if script.get("type") != "text/plain" and text.strip():
            yield from _json_faults(name, text)
    elif MARK in text:
        yield Fault(name, f"has a script with the mark: {text[:200]!r}")


def visible(data: bytes) -> str:
    """Return the words of a page's article, or of its body, on one line."""
    root = html5lib.parse(data.decode())
    start = _article(root)
    start = next(root.iter(f"{_XHTML}body")) if start is None else start
    return " ".join("".join(_words(start)).split())


def _words(start: ET.Element) -> Iterator[str]:
    # A page may nest deeper than Python's calls.
    waiting: list[ET.Element | str] = [start]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif not isinstance(part.tag, str) or _tag(part) not in {"script", "style", "template"}:
            yield (part.text or "") if isinstance(part.tag, str) else ""
            for child in reversed(part):
                waiting += [child.tail or "", child]


def missing_messages(case: Case, log: str) -> list[str]:
    """Return which of a case's warnings are not in the log, with what stands there of its files instead."""
    missing = []
    for said in case.says:
        place = re.escape(case.path(said.file) if said.file else "")
        line = str(said.line) if said.line else r"\d*"
        folder = re.escape(case.folder)
        whole = rf"(?m)(?:{place}:{line}|{folder}/[^\n]*?:\d*): (?:WARNING|ERROR): .*\[{re.escape(said.kind)}[^\]]*\]"
        if said.line:
            whole = rf"(?m){place}:{line}: (?:WARNING|ERROR): .*\[{re.escape(said.kind)}[^\]]*\]"
        if case.alone:
            whole = rf"(?m)(?:WARNING|ERROR): .*\[{re.escape(said.kind)}[^\]]*\]"
        if not re.search(whole, log):
            missing.append(f"{said}")
    return missing
