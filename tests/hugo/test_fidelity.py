"""Real sites beside the real Hugo, page by page: text, links, images, headings, code, tables, notes, emphasis."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest

from conftest import SHARED
from koushu.added import ADDED
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from conftest import Publication

_BARS = SHARED / "bars" / "fidelity.py"
_CORPORA = SHARED / "corpora"
_SITES = sorted(path.name for path in _CORPORA.glob("*") if path.is_dir())
_OURS = f".{ADDED}"

_NAME = "the page has the name of its file here; Hugo's own address comes with the site's `permalinks`"
_REF = (
    "`ref` to a page that this slice of the site lacks: Hugo leaves no address, here it stays and is reported"
)
_MATHS = "a formula is MathML here, where Hugo leaves its TeX to a script"
EXCEPTIONS = {
    "GSA+digitalgov.gov": {
        "news/2014/08/2014-08-18-how-to-choose-a-user-experience-technique.md": _NAME,
    },
    "spiegel-im-spiegel+github-pages-env": {
        "debug.md": f"{_REF}; {_MATHS}",
        "remark/2017/09/getting-started-mathjax-2.md": f"{_REF}; {_MATHS}",
        "remark/2020/10/emoji-variation-and-markdown.md": _REF,
        "remark/2021/10/glossary-about-face.md": _REF,
        "remark/2024/10/upgrade-ubuntu-24_10.md": _REF,
        "remark/2025/05/is-japanese-pop-culture-booming.md": _REF,
        "remark/2026/06/ai-in-japans-ict-white-paper.md": _REF,
    },
}


@lru_cache(maxsize=1)
def _harness() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fidelity", _BARS)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _has_configuration(site: Path) -> bool:
    return any(site.glob("hugo.*")) or any(site.glob("config.*")) or (site / "config").is_dir()


def build_corpus(
    publication: Callable[..., Publication], site: Path, settings: dict[str, Any]
) -> Publication:
    """Return a corpus built as it is, with the site's own `markup`, raw HTML kept, and everything published."""
    content = site / "content" if (site / "content").is_dir() else site
    files = {
        str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()
    }
    keys = {key.lower(): value for key, value in settings.items()}
    goldmark = dict(keys.get("markup", {}).get("goldmark", {}))
    goldmark["renderer"] = {**goldmark.get("renderer", {}), "unsafe": True}
    return publication(
        files,
        extensions=["koushu"],
        posts_folders=["."],
        dialogue_recognise=False,
        hugo_strict=True,
        hugo_trust_html=True,
        hugo_build_drafts=True,
        hugo_build_future=True,
        hugo_build_expired=True,
        # As the stand-ins on Hugo's side: every shortcode that Hugo does not ship shows what it encloses.
        hugo_theme_shortcodes=False,
        hugo_shortcode_folders=[],
        hugo_embeds="frame",
        hugo_emoji=bool(keys.get("enableemoji")),
        hugo_markup={**keys.get("markup", {}), "goldmark": goldmark},
    )


@pytest.mark.hugo
@pytest.mark.slow
@pytest.mark.skipif(not _SITES or not _BARS.is_file(), reason="the corpora of real sites are not at hand")
@pytest.mark.parametrize("name", _SITES)
def test_every_page_is_as_hugo_makes_it(publication: Callable[..., Publication], name: str) -> None:
    pytest.importorskip("bs4")
    pytest.importorskip("html5lib")
    site, harness = _CORPORA / name, _harness()
    own = site if _has_configuration(site) else None
    content = site / "content" if (site / "content").is_dir() else site
    oracle = harness.render_hugo(content, own, hugo=require_hugo())
    built = build_corpus(publication, site, harness.site_config(site) if own else {})
    report = harness.compare_site(oracle, built.out, "article.bd-article", _OURS)
    assert report["missing"] == []
    differing = {
        path: {
            dimension: row["difference"] for dimension, row in post["dimensions"].items() if not row["same"]
        }
        for path, post in report["posts"].items()
        if not post["same"]
    }
    allowed = EXCEPTIONS.get(name, {})
    assert {path: found for path, found in differing.items() if path not in allowed} == {}
    assert [path for path in allowed if path not in differing] == [], "no exceptions any more"
