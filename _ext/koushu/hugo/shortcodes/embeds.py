"""Films and posts of other sites, as a card with a link: nothing is loaded from there.

Source: Hugo, "YouTube", "Vimeo", "X", "Instagram" and the former "Gist" and "Tweet" shortcodes.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from koushu.added import ADDED
from koushu.config import HugoSettings, settings
from koushu.hugo.nodes import embed
from koushu.hugo.shortcodes.arguments import report_missing
from koushu.hugo.shortcodes.frames import vimeo_frame, youtube_frame
from koushu.messages import message
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import Handler, ShortcodeContext


@record
class Provider:
    """A site whose pages a call names by an identifier."""

    name: str
    address: str
    """With `{id}`."""
    in_address: re.Pattern[str]
    """Finds the identifier where a post gives the whole address instead."""
    player: str = ""
    """The address, with `{id}`, of what plays it inside of a page."""
    frame: Callable[[Call, str], dict[str, str]] | None = None
    """Gives the attributes of Hugo's own frame."""


_YOUTUBE = Provider(
    "YouTube",
    "https://www.youtube.com/watch?v={id}",
    re.compile(
        r"https?://(?:[\w.]*youtube(?:-nocookie)?\.com/(?:watch\?(?:\S*&)?v=|embed/|shorts/|live/)|youtu\.be/)([\w-]+)"
    ),
    "https://www.youtube-nocookie.com/embed/{id}",
    youtube_frame,
)
_VIMEO = Provider(
    "Vimeo",
    "https://vimeo.com/{id}",
    re.compile(r"https?://(?:[\w.]*)vimeo\.com/(?:video/)?([0-9]+)"),
    "https://player.vimeo.com/video/{id}?dnt=1",
    vimeo_frame,
)
_INSTAGRAM = Provider(
    "Instagram",
    "https://www.instagram.com/p/{id}/",
    re.compile(r"https?://(?:www\.)?instagram\.com/p/([\w-]+)"),
)
_BILIBILI = Provider(
    "bilibili",
    "https://www.bilibili.com/video/{id}/",
    re.compile(r"https?://(?:[\w.]*)bilibili\.com/video/(\w+)"),
    "https://player.bilibili.com/player.html?bvid={id}",
)


def _make_card(call: Call, context: ShortcodeContext, provider: Provider) -> list[nodes.Node]:
    """Return `embed(provider, url, title)` for a call with an identifier."""
    given = call.argument("id", 0).strip()
    if not given:
        report_missing(call, context, "id")
        return []
    found = provider.in_address.match(given)
    identifier = quote(found[1] if found else given, safe="")
    url = provider.address.replace("{id}", identifier)
    title = call.argument("title") or _invitation(provider, context)
    url += _start(call, provider)
    node = embed(provider=provider.name, url=url, title=title, classes=call.argument("class").split())
    if provider.frame and settings(context.env.config, HugoSettings).embeds == "frame":
        node["frame"] = provider.frame(call, identifier)
    else:
        node["classes"].append(ADDED)
    if provider.player:
        start = _start(call, provider).replace("&t=", "&start=").removesuffix("s")
        node["player"] = provider.player.replace("{id}", identifier) + start.replace("&", "?", 1)
    return [node]


def _start(call: Call, provider: Provider) -> str:
    start = call.argument("start")
    return f"&t={start}s" if provider is _YOUTUBE and start.isdecimal() and start != "0" else ""


def _invitation(provider: Provider, context: ShortcodeContext) -> str:
    """Return what a card without a title says; Instagram shows pictures, the others films."""
    if provider is _INSTAGRAM:
        return provider.name
    return message("video_at", context.meta.language or context.env.config.language, provider=provider.name)


make_youtube: Handler = partial(_make_card, provider=_YOUTUBE)
make_vimeo: Handler = partial(_make_card, provider=_VIMEO)
make_instagram: Handler = partial(_make_card, provider=_INSTAGRAM)
make_bilibili: Handler = partial(_make_card, provider=_BILIBILI)


def make_x(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the card of a post on X: `{{< x user="u" id="1" >}}`, or `{{< tweet 1 >}}` in old posts."""
    identifier = call.argument("id", 0 if len(call.positional) < 2 else 1)
    user = call.argument("user", None if len(call.positional) < 2 else 0) or "i"
    if not identifier:
        report_missing(call, context, "id")
        return []
    url = f"https://x.com/{quote(user, safe='')}/status/{quote(identifier, safe='')}"
    title = call.argument("title") or (f"X: @{user}" if user != "i" else "X")
    return [embed(provider="X", url=url, title=title, classes=[ADDED])]


def make_gist(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the card of a gist: user, identifier, and the file where one is named."""
    user, identifier, file = (call.argument(name, index) for index, name in enumerate(("user", "id", "file")))
    if not user or not identifier:
        report_missing(call, context, "id")
        return []
    url = f"https://gist.github.com/{quote(user, safe='')}/{quote(identifier, safe='')}"
    if file:
        url += "#file-" + re.sub(r"[^a-z0-9_]+", "-", file.lower())
    return [embed(provider="GitHub Gist", url=url, title=file or f"{user}/{identifier}", classes=[ADDED])]
