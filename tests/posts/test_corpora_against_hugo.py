"""Sites of real people beside the real Hugo: addresses, redirects, lists in order, titles, words and summaries."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpora import CORPORA, SITES, write_corpus
from site_comparison import site_differences

EXCEPTIONS = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "sites" / "exceptions.toml").read_text(encoding="utf-8")
)


@pytest.mark.hugo
@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this repository")
@pytest.mark.parametrize("name", SITES)
def test_a_site_is_that_which_hugo_makes_but_for_what_is_said(tmp_path: Path, name: str) -> None:
    write_corpus(name, tmp_path / "site")
    found = site_differences(tmp_path / "site")
    expected = EXCEPTIONS.get(name, {})
    assert [one for one in found if one.partition(":")[0] not in expected] == []
    assert expected.keys() <= {one.partition(":")[0] for one in found}, "an exception is none any more"


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this repository")
def test_no_corpus_is_left_out_and_each_exception_has_its_reason() -> None:
    assert {path.name for path in CORPORA.iterdir() if path.is_dir()} == set(SITES)
    assert all(reason.strip() for of_site in EXCEPTIONS.values() for reason in of_site.values())
