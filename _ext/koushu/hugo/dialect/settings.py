"""A site's Markdown settings, as Hugo's `markup` table has them, with Hugo's defaults."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import TypeIs

HeadingIdType = Literal["github", "github-ascii", "blackfriday"]
LineBreakStyle = Literal["", "simple", "css3draft"]
Delimiters = tuple[tuple[str, str], ...]

_T = TypeVar("_T", bool, str)


@record
class Passthrough:
    """Text that Markdown leaves alone: the formulas of a site that has them."""

    enable: bool = False
    block: Delimiters = ()
    inline: Delimiters = ()


@record
class Cjk:
    """What goldmark's own extension for Chinese, Japanese and Korean does."""

    line_breaks: LineBreakStyle = ""
    escaped_space: bool = False


@record
class Markup:
    """The options that decide how a post reads; hashable, so that one parser serves all posts of a site.

    Source: Hugo documentation, "Configure markup".
    """

    # Extensions that Hugo has on.
    typographer: bool = True
    footnote: bool = True
    definition_list: bool = True
    table: bool = True
    strikethrough: bool = True
    linkify: bool = True
    linkify_protocol: str = "https"
    task_list: bool = True
    heading_attributes: bool = True
    heading_ids: bool = True
    heading_id_type: HeadingIdType = "github"
    # Extensions that Hugo has off.
    block_attributes: bool = False
    delete: bool = False
    insert: bool = False
    mark: bool = False
    subscript: bool = False
    superscript: bool = False
    hard_wraps: bool = False
    unsafe: bool = False
    code_fences: bool = True
    """Whether fenced code is highlighted."""
    passthrough: Passthrough = field(default_factory=Passthrough)
    cjk: Cjk = field(default_factory=Cjk)
    # A setting of the site itself in Hugo, `enableEmoji`.
    emoji: bool = False
    # Ours: off when a site wants Hugo's own reading of Chinese, Japanese and Korean.
    repair_cjk: bool = True
    # Names in braces that are directives and roles; every other is text.
    roles: frozenset[str] = frozenset()
    # Of addresses that posts may lead to, besides those of `addresses.SCHEMES`.
    schemes: frozenset[str] = frozenset()


def read_markup(
    table: Mapping[str, object],
    *,
    strict: bool = False,
    emoji: bool = False,
    roles: frozenset[str] = frozenset(),
    schemes: frozenset[str] = frozenset(),
) -> Markup:
    """Return the settings that a `markup` table of a Hugo site sets, Hugo's defaults for the rest.

    Keys may be in any case; a value of the wrong type is passed over, as Hugo does.
    """
    goldmark = _Table(table).table("goldmark")
    highlight = _Table(table).table("highlight")
    extensions = goldmark.table("extensions")
    parser = goldmark.table("parser")
    extras = extensions.table("extras")
    attribute = parser.table("attribute")
    renderer = goldmark.table("renderer")
    return Markup(
        typographer=extensions.switch("typographer", default=True),
        footnote=extensions.switch("footnote", default=True),
        definition_list=extensions.switch("definitionList", default=True),
        table=extensions.switch("table", default=True),
        strikethrough=extensions.switch("strikethrough", default=True),
        linkify=extensions.switch("linkify", default=True),
        linkify_protocol=extensions.get("linkifyProtocol", "https"),
        task_list=extensions.switch("taskList", default=True),
        heading_attributes=attribute.get("title", True),
        heading_ids=parser.get("autoHeadingID", True),
        heading_id_type=_id_type(parser.get("autoHeadingIDType", "github")),
        block_attributes=attribute.get("block", False),
        delete=extras.switch("delete"),
        insert=extras.switch("insert"),
        mark=extras.switch("mark"),
        subscript=extras.switch("subscript"),
        superscript=extras.switch("superscript"),
        hard_wraps=renderer.get("hardWraps", False),
        unsafe=renderer.get("unsafe", False),
        code_fences=highlight.get("codeFences", True),
        passthrough=_passthrough(extensions.table("passthrough")),
        cjk=_cjk(extensions.table("cjk")),
        emoji=emoji,
        repair_cjk=not strict,
        roles=roles,
        schemes=schemes,
    )


class _Table:
    """A table of settings whose keys do not heed case."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = {str(key).lower(): value for key, value in values.items()}

    def value(self, name: str) -> object:
        return self._values.get(name.lower())

    def table(self, name: str) -> _Table:
        value = self.value(name)
        return _Table(cast("Mapping[str, object]", value) if isinstance(value, dict) else {})

    def get(self, name: str, default: _T) -> _T:
        value = self.value(name)
        return value if _same_type(value, default) else default

    def switch(self, name: str, *, default: bool = False) -> bool:
        """Return whether an extension is on, written `name = true`, or as a table with `enable` or `disable`."""
        value = self.value(name)
        if isinstance(value, bool):
            return value
        table = self.table(name)
        return table.get("enable", default) and not table.get("disable", False)


def _same_type(value: object, default: _T) -> TypeIs[_T]:
    return type(value) is type(default)


def _id_type(name: str) -> HeadingIdType:
    match name:
        case "github-ascii" | "blackfriday":
            return name
        case _:
            return "github"


def _passthrough(table: _Table) -> Passthrough:
    delimiters = table.table("delimiters")
    return Passthrough(
        enable=table.get("enable", False),
        block=_pairs(delimiters.value("block")),
        inline=_pairs(delimiters.value("inline")),
    )


def _pairs(value: object) -> Delimiters:
    """Return the pairs of delimiters, longest first, so that `$$` is tried before `$`."""
    if not isinstance(value, list | tuple):
        return ()
    pairs = [
        (pair[0], pair[1])
        for pair in value
        if isinstance(pair, list | tuple)
        and len(pair) == 2
        and all(isinstance(mark, str) and mark for mark in pair)
    ]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _cjk(table: _Table) -> Cjk:
    if not table.get("enable", False):
        return Cjk()
    style: LineBreakStyle = (
        "css3draft" if table.get("eastAsianLineBreaksStyle", "") == "css3draft" else "simple"
    )
    return Cjk(
        line_breaks=style if table.get("eastAsianLineBreaks", False) else "",
        escaped_space=table.get("escapedSpace", False),
    )
