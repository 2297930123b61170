"""A source encoding that never fails: UTF-8, or UTF-16 that says so by its mark, with U+FFFD for what cannot be read.

Sphinx reads each source by `Path.read_text(encoding=…)`, so one bad byte ends the whole build with a traceback.
Python lets a program register an encoding of its own; ours decodes as `decode_source` does, and the parser, which
finds U+FFFD in the text, reads the bytes again to say on which line the fault is. No other place is early enough:
`source-read` is sent after decoding, and `read_doc` may not be replaced.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from koushu.hugo.source import decode_source

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from typing_extensions import Buffer

NAME: Final = "utf_8_tolerant"
_STRICT_NAMES: Final = frozenset({"utf-8", "utf8", "utf-8-sig", "utf_8_sig", "utf_8"})


class TolerantDecoder(codecs.BufferedIncrementalDecoder):
    """Decodes a file read at once as `decode_source` does, one that comes in pieces as UTF-8."""

    def __init__(self, errors: str = "strict") -> None:  # noqa: ARG002
        super().__init__("replace")
        self._started = False

    def decode(self, input: Buffer, final: bool = False) -> str:  # noqa: A002 - the base's
        """Return what can be read."""
        if final and not self._started and not self.buffer:
            return _decode(input)[0]
        return super().decode(input, final)

    def _buffer_decode(self, input: Buffer, errors: str, final: bool) -> tuple[str, int]:  # noqa: A002
        text, used = codecs.utf_8_decode(input, errors, final)
        if text and not self._started:
            self._started = True
            text = text.removeprefix("\ufeff")
        return text, used

    def reset(self) -> None:
        """Begin anew."""
        super().reset()
        self._started = False


def find_codec(name: str) -> codecs.CodecInfo | None:
    """Return the tolerant codec for its own name, nothing for any other."""
    if name.replace("-", "_") != NAME:
        return None
    strict = codecs.lookup("utf-8")
    return codecs.CodecInfo(
        name=NAME,
        encode=strict.encode,
        decode=_decode,
        incrementalencoder=strict.incrementalencoder,
        incrementaldecoder=TolerantDecoder,
        streamreader=strict.streamreader,
        streamwriter=strict.streamwriter,
    )


def _decode(data: Buffer, _errors: str = "strict", /) -> tuple[str, int]:
    whole = bytes(data)
    return decode_source(whole).text, len(whole)


def tolerate_bad_bytes(_app: Sphinx, config: Config) -> None:
    """Read sources by the tolerant codec, unless the site says that they are not UTF-8 at all."""
    if config.source_encoding.lower() in _STRICT_NAMES:
        codecs.unregister(find_codec)
        codecs.register(find_codec)
        config.source_encoding = NAME
