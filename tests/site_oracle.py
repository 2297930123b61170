"""Whole sites by the real Hugo: every address, what each page says of itself, and what each list shows in order."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Every page prints itself as JSON. Lists turn their pages where a site asks for it, and hold what themes put there: the
# home all posts, a section those of the folders below it too, a taxonomy all its terms on one page.
_PAGE = """
{{- $lists := dict -}}
{{- if .IsNode -}}
{{- $lists = dict "pages" (apply .Pages "partial" "address.html" ".")
  "regular" (apply .RegularPages "partial" "address.html" ".") -}}
{{- end -}}
{{- $turned := slice -}}
{{- if and .IsNode site.Params.turned -}}
{{- $all := .Pages -}}
{{- if .IsHome }}{{ $all = site.RegularPages }}{{ end -}}
{{- if eq .Kind "section" }}{{ $all = .RegularPagesRecursive }}{{ end -}}
{{- $shown := $all -}}
{{- if eq .Kind "taxonomy" }}{{ $shown = (.Paginate $all 9999).Pages }}
{{- else }}{{ $shown = (.Paginate $all).Pages }}{{ end -}}
{{- $turned = apply $shown "partial" "address.html" "." -}}
{{- end -}}
{{- dict "kind" .Kind "url" .RelPermalink "title" .Title "words" .WordCount "time" .ReadingTime "fuzzy" .FuzzyWordCount
  "summary" (string .Summary) "more" .Truncated "lists" $lists "turned" $turned
  "source" (not (not .File)) "language" .Language.Lang
  "translations" (apply .AllTranslations "partial" "address.html" ".") | jsonify | safeHTML -}}
"""
LAYOUTS = {
    "layouts/all.html": _PAGE,
    "layouts/_partials/address.html": "{{ return .RelPermalink }}",
    "layouts/alias.html": '<meta http-equiv=refresh content="0; url={{ .Permalink }}">',
}
_REFRESH = re.compile(r"http-equiv=\"?refresh\"? content=\"0; url=([^\"]*)\"")


@dataclass(slots=True)
class SitePages:
    """What a build of a site has made."""

    files: set[str] = field(default_factory=set)
    """Path below the output of every page, those that lead on to others included."""
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Address of a page -> what it says of itself."""
    turned: dict[str, list[str]] = field(default_factory=dict)
    """Path of each page of a list -> what it shows, in order, where the site turns pages."""
    redirects: dict[str, str] = field(default_factory=dict)
    """Path of a page that leads on -> address."""


def write_site(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files of a site."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def render_site(folder: Path, out: Path) -> SitePages:
    """Return what Hugo makes of the site in a folder by layouts of ours, which are laid over its own."""
    layouts = {name: text for name, text in LAYOUTS.items() if not (folder / name).exists()}
    write_site(folder, layouts)
    command = [require_hugo(), "--source", str(folder), "--destination", str(out), "--noBuildLock"]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    for name in layouts:
        (folder / name).unlink()
    assert run.returncode == 0, run.stdout + run.stderr
    return read_output(out)


def read_output(out: Path) -> SitePages:
    """Return the pages that Hugo has written."""
    found = SitePages()
    for path in sorted(out.rglob("*.html")):
        name = path.relative_to(out).as_posix()
        text = path.read_text(encoding="utf-8")
        found.files.add(name)
        if text.startswith("{"):
            page = json.loads(text)
            found.pages.setdefault(page["url"], page)
            if page["turned"]:
                found.turned[name] = page["turned"]
        elif match := _REFRESH.search(text):
            found.redirects[name] = match[1]
    return found
