"""`koushu build` on the root of a Hugo site as it is: small sites, and the real slices."""

from __future__ import annotations

import csv
import io
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlparse

import pytest
from sphinx.writers.html5 import HTML5Translator

from conftest import SHARED
from koushu.cli.conf_text import is_hugo_site
from koushu.hugo.rendering.images import ImageRendering
from tools import require_hugo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conftest import Publication

EXT = Path(__file__).parent.parent.parent / "_ext"
MOST_POSTS = 12
"""Of one real site that is made into all formats."""
CORPORA = (
    sorted(path.name for path in (SHARED / "corpora").iterdir()) if (SHARED / "corpora").is_dir() else []
)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def state_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(site: Path, *options: str) -> tuple[Path, str]:
    """Build into a folder beside the site, which must be the same afterwards; return that folder and what was said."""
    before = state_of(site)
    out = site.parent / f"{site.name}-out"
    environment = {**os.environ, "PYTHONPATH": str(EXT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "koushu", "build", str(site), "-o", str(out), *options]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert state_of(site) == before
    return out, done.stdout


def pages(out: Path) -> set[str]:
    """Return the addresses of all pages, without redirects, lists of terms and what Sphinx adds."""
    files = [
        path
        for path in (out / "html").rglob("index.html")
        if b'http-equiv="refresh"' not in path.read_bytes()
    ]
    found = {f"/{path.parent.relative_to(out / 'html')}/" for path in files}
    found = {page.replace("/./", "/") for page in found} - {"/search/", "/genindex/"}
    return {page for page in found if not re.match(r"(/[a-z-]+)?/(tags|categories)/", page)}


def read(out: Path, address: str) -> str:
    return (out / "html" / address.strip("/") / "index.html").read_text(encoding="utf-8")


def test_a_site_becomes_html_pdf_and_epub_with_its_own_facts(tmp_path: Path) -> None:
    site = write(
        tmp_path / "site",
        {
            "hugo.toml": 'title = "口述"\nlanguageCode = "zh-cn"\ntimeZone = "Asia/Shanghai"\n'
            'baseURL = "https://example.org/"\n[params.author]\nname = "周敏"\n'
            "[markup.goldmark.extensions.extras.mark]\nenable = true\n",
            "content/_index.md": "欢迎来读。\n",
            "content/posts/a.md": "+++\ntitle = '甲'\ndate = 2024-01-01\n+++\n\n==亮== ![图](/img/x.png) "
            '[乙](/posts/b/) [乙二]({{< ref "posts/b.md" >}}) [文件](b.md)\n',
            "content/posts/b.md": "---\ntitle: 乙\ndate: 2024-02-01\n---\n\n文字。\n",
            "content/posts/bundle/index.md": "---\ntitle: 丙\n---\n\n![图](y.png)\n",
            "content/posts/bundle/y.png": PNG,
            "content/posts/draft.md": "---\ntitle: 稿\ndraft: true\n---\n\n秘密。\n",
            "static/img/x.png": PNG,
        },
    )
    out, said = build(site)
    assert "0 warnings" in said
    assert "withheld: content/posts/draft.md (draft" in said
    assert pages(out) == {"/", "/posts/", "/posts/a/", "/posts/b/", "/posts/bundle/"}
    home = read(out, "/")
    assert "欢迎来读" in home
    assert "<title>口述" in home
    assert 'lang="zh-CN"' in home
    assert [home.index(f'href="posts/{name}/"') for name in "ba"] == sorted(
        home.index(f'href="posts/{name}/"') for name in "ba"
    )
    page = read(out, "/posts/a/")
    assert page.count('href="../b/"') >= 3
    assert "<mark>亮</mark>" in page
    assert 'src="../../_images/x.png"' in page
    assert "乙" in read(out, "/posts/")
    assert len(list((out / "pdf").glob("*.pdf"))) == 1
    with zipfile.ZipFile(next((out / "epub").glob("*.epub"))) as book:
        package = next(book.read(name).decode() for name in book.namelist() if name.endswith(".opf"))
    assert "周敏" in package
    assert "口述" in package


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.yaml", "title: T\npermalinks:\n  posts: /:year/:slug/\n"),
        ("config/_default/hugo.json", '{"title": "T", "permalinks": {"page": {"posts": "/:year/:slug/"}}}'),
    ],
)
def test_permalinks_decide_on_addresses(tmp_path: Path, name: str, text: str) -> None:
    post = "---\ntitle: Hello World\ndate: 2024-01-01\naliases: [/old/]\n---\n\n"
    post += "[self](/old/) [new](/2024/hello-world/)\n"
    out, said = build(write(tmp_path / "site", {name: text, "content/posts/a.md": post}), "--html")
    assert pages(out) == {"/", "/posts/", "/2024/hello-world/"}
    assert "0 warnings" in said


