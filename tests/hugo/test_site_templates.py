"""Templates as themes have them, run for whole pages with data, files and translations: real Hugo beside it."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file
from PIL import Image

from conftest import ROOT
from fidelity_bar import BAR, load_bar
from koushu.added import ADDED
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

_CASES = [
    (name, *source.split("===\n"))
    for _, name, source, _ in read_fixture_file(ROOT / "tests" / "cases" / "shortcodes" / "site_templates.md")
]
_MARKUP = {"highlight": {"codeFences": False}, "goldmark": {"renderer": {"unsafe": True}}}
_CONFIG = {
    "baseURL": "https://example.org/",
    "title": "My Site",
    "params": {"colour": "red"},
    "disableKinds": ["taxonomy", "term", "RSS", "sitemap"],
    "markup": _MARKUP,
}
_SITE = {
    "hugo.json": json.dumps(_CONFIG),
    "data/people.yaml": "- name: Ann\n  role: lead\n- name: Bob\n",
    "data/deep/facts.toml": "pi = 3.14\n",
    "i18n/en.toml": '[tip]\nother = "A tip"\n',
    "layouts/_partials/button.html": '<a class="btn" href="{{ .href }}">{{ .text }}</a>',
    "layouts/_partials/double.html": "{{ return mul . 2 }}",
    "assets/a.txt": "hello\nworld",
    **{f"layouts/_shortcodes/{name}.html": template.rstrip("\n") for name, template, _ in _CASES},
}
_LAYOUT = "{{ range site.RegularPages }}{{ dict .Title (string .Content) | jsonify | safeHTML }}\n{{ end }}"


def _write(folder: Path) -> None:
    files = dict(_SITE)
    for name, _, call in _CASES:
        files[f"content/s/{name}/index.md"] = f"---\ntitle: {name}\ndate: 2023-03-14\nmood: calm\n---\n{call}"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for name, _, _ in _CASES:
        for file, size in (("a1.png", (3, 2)), ("b.png", (4, 4))):
            Image.new("RGB", size, "red").save(folder / "content" / "s" / name / file)


@pytest.mark.hugo
@pytest.mark.skipif(not BAR.is_file(), reason="the comparison with Hugo is not at hand")
def test_pages_are_as_hugo_makes_them(publication: Callable[..., Publication], tmp_path: Path) -> None:
    pytest.importorskip("bs4")
    site = tmp_path / "hugo"
    _write(site)
    files: dict[str, str | bytes] = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    (site / "layouts" / "home.html").write_text(_LAYOUT, encoding="utf-8")
    subprocess.run([require_hugo(), "--source", str(site)], check=True, capture_output=True)
    expected: dict[str, str] = {}
    for line in (site / "public" / "index.html").read_text(encoding="utf-8").splitlines():
        expected |= json.loads(line) if line.strip() else {}
    built = publication(
        files,
        extensions=["koushu.hugo", "koushu.posts"],
        hugo_site=".",
        hugo_strict=True,
        hugo_trust_html=True,
    )
    compare = load_bar()
    different = {}
    for name, _, _ in _CASES:
        (page,) = [
            path for path in built.out.rglob("*.html") if path.parent.name == name or path.stem == name
        ]
        ours = compare.features(
            page.read_text(encoding="utf-8"), "article.bd-article", name, False, f".{ADDED}"
        )
        report = compare.compare(compare.features(expected[name]), ours)
        rows = {key: row["difference"] for key, row in report.items() if not row["same"]}
        if rows:
            different[name] = rows
    assert different == {}


def test_a_page_is_read_again_when_its_template_changes(publication: Callable[..., Publication]) -> None:
    built = publication(
        {
            "layouts/shortcodes/hi.html": '<b>one</b>{{ partial "p" . }}',
            "layouts/partials/p.html": "<i>p</i>",
            "a.md": "# A\n\n{{< hi >}}\n",
            "b.md": "# B\n\n{{< later >}}\n",
            "c.md": "# C\n",
        },
        builder="dummy",
        extensions=["koushu.hugo"],
    )
    assert "onep" in built.doctree("a").astext()
    folder = built.app.srcdir / "layouts"
    for path, text, word, read in (
        ("shortcodes/hi.html", '<b>two</b>{{ partial "p" . }}', "twop", "a"),
        ("partials/p.html", "<i>q</i>", "twoq", "a"),
        ("shortcodes/later.html", "<b>later</b>", "later", "b"),
    ):
        (folder / path).write_text(text, encoding="utf-8")
        built = built.rebuild()
        assert word in built.doctree(read).astext()
        assert "0 added, 1 changed, 0 removed" in built.log
