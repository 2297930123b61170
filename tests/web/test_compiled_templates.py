"""What the template engine compiles is kept, and a changed template is not taken for the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.web import compiled_templates

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Publication


def test_a_changed_template_counts(publication: Callable[..., Publication]) -> None:
    files = {
        "posts/a.md": "# A\n",
        "_templates/page.html": '{% extends "!page.html" %}{% block body %}one{% endblock %}',
    }
    built = publication(files, templates_path=["_templates"])
    assert "one" in built.read("posts/a.html")
    assert list((built.app.doctreedir / "templates").iterdir())
    (built.app.srcdir / "_templates/page.html").write_text("two {{ title }}", encoding="utf-8")
    assert built.rebuild().read("posts/a.html") == "two A"


def test_what_was_compiled_is_taken_from_memory(publication: Callable[..., Publication]) -> None:
    publication({"posts/a.md": "# A\n"})
    known = len(compiled_templates._compiled)
    publication({"posts/b.md": "# B\n"})
    assert known > 10
    assert len(compiled_templates._compiled) == known