def test_languages_by_folder_and_by_suffix(tmp_path: Path) -> None:
    config = 'defaultContentLanguage = "en"\n[languages.en]\ntitle = "E"\n'
    config += '[languages.zh]\ntitle = "中"\nlocale = "zh-cn"\n'
    post = '---\ntitle: {}\n---\n\nWords [x]({{{{< relref "b.md" >}}}}).\n'
    files = {
        "hugo.toml": config,
        "content/posts/a.md": post.format("A"),
        "content/posts/a.zh.md": post.format("甲"),
        "content/posts/b.md": "---\ntitle: B\n---\n",
        "content/posts/b.zh.md": "---\ntitle: 乙\n---\n",
        "content/_index.zh.md": "---\ntitle: 家\n---\n",
    }
    out, said = build(write(tmp_path / "site", files), "--html")
    everything = {"/", "/posts/", "/posts/a/", "/posts/b/"}
    assert pages(out) == everything | {f"/zh{page}" for page in everything}
    assert "0 warnings" in said
    assert 'href="../b/"' in read(out, "/zh/posts/a/")
    assert "甲" not in read(out, "/")
    assert "甲" in read(out, "/zh/")
    assert "<title>E" in read(out, "/")


def test_an_excerpt_without_configuration_keeps_its_languages_apart(tmp_path: Path) -> None:
    files = {
        "content/blog/a/index.md": "---\ntitle: A\n---\n\nWords.\n",
        "content/blog/a/index.es.md": "---\ntitle: Uno\n---\n\nPalabras.\n",
    }
    out, said = build(write(tmp_path / "site", files), "--html")
    everything = {"/", "/blog/", "/blog/a/"}
    assert pages(out) == everything | {f"/es{page}" for page in everything}
    assert "0 warnings" in said
    assert "Uno" in read(out, "/es/blog/")
    assert "Uno" not in read(out, "/blog/")
    assert 'lang="es"' in read(out, "/es/blog/a/")


def test_what_cascades_reaches_the_pages_and_a_change_reaches_them_again(tmp_path: Path) -> None:
    site = write(
        tmp_path / "site",
        {
            "hugo.yaml": "title: T\ncascade:\n  params: {author: Site}\n  target: {path: /posts/**}\n",
            "content/posts/_index.md": "---\ntitle: P\ncascade:\n  author: Section\n---\n",
            "content/posts/a.md": "---\ntitle: A\n---\n\nWords.\n",
            "content/posts/own.md": "---\ntitle: O\nauthor: Own\n---\n\nWords.\n",
            "content/hidden/_index.md": "---\ntitle: H\ncascade: {draft: true}\n---\n",
            "content/hidden/x.md": "---\ntitle: X\n---\n\nWords.\n",
            "content/part/index.md": "---\nheadless: true\n---\n\nWords.\n",
            "content/never.md": "---\nbuild: {render: never}\n---\n\nWords.\n",
            "content/old.org": "* Words\n",
        },
    )
    out, said = build(site, "--html")
    assert "Section" in read(out, "/posts/a/")
    assert "Own" in read(out, "/posts/own/")
    for path in (
        "hidden/x.md (draft",
        "part/index.md (not rendered",
        "never.md (not rendered",
        "old.org (a page",
    ):
        assert f"withheld: content/{path}" in said
    (site / "content/posts/_index.md").write_text("---\ntitle: P\ncascade:\n  author: Changed\n---\n")
    build(site, "--html")
    assert "Changed" in read(out, "/posts/a/")
    assert "Own" in read(out, "/posts/own/")


