"""All conversations of one person as a book of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.posts.catalogue import catalogue_of, site_language
from koushu.posts.parts import BookPart
from koushu.speakers.making import people_of
from koushu.speakers.page_source import page_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def parts_of_speakers(app: Sphinx, kind: str) -> list[BookPart]:
    """Return everybody who has a page, with the documents in which they speak, by date (`koushu-book-parts`)."""
    if kind != "speaker":
        return []
    posts = catalogue_of(app).by_docname
    language = site_language(app.config)

    def when(docname: str) -> tuple[bool, float, str]:
        date = posts[docname].meta.date if docname in posts else None
        return date is None, date.timestamp() if date else 0.0, docname

    return [
        BookPart(
            kind,
            f"/{page_of(one)}/",
            person.speaker.display(language),
            tuple(sorted({part.docname for part in person.parts}, key=when)),
        )
        for one, person in people_of(app.env).items()
    ]
