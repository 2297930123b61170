"""A build after an edit ends with the bytes of a clean build, and writes the pages that changed and no others."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.builders.html import _assets

from images import png
from koushu.page_store import keep, kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Publication

# What tells when or from what a build was made, and is no part of the site.
NO_SITE = {".buildinfo", ".buildinfo.bak"}
FRONT = "---\ntitle: {title}\ndate: 2024-0{month}-01\n{more}---\n\n{text}\n"
TALK = (
    "\n**{a}:** What did the river bring you, in those years?\n\n**{b}:** Stones, {a}. We counted them.\n\n"
    * 3
)


def post(title: str, month: int, text: str, more: str = "") -> str:
    return FRONT.format(title=title, month=month, text=text, more=more)


CONF = """
language = "en"
project = "Site"
html_baseurl = "https://example.org/"
html_copy_source = True
html_static_path = ["_static"]
html_css_files = ["site.css"]
"""
OWN: dict[str, str | bytes] = {
    "conf.py": CONF,
    "index.md": "# Home\n\n```{post-list}\n:limit: 3\n```\n",
    "about.md": "# About\n\nSee {doc}`posts/one` and {ref}`river`.\n",
    "posts/one.md": post(
        "One", 1, "(river)=\n\n## River\n\n![a](img/a.png)", "tags: [history, Water]\nsyntax: myst\n"
    ),
    "posts/two.md": post(
        "Two", 2, "Before: [one](one.md), [by address](/posts/one/).", "tags: [history]\nauthor: Zhou Min\n"
    ),
    "posts/three.md": post("Three", 3, "Nothing to see. [gone](/old/two/)", "categories: [Notes]\n"),
    "posts/four.md": post("Four", 4, TALK.format(a="Zhou Min", b="Bo Lin"), "tags: [talks]\n"),
    "posts/five.md": post(
        "Five", 5, TALK.format(a="Ida Berg", b="Bo Lin"), "tags: [talks]\naliases: [/old/five/]\n"
    ),
    "posts/deep/six.md": post("Six", 6, "![a](img/a.png)"),
    "posts/img/a.png": png(2, 2),
    "posts/deep/img/a.png": png(3, 3),
    "_static/site.css": "p { margin: 0 }",
    "speakers.yml": "bo:\n  name: Bo Lin\n  role: guest\n",
}
SECTIONS = {
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/posts/_index.md": "---\ntitle: All posts\ncascade:\n  author: Everybody\n---\n",
    "content/tags/history/_index.md": "---\ntitle: History itself\n---\n\nOf the past.\n",
    "static/file.txt": "file",
    "hugo.toml": "title = 'Site'\nbaseURL = 'https://example.org/'\n"
    "[[menus.main]]\nname = 'Two'\npageRef = '/posts/two'\n",
}
HUGO: dict[str, str | bytes] = {
    "conf.py": CONF + "hugo_site = '.'\n",
    **SECTIONS,
    **{f"content/{name}": text for name, text in OWN.items() if name.startswith("posts/")},
    "_static/site.css": OWN["_static/site.css"],
    "speakers.yml": OWN["speakers.yml"],
}


@dataclass(frozen=True)
class Site:
    """A publication that is edited: where its posts lie, and how it is built."""

    root: Path
    posts: Path

    def change(self, name: str, old: str, new: str) -> None:
        path = self.posts / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rename(site: Site) -> None:
    (site.posts / "three.md").rename(site.posts / "third.md")


def delete(site: Site) -> None:
    (site.posts / "one.md").unlink()


def add(site: Site) -> None:
    (site.posts / "seven.md").write_text(post("Seven", 7, "New.", "tags: [fresh]\n"))


def describe(site: Site) -> None:
    text = "bo:\n  name: Bo Lin\n  role: host\nida:\n  name: Ida Berg\n  affiliation: The mill\n"
    (site.root / "speakers.yml").write_text(text)


def put_back(site: Site) -> None:
    """Put in another text with the size and the times that the file had."""
    path = site.posts / "three.md"
    stat = path.stat()
    path.write_text(path.read_text().replace("Nothing", "Gnihton"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def age(site: Site) -> None:
    site.change("three.md", "Nothing", "Little")
    os.utime(site.posts / "three.md", (1_000_000_000, 1_000_000_000))


def touch(site: Site) -> None:
    for path in site.posts.rglob("*.md"):
        os.utime(path)


def repaint(site: Site) -> None:
    (site.posts / "img" / "a.png").write_bytes(png(4, 4))


def restyle(site: Site) -> None:
    path = site.root / "_static" / "site.css"
    path.parent.mkdir(exist_ok=True)
    path.write_text("p { margin: 1px }")


def same_name(site: Site) -> None:
    """Add a picture of a name that others have, which comes first in order."""
    (site.posts / "a").mkdir()
    (site.posts / "a" / "a.png").write_bytes(png(5, 5))
    site.change("three.md", "Nothing", "![a](a/a.png) Nothing")


def no_picture(site: Site) -> None:
    site.change("deep/six.md", "![a](img/a.png)", "No picture.")
    (site.posts / "deep" / "img" / "a.png").unlink()


EDITS: dict[str, Callable[[Site], object]] = {
    "nothing": lambda _site: None,
    "touch": touch,
    "word": lambda site: site.change("three.md", "Nothing", "Little"),
    "word with old time": age,
    "word with same size and time": put_back,
    "title": lambda site: site.change("one.md", "title: One", "title: First"),
    "date": lambda site: site.change("one.md", "2024-01-01", "2024-08-01"),
    "term": lambda site: site.change("two.md", "[history]", "[history, Water]"),
    "first of a term": lambda site: site.change("three.md", "categories:", "tags: [fresh]\ncategories:"),
    "last of a term": lambda site: site.change("one.md", "[history, Water]", "[history]"),
    "slug": lambda site: site.change("one.md", "tags:", "slug: first\ntags:"),
    "alias": lambda site: site.change("two.md", "tags:", "aliases: [/old/two/]\ntags:"),
    "no alias": lambda site: site.change("five.md", "aliases: [/old/five/]\n", ""),
    "author": lambda site: site.change("two.md", "Zhou Min", "Li Wei"),
    "draft": lambda site: site.change("four.md", "tags:", "draft: true\ntags:"),
    "no talk": lambda site: site.change("five.md", "tags:", "dialogue: off\ntags:"),
    "file name": rename,
    "delete": delete,
    "add": add,
    "register": describe,
    "bytes of a picture": repaint,
    "picture of the same name": same_name,
    "no picture": no_picture,
    "style sheet": restyle,
}
# Pages that no edit of one post can touch, by edit; `*` for all.
UNTOUCHED = {
    "word": {"posts/one", "posts/four", "posts/deep/six", "tags/history", "about"},
    "title": {"posts/three", "posts/four", "posts/five", "tags/talks"},
    "term": {"posts/three", "posts/four", "tags/talks", "about"},
    "alias": {"posts/one", "posts/four", "about"},
}


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in NO_SITE
    }


def times_of(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def rendered(log: str) -> set[str]:
    """Return the documents that a build has written."""
    return set(re.findall(r"writing output\.\.\. \[ *\d+%\] (\S+)", log))


def read(log: str) -> set[str]:
    """Return the documents that a build has read."""
    return set(re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", log))


def settled(built: Publication) -> None:
    """Let the clock go on, so that a file that is written has another time."""
    time.sleep(0.02)
    (built.out / "CNAME").write_text("example.org")
    (built.out / "tags").mkdir(exist_ok=True)
    (built.out / "tags" / "mine.html").write_text("mine")


def site_of(built: Publication) -> Site:
    root = Path(built.app.srcdir)
    content = root / "content"
    return Site(root, (content if content.is_dir() else root) / "posts")


def sources(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.root).as_posix(): path.read_bytes()
        for path in site.root.rglob("*")
        if path.is_file()
    }


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def check_edit(
    publication: Callable[..., Publication], files: Mapping[str, str | bytes], edit: str, **options: object
) -> tuple[set[str], Publication]:
    """Build, edit, build again and compare with a clean build; return what changed, without suffix."""
    built = publication(files, **options)
    settled(built)
    before, times = files_of(built.out), times_of(built.out)
    site = site_of(built)
    EDITS[edit](site)
    # Sphinx remembers check sums of style sheets as long as a process runs.
    _assets._file_checksum_inner.cache_clear()
    again = built.rebuild()
    after, now = files_of(again.out), times_of(again.out)
    clean = publication(sources(site), **options)
    mine = {"CNAME", "tags/mine.html"}
    assert mine <= after.keys()
    assert differences({n: d for n, d in after.items() if n not in mine}, files_of(clean.out)) == []
    changed = set(differences(before, after))
    pages = {name for name in after if name.endswith((".html", ".xml", ".json", ".csv", ".txt"))}
    pages = {name for name in pages if not name.startswith("_static/")}
    assert {name for name in pages if times.get(name) != now.get(name)} == changed & pages
    return {re.sub(r"(/index)?\.html\Z", "", name) for name in changed if name.endswith(".html")}, again


@pytest.mark.parametrize("edit", EDITS)
def test_a_build_after_an_edit_is_a_clean_build(publication: Callable[..., Publication], edit: str) -> None:
    changed, again = check_edit(publication, OWN, edit)
    assert not changed & UNTOUCHED.get(edit, set())
    if edit in {"nothing", "touch"}:
        assert not changed
        assert not rendered(again.log)
    # A page that is made again was read again, or shows something else.
    assert rendered(again.log) - read(again.log) - {"speakers/index"} <= changed


@pytest.mark.parametrize("edit", [name for name in EDITS if name != "nothing"])
def test_a_site_of_hugo_as_well(publication: Callable[..., Publication], edit: str) -> None:
    changed, _ = check_edit(publication, HUGO, edit, builder="dirhtml")
    assert not changed & (UNTOUCHED.get(edit, set()) - {"about", "tags/history", "tags/talks"})


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("edit", ["title", "term", "draft", "register", "same name"])
def test_two_processes_end_with_the_bytes_of_one(
    publication: Callable[..., Publication], builder: str, edit: str
) -> None:
    wanted = "picture of the same name" if edit == "same name" else edit
    check_edit(publication, OWN, wanted, builder=builder, parallel=2)


def test_another_builder_of_the_same_trees_misses_nothing(publication: Callable[..., Publication]) -> None:
    """One reading serves several formats: what the first builder has seen is news to the second."""
    built = publication(OWN, "html")
    other = again(built, "dirhtml")
    site_of(built).change("one.md", "title: One", "title: First")
    again(built, "html")
    other = again(built, "dirhtml")
    clean = publication(sources(site_of(built)), "dirhtml")
    assert differences(files_of(other.out), files_of(clean.out)) == []


def again(built: Publication, builder: str) -> Publication:
    function = built.rebuild
    source, out, _, *rest = function.args  # type: ignore[attr-defined]
    return function.func(source, out, builder, *rest)  # type: ignore[attr-defined,no-any-return]


def test_a_clean_build_elsewhere_and_later_has_the_same_bytes(
    publication: Callable[..., Publication],
) -> None:
    one = publication(OWN)
    time.sleep(1.1)
    assert differences(files_of(one.out), files_of(publication(OWN, parallel=2).out)) == []


HEAD = '{% block extrahead %}{{ super() }}<meta name="of" content="{{ title }}">{% endblock %}'
BODY = "{% block body %}{{ toc }}{{ toctree() }}{{ parents|length }}{{ super() }}{% endblock %}"
# What changes the looks of pages: files beside those that the site has, and lines of `conf.py`.
CHANGES: dict[str, tuple[Mapping[str, str], str]] = {
    "option": ({}, "html_theme_options = {'extra_footer': 'Below every page.'}\n"),
    "depth of contents": ({}, "html_theme_options = {'show_toc_level': 2}\n"),
    "styles of the theme": ({}, "html_theme_options = {'announcement': 'News!'}\n"),
    "option of bodies": ({}, "html_theme_options = {'use_sidenotes': True}\n"),
    "template": ({"_templates/layout.html": f'{{% extends "!layout.html" %}}{HEAD}'}, ""),
    "template with contents": ({"_templates/page.html": f'{{% extends "!page.html" %}}{BODY}'}, ""),
    "style sheet": ({"_static/site.css": "p { margin: 2px }"}, ""),
    "linked script": ({"_static/mine.js": "let mine = 1"}, "html_js_files = ['mine.js']\n"),
    "logo": (
        {"_static/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>'},
        "html_logo = '_static/logo.svg'\n",
    ),
    "copyright": ({}, "html_show_copyright = False\n"),
}
MADE_ANEW = {"option of bodies"}
FIRST = {**OWN, "conf.py": f"{CONF}templates_path = ['_templates']\n", "_templates/empty.html": ""}


def changed(built: Publication, files: Mapping[str, str], lines: str = "") -> Publication:
    root = Path(built.app.srcdir)
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    conf = root / "conf.py"
    conf.write_text(conf.read_text() + lines)
    # Sphinx remembers check sums of style sheets as long as a process runs.
    _assets._file_checksum_inner.cache_clear()
    return built.rebuild()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("site", "builder"), [(FIRST, "html"), (HUGO, "dirhtml")])
def test_a_change_of_looks_ends_as_a_clean_build(
    publication: Callable[..., Publication], site: Mapping[str, str | bytes], builder: str, change: str
) -> None:
    files = {
        **site,
        "conf.py": f"{site['conf.py']}templates_path = ['_templates']\n",
        "_templates/empty.html": "",
    }
    built = publication(files, builder)
    again = changed(built, *CHANGES[change])
    clean = publication(sources(site_of(built)), builder)
    assert differences(files_of(again.out), files_of(clean.out)) == []
    assert sorted(again.warnings) == sorted(clean.warnings)
    assert bool(rendered(again.log)) == (change in MADE_ANEW)


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_page_edited_with_the_looks_is_made_anew(
    publication: Callable[..., Publication], parallel: int
) -> None:
    built = publication(FIRST, "dirhtml", parallel)
    site_of(built).change("three.md", "Nothing", "Little")
    again = changed(built, *CHANGES["option"])
    clean = publication(sources(site_of(built)), "dirhtml")
    assert differences(files_of(again.out), files_of(clean.out)) == []
    assert rendered(again.log) <= {"posts/three", "posts/four", "posts/two", "index"}
    once_more = changed(again, *CHANGES["template"])
    assert not rendered(once_more.log)
    clean = publication(sources(site_of(built)), "dirhtml")
    assert differences(files_of(once_more.out), files_of(clean.out)) == []


HANDLER = """
def setup(app):
    app.connect("html-page-context", lambda app, page, template, context, tree: context.update(x=1))
"""


def test_nothing_is_kept_where_somebody_else_has_a_say(publication: Callable[..., Publication]) -> None:
    built = publication({**FIRST, "conf.py": CONF + HANDLER})
    assert not kept(built.app, "values", "posts/one")
    again = changed(built, *CHANGES["option"])
    assert "posts/one" in rendered(again.log)


def test_rows_that_cannot_be_read_are_made_anew(publication: Callable[..., Publication]) -> None:
    built = publication(FIRST, "dirhtml")
    for name in ("posts/one", "posts/two", "tags/history"):
        assert kept(built.app, "values", name)
        keep(built.app, "values", name, "[1, 2")
    again = changed(built, *CHANGES["option"])
    clean = publication(sources(site_of(built)), "dirhtml")
    assert differences(files_of(again.out), files_of(clean.out)) == []
    assert rendered(again.log) == {"posts/one", "posts/two"}