def test_date_chains_read_file_names(tmp_path: Path) -> None:
    files = {
        "hugo.toml": '[frontmatter]\ndate = [":filename", ":default"]\nlastmod = ["update", ":default"]\n',
        "content/posts/2024-01-02-hello.md": "---\ntitle: H\nupdate: 2024-03-04\n---\n\nWords.\n",
    }
    out, _ = build(write(tmp_path / "site", files), "--html")
    page = read(out, "/posts/hello/")
    assert "2 January 2024" in page
    assert "4 March 2024" in page


def test_pages_with_one_address_are_both_kept_and_named(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/a.md": "---\nurl: /x/\n---\n\nOne.\n",
        "content/b.md": "---\nurl: /x/\n---\n\nTwo.\n",
    }
    out, said = build(write(tmp_path / "site", files), "--html")
    assert re.search(r"content/b\.md:1: WARNING: .*\[posts\.address\]", said)
    assert "One." in read(out, "/x/")
    assert "Two." in read(out, "/x-2/")


def test_a_broken_configuration_is_named_once_and_the_site_is_built(tmp_path: Path) -> None:
    files = {"hugo.toml": 'title = "T"\nparams = [\n', "content/a.md": "---\ntitle: A\n---\n\nOne.\n"}
    out, said = build(write(tmp_path / "site", files), "--html")
    assert len(re.findall(r"hugo\.toml:2: WARNING", said)) == 1
    assert "One." in read(out, "/a/")


def test_nothing_outside_the_site_is_read(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"hugo.toml": 'contentDir = "content"\n', "content/a.md": "# A\n"})
    write(tmp_path, {"secret.md": "# Secret\n"})
    (site / "content/b.md").symlink_to(tmp_path / "secret.md")
    out, said = build(site, "--html")
    assert pages(out) == {"/", "/a/"}
    assert "[hugo.site]" in said


def test_conf_py_names_the_site_and_keeps_the_last_word(tmp_path: Path) -> None:
    conf = (
        "import sys\nsys.path.insert(0, {!r})\nproject = 'Ours'\nextensions = ['koushu']\n"
        "source_suffix = {{'.md': 'hugo'}}\n"
        "html_theme = 'sphinx_book_theme'\nhugo_site = '.'\n"
    )
    files = {
        "conf.py": conf.format(str(EXT)),
        "hugo.toml": 'title = "Theirs"\n',
        "content/posts/a.md": "---\ntitle: A\n---\n\nWords.\n",
    }
    out, said = build(write(tmp_path / "site", files), "--html")
    assert "0 warnings" in said
    assert "Ours" in read(out, "/")
    assert "/posts/a/" in pages(out)
    assert not (out / "html/posts/a.html").exists()


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ("hugo_site = '.'", True),
        ("hugo_site: str = 'site'", True),
        ("where = '.'\nhugo_site = where", True),
        ("hugo_site = ''", False),
        ("project = 'hugo_site'", False),
        ("def broken(", False),
        ("\0", False),
    ],
)
def test_addresses_are_those_of_hugo_where_conf_py_names_a_site(
    tmp_path: Path, conf: str, told: bool
) -> None:
    (tmp_path / "conf.py").write_text(conf)
    assert is_hugo_site(tmp_path) is told


