"""What one EPUB is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from koushu.record import record

if TYPE_CHECKING:
    from koushu.posts.parts import BookPart
    from koushu.posts.records import Post

WHOLE_COVER: Final = 1600
PART_COVER: Final = 800


@record
class Edition:
    """One EPUB to bind."""

    path: str
    """Where it is written below the output folder."""
    pages: dict[str, str]
    """Document name -> page in the output folder, in the order of reading."""
    posts: tuple[Post, ...]
    """Those of the catalogue that it holds, in the order of reading."""
    part: BookPart | None = None
    """The part of the publication that it is; none for the whole."""

    @property
    def single(self) -> Post | None:
        """Return the post that the book is, for the book of a post."""
        return self.posts[0] if self.part and self.part.kind == "post" and self.posts else None

    @property
    def cover_width(self) -> int:
        """Return how wide a drawn cover is, in pixels."""
        return PART_COVER if self.part else WHOLE_COVER
