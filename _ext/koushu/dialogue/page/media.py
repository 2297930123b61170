"""The recording of a conversation, as front matter or a directive names it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final, Literal
from urllib.parse import urlsplit

from koushu.record import record

_SUFFIXES: Final[Mapping[str, Literal["audio", "video"]]] = {
    **dict.fromkeys((".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".weba"), "audio"),
    **dict.fromkeys((".mp4", ".m4v", ".webm", ".ogv", ".mov"), "video"),
}
_FIELDS: Final = ("audio", "video")
_INSIDE: Final = ("src", "url", "file", "href")


@record
class Media:
    """A file that a browser can play."""

    kind: Literal["audio", "video"]
    address: str
    """As the author wrote it: of the web, or of a file of the publication."""
    copied: str = ""
    """Where a file of the publication lies below the folder of downloads; empty for one of the web."""

    @property
    def is_remote(self) -> bool:
        """Return whether the file lies on another site."""
        return self.address.startswith("//") or urlsplit(self.address).scheme in {"http", "https"}


def read_media(address: str) -> Media | None:
    """Return the recording at an address; `None` when its suffix is of no audio or video file."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    kind = _SUFFIXES.get(PurePosixPath(parts.path).suffix.lower())
    if kind is None or parts.scheme not in {"", "http", "https"}:
        return None
    return Media(kind, f"https:{address}" if address.startswith("//") else address)


def media_address(fields: Mapping[str, object]) -> str:
    """Return the address in the front matter fields `audio` or `video`: a text, or a mapping with `src` or `url`."""
    for name in _FIELDS:
        value = fields.get(name)
        if isinstance(value, Mapping):
            inside = {str(key).lower(): one for key, one in value.items()}
            value = next((inside[key] for key in _INSIDE if isinstance(inside.get(key), str)), None)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""