PATHS = {
    "posts/Hello World!.md": "title: A",
    "posts/你好：世界 A.md": "title: A",
    "posts/a--b  c.md": "title: A",
    "posts/2024-01-02-dated.md": "title: A",
    "posts/50%.md": "title: A",
    "posts/【标题】，「引」·｜x.md": "title: A",
    'posts/it\'s "q" & more+plus@x~y.md': "title: A",
    "posts/Ünïcode-é.md": "title: A",
    "posts/a.b.c.md": "title: A",
    "posts/deep/Below Here.md": "title: A",
    "posts/B B/index.md": "title: A",
    "posts/s1.md": "title: A\nslug: '引号：中文 标题 / A.B'",
    "posts/s2.md": "title: A\nslug: '-x y-'",
    "posts/s3.md": "title: A\nslug: 'C++  & more'",
    "posts/u1.md": "title: A\nurl: /custom/Path Here",
    "posts/u2.md": "title: A\nurl: custom/file.html",
    "posts/u4.md": "title: A\nurl: /v1.2/guide/",
    "posts/u5.md": "title: A\nurl: /日本.html",
    "posts/s5.md": "title: A\nslug: x.html",
    "posts/İ.md": "title: A",
    "posts/u3.md": "title: A\nurl: /:year/x\ndate: 2023-05-06",
    "posts/sec/_index.md": "title: A\nslug: other",
    "posts/sec/y.md": "title: A",
    "notes/n1.md": "title: '引号：中文 标题 / A.B'\ndate: 2023-03-14",
    "notes/n2.md": "title: A\nslug: S  T\ndate: 2023-03-14",
    "notes/n3.md": "title: 'C++ & C# (50) -- a_b'\ndate: 2023-03-14",
    "notes/n4.md": "title: A\ndate: 2023-12-31T23:30:00Z",
    "docs/_index.md": "title: A",
    "docs/in/_index.md": "title: A\nslug: iii",
    "docs/in/p.md": "title: A\ndate: 2023-03-04",
    "docs/plain/Bundle X/index.md": "title: A",
    "days/d.md": "title: A\ndate: 2023-03-04",
    "Top Page.md": "title: A",
    "posts/a.zh.md": "title: A",
    "notes/n1.zh.md": "title: 中文\ndate: 2023-03-14",
    "posts/z.zh.md": "title: A\nurl: /rooted/",
    "posts/z2.zh.md": "title: A\nurl: relative/",
}
PARITY = """
baseURL = "https://example.org/"
timeZone = "Asia/Shanghai"
defaultContentLanguage = "en"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
[languages.en]
[languages.zh]
[permalinks]
notes = "/n/:year/:month/:slug/"
days = "/:weekdayname/:yearday/:monthname/:day/:2006-01-02/:filename/"
[permalinks.page]
docs = "/d/:sections[1:]/:sectionslugs/:contentbasename/"
"""


@pytest.mark.hugo
def test_every_address_is_the_one_that_hugo_gives(tmp_path: Path) -> None:
    files = {f"content/{name}": f"---\n{front}\n---\nx\n" for name, front in PATHS.items()}
    site = write(tmp_path / "site", {"hugo.toml": PARITY, **files})
    command = [require_hugo(), "list", "all", "--source", str(site)]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = csv.DictReader(io.StringIO(listed[listed.index("path,slug") :]))
    theirs = {row["path"]: unquote(urlparse(row["permalink"]).path) for row in rows}
    assert len(theirs) == len(PATHS)
    out, said = build(site, "--html")
    assert "posts.address" not in said
    made = pages(out)
    files = {f"/{path.relative_to(out / 'html')}" for path in (out / "html").rglob("*") if path.is_file()}
    assert {address for address in theirs.values() if address not in made | files} == set()


