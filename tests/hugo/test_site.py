"""The configuration of a Hugo site: every notation, folder, language and mount, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.sites.site import Site, load_site
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMS = {
    "hugo.toml": 'Title = "口述"\ntimeZone = "Asia/Shanghai"\nlanguageCode = "zh-cn"\n[params]\nDescription = "说"\n'
    '[params.author]\nname = "周敏"\n[markup.goldmark.renderer]\nunsafe = true\n',
    "hugo.yaml": "Title: 口述\ntimeZone: Asia/Shanghai\nlanguageCode: zh-cn\nparams:\n  Description: 说\n"
    "  author: {name: 周敏}\nmarkup:\n  goldmark:\n    renderer:\n      unsafe: true\n",
    "config.json": '{"Title": "口述", "timeZone": "Asia/Shanghai", "languageCode": "zh-cn",'
    '"params": {"Description": "说", "author": "周敏"}, "markup": {"goldmark": {"renderer": {"unsafe": true}}}}',
}


def load(
    folder: Path, files: Mapping[str, str], folders: tuple[str, ...] = ("content",)
) -> tuple[Site, list[tuple[str, Kind, int]]]:
    for name in folders:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    site, problems = load_site(folder)
    return site, [(path, problem.kind, problem.line) for path, problem in problems]


@pytest.mark.parametrize("name", FORMS)
def test_each_notation_says_the_same(tmp_path: Path, name: str) -> None:
    site, problems = load(tmp_path, {name: FORMS[name]})
    assert problems == []
    assert (site.title, site.author, site.description, site.time_zone) == (
        "口述",
        "周敏",
        "说",
        "Asia/Shanghai",
    )
    assert site.default.tag == "zh-CN"
    assert site.markup == {"goldmark": {"renderer": {"unsafe": True}}}


def test_a_configuration_folder_lies_over_the_file_in_the_root(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'title = "Root"\n[params]\na = 1\nb = 1\n',
        "config.toml": 'title = "Not read, since hugo.toml is there"',
        "config/_default/hugo.yaml": "title: Default\n",
        "config/_default/params.toml": "b = 2\n",
        "config/_default/languages.toml": '[en]\ntitle = "E"\n[zh]\nweight = 2\n',
        "config/_default/params.zh.toml": "b = 3\n",
        "config/_default/markup.json": '{"goldmark": {}}',
        "config/production/hugo.toml": 'copyright = "C"\n',
        "config/staging/hugo.toml": 'copyright = "no"\n',
    }
    site, problems = load(tmp_path, files)
    assert problems == []
    assert site.title == "E"
    assert site.copyright == "C"
    assert site.params == {"a": 1, "b": 2}
    assert site.language("zh").params == {"b": 3}
    assert site.markup == {"goldmark": {}}


def test_defaults_are_hugo_s(tmp_path: Path) -> None:
    site, problems = load(tmp_path, {"hugo.toml": ""})
    assert problems == []
    assert [root.folder for root in site.content] == ["content"]
    assert [root.folder for root in (*site.static, *site.assets)] == ["static", "assets"]
    assert site.taxonomies == {"tag": "tags", "category": "categories"}
    assert (site.default.key, site.default.prefix, site.time_zone) == ("en", "", "UTC")
    assert (site.summary_length, site.ref_links_error_level, site.has_cjk_language) == (70, "error", False)


def test_configured_taxonomies_replace_the_defaults(tmp_path: Path) -> None:
    site, _ = load(tmp_path, {"hugo.toml": '[taxonomies]\nseries = "Series"\n'})
    assert site.taxonomies == {"series": "series"}


def test_languages_have_folders_prefixes_and_permalinks(tmp_path: Path) -> None:
    config = """
defaultContentLanguage = "zh"
[permalinks]
posts = "/:year/:slug/"
[languages.en]
contentDir = "content/english"
languageCode = "en-gb"
[languages.en.permalinks]
posts = "/:slug/"
[languages.zh]
locale = "zh-hans"
[languages.fr]
disabled = true
"""
    site, problems = load(tmp_path, {"hugo.toml": config})
    assert problems == []
    assert [(one.key, one.tag, one.prefix, one.disabled) for one in site.languages] == [
        ("zh", "zh-Hans", "", False),
        ("en", "en-GB", "en", False),
        ("fr", "fr", "fr", True),
    ]
    assert site.language("en").permalinks == {"posts": "/:slug/"}
    assert site.language("zh").permalinks == {"posts": "/:year/:slug/"}
    assert [(root.folder, root.language) for root in site.content] == [
        ("content/english", "en"),
        ("content", ""),
    ]


def test_mounts_replace_folders_and_stay_inside(tmp_path: Path) -> None:
    config = """
