"""What Hugo's Markdown has and docutils has no node for."""

from __future__ import annotations

from docutils import nodes


class thematic_break(nodes.General, nodes.Element):
    """A break between scenes, `------`.

    docutils' `transition` may stand neither first nor last nor beside another; this one may stand anywhere.
    """


class hard_break(nodes.Inline, nodes.Element):
    """A line that ends where the author ended it."""


class flat_heading(nodes.General, nodes.TextElement):
    """A heading that opens no section, inside a quote, a list or a directive.

    `level` is Hugo's, 1 to 6.
    """


class tagged(nodes.Inline, nodes.TextElement):
    """Running text in one of HTML's elements for editing: `tag` is `del`, `ins` or `mark`."""


class missing_image(nodes.inline):
    """The alternative text of an image whose file was not found; `uri` is its address as written, `title` its title.

    HTML shows the image from there all the same, as Hugo does; every other format takes it for plain text.
    """


class task_box(nodes.Inline, nodes.Element):
    """The box before an item of a task list; `checked` says whether it is done."""


class embed(nodes.General, nodes.Element):
    """A film or post of another site, shown as a card with a link; nothing is loaded from there.

    `provider` is the site's name, `url` the address, `title` what it is, `player` the address of what plays it.
    `frame` are the attributes of the `iframe` that HTML shows instead, where the publication wants it.
    """


class details(nodes.General, nodes.Element):
    """A part that HTML folds away and paper prints in full: `summary` first, blocks after it.

    Shape: `details(open) > (summary, block*)`.
    """


class summary(nodes.Part, nodes.TextElement):
    """The line of a `details` that always shows."""


class ruby(nodes.Inline, nodes.TextElement):
    """A word with its `reading`, set above it in HTML and in the PDF, and in brackets after it elsewhere."""
