"""Whole sites beside the real Hugo: addresses, redirects, lists in order, titles, words and summaries.

Those of real people, and those of `tests/cases/sites`: a line that says what the site is about, then its files, each
below a line `-- path --`.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from corpora import CORPORA, SITES, write_corpus
from site_comparison import site_differences
from site_oracle import write_site

CASES = Path(__file__).parents[1] / "cases" / "sites"
EXCEPTIONS = tomllib.loads((CASES / "exceptions.toml").read_text(encoding="utf-8"))
SMALL = sorted(path.stem for path in CASES.glob("*.txt"))


@pytest.mark.hugo
@pytest.mark.slow
@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this repository")
@pytest.mark.parametrize("name", SITES)
def test_a_site_of_real_people_is_that_which_hugo_makes(tmp_path: Path, name: str) -> None:
    write_corpus(name, tmp_path / "site")
    compare(name, tmp_path / "site")


@pytest.mark.hugo
@pytest.mark.parametrize("name", SMALL)
def test_a_small_site_is_that_which_hugo_makes(tmp_path: Path, name: str) -> None:
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^-- (.+) --\n", text, flags=re.MULTILINE)
    write_site(tmp_path / "site", dict(zip(parts[::2], parts[1::2], strict=True)))
    compare(name, tmp_path / "site")


def compare(name: str, folder: Path) -> None:
    """Hold a site to Hugo, but for what `exceptions.toml` says of it, all of which must still hold."""
    found = site_differences(folder)
    expected = EXCEPTIONS.get(name, {})
    assert [one for one in found if one.partition(":")[0] not in expected] == []
    gone = expected.keys() - {one.partition(":")[0] for one in found}
    assert not gone, "an exception is none any more"


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora do not lie beside this repository")
def test_no_corpus_is_left_out() -> None:
    assert {path.name for path in CORPORA.iterdir() if path.is_dir()} == set(SITES)


def test_each_exception_is_of_a_site_and_has_its_reason() -> None:
    assert EXCEPTIONS.keys() <= {*SITES, *SMALL}
    assert all(reason.strip() for of_site in EXCEPTIONS.values() for reason in of_site.values())
