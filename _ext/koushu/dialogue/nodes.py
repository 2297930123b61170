"""The nodes of a dialogue.

    dialogue(speakers, style, audio, label, numbered, written)
        cast > member(card, slot) > image
        turn(ids, speakers, number, slot, label, time, end, lang, pair)
            paragraph > lead(speaker, colon), text, vocal, editorial, mention…
            any blocks…
        narration > any blocks…
        scenebreak

The lead stands inside the first paragraph, so that copying, reader mode, screen readers and every
writer that knows none of these nodes still print `周敏：说真的`; a turn that opens with another kind of
block has a paragraph of its own for it.
"""

from __future__ import annotations

from docutils import nodes


class dialogue(nodes.General, nodes.Element):
    """A run of turns."""


class turn(nodes.General, nodes.Element):
    """One speaker's uninterrupted speech."""


class narration(nodes.General, nodes.Element):
    """The editor's text between turns."""


class scenebreak(nodes.General, nodes.Element):
    """A break between two scenes of a dialogue."""


class lead(nodes.Inline, nodes.TextElement):
    """What opens a turn as printed: the name, what stands beside it, the colon."""


class speaker(nodes.Inline, nodes.TextElement):
    """The printed name of who speaks."""


class colon(nodes.Inline, nodes.TextElement):
    """The mark between a name and the words."""


class vocal(nodes.Inline, nodes.TextElement):
    """What is heard and is no word, with its brackets: `kind` is one of `vocals.KINDS`."""


class editorial(nodes.Inline, nodes.TextElement):
    """Words that the editor added to what was said, with their brackets."""


class mention(nodes.Inline, nodes.TextElement):
    """The name of a speaker in running text: `label` as written, `speakers` once it is known who that is."""


class cast(nodes.General, nodes.Element):
    """Who speaks: filled with a member for each person wherever it stands, and added where it is not."""


class member(nodes.General, nodes.Element):
    """One person of a cast, a `Card` in attributes, the portrait inside."""


BLOCKS = (dialogue, turn, narration, scenebreak)
UTTERED = (turn, narration, scenebreak)
INLINES = (lead, speaker, colon, vocal, editorial, mention)
PARTS = (cast, member)
