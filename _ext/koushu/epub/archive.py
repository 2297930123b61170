"""The container: a ZIP file whose bytes depend on nothing but what is in it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

MIMETYPE: Final = "application/epub+zip"
# What ZIP's two-byte dates can say, and what stands for "no time known".
EARLIEST: Final = datetime(1980, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)
_PLAIN_FILE: Final = 0o644 << 16
_UNIX: Final = 3
CONTAINER: Final = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def pack(files: Mapping[str, bytes], moment: datetime) -> bytes:
    """Return an EPUB container: `mimetype` first and stored, then the other files sorted by name.

    Every entry bears `moment` (in UTC, cut to what ZIP can say), so equal files give equal bytes.
    Source: EPUB Open Container Format 3.3, clause 4.3.
    """
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr(_entry("mimetype", moment), MIMETYPE, ZIP_STORED)
        archive.writestr(_entry("META-INF/container.xml", moment), CONTAINER, ZIP_DEFLATED, 9)
        for name in sorted(files):
            archive.writestr(_entry(name, moment), files[name], ZIP_DEFLATED, 9)
    return target.getvalue()


def _entry(name: str, moment: datetime) -> ZipInfo:
    when = min(max(moment.astimezone(UTC), EARLIEST), _LATEST)
    entry = ZipInfo(name, when.timetuple()[:6])
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    return entry
