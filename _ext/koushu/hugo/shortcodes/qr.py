"""`qr`: a code to be read by a telephone.

Source: Hugo, "QR shortcode"; ISO/IEC 18004 by the library segno.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docutils import nodes

from koushu.hugo.shortcodes.arguments import report_call
from koushu.hugo.shortcodes.content import bare
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_LEVELS: Final = {"low": "l", "medium": "m", "quartile": "q", "high": "h"}
_LARGEST: Final = 32
_PIXELS_OF_PAPER: Final = 4


def make_qr(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the picture of a QR code, `image(uri="data:image/png…")`, with the text as its alternative.

    It is part of the page and no file, so that pages read by different processes share nothing.
    Problems: `Kind.SHORTCODE` without a text, or with more than a code can hold; then the text is shown.
    """
    text = bare(call.inner or "").strip() or call.argument("text")
    if not text:
        report_call(call, context, "the argument `text`, or text between the tags")
        return []
    import segno  # noqa: PLC0415 - large, and few pages have a code

    level = _LEVELS.get(call.argument("level", default="medium").lower(), "m")
    try:
        code = segno.make_qr(text, error=level, boost_error=False)
    except segno.DataOverflowError:
        message = (
            f"found {len(text)} characters for a QR code; expected fewer, or a lower `level`. They are shown"
        )
        context.report(Problem(Kind.SHORTCODE, call.line, message))
        return [nodes.Text(text)]
    scale = call.argument("scale")
    pixels = min(int(scale), _LARGEST) if scale.isdecimal() and int(scale) > 1 else _PIXELS_OF_PAPER
    image = nodes.image(uri=code.png_data_uri(scale=pixels), alt=call.argument("alt") or text)
    image["classes"] += ["qr-code", *call.argument("class").split()]
    if call.argument("title"):
        image["title"] = call.argument("title")
    return [image]
