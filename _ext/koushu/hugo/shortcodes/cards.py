"""Sound, films and pages of other sites, by the shortcodes of themes: each a card or a link, and nothing is loaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from docutils import nodes

from koushu.hugo.nodes import embed
from koushu.hugo.shortcodes.arguments import report_missing
from koushu.hugo.shortcodes.content import first_argument
from koushu.hugo.shortcodes.unknown import keep_content

if TYPE_CHECKING:
    from collections.abc import Mapping

    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import ShortcodeContext

_ADDRESS: Final = "src url href link auto file path mp4 webm mp3 ogg pdf"
_MUSIC: Final[Mapping[str, tuple[str, str]]] = {
    "netease": ("网易云音乐", "https://music.163.com/#/{type}?id={id}"),
    "tencent": ("QQ音乐", "https://y.qq.com/n/ryqq/{type}Detail/{id}"),
    "kugou": ("酷狗音乐", "https://www.kugou.com/{type}/#hash={id}"),
    "xiami": ("虾米音乐", "https://www.xiami.com/{type}/{id}"),
    "spotify": ("Spotify", "https://open.spotify.com/{type}/{id}"),
}
_SITES: Final[Mapping[str, tuple[str, str]]] = {
    "asciinema": ("asciinema", "https://asciinema.org/a/{id}"),
    "codepen": ("CodePen", "https://codepen.io/{user}/pen/{id}"),
    "codesandbox": ("CodeSandbox", "https://codesandbox.io/s/{id}"),
    "github": ("GitHub", "https://github.com/{id}"),
    "gitlab": ("GitLab", "https://gitlab.com/{id}"),
    "jsfiddle": ("JSFiddle", "https://jsfiddle.net/{id}"),
    "soundcloud": ("SoundCloud", "https://soundcloud.com/{id}"),
    "spotify": ("Spotify", "https://open.spotify.com/{type}/{id}"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@/video/{id}"),
}
_SAFE: Final = "/@-_."
_IDENTIFIER = re.compile(r"[\w./@-]+")


def make_music(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the card of a piece of music: by address, or by server, kind and identifier, named or in that order."""
    words = [str(value) for value in call.positional]
    server = first_argument(call, "server").lower() or (words[0].lower() if len(words) > 1 else "netease")
    kind = first_argument(call, "type") or (words[1] if len(words) > 2 else "song")
    identifier = first_argument(call, "id") or (words[-1] if words else "")
    if first_argument(call, _ADDRESS) or "/" in identifier:
        return make_media(call, context)
    if server not in _MUSIC or not _IDENTIFIER.fullmatch(identifier):
        report_missing(call, context, "id")
        return keep_content(call, context)
    provider, address = _MUSIC[server]
    url = address.replace("{type}", quote(kind)).replace("{id}", quote(identifier, safe=_SAFE))
    return [embed(provider=provider, url=url, title=_title(call) or provider)]


def make_media(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the card of an address on another site, and a link to a file of this one."""
    address = first_argument(call, _ADDRESS, 0)
    title = _title(call)
    if not address:
        report_missing(call, context, "src")
        return keep_content(call, context)
    host = urlsplit(address).hostname if address.startswith(("https://", "http://", "//")) else None
    if host:
        return [embed(provider=host, url=address, title=title or host)]
    reference = context.make_reference(address, call.line)
    reference += nodes.Text(title or address.rpartition("/")[2] or address)
    return [nodes.paragraph("", "", reference)]


def make_site_card(call: Call, context: ShortcodeContext) -> list[nodes.Node]:
    """Return the card of a page whose site the call's name tells, and its identifier an argument."""
    words = [str(value) for value in call.positional]
    identifier = first_argument(call, "id repo pen slug") or (words[-1] if words else "")
    if "://" in identifier or first_argument(call, _ADDRESS):
        return make_media(call, context)
    if not _IDENTIFIER.fullmatch(identifier):
        report_missing(call, context, "id")
        return keep_content(call, context)
    provider, address = _SITES[call.name.lower()]
    user = first_argument(call, "user owner") or (words[0] if len(words) > 1 else "")
    kind = first_argument(call, "type") or (words[0] if len(words) > 1 else "track")
    url = address.replace("{user}", quote(user)).replace("{type}", quote(kind))
    url = url.replace("{id}", quote(identifier, safe=_SAFE))
    return [embed(provider=provider, url=url, title=_title(call) or identifier)]


def _title(call: Call) -> str:
    name, artist = first_argument(call, "title name caption"), first_argument(call, "artist author")
    return " - ".join(part for part in (name, artist) if part)
