"""Documents have their translations where there are any."""

from __future__ import annotations

from typing import Any

from sphinx.locale import translators

from koushu.running.translations import found


def test_a_document_is_translated(publication: Any) -> None:
    site = publication(
        {
            "index.md": "---\ntitle: A\n---\nGood day\n",
            "words/de/LC_MESSAGES/index.po": 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
            'msgid "Good day"\nmsgstr "Guten Tag"\n',
        },
        language="de",
        locale_dirs=["words"],
        gettext_compact=False,
    )
    assert "Guten Tag" in site.app.env.get_doctree("index").astext()


def test_what_is_nowhere_is_registered_as_nothing(tmp_path: Any) -> None:
    nothing, any_found = found([tmp_path / "none"], "de", "a/b")
    assert not any_found
    assert translators["general", "a/b"] is nothing
    assert found([tmp_path], "de", "a/b")[1] is False
