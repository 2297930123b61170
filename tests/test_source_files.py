"""Files are found as Sphinx finds them, and texts told as docutils tells them."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes

from koushu.running import source_files, texts

PLACES = """
    /a.png a.png /b/a.png /b/../a.png /./a.png //a.png /b/ / /linked/a.png /link.png /gone.png /b/gone/gone.png
    /a.png/b /out.png /linked/../a.png b/a.png /gone/../linked/a.png
"""


@pytest.mark.parametrize("name", PLACES.split())
def test_a_file_is_found_where_sphinx_finds_it(publication: Any, name: str) -> None:
    env = publication({"index.md": "# A\n", "a.png": "", "b/a.png": "", "b/c.md": "# C\n"}).app.env
    for link, target in (("linked", "b"), ("link.png", "b/a.png"), ("out.png", "../out.png")):
        (env.srcdir / link).symlink_to(target)
    for docname in ("index", "b/c"):
        assert env.relfn2path(name, docname) == source_files._find(env, name, docname)


def test_a_text_is_told_as_docutils_tells_it(publication: Any) -> None:
    publication({})
    assert nodes.Text.astext is texts._as_text
    for written in ("", "words", "a\0 b", "a\0\nb", "\0\0*", "行\0间"):
        text = nodes.Text(written)
        told = text.astext()
        assert told == texts._unescaped(text)
        assert type(told) is str
