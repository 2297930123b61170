"""The forms in which authors write dialogue out: `{dialogue}`, `{turn}`, `{narration}`.

They make the nodes that recognition makes; what only the whole document can tell (who a name is,
numbers, anchors) the transform adds to both alike. An option that is not understood is reported and left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from koushu.dialogue import nodes as own
from koushu.dialogue.cast.speakers import slug
from koushu.dialogue.lexicon import folded
from koushu.dialogue.recognition.leads import DASHES
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.util.typing import OptionSpec

STYLES: Final = ("interview", "oral-history", "play", "log")
_CLOCK: Final = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?\Z")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_SWITCH: Final = {"": True, "on": True, "true": True, "yes": True, "off": False, "false": False, "no": False}


class DialogueForm(SphinxDirective):
    """What the written forms share: wrong use is reported on the line of the form, and its content kept."""

    has_content = True

    def report(self, message: str) -> None:
        """Report a wrong use."""
        where = str(self.env.doc2path(self.env.docname))
        report(Problem(Kind.DIALOGUE_DIRECTIVE, self.lineno, f"`{self.name}` {message}"), where)

    def choice(self, option: str, allowed: Sequence[str]) -> str:
        """Return an option that is one of a few words, or nothing."""
        value = str(self.options.get(option) or "").strip().lower()
        if value and value not in allowed:
            self.report(f"has the {option} “{value}”; expected one of {', '.join(allowed)}")
            return ""
        return value

    def switch(self, option: str) -> bool | None:
        """Return an option that is on or off; None where it is not given."""
        if option not in self.options:
            return None
        value = str(self.options[option] or "").strip().lower()
        if value not in _SWITCH:
            self.report(f"has {option} “{value}”; expected `on` or `off`")
        return _SWITCH.get(value)

    def clock(self, option: str) -> str:
        """Return a time as `HH:MM:SS`, with thousandths where it has them, or nothing."""
        value = str(self.options.get(option) or "").strip()
        found = _CLOCK.match(value)
        if found is None:
            if value:
                self.report(f"has the {option} “{value}”; expected a time such as 00:04:03")
            return ""
        hours, minutes, seconds = int(found[1] or 0), int(found[2]), int(found[3])
        part = f".{found[4]:0<3}" if found[4] else ""
        return f"{hours:02}:{minutes:02}:{seconds:02}{part}"

    def language_tag(self) -> str:
        """Return the option `lang`, or nothing."""
        value = str(self.options.get("lang") or "").strip().replace("_", "-")
        if value and not _LANGUAGE.match(value):
            self.report(f"has the lang “{value}”; expected a tag of BCP 47 such as en or zh-Hant")
            return ""
        return value

    def note_name(self, node: nodes.Element) -> None:
        """Give a node the name that its author chose; names in any script become anchors."""
        name = nodes.fully_normalize_name(str(self.options.get("name") or ""))
        if name:
            node["names"].append(name)
            node["ids"].append(slug(name))
            self.state.document.note_explicit_target(node, node)


class DialogueDirective(DialogueForm):
    """`dialogue(written) > turn+`; labelled paragraphs inside are turns for certain, whatever their words."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "style": directives.unchanged,
        "audio": directives.unchanged,
        "label": directives.unchanged,
        "numbering": directives.unchanged,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return the dialogue with its title, which is a caption and no heading."""
        node = own.dialogue(written=True, classes=self.options.get("class", []))
        self.set_source_info(node)
        self.note_name(node)
        for name, value in (
            ("style", self.choice("style", STYLES)),
            ("audio", str(self.options.get("audio") or "").strip()),
            ("label", str(self.options.get("label") or "").strip()),
        ):
            if value:
                node[name] = value
        if (numbered := self.switch("numbering")) is not None:
            node["numbered"] = numbered
        if self.arguments:
            children, messages = self.parse_inline(self.arguments[0], lineno=self.lineno)
            title = nodes.paragraph(self.arguments[0], "", *children, classes=["dialogue-title"])
            self.set_source_info(title)
            node.extend([title, *messages])
        node.extend(self.parse_content_to_nodes())
        if not node.children:
            self.report("holds nothing; expected turns")
            return []
        return [node]


class TurnDirective(DialogueForm):
    """`turn(label) > blocks…`; the argument is an id, a name, an alias, or several. The lead comes later."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {
        "time": directives.unchanged,
        "end": directives.unchanged,
        "lang": directives.unchanged,
        "name": directives.unchanged,
        "role": directives.unchanged,
        "translation-of": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return the turn; one that names nobody keeps its words as narration and is reported."""
        blocks = self.parse_content_to_nodes()
        label = " ".join(self.arguments[0].split()) if self.arguments else ""
        # Dashes stand for who asks and has no name, as in Japanese interviews.
        if not folded(label) and (not label or label.strip(DASHES)):
            self.report("names nobody; expected the name of a speaker after it")
            return self._holding(own.narration(), blocks)
        node = own.turn(label=label, written=True, classes=self.options.get("class", []))
        self.note_name(node)
        for name, value in (
            ("time", self.clock("time")),
            ("end", self.clock("end")),
            ("lang", self.language_tag()),
            ("role", str(self.options.get("role") or "").strip()),
            ("pair", str(self.options.get("translation-of") or "").strip().removeprefix("#")),
        ):
            if value:
                node[name] = value
        if not blocks:
            self.report(f"of “{label}” has no words; expected what was said")
        return self._holding(node, blocks)

    def _holding(self, node: nodes.Element, blocks: list[nodes.Node]) -> list[nodes.Node]:
        self.set_source_info(node)
        node.extend(blocks)
        return [node]


class NarrationDirective(DialogueForm):
    """`narration > blocks…`."""

    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option, "lang": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the narration; an empty one is reported and left out."""
        node = own.narration("", *self.parse_content_to_nodes(), classes=self.options.get("class", []))
        self.set_source_info(node)
        if language := self.language_tag():
            node["lang"] = language
        if not node.children:
            self.report("holds nothing; expected what the narrator says")
            return []
        return [node]
