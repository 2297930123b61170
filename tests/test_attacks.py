"""The cases of `attacks/`: what strangers could send, in one site with healthy posts, in every format."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from attack_cases import Case, lay_out, read_cases
from attack_judges import PLANTED, Baseline, faults, missing_messages, texts, visible

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = read_cases()
SHARED = [case for case in CASES if not case.alone and not case.conf and not case.seconds]
RAW = [case for case in CASES if case.conf and not case.seconds]
SINGLE = [case for case in CASES if case.alone or case.seconds]
BUILDERS = ["html", "epub", "typst", "latex"]
# The kinds that one format alone says.
_OF_ONE = {"latex.": "latex", "typst.": "typst", "epub.": "epub", "mathml.": "html", "posts.": "html"}
_WATCHED = Path(__file__).parent / "attack_watch"


@dataclass
class Built:
    cases: list[Case]
    root: Path
    builder: str
    log: str
    code: int
    seconds: float

    @property
    def out(self) -> Path:
        return self.root / self.builder

    def page(self, name: str) -> bytes:
        """Return a page of this output, as HTML."""
        if self.builder == "html":
            return (self.out / f"{name}.html").read_bytes()
        (path,) = self.out.glob("*.epub")
        with zipfile.ZipFile(path) as book:
            return book.read(next(one for one in book.namelist() if one.endswith(f"{name}.xhtml")))


def build(root: Path, cases: list[Case], builder: str) -> Built:
    """Build in a process of its own, which notes what it opens outside of its folders and whom it calls."""
    site = root / "site"
    if not site.exists():
        lay_out(root, cases)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder]
    environment = {
        **os.environ,
        "KOUSHU_PLANTED": "PLANTED-ENV",
        "KOUSHU_WATCH": str(root / "outside"),
        "PYTHONPATH": os.pathsep.join([str(_WATCHED), str(Path(__file__).parent.parent / "_ext")]),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [*command, "-d", str(root / f"{builder}-trees"), str(site), str(root / builder)],
        env=environment,
        capture_output=True,
        check=False,
        timeout=600,
        text=True,
        errors="replace",
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = sum((after.ru_utime, after.ru_stime)) - sum((before.ru_utime, before.ru_stime))
    log = (done.stderr + done.stdout).replace(f"{site}/", "")
    return Built(cases, root, builder, log, done.returncode, seconds)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Return a function that builds the shared site, once for each builder."""
    root = tmp_path_factory.mktemp("attacks")
    found: dict[str, Built] = {}

    def of(builder: str) -> Built:
        if builder not in found:
            found[builder] = build(root, SHARED, builder)
        return found[builder]

    return of


def wrong(site: Built) -> list[str]:
    """Return all that is wrong with a build."""
    if site.code or "Traceback" in site.log:
        return [f"exit {site.code}: {site.log[-2000:]}"]
    baseline = Baseline(set(), set())
    said = []
    if site.builder in {"html", "epub"}:
        baseline = Baseline.of(site.page("posts/healthy/one"))
        said += _hidden(site)
    said += [f"{one.file}: {one.what}" for one in faults(site.out, baseline)]
    said += [f"{case.name}: does not say {one}" for case in site.cases for one in _unsaid(case, site)]
    said += _forbidden(site)
    said += [f"the log holds {word!r}" for word in PLANTED if word.decode() in site.log]
    said += [line for line in site.log.splitlines() if line.startswith("WATCH")]
    said += [
        ascii(found)
        for found in re.findall(r".*[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069].*", site.log)
    ]
    return said


def _hidden(site: Built) -> list[str]:
    wanted = {"posts/healthy/one": ["Words of health one."], "posts/healthy/two": ["Words of health two"]}
    wanted |= {f"{case.folder}/post": case.shows for case in site.cases if case.shows}
    missing = []
    for name, words in wanted.items():
        text = visible(site.page(name))
        missing += [f"{name}: does not show {one!r}" for one in words if one not in text]
    return missing


def _unsaid(case: Case, site: Built) -> list[str]:
    elsewhere = tuple(start for start, builder in _OF_ONE.items() if builder != site.builder)
    said = [one for one in case.says if not one.kind.startswith(elsewhere)]
    return missing_messages(Case(**{**vars(case), "says": said}), site.log)


def _forbidden(site: Built) -> list[str]:
    patterns = [(case, re.compile(one)) for case in site.cases for one in case.never]
    found = [f"{case.name}: the log has {one.pattern!r}" for case, one in patterns if one.search(site.log)]
    hidden = [(word, word.encode()) for case in site.cases for word in case.nowhere]
    pages = (".html", ".xhtml")
    for name, data in texts(site.out):
        found += [f"{name}: holds {word}" for word, raw in hidden if raw in data or word in name]
        own = [(case, one) for case, one in patterns if case.folder in name and name.endswith(pages)]
        text = data.decode(errors="replace") if own else ""
        found += [f"{name}: has {one.pattern!r}" for _, one in own if one.search(text)]
    return found


def test_there_are_two_hundred_cases() -> None:
    assert len(CASES) >= 200
    assert all(case.sentence.endswith(".") for case in CASES)


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_hostile_post_does_harm(built: Callable[[str], Built], builder: str) -> None:
    site = built(builder)
    assert wrong(site) == []
    assert site.seconds < 240


def test_the_healthy_posts_are_in_the_books(built: Callable[[str], Built]) -> None:
    (source,) = built("latex").out.glob("*.tex")
    assert "Words of health one." in source.read_text(encoding="utf-8")
    assert "Words of health two" in source.read_text(encoding="utf-8")
    (typst,) = built("typst").out.glob("main.typ")
    assert "Words of health one." in typst.read_text(encoding="utf-8")


def test_raw_html_is_cleaned_where_it_is_on(tmp_path: Path) -> None:
    assert wrong(build(tmp_path, RAW, "html")) == []


@pytest.mark.parametrize("case", SINGLE, ids=lambda case: case.name)
def test_a_case_of_its_own(tmp_path: Path, case: Case) -> None:
    site = build(tmp_path, [case], "html")
    assert wrong(site) == []
    # What an empty site takes, and the machines of others, come on top.
    assert site.seconds < (case.seconds or 20) + 10
