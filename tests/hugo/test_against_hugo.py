"""Our pages against the real Hugo's: the case files, the first post, and the shared specification cases."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from canonical_html import canonical
from conftest import ROOT, SHARED
from markdown_cases import MARKUP, STRICT, Case, read_cases
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from conftest import Publication

TITLE = "Case title"
FRONT = f'---\ntitle: "{TITLE}"\n---\n'
# Hugo has no roles, and sees a placeholder as the letters it is made of.
TOPICS = sorted({case.topic for case in read_cases()} - {"roles", "shortcodes"})
_FORMULA_MARKS = re.compile(r"\$\$?|\\[()\[\]]")
_SPECIFICATIONS = sorted((SHARED / "bars" / "cases").glob("*.json"))


def _unsafe(markup: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with raw HTML on, so that nothing is left out on either side."""
    goldmark = dict(markup.get("goldmark", {}))
    goldmark["renderer"] = {**goldmark.get("renderer", {}), "unsafe": True}
    return {**markup, "goldmark": goldmark}


def _same(theirs: str, ours: str, *, formulas: bool = False) -> bool:
    """Return whether two pages say the same; the marks around formulas are the writer's own.

    Tags that a case leaves open run on into the section around our page, so Hugo's page gets one too.
    """
    wanted = {canonical(theirs), canonical(f"<section>{theirs}\n</section>\n")}
    got = canonical(ours, TITLE)
    if formulas:
        return _without_marks(got) in {_without_marks(text) for text in wanted}
    return got in wanted


def _without_marks(text: str) -> str:
    return " ".join(_FORMULA_MARKS.sub(" ", text).split())


def _pages(
    publication: Callable[..., Publication],
    sources: Mapping[str, str],
    markup: Mapping[str, Any],
    *,
    strict: bool,
) -> dict[str, str]:
    """Return the body of each page that our parser makes."""
    built = publication(
        {f"{name}.md": FRONT + text for name, text in sources.items()},
        builder="json",
        extensions=["koushu.hugo"],
        html_theme="basic",
        hugo_markup=_unsafe(markup),
        hugo_strict=strict,
        hugo_trust_html=True,
        smartquotes=False,
        suppress_warnings=["hugo"],
    )
    return {name: json.loads(built.read(f"{name}.fjson"))["body"] for name in sources}


def _render_with_hugo(folder: Path, sources: Mapping[str, str], markup: Mapping[str, Any]) -> dict[str, str]:
    """Return `.Content` of each page, without highlighting and render hooks, which are the theme's."""
    hooks = {"image": {"useEmbedded": "never"}, "link": {"useEmbedded": "never"}}
    settings = _unsafe(markup)
    settings["highlight"] = {"codeFences": False}
    settings["goldmark"]["renderHooks"] = hooks
    config = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap"],
        "markup": settings,
    }
    (folder / "content").mkdir(parents=True)
    (folder / "layouts").mkdir()
    (folder / "hugo.json").write_text(json.dumps(config))
    (folder / "layouts" / "single.html").write_text("{{ .Content }}")
    (folder / "layouts" / "list.html").write_text("")
    for name, text in sources.items():
        (folder / "content" / f"{name}.md").write_text(FRONT + text, encoding="utf-8")
    subprocess.run([require_hugo(), "--quiet", "--source", str(folder)], check=True, capture_output=True)
    return {name: (folder / "public" / name / "index.html").read_text(encoding="utf-8") for name in sources}


@pytest.mark.hugo
@pytest.mark.parametrize("topic", TOPICS)
def test_cases_read_as_in_hugo(publication: Callable[..., Publication], tmp_path: Path, topic: str) -> None:
    cases = {f"c{number}": case for number, case in enumerate(read_cases()) if case.topic == topic}
    sources = {name: case.source for name, case in cases.items()}
    theirs = _render_with_hugo(tmp_path / "hugo", sources, MARKUP.get(topic, {}))
    ours = _pages(publication, sources, MARKUP.get(topic, {}), strict=True)
    differing = [
        f"{case.title}\n-- Hugo\n{canonical(theirs[name])}\n-- ours\n{canonical(ours[name], TITLE)}"
        for name, case in cases.items()
        if not _same(theirs[name], ours[name], formulas=topic == "passthrough")
    ]
    assert not differing, "\n\n".join(differing)


@pytest.mark.hugo
def test_what_is_marked_as_ours_differs_from_hugo(
    publication: Callable[..., Publication], tmp_path: Path
) -> None:
    """A case that Hugo reads in the same way must not carry the mark."""
    cases = {f"c{number}": case for number, case in enumerate(read_cases()) if _is_repair(case)}
    sources = {name: case.source for name, case in cases.items()}
    theirs = _render_with_hugo(tmp_path / "hugo", sources, MARKUP["delimiters"])
    ours = _pages(publication, sources, MARKUP["delimiters"], strict=False)
    same = [
        case.title for name, case in cases.items() if canonical(theirs[name]) == canonical(ours[name], TITLE)
    ]
    assert same == []


def _is_repair(case: Case) -> bool:
    return case.is_ours and case.topic not in STRICT


@pytest.mark.hugo
@pytest.mark.parametrize("strict", [False, True])
def test_the_first_post_reads_as_in_hugo(
    publication: Callable[..., Publication], tmp_path: Path, strict: bool
) -> None:
    _, _, text = (
        (ROOT / "posts/2023/inside-story-of-chatgpt.md").read_text(encoding="utf-8").split("---\n", 2)
    )
    theirs = canonical(_render_with_hugo(tmp_path / "hugo", {"post": text}, {})["post"])
    ours = canonical(_pages(publication, {"post": text}, {}, strict=strict)["post"], TITLE)
    assert ours == theirs
    assert "</em>_" in ours
    assert "\u00a0" in text


@pytest.mark.slow
@pytest.mark.skipif(not _SPECIFICATIONS, reason="needs ../shared/bars/cases beside the checkout")
@pytest.mark.parametrize("path", _SPECIFICATIONS, ids=lambda path: path.stem)
def test_specification_cases(publication: Callable[..., Publication], path: Path) -> None:
    """What Hugo made of each case is kept in the file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    cases = {f"c{case['n']}": case for case in data["cases"]}
    sources = {name: case["markdown"] for name, case in cases.items()}
    pages = _pages(publication, sources, data["hugo_config"].get("markup", {}), strict=True)
    differing = {
        case["n"]
        for name, case in cases.items()
        if not _same(case["hugo"] or case["html"], pages[name], formulas=path.stem == "passthrough")
    }
    assert differing == set()
