"""The sites of real people that lie beside the repository, made whole enough for the real Hugo to build them."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from conftest import SHARED
from fidelity_bar import load_bar

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

CORPORA = SHARED / "corpora"
SITES = (
    "GSA+digitalgov.gov",
    "ethereum+pm",
    "gohugoio+hugoDocs",
    "kubernetes+contributor-site",
    "letsencrypt+website",
    "open-telemetry+opentelemetry.io",
    "ouuan+hugo-blog",
    "ropensci+roweb3",
    "sofastack+sofastack.tech",
    "spiegel-im-spiegel+github-pages-env",
    "thechangelog+transcripts",
)
# What the configuration of a site says that has none here, besides its address.
_LANGUAGES = {
    "letsencrypt+website": ("en", "zh-tw", "ko", "he", "zh-cn"),
    "open-telemetry+opentelemetry.io": ("en", "ja", "es", "pt", "zh"),
    "gohugoio+hugoDocs": ("en",),
    "kubernetes+contributor-site": ("en",),
}
_IN_ONE_FOLDER = {"ropensci+roweb3": ("en", "es", "pt")}
_SETTINGS = """
refLinksErrorLevel = "warning"
[params]
turned = true
vers = "1.0"
[markup.goldmark.renderer]
unsafe = true
"""
# Keys of a theme that is not there, of version control, or that Hugo no longer takes.
_GONE = re.compile(
    r"^(theme|enableGitInfo|paginate|googleAnalytics|disqusShortname)\s*=.*$", re.MULTILINE | re.IGNORECASE
)


def write_corpus(name: str, folder: Path) -> None:
    """Write a site that Hugo can build; a corpus without `content/` becomes its content.

    Every shortcode that Hugo has not is made one that shows what it encloses.
    """
    source = CORPORA / name
    inner = folder if (source / "content").is_dir() else folder / "content"
    shutil.copytree(source, inner, ignore=shutil.ignore_patterns("themes"))
    own = next(folder.glob("*.toml"), None)
    if own is None:
        (folder / "hugo.toml").write_text(_configuration(name), encoding="utf-8")
    else:
        text = _GONE.sub("", own.read_text(encoding="utf-8"))
        text = text.replace('baseURL = ""', 'baseURL = "https://example.org/"')
        head = 'refLinksErrorLevel = "warning"\n' + ("" if "[params]" in text else "params.turned = true\n")
        own.write_text(head + text.replace("[params]", "[params]\nturned = true", 1), encoding="utf-8")
    _write_shortcodes(folder)


def _configuration(name: str) -> str:
    tables = [f'[languages.{one}]\ncontentDir = "content/{one}"\n' for one in _LANGUAGES.get(name, ())]
    tables += [f"[languages.{one}]\n" for one in _IN_ONE_FOLDER.get(name, ())]
    weighted = [f"{table}weight = {number}\n" for number, table in enumerate(tables, start=1)]
    return 'baseURL = "https://example.org/"\n' + _SETTINGS + "".join(weighted)


def _write_shortcodes(folder: Path) -> None:
    bar = load_bar()
    files = [path for path in (folder / "content").rglob("*") if path.suffix.lower() in {".md", ".markdown"}]
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files}
    templates = bar.shortcode_stubs(list(texts.values()))
    for name in _closed_by_themselves(bar, texts.values()):
        templates[name] = templates.get(name) or "{{ .Inner }}"
    paired = {name for name, template in templates.items() if template}
    for path, text in texts.items():
        if (closed := bar.close_lone_calls(text, paired)) != text:
            path.write_text(closed, encoding="utf-8")
    for name, template in templates.items():
        path = folder / "layouts" / "_shortcodes" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(template, encoding="utf-8")


def _closed_by_themselves(bar: ModuleType, texts: object) -> set[str]:
    """Return the shortcodes that are called as `{{< name />}}`, which Hugo takes for calls with something inside."""
    calls = (call for text in texts for call in bar.CALL.finditer(text))  # type: ignore[attr-defined]
    return {call[3] for call in calls if call[5] and call[3].split(".")[0] not in bar.BUILT_IN}
