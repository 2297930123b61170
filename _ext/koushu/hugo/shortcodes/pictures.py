"""Images of themes: image, img, gallery."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from docutils import nodes

from koushu.hugo.dialect.raw_html import clean_html
from koushu.hugo.files import find_image
from koushu.hugo.shortcodes.arguments import report_missing
from koushu.hugo.shortcodes.content import bare, first_argument
from koushu.hugo.shortcodes.figure import make_figure
from koushu.hugo.shortcodes.unknown import keep_content

if TYPE_CHECKING:
    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_SOURCE = "src image img url file path source"
_ALT = "alt description"
_CAPTION = "caption text"
_MOST = 500


def make_image(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return `image`, or a `figure` where the call has a caption, title or link; arguments by several names."""
    given: dict[str, Value] = {
        "src": first_argument(call, _SOURCE, 0),
        "alt": first_argument(call, _ALT) or call.argument("", 1),
        "caption": first_argument(call, _CAPTION) or bare(call.inner or "").strip(),
        "title": call.argument("title"),
        "link": first_argument(call, "link href"),
    }
    if not given["src"]:
        report_missing(call, context, "src")
        return keep_content(call, context)
    for name in ("attr", "attrlink", "class", "width", "height", "loading"):
        given[name] = call.argument(name)
    made = make_figure(
        replace(call, positional=(), named={name: text for name, text in given.items() if text}), context
    )
    plain = len(made[0].children) == 1 and not given["link"]
    return list(made[0].findall(nodes.image)) if plain else made


def make_gallery(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the pictures of a gallery, one after another.

    Shape: `container.gallery > block*`. They are what the call encloses, as Markdown, as `<img>` or as calls; or what
    `match` finds beside the post.
    """
    inner = call.inner or ""
    blocks: list[nodes.Node] = []
    if "<img" in inner.lower():
        blocks = [_from_html(piece.attributes) for piece in clean_html(inner).pieces if piece.kind == "image"]
    elif inner.strip():
        blocks = context.render_markdown(inner, call.inner_line)
    else:
        names = [text for value in call.positional if isinstance(text := value, str)]
        pattern = first_argument(call, "match glob src dir folder images", 0)
        listed = names if len(names) > 1 else [part.strip() for part in pattern.split(",") if part.strip()]
        blocks = [_picture(path) for name in listed for path in _matching(name, context)]
    return [nodes.container("", *blocks, classes=["gallery"])] if blocks else keep_content(call, context)


def _from_html(attributes: dict[str, str]) -> nodes.Node:
    return _picture(attributes["src"], attributes.get("alt", ""))


def _picture(path: str, alt: str = "") -> nodes.Node:
    return nodes.paragraph("", "", nodes.image(uri=path, alt=alt or PurePosixPath(path).stem))


def _matching(pattern: str, context: ShortcodeContext) -> list[str]:
    """Return the addresses of images beside the post that a pattern or folder names, or the one it is."""
    source_folder = Path(str(context.env.srcdir))
    if PurePosixPath(pattern).suffix and not set("*?[{") & set(pattern):
        return [pattern]
    beside = source_folder / PurePosixPath(context.docname).parent
    wild = pattern if set("*?[") & set(pattern) else f"{pattern.rstrip('/')}/*"
    if wild.startswith("/") or ".." in PurePosixPath(wild).parts:
        return []
    try:
        found = sorted(path.relative_to(beside).as_posix() for path in beside.glob(wild) if path.is_file())
    except ValueError:
        return []
    return [path for path in found[:_MOST] if find_image(source_folder, context.docname, path)]
