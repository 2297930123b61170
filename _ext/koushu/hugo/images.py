"""Image files: found where Hugo looks for them, or replaced by their alternative text."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from koushu.drawings import clean_drawing
from koushu.hugo.dialect.addresses import is_dangerous
from koushu.hugo.embedded_images import read_embedded
from koushu.hugo.files import candidates, find_image
from koushu.hugo.nodes import missing_image
from koushu.hugo.sites.context import static_paths
from koushu.pictures import MOST_PIXELS, picture_size
from koushu.problems import Kind, Problem, notify, report
from koushu.safe_path import name_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

# Inside these an image stands in running text; a link to a page is still a question here.
_INLINE: Final = (nodes.TextElement, nodes.Inline)


class CheckImages(SphinxTransform):
    """Finds each image's file, and puts the alternative text where there is none."""

    # After every directive and shortcode, before Sphinx's collector of images runs at `doctree-read` (880).
    default_priority = 870

    def apply(self, **_kwargs: object) -> None:
        """Check every image of a Hugo source."""
        if "hugo_params" not in self.document:
            return
        for node in list(self.document.findall(nodes.image)):
            self._check(node)

    def _check(self, node: nodes.image) -> None:
        uri = node["uri"]
        if uri.startswith("//"):
            # Sphinx would take the host for a folder of this machine.
            uri = node["uri"] = f"https:{uri}"
        if uri[:5].lower() == "data:" and not is_dangerous(uri):
            self._check_embedded(node)
            return
        if "://" in uri and not is_dangerous(uri):
            self._note_remote(node)
            return
        own = str(self.env.doc2path(self.env.docname, base=False))
        static = static_paths(self.config, self.env.docname, uri)
        found = find_image(self.env.srcdir, own, uri, static)
        fault = picture_fault(Path(self.env.srcdir, found)) if found is not None else None
        if found is not None and fault is None:
            node["uri"] = f"/{found}"
            return
        if found is not None and fault is not None:
            self.env.note_dependency(found)
            report(replace(fault, line=_line_of(node)), str(self.document["source"]))
            _replace(node, _missing(node))
            return
        source = str(self.document["source"])
        message = (
            f"found no image file {uri!r}; expected it beside the post or, from the site's root, in the source folder "
            "or its `static`. HTML keeps the address; other formats show the alternative text"
        )
        report(Problem(Kind.IMAGE, _line_of(node), message), source)
        place = candidates(own, uri)[0] if uri else ""
        # What is there and may not be read is not looked at either, to see whether it changes.
        writable = place and not any(map(name_fault, place.split("/")))
        if writable and not os.path.lexists(Path(self.env.srcdir, place)):
            self.env.note_dependency(place)
        _replace(node, _missing(node))

    def _check_embedded(self, node: nodes.image) -> None:
        uri, fault = read_embedded(node["uri"])
        if not fault:
            node["uri"] = uri
            return
        message = f"found a picture {node['uri'][:40]!r} in its address; {fault}. Its description is shown"
        report(Problem(Kind.IMAGE, _line_of(node), message), str(self.document["source"]))
        _replace(node, nodes.inline("", node.get("alt", ""), classes=["missing-image"]))

    def _note_remote(self, node: nodes.image) -> None:
        message = f"the image {node['uri']!r} lies on another site; other formats than HTML show its text and a link"
        notify(Problem(Kind.REMOTE_IMAGE, _line_of(node), message), str(self.document["source"]))


def picture_fault(path: Path) -> Problem | None:
    """Return why a picture is not shown: it would unfold beyond all memory, or is no drawing that may be shown."""
    if path.suffix.lower() == ".svg":
        if clean_drawing(path.read_bytes()) is not None:
            return None
        message = (
            f"found no drawing in {path.name!r}; expected an SVG of 100 levels at most, without entities "
            "and with few filters. Its description is shown"
        )
        return Problem(Kind.IMAGE, 0, message)
    size = picture_size(path)
    if size is None or size[0] * size[1] <= MOST_PIXELS:
        return None
    message = (
        f"found {size[0]} × {size[1]} pixels in {path.name!r}; expected {MOST_PIXELS // 1_000_000} million at most. "
        "Its description is shown"
    )
    return Problem(Kind.LIMIT, 0, message)


class LinkRemoteImages(SphinxPostTransform):
    """Puts text and a link in place of an image of another site, for builders that would fetch it."""

    # Before Sphinx's downloader (100).
    default_priority = 90

    def run(self, **_kwargs: object) -> None:
        """Replace every remote image, unless the builder shows it from where it is."""
        builder = self.env._app.builder  # noqa: SLF001
        if builder.format == "html" and builder.supported_remote_images:
            return
        for node in list(self._remote()):
            text = node.get("alt") or node["uri"]
            link: nodes.Node = nodes.Text(text)
            if not isinstance(node.parent, nodes.reference):
                link = nodes.reference("", text, refuri=node["uri"])
            _replace(node, link)

    def _remote(self) -> Iterator[nodes.image]:
        images = self.document.findall(nodes.image)
        return (node for node in images if node["uri"].startswith(("http:", "https:", "//")))


def _missing(node: nodes.image) -> nodes.Node:
    inline: nodes.inline = missing_image(
        "", node.get("alt", ""), uri=node["uri"], title=node.get("title", "")
    )
    if is_dangerous(node["uri"]):
        inline = nodes.inline("", node.get("alt", ""))
    inline["classes"].append("missing-image")
    return inline


def _line_of(node: nodes.Node | None) -> int:
    """Return the 1-based line of a node or of what holds it; Sphinx puts 0 on images that may be translated."""
    while node is not None and not node.line:
        node = node.parent
    return node.line or 0 if node is not None else 0


def _replace(node: nodes.image, words: nodes.Node) -> None:
    """Put words in place of an image, in a paragraph where no text may stand: an image in a figure, or its link."""
    parent: nodes.Element = node.parent
    if not isinstance(parent, _INLINE):
        words = nodes.paragraph("", "", words)
    node.replace_self(words)
    holder: nodes.Element = parent.parent
    if isinstance(parent, nodes.Inline) and not isinstance(holder, _INLINE):
        paragraph = nodes.paragraph()
        holder.replace(parent, paragraph)
        paragraph += parent
