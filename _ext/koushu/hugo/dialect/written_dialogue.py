"""Forms in which blogs write dialogue out, read as the directives of the same meaning.

    :::{dialogue} Title              MyST's colon fences, for the directives of dialogue alone
    ::: dialogue-turn name="周敏"     containers of typesetters
    {% chat(speaker="周敏") %}        Zola's shortcode

Any other line of colons is text, as Hugo prints it; so is one of these that nothing closes, whose line is kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.utils import EnvType

_DIRECTIVES: Final = frozenset(("dialogue", "turn", "narration", "speakers", "speaker-index", "talk-share"))
_CONTAINERS: Final = {"dialogue": "dialogue", "dialogue-turn": "turn", "dialogue-narration": "narration"}
_FENCE: Final = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*\Z")
_DIRECTIVE: Final = re.compile(r"\{([a-z-]+)\}[ \t]*(.*)\Z")
_CONTAINER: Final = re.compile(r"\{?[ \t]*\.?(dialogue(?:-[a-z]+)?)(?:[ \t]+(.*?))?[ \t]*\}?\Z")
_ATTRIBUTE: Final = re.compile(r"""([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s,}]+))""")
_CODE: Final = re.compile(r"[ \t]*(`{3,}|~{3,})")
_CHAT: Final = re.compile(r"\{%-?[ \t]*chat\(([^)\n]*)\)[ \t]*-?%\}(.*)\Z")
_CHAT_END: Final = re.compile(r"(.*?)\{%-?[ \t]*end[ \t]*-?%\}[ \t]*\Z")
_OPTIONS: Final = ("time", "end", "lang", "role")
_UNCLOSED: Final = "unclosed_dialogue"


class _Opening(NamedTuple):
    """A form that has begun: the directive that it means, with its argument and options."""

    directive: str
    argument: str = ""
    options: tuple[str, ...] = ()

    @property
    def info(self) -> str:
        return f"{{{self.directive}}} {self.argument}".strip()


def written_dialogue_plugin(md: MarkdownIt) -> None:
    """Add the rules before fenced code; the token is `fence`, as for a directive between backticks."""
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "dialogue_fence", _fence, interrupts)
    md.block.ruler.before("fence", "chat_call", _chat, interrupts)


def unclosed_line(env: EnvType) -> int | None:
    """Return the 0-based line of the first form that nothing closes, or None."""
    line = env.get(_UNCLOSED)
    return line if isinstance(line, int) else None


def _fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _FENCE.match(_line(state, start)) if not state.is_code_block(start) else None
    opening = _read_opening(found[2]) if found else None
    if found is None or opening is None:
        return False
    last = _closing_line(state, start, end, len(found[1]))
    if last is None:
        state.env.setdefault(_UNCLOSED, start)
        return False
    if not silent:
        _push(state, opening, start, last)
    return True


def _read_opening(text: str) -> _Opening | None:
    directive = _DIRECTIVE.match(text)
    if directive:
        return _Opening(directive[1], directive[2]) if directive[1] in _DIRECTIVES else None
    container = _CONTAINER.match(text)
    if container is None or container[1] not in _CONTAINERS:
        return None
    return _opening(_CONTAINERS[container[1]], container[2] or "")


def _opening(directive: str, attributes: str) -> _Opening:
    values = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
    names = ("speaker", "name", "title") if directive == "turn" else ("title",)
    argument = next((values[name] for name in names if values.get(name)), "")
    if not argument and not values:
        argument = attributes.strip()
    return _Opening(
        directive, argument, tuple(f":{name}: {values[name]}" for name in _OPTIONS if values.get(name))
    )


def _closing_line(state: StateBlock, start: int, end: int, colons: int) -> int | None:
    """Return the line that closes a fence: of fences inside each other each line of colons closes the inner one.

    A longer line of colons closes the fence of its own length, as MyST has it.
    """
    open_fences = [colons]
    code = ""
    for number in range(start + 1, end):
        line = _line(state, number)
        fenced = _CODE.match(line)
        if fenced and not code:
            code = fenced[1]
        elif fenced and fenced[1].startswith(code) and not line.strip().strip(code[0]):
            code = ""
        found = _FENCE.match(line) if not code else None
        if found is None:
            continue
        if found[2]:
            open_fences.append(len(found[1]))
            continue
        same = next(
            (place for place in reversed(range(len(open_fences))) if open_fences[place] == len(found[1])),
            None,
        )
        if same is not None:
            del open_fences[same:]
        elif open_fences[-1] < len(found[1]):
            open_fences.pop()
        if not open_fences:
            return number
    return None


def _chat(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = _CHAT.match(_line(state, start)) if not state.is_code_block(start) else None
    if found is None:
        return False
    opening = _opening("turn", found[1])
    whole = _CHAT_END.match(found[2])
    if whole:
        last: int | None = start
    else:
        last = next(
            (number for number in range(start + 1, end) if _CHAT_END.match(_line(state, number))), None
        )
    if last is None:
        state.env.setdefault(_UNCLOSED, start)
        return False
    if not silent:
        closing = _CHAT_END.match(_line(state, last))
        rest = whole[1] if whole else closing[1] if closing else ""
        before = "" if whole else found[2].strip()
        _push(state, opening, start, last, (before, rest.strip()))
    return True


def _push(
    state: StateBlock, opening: _Opening, start: int, last: int, edges: tuple[str, str] = ("", "")
) -> None:
    """Add the token; `edges` are words on the lines of the opening and the closing."""
    before, rest = edges
    token = state.push("fence", "code", 0)
    token.info = opening.info
    token.markup = ":::"
    lines = state.getLines(start + 1, last, state.sCount[start], True) if last > start else ""
    options = "".join(f"{option}\n" for option in opening.options)
    token.content = options + (f"{before}\n" if before else "") + lines + (f"{rest}\n" if rest else "")
    token.map = [start, last + 1]
    state.line = last + 1


def _line(state: StateBlock, number: int) -> str:
    """Return a line without the indent of the blocks around it."""
    if state.sCount[number] < state.blkIndent:
        return ""
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
