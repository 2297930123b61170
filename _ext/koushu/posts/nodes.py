"""What the catalogue puts into a page: subclasses of standard nodes, so that every writer prints them."""

from __future__ import annotations

from docutils import nodes


class post_header(nodes.container):
    """Author, dates and terms of a post, below its title.

    Shape: `post_header > (paragraph.post-byline, paragraph.post-terms?)` of inline nodes with classes.
    """


class post_time(nodes.inline):
    """A date as readers write it; `datetime` holds it as ISO 8601."""


class post_list(nodes.General, nodes.Element):
    """The place of a list of posts; a post-transform fills it from the catalogue, the book puts the posts there."""
