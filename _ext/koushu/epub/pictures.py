"""The images of the book: each file once, under a name every reader can open; what cannot be shown is said."""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from koushu.epub.links import external_address
from koushu.epub.media import EXTENSIONS, clean_svg, image_type, is_animated
from koushu.epub.package import Item
from koushu.epub.page import relative
from koushu.problems import Kind, Problem
from koushu.xhtml import XHTML

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree import ElementTree as ET

    from koushu.epub.links import BookPage

_XHTML: Final = f"{{{XHTML}}}"
_INLINE: Final = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]")
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*\Z")
_REMOTE: Final = frozenset({"http", "https"})


@dataclass(slots=True)
class Pictures:
    """Collects the images that pages show."""

    load: Callable[[str], bytes | None]
    """Returns the bytes of a file of the output folder; None when there is none."""
    find: Callable[[str, str], tuple[str, int]] = lambda _page, path: (path, 1)
    """Returns what the author calls a picture, and its 1-based line, by the page's path and that in the output."""
    items: dict[str, Item] = field(default_factory=dict)
    """Each image's place in the package, by its path in the output folder."""
    files: dict[str, bytes] = field(default_factory=dict)
    shown: bool = False
    described: bool = True
    animated: bool = False

    def place(self, page: BookPage) -> list[Problem]:
        """Make every image of a page show a file of the book, in place; return what cannot be shown.

        A remote image becomes a link, any other that has no usable file its text alternative.
        """
        problems = []
        _describe_by_captions(page.root)
        for image in list(page.root.iter(_XHTML + "img")):
            source = image.get("src", "").strip()
            if source.startswith("//") or urlsplit_scheme(source) in _REMOTE:
                _link(image, source)
            elif not _INLINE.match(source) and not self._show(page, image, source):
                problems.append(self._problem(page, image, source))
                _describe(image, source)
            else:
                self._count(image)
        return problems

    def _problem(self, page: BookPage, image: ET.Element, source: str) -> Problem:
        name, line = self.find(page.source, _path(page, source))
        shown = image.get("alt") or posixpath.basename(source)
        message = (
            f"{name!r} is no image the EPUB can hold; expected a PNG, JPEG, GIF, SVG or WebP file. "
            f"Shown as text: {shown}"
        )
        return Problem(Kind.EPUB_IMAGE, line, message)

    def _show(self, page: BookPage, image: ET.Element, source: str) -> bool:
        path = _path(page, source)
        item = self.items.get(path) or self._add(path)
        if item is not None:
            image.set("src", relative(page.path, item.path))
        return item is not None

    def _add(self, path: str) -> Item | None:
        data = None if path.startswith(("..", "/")) else self.load(path)
        kind = image_type(data) if data else ""
        if data is None or not kind:
            return None
        item = Item(self._name(path, kind, data), kind)
        self.items[path] = item
        self.files[item.path] = clean_svg(data) if kind == "image/svg+xml" else data
        self.animated = self.animated or is_animated(data)
        return item

    def _name(self, path: str, kind: str, data: bytes) -> str:
        stem = posixpath.splitext(posixpath.basename(path))[0]
        name = f"images/{stem}{EXTENSIONS[kind]}"
        if not _PLAIN_NAME.match(stem) or name in self.files:
            name = f"images/{hashlib.sha256(path.encode() + data).hexdigest()[:16]}{EXTENSIONS[kind]}"
        return name

    def _count(self, image: ET.Element) -> None:
        self.shown = True
        self.described = self.described and bool(image.get("alt"))


def _path(page: BookPage, source: str) -> str:
    """Return the path of a picture in the output folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.source), unquote(source)))


def _describe_by_captions(root: ET.Element) -> None:
    """Give each image that nobody has described the words of its caption; the writer has put its address there."""
    for figure in root.iter(_XHTML + "figure"):
        caption = figure.find(f".//{_XHTML}figcaption")
        words = _words(caption) if caption is not None else ""
        for image in figure.iter(_XHTML + "img"):
            if _is_address(image):
                image.set("alt", words)
    for image in root.iter(_XHTML + "img"):
        if _is_address(image):
            image.set("alt", image.get("title", ""))


def _is_address(image: ET.Element) -> bool:
    return bool(image.get("src")) and image.get("alt") == image.get("src")


def _words(element: ET.Element) -> str:
    """Return the text of a caption on one line, without its number, its legend and the marks of notes."""
    parts = [element.text or ""]
    for child in element:
        other = child.get("role") == "doc-noteref" or child.get("class") in {"caption-number", "legend"}
        parts += ["" if other else _words(child), child.tail or ""]
    return " ".join("".join(parts).split())


def urlsplit_scheme(address: str) -> str:
    """Return an address's scheme; empty for one that has none or is no address."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _link(image: ET.Element, source: str) -> None:
    address = external_address(f"https:{source}" if source.startswith("//") else source)
    _replace(image, "a" if address else "span", image.get("alt") or source)
    if address:
        image.set("href", address)
        image.set("class", "remote-image")


def _describe(image: ET.Element, source: str) -> None:
    _replace(image, "span", image.get("alt") or posixpath.basename(source))
    image.set("class", "missing-image")


def _replace(image: ET.Element, name: str, text: str) -> None:
    tail, identifier = image.tail, image.get("id")
    image.clear()
    image.tag, image.text, image.tail = _XHTML + name, text, tail
    if identifier:
        image.set("id", identifier)
