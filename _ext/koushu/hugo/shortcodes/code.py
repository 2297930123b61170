"""`highlight`: code with a language, numbers and marked lines.

Source: Hugo, "Highlight shortcode".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.shortcodes.call import PLACEHOLDER

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_LANGUAGE = re.compile(r"[\w+#.-]+")
_OPTION = re.compile(r"""(\w+)\s*=\s*("[^"]*"|'[^']*'|\[[^\]]*\]|[^,]*)""")
_RANGE = re.compile(r"[0-9]+(?:-[0-9]+)?")
_BACKTICKS = re.compile("`+")


def make_highlight(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the code of a call, made as the same code in a fence is; a `literal` with `hl_inline=true`."""
    inner = call.deindented or ""
    code = inner.strip("\n")
    language = call.argument("lang", 0)
    language = language if _LANGUAGE.fullmatch(language) else ""
    options = read_options(call.argument("options", 1)) | {
        name.lower(): call.argument(name) for name in call.named if name.lower() not in {"lang", "options"}
    }
    if options.get("hl_inline", "false") == "true":
        return [nodes.literal(code, PLACEHOLDER.sub("", code).strip(), classes=["code"])]
    mark = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(code)), default=0))
    line = call.inner_line + len(inner) - len(inner.lstrip("\n"))
    return context.render_markdown(f"{mark}{language} {_braces(options)}\n{code}\n{mark}", line - 1)


def read_options(text: str) -> dict[str, str]:
    """Return the options of a text like `linenos=table, hl_lines=2 4-6, linenostart=10`, keys in lower case."""
    return {match[1].lower(): match[2].strip().strip("\"'[]") for match in _OPTION.finditer(text)}


def _braces(options: dict[str, str]) -> str:
    """Return the options as the line that opens a fence has them."""
    parts = []
    if numbers := options.get("linenos"):
        parts.append(f"linenos={'false' if numbers == 'false' else 'true'}")
    if marked := ",".join(_RANGE.findall(options.get("hl_lines", ""))):
        parts.append(f"hl_lines=[{marked}]")
    if (start := options.get("linenostart", "")).isdecimal():
        parts.append(f"linenostart={start}")
    return f"{{{','.join(parts)}}}" if parts else ""
