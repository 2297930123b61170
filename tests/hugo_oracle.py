"""The real Hugo as an oracle: many pages rendered in one run of a throw-away site."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_CONFIG = """
baseURL = "https://example.org/"
timeZone = "Asia/Shanghai"
disableAliases = true
disableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "404"]
[security]
allowContent = [".*"]
"""


def render_pages(
    folder: Path, pages: Mapping[str, str], layout: str, shortcodes: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return what Hugo makes of each page by one layout; a page it refuses is missing.

    Names carry their suffix (`a.md`); what is rendered is found under the name without it.
    """
    hugo = require_hugo()
    templates = {f"layouts/_shortcodes/{name}.html": text for name, text in (shortcodes or {}).items()}
    files = {"hugo.toml": _CONFIG, "layouts/single.html": layout, **templates}
    for name, text in {**files, **{f"content/{name}": text for name, text in pages.items()}}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    # Drafts, future and expired pages too. Hugo ends with 1 when it has logged an error, and renders all the same.
    run = subprocess.run(
        [hugo, "-D", "-F", "-E", "--source", str(folder)], check=False, capture_output=True, text=True
    )
    assert "failed to" not in run.stderr, run.stderr
    return {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in (folder / "public").glob("*/index.html")
    }


def render_values(folder: Path, pages: Mapping[str, str], values: Mapping[str, str]) -> dict[str, Any]:
    """Return what Hugo's page variables hold on each page, as JSON has it: `{"draft": ".Draft"}`."""
    pairs = " ".join(f'"{name}" {variable}' for name, variable in values.items())
    rendered = render_pages(folder, pages, f"{{{{ dict {pairs} | jsonify }}}}")
    return {name: json.loads(text) for name, text in rendered.items()}


def is_refused(folder: Path, page: str, shortcodes: Mapping[str, str]) -> bool:
    """Return whether Hugo stops the build at a page; one run for each, since it stops at the first."""
    hugo = require_hugo()
    templates = {f"layouts/_shortcodes/{name}.html": text for name, text in shortcodes.items()}
    files = {
        "hugo.toml": _CONFIG,
        "layouts/single.html": "{{ .Content }}",
        "content/p.html": page,
        **templates,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    run = subprocess.run([hugo, "--source", str(folder)], check=False, capture_output=True, text=True)
    return run.returncode != 0