[[module.mounts]]
source = "docs"
target = "content/docs"
[[module.mounts]]
source = "../elsewhere"
target = "content"
[[module.mounts]]
source = "files"
target = "static/files"
"""
    site, problems = load(tmp_path, {"hugo.toml": config})
    assert [(root.folder, root.target) for root in site.content] == [("docs", "docs")]
    assert [(root.folder, root.target) for root in site.static] == [("files", "files")]
    assert [(path, kind) for path, kind, _ in problems] == [("hugo.toml", Kind.SITE)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('title = "A"\ntimeZone = "Mars/Olympus"\n', 2),
        ('title = "A"\n\nparams = "x"\n', 3),
        ('title = "A"\nx = ["B"\n', 2),
        ('title = "A"\nbuildDrafts = "perhaps"\n', 2),
        ('contentDir = "../other"\ntitle = "A"\n', 1),
        ('defaultContentLanguage = "fr"\ntitle = "A"\n[languages.en]\n', 1),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_rest_is_used(
    tmp_path: Path, text: str, line: int
) -> None:
    site, problems = load(tmp_path, {"hugo.toml": text})
    assert ("hugo.toml", Kind.SITE, line) in problems
    assert site.title == "A"


@pytest.mark.parametrize(
    "text", ["", "\0", "[[[[", "a = " + "[" * 500, "\ufeff+++", "- list\n- of\n", "x: &a [*a]"]
)
@pytest.mark.parametrize("name", ["hugo.toml", "config.yaml", "hugo.json"])
def test_no_configuration_stops_the_reading(tmp_path: Path, name: str, text: str) -> None:
    site, _ = load(tmp_path, {name: text})
    assert site.configured
    assert site.languages


def test_an_excerpt_without_configuration_is_read_by_its_folders(tmp_path: Path) -> None:
    site, _ = load(tmp_path, {}, ("content/en/docs", "content/zh-cn/docs"))
    assert not site.configured
    assert [(one.key, one.tag, one.prefix) for one in site.languages] == [
        ("en", "en", "en"),
        ("zh-cn", "zh-CN", "zh-cn"),
    ]


def test_a_folder_of_markdown_is_all_content(tmp_path: Path) -> None:
    site, _ = load(tmp_path, {"meetings/a.md": "x"}, ())
    assert [root.folder for root in site.content] == [""]
    assert site.default.prefix == ""


def test_themes_and_modules_inside_the_site_lie_below_it(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'theme = "one"\n[params]\na = "ours"\n[[module.imports]]\npath = "example.org/two"\n'
        '[[module.imports]]\npath = "example.org/gone"\n[[module.imports]]\npath = "off"\ndisable = true\n',
        "themes/one/config.toml": 'theme = "base"\n[params]\na = "theirs"\nb = "theirs"\n',
        "themes/base/static/x.css": "",
        "_vendor/example.org/two/hugo.toml": '[[module.mounts]]\nsource = "docs"\ntarget = "content/two"\n',
    }
    site, problems = load(tmp_path, files)
    assert [(root.folder, root.target) for root in site.content] == [
        ("content", ""),
        ("themes/one/content", ""),
        ("themes/base/content", ""),
        ("_vendor/example.org/two/docs", "two"),
    ]
    assert [root.folder for root in site.static][:3] == ["static", "themes/one/static", "themes/base/static"]
    assert site.params == {"a": "ours", "b": "theirs"}
    assert [(path, line) for path, _, line in problems] == [("hugo.toml", 4)]


def test_a_theme_that_uses_itself_is_read_once(tmp_path: Path) -> None:
    files = {"hugo.toml": 'theme = "a"\n', "themes/a/hugo.toml": 'theme = ["a", "../../x"]\n'}
    site, problems = load(tmp_path, files)
    assert [root.folder for root in site.content] == ["content", "themes/a/content"]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("enableGitInfo = true\n", True),
        ('[frontmatter]\nlastmod = [":git", "lastmod"]\n', True),
        ('[frontmatter]\ndate = ["date", ":fileModTime"]\n', True),
        ('[frontmatter]\ndate = [":filename", ":default"]\n', False),
        ("", False),
    ],
)
def test_dates_that_are_not_read_are_known(tmp_path: Path, text: str, wanted: bool) -> None:
    site, problems = load(tmp_path, {"hugo.toml": text})
    assert problems == []
    assert site.wants_git is wanted