FILES = {
    "hugo.toml": 'baseURL = "https://example.org/blog/"\ntheme = "t"\ndefaultContentLanguage = "en"\n'
    'disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]\nignoreFiles = ["\\\\.tmp$", "/secret/"]\n'
    '[languages.en]\n[languages.zh]\n[permalinks]\nperm = "/:year/:slug/"\n',
    "static/robots.txt": "x",
    "static/.well-known/y": "x",
    "static/p.md": "# No page",
    "static/posts/a/index.html": "the page wins",
    "themes/t/static/theme.css": "x",
    "themes/t/static/robots.txt": "theirs",
    "themes/t/content/brought.md": "---\ntitle: A\n---\n",
    "content/posts/a.md": "---\ntitle: A\naliases: [/old/, rel, /x.html, ../up, /posts/b/]\n---\n",
    "content/posts/b.md": "---\ntitle: B\n---\n",
    "content/posts/a.zh.md": "---\ntitle: Z\naliases: [/zold/]\n---\n",
    "content/posts/Loose Pic.PNG": PNG,
    "content/leaf/index.md": "---\ntitle: L\n---\n",
    "content/leaf/Sub Dir/图.png": PNG,
    "content/leaf/data.json": "{}",
    "content/leaf/note.md": "a resource",
    "content/leaf/.hidden": "x",
    "content/leaf/x.tmp": "x",
    "content/leaf/secret/x.png": PNG,
    "content/perm/in/index.md": "---\ntitle: T\nslug: sl ug\ndate: 2024-01-01\n---\n",
    "content/perm/in/x.png": PNG,
    "content/drafted/index.md": "---\ndraft: true\n---\n",
    "content/drafted/x.png": PNG,
    "content/part/index.md": "---\nheadless: true\n---\n",
    "content/part/x.png": PNG,
    "content/quiet/index.md": "---\nbuild: {publishResources: false}\n---\n",
    "content/quiet/x.png": PNG,
    "content/other/_index.md": "---\nslug: named\n---\n",
    "content/other/deep/x.png": PNG,
    "content/none/Up Here/x.png": PNG,
    "content/two/index.md": "---\ntitle: 2\n---\n",
    "content/two/index.zh.md": "---\ntitle: 二\n---\n",
    "content/two/x.png": PNG,
    "content/two/x.zh.png": PNG,
}
OURS = re.compile(
    r"(_static|_sources|_images|_downloads|search|search-index|genindex|speakers)/|(.*/)?[^/]+\.md$|(.*/)?(atom|rss|index)\.xml$|(.*/)?feed\.json$|[^/]*$"
)


@pytest.mark.hugo
def test_pages_files_and_redirects_lie_where_hugo_puts_them(tmp_path: Path) -> None:
    site = write(tmp_path / "site", FILES)
    theirs = write(tmp_path / "theirs", {**FILES, "layouts/all.html": "x"})
    command = [require_hugo(), "--source", str(theirs), "--destination", str(tmp_path / "public")]
    subprocess.run(command, check=True, capture_output=True)
    wanted = set(state_of(tmp_path / "public"))
    assert len(wanted) > 25
    out, said = build(site, "--html")
    made = set(state_of(out / "html"))
    assert wanted - made == set()
    assert {name for name in made - wanted if not OURS.match(name)} == set()
    assert "the page wins" not in read(out, "/posts/a/")
    assert (out / "html/robots.txt").read_text() == "x"
    assert 'url=../posts/a/"' in read(out, "/old/")
    # A former address that is a page's own is told.
    assert "1 warning: posts.address 1" in said


def test_rooted_links_of_a_site_in_a_folder_and_links_to_files(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'baseURL = "https://example.org/blog/"\n',
        "content/posts/a.md": "[b](/blog/posts/b/) [demo](/blog/demo/) [js](/blog/x.js) ![p](/blog/p.png)\n"
        "![q](../q.png)",
        "content/posts/b.md": "---\ntitle: B\nurl: /old/b.html\n---\n\n[a](../posts/a/) [b](b.html)\n",
        "static/demo/index.html": "demo",
        "static/x.js": "",
        "static/p.png": PNG,
        "static/posts/q.png": PNG,
    }
    out, said = build(write(tmp_path / "site", files), "--html")
    assert "0 warnings" in said
    page = read(out, "/posts/a/")
    for address in ("../../old/b.html", "../../demo", "../../x.js"):
        assert f'href="{address}"' in page, page
    assert 'href="../posts/a/"' in (out / "html/old/b.html").read_text(encoding="utf-8")


