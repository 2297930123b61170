"""The typed record of front matter, case by case, and beside the real Hugo."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hugo_oracle import render_values
from koushu.hugo.metadata.dates import read_date
from koushu.hugo.metadata.front_matter import split_front_matter
from koushu.hugo.metadata.page_meta import PageMeta, read_page_meta
from koushu.problems import Kind, Problem

CASES = Path(__file__).parent.parent / "cases" / "front_matter"
ZONE = ZoneInfo("Asia/Shanghai")
_NO_DATE = dt.datetime(1, 1, 1, tzinfo=dt.UTC)
# Hugo's variable for each field of the record; the others it has no like of, or shows only in part.
_VARIABLES = {
    "title": ".Title",
    "link_title": ".LinkTitle",
    "date": ".Date",
    "lastmod": ".Lastmod",
    "publish_date": ".PublishDate",
    "expiry_date": ".ExpiryDate",
    "draft": ".Draft",
    "keywords": ".Keywords",
    "weight": ".Weight",
    "slug": ".Slug",
    "type": ".Type",
    "layout": ".Layout",
    "params": ".Params",
}
_DATES = {"date", "lastmod", "publish_date", "expiry_date"}


def _rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.split(" | ")]
        for line in lines
        if line.strip() and not line.startswith("# ")
    ]


DATES = [(row[0], row[1], "".join(row[2:])) for row in _rows("dates.txt")]
SCALARS = [(written, json.loads(value)) for written, value in _rows("scalars.txt")]
FIELDS = [(written, json.loads(value)) for written, value in _rows("fields.txt")]


def _yaml(value: str, key: str = "x") -> str:
    below = value.startswith("- ") or value == "-"
    return f"---\n{key}:{chr(10) if below else ' '}{value}\n---\n"


def _read(text: str, path: str = "posts/a.md") -> tuple[PageMeta, list[Problem]]:
    front = split_front_matter(text)
    meta, problems = read_page_meta(front, path, ZONE)
    return meta, [*front.problems, *problems]


def _plain(value: object) -> object:
    """Return a value of the record as JSON has it."""
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(("written", "expected", "remark"), DATES, ids=[case[0] for case in DATES])
def test_date(written: str, expected: str, remark: str) -> None:
    meta, problems = _read(_yaml(written, "date"))
    assert (meta.date.isoformat() if meta.date else "-") == expected
    assert [problem.kind for problem in problems] == ([Kind.DATE] if remark else [])
    assert all(problem.line == 2 and "expected a date such as" in problem.message for problem in problems)


@pytest.mark.hugo
def test_dates_as_in_hugo(tmp_path: Path) -> None:
    pages = {f"p{index}.md": _yaml(written, "date") for index, (written, _, _) in enumerate(DATES)}
    hugo = render_values(tmp_path, pages, {"date": ".Date"})
    assert len(hugo) == len(DATES)
    for index, (written, expected, remark) in enumerate(DATES):
        found = hugo[f"p{index}"]["date"]
        # Go knows a year 0, which a time of day without a date has.
        moment = _NO_DATE if found.startswith("0000-") else dt.datetime.fromisoformat(found)
        ours = dt.datetime.fromisoformat(expected) if expected != "-" and remark != "refused" else _NO_DATE
        if remark == "other":
            ours = ours.replace(tzinfo=ZONE)
        # A date or year of digits alone is seconds to Hugo.
        seconds = remark == "refused" and written.isdecimal()
        assert moment == ours or moment.year == ours.year == 1 or seconds, written


@pytest.mark.parametrize(("written", "expected"), SCALARS, ids=[case[0] for case in SCALARS])
def test_scalar(written: str, expected: object) -> None:
    front = split_front_matter(_yaml(written))
    assert front.data["x"] == expected
    assert type(front.data["x"]) in {type(expected), float}
    assert front.problems == ()


@pytest.mark.hugo
def test_scalars_as_in_hugo(tmp_path: Path) -> None:
    pages = {f"p{index}.md": _yaml(written) for index, (written, _) in enumerate(SCALARS)}
    hugo = render_values(tmp_path, pages, {"x": ".Params.x"})
    assert {name: value["x"] for name, value in hugo.items()} == {
        f"p{index}": expected for index, (_, expected) in enumerate(SCALARS)
    }


@pytest.mark.parametrize(("written", "expected"), FIELDS, ids=[case[0] for case in FIELDS])
def test_fields(written: str, expected: dict[str, object]) -> None:
    meta, _ = _read(written + "\n")
    assert {name: _plain(getattr(meta, name)) for name in expected} == expected


@pytest.mark.hugo
def test_fields_as_in_hugo(tmp_path: Path) -> None:
    pages = {f"p{index}.md": f"{written}\n" for index, (written, _) in enumerate(FIELDS)}
    hugo = render_values(
        tmp_path, pages, {name: f"$.{variable[1:]}" for name, variable in _VARIABLES.items()}
    )
    by_title = {index: hugo.get(f"p{index}") or hugo.get("a-b") for index in range(len(FIELDS))}
    for index, (written, expected) in enumerate(FIELDS):
        found = by_title[index]
        assert found is not None, written
        for name in expected.keys() & _VARIABLES.keys():
            assert _same(name, found[name], expected[name]), (written, name, found[name])


def _same(name: str, hugo: object, ours: object) -> bool:
    if name in _DATES:
        moment = dt.datetime.fromisoformat(str(hugo))
        return moment == (dt.datetime.fromisoformat(str(ours)) if ours else _NO_DATE)
    if name == "params":
        assert isinstance(hugo, dict)
        assert isinstance(ours, dict)
        return {key: hugo.get(key) for key in ours} == ours
    return hugo == ours


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ('"Ann"', ("Ann",)),
        ('["Ann", "Bo"]', ("Ann", "Bo")),
        ('{"name": "Ann", "link": "x"}', ("Ann",)),
        ('[{"name": "Ann"}, "Bo"]', ("Ann", "Bo")),
        ('["Ann", "Ann", ""]', ("Ann",)),
        ("null", ()),
        ("7", ("7",)),
    ],
)
def test_authors(value: str, names: tuple[str, ...]) -> None:
    for key in ("author", "authors"):
        meta, problems = _read(f'{{"{key}": {value}}}\n')
        assert meta.authors == names
        assert problems == []


def test_both_kinds_of_authors_are_joined() -> None:
    assert _read('{"author": "Ann", "authors": ["Bo", "Ann"]}\n')[0].authors == ("Ann", "Bo")


@pytest.mark.parametrize(
    ("path", "front", "language"),
    [
        ("posts/a.md", "{}", ""),
        ("posts/a.en.md", "{}", "en"),
        ("posts/a.zh-cn.md", "{}", "zh-CN"),
        ("posts/b/index.pt-br.md", "{}", "pt-BR"),
        ("posts/a.zh-hans.md", "{}", "zh-Hans"),
        ("posts/v1.2.md", "{}", ""),
        ("posts/node.js.md", "{}", ""),
        ("posts/a.en.md", '{"lang": "zh"}', "zh"),
        ("posts/a.md", '{"language": "zh_CN"}', "zh-CN"),
    ],
)
def test_language(path: str, front: str, language: str) -> None:
    meta, problems = _read(f"{front}\n", path)
    assert meta.language == language
    assert problems == []


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ('"draft": "yes"', "found 'yes' as draft; expected true or false; taken as false, as Hugo does"),
        ('"weight": "heavy"', "found 'heavy' as weight; expected a whole number"),
        ('"title": ["a"]', "found ['a'] as title; expected text; taken as 'a'"),
        ('"tags": {"a": 1}', "found {'a': 1} as tags; expected text or a list of texts"),
        ('"tags": ["a", ["b"]]', "found ['a', ['b']] as tags; expected text or a list of texts"),
        ('"params": 3', "found 3 as params; expected a mapping"),
        ('"lang": "not a tag"', "found 'not a tag' as lang; expected a language tag such as en or zh-CN"),
        (
            '"author": {"link": "x"}',
            "found {'link': 'x'} as author; expected a name, a mapping with `name`, or a list of these",
        ),
    ],
)
def test_wrong_value_is_said_and_the_rest_is_kept(front: str, message: str) -> None:
    meta, problems = _read(f'{{"slug": "kept",\n{front}}}\n')
    assert problems == [Problem(Kind.FRONT_MATTER_VALUE, 2, message)]
    assert meta.slug == "kept"


def test_toml_dates_are_dates() -> None:
    meta, problems = _read(
        "+++\ndate = 2023-03-14\nlastmod = 2023-03-14T10:00:00\nexpiryDate = 2023-03-14T10:00:00Z\n+++\n"
    )
    assert meta.date == dt.datetime(2023, 3, 14, tzinfo=ZONE)
    assert meta.lastmod == dt.datetime(2023, 3, 14, 10, tzinfo=ZONE)
    assert meta.expiry_date == dt.datetime(2023, 3, 14, 10, tzinfo=dt.UTC)
    assert problems == []


def test_every_date_has_a_zone() -> None:
    for written, _, _ in DATES:
        moment = read_date(split_front_matter(_yaml(written)).data["x"], ZONE).moment
        assert moment is None or moment.astimezone(dt.UTC)


def test_zone_of_the_site_by_its_name() -> None:
    assert read_date("14 Mar 23 10:00 CST", ZONE).fault == ""
    assert read_date("14 Mar 23 10:00 GMT", dt.UTC).fault == ""


def test_one_problem_for_a_date_that_several_fields_fall_back_to() -> None:
    _, problems = _read("---\ndate: nonsense\n---\n")
    assert len(problems) == 1


def test_record_can_be_pickled() -> None:
    import pickle

    meta, _ = _read("---\ntitle: a\ndate: 2023-03-14\nextra: [1]\n---\n")
    assert pickle.loads(pickle.dumps(meta)) == meta
