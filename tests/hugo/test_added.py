"""All that the build adds of its own has one class, and nothing that an author enclosed has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from koushu.added import ADDED

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication

# A post, and its words without what is ours.
CASES = [
    ('{{< notice tip "A title" >}}Body.{{< /notice >}}', "Body."),
    ('{{< notice warning >}}Body.{{< /notice >}}', "Body."),
    ('{{< tabs >}}{{< tab "Linux" >}}For Linux users.{{< /tab >}}{{< tab >}}Two.{{< /tab >}}{{< /tabs >}}',
     "For Linux users. Two."),
    ('{{< expand "More *of* it" >}}More of it, and of it.{{< /expand >}}', "More of it, and of it."),
    ('{{< quote author="Somebody" >}}Said.{{< /quote >}}', "Said."),
    ('{{< card title="Card" >}}Text of the card.{{< /card >}}', "Text of the card."),
    ('{{< music 12 >}}', ""),
    ('{{< youtube abc >}}', ""),
    ('{{< nobody title="Some words" >}}', ""),
    ('{{< nobody title="Some words" >}}Kept.{{< /nobody >}}', "Kept."),
    ('Keys {{< kbd >}}Ctrl{{< /kbd >}}, {{< kbd Alt >}} and {{< mark >}}this{{< /mark >}}.', "Keys Ctrl , and this ."),
    ('{{< details "Said by Hugo too" >}}Inside.{{< /details >}}', "Said by Hugo too Inside."),
]  # fmt: skip


def _words(built: Publication, name: str) -> str:
    soup = pytest.importorskip("bs4").BeautifulSoup(built.read(f"{name}.html"), "lxml")
    body = soup.select_one("article.bd-article")
    for node in body.select(f".{ADDED}, a.headerlink, h1"):
        node.decompose()
    return " ".join(body.get_text(" ").split())


def test_only_the_words_of_the_build_are_marked(publication: Callable[..., Publication]) -> None:
    files = {f"p{index}.md": f"---\ntitle: Page\n---\n{source}\n" for index, (source, _) in enumerate(CASES)}
    built = publication(files, extensions=["koushu.hugo"])
    found = {source: _words(built, f"p{index}") for index, (source, _) in enumerate(CASES)}
    assert found == dict(CASES)


def test_without_the_shortcodes_of_themes_all_show_what_they_enclose(
    publication: Callable[..., Publication],
) -> None:
    source = (
        'A\n\n{{< notice tip "T" >}}**Body**{{< /notice >}}\n\n'
        '{{% quote "W" %}}\n- one\n{{% /quote %}}\n\n{{< music 1 >}}\n'
    )
    built = publication({"p.md": source}, extensions=["koushu.hugo"], hugo_theme_shortcodes=False)
    (section,) = built.doctree("p").children
    assert [node.tagname for node in section.children] == ["title", "paragraph", "paragraph", "bullet_list"]
    assert "P A Body one" in " ".join(section.astext().split())
