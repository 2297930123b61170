"""How a post is cited: right for the program that reads each form, whatever stands in title and names."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from pybtex.database import parse_string

from koushu.posts import citing
from koushu.posts.citing import Work, filled

ENGLISH = Work(
    title="A Walk & a {Bridge}: 100 % of #1_\\~^$",
    language="en",
    site="Harbour",
    authors=("Zhou Min", "Müller, Ältere and Sons", "Chen_Liguo"),
    published=dt.date(2023, 3, 4),
    address="https://example.org/a_b/?x=1&y=%20",
    name="walk",
    translators=("Lin Zhou",),
    interviewers=("Ada King", "Bo"),
)
CHINESE = Work(
    title="河边散步",
    language="zh-CN",
    site="口述",
    authors=("周敏", "陈立国", "林舟", "沈岚"),
    published=dt.date(2023, 3, 4),
    modified=dt.date(2023, 5, 6),
    address="https://example.org/a/",
    name="河边",
)
BARE = Work("Untitled", "en", "Harbour")


def test_bibtex_is_read_back_with_every_name_and_sign() -> None:
    text = filled(citing.bibtex(ENGLISH), accessed="2024-01-02", address="?")
    (key, entry), *more = parse_string(text, "bibtex").entries.items()
    assert not more
    assert key == "zhou-min-2023-walk"
    names = [" ".join((*one.first_names, *one.last_names)) for one in entry.persons["author"]]
    assert names == ["Zhou Min", "{Müller, Ältere and Sons}", r"Chen\_Liguo"]
    assert entry.fields["title"] == (
        r"{A Walk \& a \textbraceleft{}Bridge\textbraceright{}: 100 \% of "
        r"\#1\_\textbackslash{}\textasciitilde{}\textasciicircum{}\$}"
    )
    assert entry.fields["month"] == "March" or entry.fields["month"] == "mar"
    assert entry.fields["urldate"] == "2024-01-02"
    assert entry.fields["note"] == r"Interview by Ada King \& Bo"
    assert "urldate" not in filled(citing.bibtex(ENGLISH))


@pytest.mark.parametrize("title", ["{", "}", "}{", "\\", "{{}", '"', "a\nb\n\nc", "@misc{x,", "% all"])
def test_no_title_breaks_an_entry(title: str) -> None:
    text = filled(citing.bibtex(Work(title, "en", "S", ("A",), name=title)))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert set(entry.fields) == {"title", "howpublished", "language"}
    assert json.loads(citing.csl_json(Work(title, "en", "S")))[0]["title"] == " ".join(title.split())


def test_csl_has_roles_and_dates() -> None:
    (item,) = json.loads(citing.csl_json(ENGLISH))
    assert item["type"] == "interview"
    assert item["author"][1] == {"literal": "Müller, Ältere and Sons"}
    assert item["interviewer"] == [{"literal": "Ada King"}, {"literal": "Bo"}]
    assert item["issued"] == {"date-parts": [[2023, 3, 4]]}
    assert item["URL"] == ENGLISH.address
    assert json.loads(citing.csl_json(BARE)) == [
        {
            "id": "post",
            "type": "post-weblog",
            "title": "Untitled",
            "container-title": "Harbour",
            "language": "en",
        }
    ]


def test_gbt_7714_names_three_and_the_day_of_the_last_change() -> None:
    assert filled(citing.gbt7714(CHINESE), accessed="2024-01-02") == (
        "周敏, 陈立国, 林舟, 等. 河边散步[EB/OL]. 口述, (2023-05-06)[2024-01-02]. https://example.org/a/."
    )
    assert filled(citing.gbt7714(BARE), address="https://x/") == "Untitled[EB/OL]. Harbour. https://x/."


def test_the_plain_form_is_a_sentence_in_the_language_of_the_post() -> None:
    assert filled(citing.plain(CHINESE), accessed="2024-01-02") == (
        "周敏、陈立国、林舟、沈岚（2023-03-04）。《河边散步》。口述。https://example.org/a/（2024-01-02 访问）"
    )
    assert filled(citing.plain(ENGLISH)).startswith(
        "Zhou Min, Müller, Ältere and Sons & Chen_Liguo (2023-03-04). A Walk & a {Bridge}: 100 % of #1_\\~^$. "
        "Translated by Lin Zhou. Interview by Ada King & Bo. Harbour. https://"
    )
    assert filled(citing.plain(BARE)) == "Untitled. Harbour"


def test_characters_of_blanks_in_a_title_are_no_blanks() -> None:
    assert filled(citing.plain(Work("\ue010a\ue014", "en", "\ue015b"))) == "a. b"
