"""Links within the book and out of it, targets, downloads and the index."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from docutils import nodes

from koushu.typst_builder.escape import Code, call
from koushu.typst_builder.translator.base import BaseTranslator
from koushu.typst_builder.translator.forms import passes
from koushu.typst_builder.translator.looks import look_of

# What a reader may follow from a PDF; scripts and files of this machine are not among it.
_SCHEMES = {"http", "https", "mailto", "ftp", "ftps", "tel", "doi", "urn", "xmpp", "irc", "geo", "sip"}
# Typst's own limit is 8000 bytes.
_MAX_ADDRESS = 2000


# A target carries labels, as any node does, and prints what stands inside it.
@passes("pending_xref", "pending_xref_condition", "target")
class ReferenceVisitors(BaseTranslator):
    """Visitors of links and targets."""

    def visit_reference(self, node: nodes.reference) -> None:
        """Open a link; one that leads nowhere in a book prints its content only."""
        look = look_of(node)
        if look:
            self.begin_call(look)
        destination = self._destination(node)
        if destination is not None:
            self.begin_call(*destination)

    def depart_reference(self, node: nodes.reference) -> None:
        """Close the link."""
        destination = self._destination(node)
        if destination is not None:
            self.end_call()
            target = destination[1]
            if self.page_numbers and isinstance(target, Code) and not self.in_heading:
                self.code.add_call("page-of", Code(target.removeprefix("label(").removesuffix(")")))
        if look_of(node):
            self.end_call()

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def _destination(self, node: nodes.Element) -> tuple[str, str] | None:
        """Return the function that links and its argument: a label of the book or an address."""
        uri = node.get("refuri", "")
        label = None
        if uri.startswith("%"):
            docname, _, name = uri[1:].partition("#")
            label = self.book.targets.find(docname, name) or self.book.targets.find(docname, unquote(name))
            label = label or self.book.targets.find(docname, "")
            if label is None and docname in self.book.addresses:
                return "link", self.book.addresses[docname] + (f"#{name}" if name else "")
        elif "refid" in node:
            label = self.book.targets.find(self.docname, node["refid"])
        elif uri.startswith("#"):
            label = self.book.targets.find(self.docname, uri[1:]) or self.book.targets.find(
                self.docname, unquote(uri[1:])
            )
        if label is not None:
            return "link", call("label", label)
        return ("link", uri) if is_address(uri) else None

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Print the name of a file; a PDF holds no other files."""
        if is_address(node.get("refuri", "")):
            self.begin_call("link", node["refuri"])
        else:
            self.begin_call("code-face")

    def depart_download_reference(self, _node: nodes.Element) -> None:
        """Close it."""
        self.end_call()

    def visit_index(self, node: nodes.Element) -> None:
        """Carry the labels of index entries to the place they speak of."""
        entries: list[tuple[str, str, str, str, str | None]] = node.get("entries", [])
        for entry in entries:
            label = self.book.targets.find(self.docname, entry[2])
            if label is not None and label not in self._anchors:
                self._anchors.append(label)
        raise nodes.SkipNode


def is_address(uri: str) -> bool:
    """Return whether a URI is a whole address of a kind that a PDF may lead to."""
    try:
        scheme = urlsplit(uri).scheme.lower()
    except ValueError:
        return False
    return scheme in _SCHEMES and len(uri.encode()) <= _MAX_ADDRESS and uri.isprintable()
