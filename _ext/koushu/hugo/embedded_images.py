"""Pictures that an address holds itself (`data:image/png;base64,…`), read as browsers read them.

Sphinx writes them to files for books, and ends the build at one that is not written as it expects. Pure.
"""

from __future__ import annotations

import base64
import re
from binascii import Error
from typing import Final
from urllib.parse import unquote_to_bytes

from koushu.pictures import MOST_PIXELS, size_of_data

_head: Final = re.compile(r"data:(image/(?:gif|png|jpeg|webp))((?:;[^,;]*)*),", re.IGNORECASE).match
_blank: Final = re.compile(rb"[\t\n\f\r =]+")


def read_embedded(address: str) -> tuple[str, str]:
    """Return the address of a picture in the form that every program reads, and what is wrong with it; one is empty.

    Source: RFC 2397; WHATWG, "Infra", "forgiving-base64 decode", which needs no padding.
    """
    found = _head(address)
    if found is None:
        return "", "expected `data:image/png;base64,` or another kind of picture, and its bytes"
    data = unquote_to_bytes(address[found.end() :])
    if found[2].lower().endswith(";base64"):
        bare = _blank.sub(b"", data)
        try:
            data = base64.b64decode(bare + b"=" * (-len(bare) % 4), validate=True)
        except (Error, ValueError):
            return "", "expected bytes in Base64"
    size = size_of_data(data)
    if size is not None and size[0] * size[1] > MOST_PIXELS:
        return "", f"it has {size[0]} × {size[1]} pixels; expected {MOST_PIXELS // 1_000_000} million at most"
    return f"data:{found[1].lower()};base64,{base64.b64encode(data).decode()}", ""
