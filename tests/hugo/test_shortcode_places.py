"""Where a call stands, and what it makes there: real Hugo beside it, with stand-ins that show what they enclose."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it.utils import read_fixture_file

from conftest import ROOT
from fidelity_bar import BAR, load_bar
from koushu.added import ADDED
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

_FILE = ROOT / "tests" / "cases" / "shortcodes" / "places.md"
CASES = [(title, source) for _, title, source, _ in read_fixture_file(_FILE)]
_STAND_INS = {
    "show": '{{ .Inner | .Page.RenderString (dict "display" "block") }}',
    "part": "{{ .Inner }}",
    "lone": "",
}
_MARKUP = {"highlight": {"codeFences": False}, "goldmark": {"renderer": {"unsafe": True}}}


def _pages(sources: list[str]) -> dict[str, str | bytes]:
    return {f"p{index}.md": f"---\ntitle: T{index}\n---\n{source}" for index, source in enumerate(sources)}


def _as_hugo(folder: Path, sources: list[str]) -> list[str]:
    files = {f"content/{name}": text for name, text in _pages(sources).items()}
    files |= {f"layouts/_shortcodes/{name}.html": text for name, text in _STAND_INS.items()}
    files["hugo.json"] = json.dumps({"baseURL": "https://example.org/", "markup": _MARKUP})
    files["layouts/home.html"] = (
        "{{ range site.RegularPages }}{{ dict .File.BaseFileName (string .Content) | jsonify | safeHTML }}\n{{ end }}"
    )
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(text), encoding="utf-8")
    subprocess.run([require_hugo(), "--source", str(folder)], check=True, capture_output=True)
    lines = (folder / "public" / "index.html").read_text(encoding="utf-8").splitlines()
    pages: dict[str, str] = {}
    for line in filter(str.strip, lines):
        pages |= json.loads(line)
    return [pages[f"p{index}"] for index in range(len(sources))]


@pytest.mark.hugo
@pytest.mark.skipif(not BAR.is_file(), reason="the comparison with Hugo is not at hand")
@pytest.mark.parametrize("way", ["settings", "templates"])
def test_a_call_makes_the_same_in_every_place(
    publication: Callable[..., Publication], tmp_path: Path, way: str
) -> None:
    pytest.importorskip("bs4")
    compare = load_bar()
    sources = [source for _, source in CASES]
    expected = _as_hugo(tmp_path / "hugo", sources)
    files = _pages(sources)
    if way == "templates":
        files |= {f"stand-ins/{name}.html": text for name, text in _STAND_INS.items()}
    built = publication(
        files,
        extensions=["koushu.hugo"],
        hugo_strict=True,
        hugo_trust_html=True,
        hugo_markup=_MARKUP,
        hugo_theme_shortcodes=False,
        hugo_shortcode_folders=["stand-ins"],
    )
    different: dict[str, Any] = {}
    for index, (title, _) in enumerate(CASES):
        page = compare.features(
            built.read(f"p{index}.html"), "article.bd-article", f"T{index}", False, f".{ADDED}"
        )
        report = compare.compare(compare.features(expected[index]), page)
        rows = {name: row["difference"] for name, row in report.items() if not row["same"]}
        if rows:
            different[title] = rows
    assert different == {}
