"""All pages of the book together: every link reaches something in the book or says where it leads outside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from koushu.record import record
from koushu.xhtml import XHTML

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

_XHTML: Final = f"{{{XHTML}}}"
_OUTSIDE: Final = frozenset(
    {"http", "https", "mailto", "tel", "ftp", "geo", "sms", "xmpp", "irc", "doi", "urn", "news", "magnet"}
)
# XML's NCName without the colon that some readers take for a scheme.
_NAME_START: Final = re.compile(r"[^\W\d]")
_NOT_NAME: Final = re.compile(r"[^\w.\-·]")
_REFERENCES: Final = ("aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "headers")
_HOST: Final = re.compile(r"[\w.\-~]+(:\d+)?\Z|\[[0-9a-fA-F:.]+\](:\d+)?\Z")
_LEGAL: Final = "%/:=&?~#+!$,;'@()*[]"


@dataclass(slots=True)
class BookPage:
    """A page as it goes into the book."""

    source: str
    """Its path as it was written, which its own links and those of others start from."""
    path: str
    """Its path in the book."""
    root: ET.Element
    identifiers: dict[str, str] = field(default_factory=dict)
    """Every `id` of the source, and the name it has in the book."""


def name_identifiers(page: BookPage) -> None:
    """Give every element of a page an `id` that is an XML name and stands once; fills `identifiers`."""
    taken: set[str] = set()
    for element in page.root.iter():
        old = element.get("id")
        if old is None:
            continue
        new = xml_name(old)
        if old in page.identifiers or not new:
            # The first wins, as in HTML.
            del element.attrib["id"]
            continue
        while new in taken:
            new += "-"
        taken.add(new)
        page.identifiers[old] = new
        element.set("id", new)
    for element in page.root.iter():
        _rename_references(element, page.identifiers)


def xml_name(identifier: str) -> str:
    """Return an identifier as an XML name without colons; empty when nothing is left of it."""
    name = _NOT_NAME.sub("-", identifier)
    return name if not name or _NAME_START.match(name) else f"id-{name}"


def _rename_references(element: ET.Element, identifiers: Mapping[str, str]) -> None:
    for key in _REFERENCES:
        value = element.get(key)
        if value is not None:
            known = [identifiers[name] for name in value.split() if name in identifiers]
            if known:
                element.set(key, " ".join(known))
            else:
                del element.attrib[key]


@record
class Outside:
    """Where that lies which is not in the book."""

    website: str = ""
    """The canonical address of the publication, below which its files lie; empty where it has none."""
    pages: Mapping[str, str] = field(default_factory=dict)
    """Source path of each page that is not in the book -> its absolute address, empty where that is not known."""


def connect_links(page: BookPage, pages: Mapping[str, BookPage], outside: Outside) -> None:
    """Make every link of a page valid in place; `pages` are those of the book by their source path.

    What is not in the book is linked on the web; a link that leads nowhere keeps its text only.
    """
    for element in page.root.iter(_XHTML + "a"):
        address = element.get("href")
        if address is None:
            continue
        target = _target(page, address.strip(), pages, outside)
        if target and _is_seen(element):
            element.set("href", target)
            _name(element, target)
        else:
            _unlink(element)


def _is_seen(link: ET.Element) -> bool:
    """Return whether a link shows anything that a reader could follow."""
    return any(part.tag not in {_XHTML + "a", _XHTML + "span"} for part in link.iter()) or bool(
        "".join(link.itertext()).strip()
    )


def _name(link: ET.Element, target: str) -> None:
    """Name a link around pictures that nobody has described by its title or its address, for screen readers."""
    words = "".join(link.itertext()).strip() or "".join(part.get("alt", "") for part in link.iter())
    if not words.strip() and "aria-label" not in link.keys():  # noqa: SIM118 - an Element is no mapping
        link.set("aria-label", link.get("title") or unquote(re.sub(r"\A[a-z]+:/*", "", target)))


def _unlink(element: ET.Element) -> None:
    element.tag = _XHTML + "span"
    for key in ("href", "hreflang", "rel", "role", "{http://www.idpf.org/2007/ops}type"):
        element.attrib.pop(key, None)


def _target(page: BookPage, address: str, pages: Mapping[str, BookPage], outside: Outside) -> str:
    if address.startswith("//"):
        return external_address(f"https:{address}")
    scheme = _scheme(address)
    if scheme:
        return external_address(address) if scheme in _OUTSIDE else ""
    path, _, fragment = address.partition("#")
    place = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page.source), unquote(path)))
        if path
        else page.source
    )
    if place in pages:
        return _inside(page, pages[place], unquote(fragment))
    if place in outside.pages:
        known = outside.pages[place]
        return external_address(f"{known}#{fragment}" if known and fragment else known)
    website = outside.website.rstrip("/")
    return external_address(urljoin(f"{website}/{page.source}", address)) if website else ""


def _inside(page: BookPage, target: BookPage, fragment: str) -> str:
    name = target.identifiers.get(fragment, "")
    if target is page and name:
        return f"#{name}"
    path = quote(posixpath.relpath(target.path, posixpath.dirname(page.path) or "."))
    return f"{path}#{name}" if name else path


def _scheme(address: str) -> str:
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", address)
    return match[1].lower() if match else ""


def external_address(address: str) -> str:
    """Return an address as a valid URL with its odd characters encoded; empty when it is none."""
    cleaned = "".join(char for char in address if char.isprintable()).strip()
    try:
        parts = urlsplit(cleaned)
        if parts.scheme in {"http", "https", "ftp"}:
            if not _HOST.match(unquote(parts.netloc.rpartition("@")[2])):
                return ""
            cleaned = parts._replace(netloc=_ascii_host(parts.netloc)).geturl()
        encoded = quote(cleaned, safe=_LEGAL)
    except ValueError:
        return ""
    if "[" not in parts.netloc:
        encoded = encoded.replace("[", "%5B").replace("]", "%5D")
    # A percent sign that encodes nothing, and all but the first number sign, are text.
    head, _, fragment = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded).partition("#")
    return head + ("#" + fragment.replace("#", "%23") if fragment else "")


def _ascii_host(host: str) -> str:
    """Return a host name in the form that name servers know: `例え.jp` gives `xn--r8jz45g.jp`."""
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host
