"""Every file that a build makes for readers and programs, from the lists that make them."""

from __future__ import annotations

import json
from typing import Final

from guide.facts.described import described
from guide.facts.fields import SCHEMAS
from guide.facts.markdown import code, table
from guide.facts.words import told
from koushu.cli.outputs import OUTPUTS
from koushu.config import FeedsSettings
from koushu.dialogue.exports.files import FORMS
from koushu.feeds import atom, json_feed, rss, sitemap

_HEAD: Final = {"en": ("file", "what it is"), "zh": ("文件", "内容")}
FEEDS: Final = {"atom": atom.NAME, "rss": rss.NAME, "json": json_feed.NAME}
MACHINE_FILES: Final = {
    "sitemap": sitemap.NAME,
    "robots": "robots.txt",
    "catalogue": "catalogue.json",
    "llms": "llms.txt",
}


def outputs(kind: str, language: str) -> str:
    """Return a table of files: `formats` of `koushu build`, `feeds`, files for `machines`, or those of a `dialogue`."""
    if kind == "formats":
        rows = [(f"{one.name}/{one.product}", one.name) for one in OUTPUTS]
    elif kind == "feeds":
        rows = [(FEEDS[name], name) for name in FeedsSettings().formats]
    elif kind == "machines":
        rows = [(MACHINE_FILES[name], name) for name in FeedsSettings().machine_files]
    else:
        rows = [(f"…{form.suffix}", f"dialogue_{name}") for name, form in FORMS.items()]
    return table(
        _HEAD[language[:2]], [(code(path), described("outputs", name, language)) for path, name in rows]
    )


def schemas(_part: str, language: str) -> str:
    """Return a table of the JSON Schemas that are shipped, each a link to the file beside the guide's pages."""
    rows = []
    for path in sorted(SCHEMAS.glob("*.schema.json")):
        schema = json.loads(path.read_text("utf-8"))
        rows.append((code(path.name), told(str(schema["title"]), language)))
    return table(_HEAD[language[:2]], rows)
