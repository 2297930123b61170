"""What Jekyll, Hexo and kramdown would run or take away, and Hugo prints as it stands: found, and named to the author.

Source: Jekyll, "Liquid" and "Tags Filters"; Hexo, "Tag Plugins"; NexT, "Tag Plugins"; kramdown, "Attribute Lists".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from koushu.hugo.found import shown
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_TAG: Final = re.compile(r"\{%-?\s*([a-z]\w*)[^{}]*%\}")
_OUTPUT: Final = re.compile(r"\{\{-?\s*(?:(?:site|page|post|include|content|layout)\b|['\"“‘][^}\n]*\|)")
_ATTRIBUTES: Final = re.compile(r"(?m)^\{:[ \t]*[^}\n]*\}[ \t]*$")

_LINK: Final = '`{{< relref "name" >}}` as the target of a link'
_FENCE: Final = "code between ``` and ```"
_PICTURE: Final = "`![words](file)`"
_INSTEAD: Final = {
    "post_url": _LINK,
    "post_link": _LINK,
    "post_path": _LINK,
    "link": _LINK,
    "highlight": _FENCE,
    "codeblock": _FENCE,
    "code": _FENCE,
    "raw": "the text without it",
    "img": _PICTURE,
    "image": _PICTURE,
    "asset_img": _PICTURE,
    "asset_path": "the name of the file",
    "asset_link": "`[words](file)`",
    "blockquote": "`> words`",
    "quote": "`> words`",
    "youtube": "`{{< youtube id >}}`",
    "vimeo": "`{{< vimeo id >}}`",
    "gist": "`{{< gist user id >}}`",
    "note": "`{{< note >}}…{{< /note >}}`",
    "include": "a shortcode, or its words",
}


def foreign_syntax(tokens: Sequence[Token]) -> list[Problem]:
    """Return a problem for each tag of another program that stands in running text, once for each name of a file.

    Nothing that stands in code counts. Problems: `Kind.FOREIGN_SYNTAX`.
    """
    first: dict[tuple[str, str], int] = {}
    counts: dict[tuple[str, str], int] = {}
    for text, line in _texts(tokens):
        for found in _found(text):
            key, offset = found
            first.setdefault(key, line + text.count("\n", 0, offset))
            counts[key] = counts.get(key, 0) + 1
    return [
        Problem(Kind.FOREIGN_SYNTAX, line, _message(*key, counts[key]))
        for key, line in first.items()
        if not key[1].startswith("end")
    ]


def _found(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield what stands in a text, as it is to be shown and by its name, and where."""
    for match in _TAG.finditer(text):
        yield (f"{{% {match[1]} %}}", match[1]), match.start()
    for match in _OUTPUT.finditer(text):
        yield ("{{ … }}", ""), match.start()
    for match in _ATTRIBUTES.finditer(text):
        yield ("{: … }", ""), match.start()


def _message(written: str, name: str, count: int) -> str:
    times = f" ({count} times in this file)" if count > 1 else ""
    instead = _INSTEAD.get(name, "what Hugo reads")
    return (
        f"found {shown(written, 40)}{times}, which Jekyll or Hexo would run and Hugo does not; "
        f"expected {instead}. It is shown as text"
    )


def _texts(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Yield each text that is no code, with the 1-based line on which it begins."""
    for token in tokens:
        line = token.map[0] + 1 if token.map else 1
        if token.type == "html_block":
            yield token.content, line
        elif token.type == "inline" and "{" in token.content:
            yield _running_text(token.children or ()), line


def _running_text(children: Sequence[Token]) -> str:
    """Return the words of a paragraph line by line, without what is code in it."""
    words = []
    for child in children:
        if child.type in {"softbreak", "hardbreak"}:
            words.append("\n")
        elif child.type in {"text", "text_special", "html_inline"}:
            words.append(child.content)
    return "".join(words)
