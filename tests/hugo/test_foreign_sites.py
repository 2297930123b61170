"""Sites of Jekyll and Hexo, and what only they understand: named, shown as text, and no draft published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.hugo.dialect.markdown import make_parser
from koushu.hugo.dialect.settings import read_markup
from koushu.hugo.foreign_syntax import foreign_syntax
from koushu.hugo.sites.site import load_site
from koushu.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

FOUND = {
    "See [it]({% post_url 2020-01-05-a %}).": [(1, "{% post_url %}")],
    "one\ntwo {%- include x.html a=1 -%}\n\n{% include y.html %}": [(2, "{% include %}")],
    "{% blockquote Lu Xun %}\nwords\n{% endblockquote %}": [(1, "{% blockquote %}")],
    '![p]({{ "/a.png" | relative_url }})': [(1, "{{ … }}")],
    "{{ site.baseurl }}": [(1, "{{ … }}")],
    "A paragraph.\n{: .notice}": [(2, "{: … }")],
    '<img src="{{ site.baseurl }}/a.png">': [(1, "{{ … }}")],
    "<div>\n\n{% raw %}\n</div>": [(3, "{% raw %}")],
}
NOT_FOUND = (
    "`{% include x %}`",
    "```\n{% include x %}\n{{ site.title }}\n```",
    "    {% include x %}",
    "100 {% of 5",
    "{{ name }} and {:alt} {: x",
    '{% chat(speaker="A") %}\nWords.\n{% end %}',
)


def _found(text: str) -> list[tuple[int, str]]:
    tokens = make_parser(read_markup({})).parse(text, {})
    return [(one.line, one.message.split("'")[1]) for one in foreign_syntax(tokens)]


@pytest.mark.parametrize("text", FOUND)
def test_what_others_run_is_named_with_its_line(text: str) -> None:
    assert _found(text) == FOUND[text]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_code_and_words_are_nobody_elses(text: str) -> None:
    assert _found(text) == []


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["_config.yml", "_posts/a.md"])
def test_half_of_it_is_a_folder_of_markdown(tmp_path: Path, name: str) -> None:
    _write(tmp_path, {name: "Words.\n"})
    site, problems = load_site(tmp_path)
    assert (site.configured, problems) == (False, ())


def test_a_configuration_of_hugo_is_all_that_counts(tmp_path: Path) -> None:
    _write(tmp_path, {"_config.yml": "title: A\n", "_posts/a.md": "Words.\n", "hugo.toml": "title = 'B'\n"})
    site, problems = load_site(tmp_path)
    assert (site.title, problems) == ("B", ())


@pytest.mark.parametrize(
    ("name", "folder", "permalink", "address"),
    [
        ("Jekyll", "_posts", "", "/:year/:month/:day/:slugorcontentbasename"),
        ("Jekyll", "_posts", "pretty", "/:year/:month/:day/:slugorcontentbasename/"),
        ("Jekyll", "_posts", "/:categories/:title/", "/:slugorcontentbasename/"),
        ("Hexo", "source/_posts", "", "/:year/:month/:day/:slugorcontentbasename/"),
        ("Hexo", "source/_posts", ":year/:post_title/", "/:year/:title/"),
        ("Hexo", "source/_posts", ":id.html", ""),
    ],
)
def test_addresses_are_those_that_posts_had(
    tmp_path: Path, name: str, folder: str, permalink: str, address: str
) -> None:
    said = f"permalink: {permalink}\n" if permalink else ""
    _write(tmp_path, {"_config.yml": f"title: A\n{said}", f"{folder}/a.md": "Words.\n"})
    site, problems = load_site(tmp_path)
    assert site.default.permalinks == ({"page": {"posts": address}} if address else {})
    assert {(path, one.kind, one.line) for path, one in problems} == {("_config.yml", Kind.SITE, 1)}
    assert name in problems[0][1].message
    assert len(problems) == (1 if address else 2)


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "title: [\n", "title: {a: 1}\nauthor: 3\nurl: [1]\n", "\x00"]
)
def test_what_no_program_could_read_is_no_fault(tmp_path: Path, text: str) -> None:
    _write(tmp_path, {"_config.yml": text, "_posts/a.md": "Words.\n"})
    assert [root.target for root in load_site(tmp_path)[0].content] == ["posts"]


def test_a_site_of_jekyll_is_built_as_it_is(publication: Callable[..., Publication]) -> None:
    built = publication(
        {
            "_config.yml": "title: Paper\nauthor: {name: Ines}\ntimezone: Europe/Berlin\n",
            "index.md": "---\ntitle: Home\n---\nWelcome.\n",
            "README.md": "# For developers\n",
            "about.md": "---\ntitle: About\n---\nUs.\n",
            "assets/a.txt": "A file.",
            "_posts/2020-01-05-first.md": "---\ntitle: First\n---\n{% include secret.html %}\n",
            "_drafts/secret.md": "---\ntitle: Secret\n---\nNobody may see this.\n",
            "_includes/part.md": "A part.\n",
        },
        builder="dirhtml",
        hugo_site=".",
        html_theme="basic",
    )
    files = {path.relative_to(built.out).as_posix() for path in built.out.rglob("*") if path.is_file()}
    assert {"2020/01/05/first.html", "about/index.html", "assets/a.txt"} <= files
    assert "Welcome." in built.read("index.html")
    assert not [name for name in files if any(word in name.lower() for word in ("secret", "part.", "readme"))]
    assert 'datetime="2020-01-05T00:00:00+01:00"' in built.read("2020/01/05/first.html")
    told = [line.partition(": WARNING: ")[0] for line in built.warnings]
    assert told == ["_config.yml:1", "_posts/2020-01-05-first.md:4"]


def test_posts_of_jekyll_are_files_where_they_were(tmp_path: Path) -> None:
    _write(tmp_path, {"_config.yml": "title: A\n", "_posts/2020-01-05-a.md": "Words.\n"})
    assert load_site(tmp_path)[0].has_files_in("posts")
    (tmp_path / "_config.yml").write_text("permalink: pretty\n")
    assert not load_site(tmp_path)[0].has_files_in("posts")


def test_a_site_of_hexo_is_built_as_it_is(publication: Callable[..., Publication]) -> None:
    built = publication(
        {
            "_config.yml": "title: 纸\nauthor: 周敏\nlanguage: zh-CN\nurl: https://example.org\n",
            "source/_posts/hello.md": "---\ntitle: 你好\ndate: 2021-03-04 10:20:30\n---\n话。\n",
            "source/_drafts/secret.md": "---\ntitle: 草稿\n---\n草稿。\n",
            "source/about/index.md": "---\ntitle: 关于\n---\n关于。\n",
            "scaffolds/post.md": "---\ntitle: {{ title }}\n---\n",
            "themes/a/readme.md": "# A theme\n",
        },
        builder="dirhtml",
        hugo_site=".",
        html_theme="basic",
        language="zh_CN",
    )
    pages = {path.relative_to(built.out).as_posix() for path in built.out.rglob("*.html")}
    assert {"2021/03/04/hello/index.html", "about/index.html"} <= pages
    assert not [page for page in pages if any(word in page for word in ("secret", "scaffolds", "readme"))]
    assert [line.partition(": WARNING: ")[0] for line in built.warnings] == ["_config.yml:1"]
