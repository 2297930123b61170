"""The frames in which Hugo shows films of other sites: attributes for HTML, from the arguments of a call.

Source: Hugo 0.168, templates of the shortcodes `youtube` and `vimeo`, run beside it in the tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call

_STYLE: Final = "position: absolute; top: 0; left: 0; width: 100%; height: 100%; border:0;"
_ALLOWED: Final = (
    "accelerometer; autoplay; clipboard-write; encrypted-media; gyroscope; picture-in-picture; web-share"
)
_YES: Final = ("true", True, 1)
_NO: Final = ("false", False, 0)


def youtube_frame(call: Call, identifier: str) -> dict[str, str]:
    """Return the attributes of the `iframe` of a film on YouTube."""
    playing = _switch(call, "autoplay", default=False)
    looped = _switch(call, "loop", default=False)
    query = {
        "autoplay": int(playing),
        "controls": int(_switch(call, "controls", default=True)),
        "end": call.argument("end") or 0,
        "loop": int(looped),
        "mute": int(playing or _switch(call, "mute", default=False)),
        **({"playlist": identifier} if looped else {}),
        "start": call.argument("start") or 0,
    }
    full = "; fullscreen" if _switch(call, "allowFullScreen", default=True) else ""
    return {
        "allow": _ALLOWED + full,
        "loading": call.argument("loading") or "eager",
        "referrerpolicy": "strict-origin-when-cross-origin",
        "src": f"https://www.youtube.com/embed/{identifier}?{urlencode(query)}",
        **({} if call.argument("class") else {"style": _STYLE}),
        "title": call.argument("title") or "YouTube video",
    }


def vimeo_frame(call: Call, identifier: str) -> dict[str, str]:
    """Return the attributes of the `iframe` of a film on Vimeo."""
    attributes = {
        "src": f"https://player.vimeo.com/video/{identifier}?dnt=0",
        "style": "" if call.argument("class") else _STYLE,
        "allow": "fullscreen" if _switch(call, "allowFullScreen", default=True) else "",
        "loading": call.argument("loading"),
        "title": call.argument("title"),
    }
    return {name: value for name, value in attributes.items() if value}


def _switch(call: Call, name: str, *, default: bool) -> bool:
    """Return an argument that turns something on or off; any other value than those Hugo knows says nothing."""
    value = call.named.get(name)
    if value in _YES:
        return True
    return False if value in _NO else default