def test_nothing_is_published_through_links_that_lead_out(tmp_path: Path) -> None:
    site = write(
        tmp_path / "site", {"hugo.toml": "", "content/a.md": "---\ntitle: A\n---\n", "static/x.txt": ""}
    )
    write(tmp_path, {"secret/key.txt": "top-secret-4711"})
    (site / "static/out").symlink_to(tmp_path / "secret")
    (site / "static/key.txt").symlink_to(tmp_path / "secret/key.txt")
    (site / "static/round").symlink_to(site / "static")
    (site / "content/gone.png").symlink_to(tmp_path / "nowhere.png")
    out, _ = build(site, "--html")
    assert (out / "html/x.txt").is_file()
    assert not [
        path
        for path in (out / "html").rglob("*")
        if path.is_file() and b"top-secret-4711" in path.read_bytes()
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPORA)
def test_a_real_site_is_built_as_it_is(tmp_path: Path, name: str) -> None:
    site, original = tmp_path / name, SHARED / "corpora" / name
    paths = sorted(path for path in original.rglob("*") if path.is_file())
    posts = [path for path in paths if path.suffix == ".md"]
    # Of very many that are alike an even choice; all of them are read by tests of reading.
    left_out = {*posts} - {*posts[:: max(1, round(len(posts) / MOST_POSTS))]}
    files = {str(path.relative_to(original)): path.read_bytes() for path in paths if path not in left_out}
    out, said = build(write(site, files))
    for product in ("html/index.html", "pdf/*.pdf", "epub/*.epub"):
        assert list(out.glob(product)), product
    warned = [line for line in said.splitlines() if "WARNING" in line]
    assert [line for line in warned if not re.search(r"(:\d+: |\.typ|: )WARNING", line)] == []


def test_text_that_templates_enclose_without_a_paragraph_is_printed_in_every_format(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "[markup.goldmark.renderer]\nunsafe = true\n",
        "layouts/shortcodes/box.html": "<details><summary>S</summary>{{ .Inner | markdownify }}</details>",
        "content/a.md": '{{< box >}}\nWords [b]({{< relref "b" >}}) and [b](b.md).\n{{< /box >}}\n\n'
        '<details><summary>T</summary>More <a href="/b/">b</a></details>\n\n<td>[b](b.md)</td>\n',
        "content/b.md": "Words.\n",
    }
    out, said = build(write(tmp_path / "site", files))
    assert "0 warnings" in said
    assert 'href="../b/"' in read(out, "/a/")
    assert list((out / "pdf").glob("*.pdf"))


def broken(*_: object) -> None:
    message = "no such thing"
    raise KeyError(message)


TWO = {
    "posts/a.md": "---\ntitle: A\n---\n\nBefore.\n\n![picture](https://example.org/x.png)\n\n*After.*\n",
    "posts/b.md": "---\ntitle: B\n---\n\nFine.\n",
}


def test_a_page_that_cannot_be_read_is_shown_as_it_is_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, publication: Callable[..., Publication]
) -> None:
    monkeypatch.setattr(ImageRendering, "_alternative", broken)
    built = publication(TWO, builder="dirhtml")
    assert len(built.warnings) == 1
    assert "posts/a.md:4: WARNING: the page could not be read" in built.warnings[0]
    assert "After." in built.read("posts/a/index.html")
    assert "Fine." in built.read("posts/b/index.html")


@pytest.mark.parametrize(("builder", "suffix"), [("dirhtml", "/index.html"), ("epub", ".xhtml")])
def test_a_page_that_cannot_be_written_is_written_plainly(
    monkeypatch: pytest.MonkeyPatch, publication: Callable[..., Publication], builder: str, suffix: str
) -> None:
    monkeypatch.setattr(HTML5Translator, "visit_emphasis", broken)
    built = publication(TWO, builder=builder)
    assert len(built.warnings) == 1, built.warnings
    assert "posts/a.md:1: WARNING: the page could not be written" in built.warnings[0]
    page = built.read(f"posts/a{suffix}")
    assert "Before." in page
    assert "After." in page
    assert "Fine." in built.read(f"posts/b{suffix}")


def test_each_format_holds_the_posts_when_another_was_made_before_it(tmp_path: Path) -> None:
    site = write(
        tmp_path / "site",
        {
            "hugo.toml": 'title = "Book"\n',
            "content/posts/one.md": "---\ntitle: One\n---\n\nKorrekturfahne.\n",
        },
    )
    for option in ("--html", "--epub", "--pdf"):
        out, _ = build(site, option)
    with zipfile.ZipFile(out / "epub" / "book.epub") as book:
        assert any(b"Korrekturfahne" in book.read(name) for name in book.namelist())
    assert (out / "pdf" / "book.pdf").stat().st_size > 10_000
