"""Books of parts: a PDF for each post, section, series or speaker, beside that of the whole publication."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from koushu.posts.chosen_parts import wanted_parts
from koushu.posts.downloads import FOLDER, file_at
from koushu.typst_builder.metadata import Entry
from koushu.typst_builder.volumes import Volume

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.builders import Builder

    from koushu.posts.parts import BookPart


def part_volumes(builder: Builder, theme: str) -> Iterator[Volume]:
    """Yield what is to be written for each part; that of a single post has no cover."""
    known = builder.env.found_docs
    for part in wanted_parts(builder.app):
        docnames = tuple(name for name in part.docnames if name in known)
        if not docnames:
            continue
        single = part.kind == "post"
        root = docnames[0] if single else str(builder.config.root_doc)
        yield Volume(
            Entry(
                root,
                f"{part.kind}-{_digest(part)}",
                part.title,
                "",
                "post" if single else theme,
                f"{FOLDER}-{'post' if single else 'book'}",
                path=f"{FOLDER}/{file_at(part.url, 'pdf')}",
                part=part,
            ),
            None if single else docnames,
            opening=False,
        )


def _digest(part: BookPart) -> str:
    return hashlib.sha256(part.url.encode()).hexdigest()[:12]
