"""The nodes of lists of speakers.

speaker_index(speaker)          a place: of one person's page, or of the index of all
talk_share(docname)             a place: of the table of shares
index_entry > paragraph, index_place*
index_place > paragraph > reference, page_numbers
bullet_list > turn_line         on a web site; elsewhere bullet_list > list_item > paragraph
"""

from __future__ import annotations

from docutils import nodes


class speaker_index(nodes.General, nodes.Element):
    """The place of what one person says (`speaker`), or of the index of everybody; filled when it is written."""


class talk_share(nodes.General, nodes.Element):
    """The place of the table of shares; filled when it is written."""


class index_entry(nodes.General, nodes.Element):
    """One person in the index of a printed book."""


class index_place(nodes.General, nodes.Element):
    """One conversation of a person in the index of a printed book."""


class page_numbers(nodes.Inline, nodes.Element):
    """The pages on which turns stand: `targets` are pairs of document name and anchor."""


class share_bar(nodes.Inline, nodes.Element):
    """A bar for the eye alone, beside the number that it shows: `percent`, `slot`."""


class turn_line(nodes.paragraph):
    """A turn in the list of a web site, of which there are thousands: its text, and the same in parts.

    `address`, `label` and `words` with their `language` where it is not the page's; `time` where one is told.
    """


PLACES = (speaker_index, talk_share)
LISTED = (index_entry, index_place, page_numbers, share_bar, turn_line)
