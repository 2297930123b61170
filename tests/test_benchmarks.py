"""The comparison with other programs: what it checks, and how it reads the runs that are kept."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from peers.corpus import Corpus, Post
from peers.goals import goals_table
from peers.measuring import BuildError, Cost, check_pages, check_shown, markup_around, run
from peers.runs import Run, keep_runs, kept_runs

POST = Post("posts/a.md", "A", "2024-01-01", "X", "a", ("t",), (), "ZQ0000001X", draft=False, body="")
DRAFT = replace(POST, source="posts/d.md", mark="DR0000001X", draft=True)
TOLD = {"machine": "m", "versions": {}, "command": "c"}


def page(folder: Path, text: str, name: str = "a/index.html") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_post_needs_a_page_of_its_own(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path, (POST, replace(POST, source="posts/b.md", mark="ZQ0000002X"), DRAFT))
    page(tmp_path, "<article>ZQ0000001X</article>")
    page(tmp_path, "ZQ0000001X ZQ0000002X", "index.html")
    with pytest.raises(BuildError, match=r"1 posts have no page: \['posts/b.md'\]"):
        check_pages(corpus, tmp_path)
    page(tmp_path, "<p>ZQ0000002X</p>", "b.html")
    check_pages(corpus, tmp_path)


@pytest.mark.parametrize("name", ["d.html", "feed.xml", "search.json"])
def test_a_draft_may_stand_nowhere(tmp_path: Path, name: str) -> None:
    page(tmp_path, "ZQ0000001X")
    page(tmp_path, "DR0000001X", name)
    with pytest.raises(BuildError, match="drafts published"):
        check_pages(Corpus(tmp_path, (POST, DRAFT)), tmp_path)


def test_an_edit_is_to_be_shown_on_the_page_itself(tmp_path: Path) -> None:
    page(tmp_path, "ZQ0000001X (old)")
    page(tmp_path, "ZQ0000001X ZQ0000002X (new)", "list.html")
    with pytest.raises(BuildError, match="does not show"):
        check_shown(POST, "(new)", tmp_path)


def test_markup_is_what_is_not_the_article(tmp_path: Path) -> None:
    page(tmp_path, "x" * 2048 + "<article>ZQ0000001X</article>")
    assert markup_around(Corpus(tmp_path, (POST,)), tmp_path) == 2.0


def test_a_run_counts_the_work_of_all_its_processes(tmp_path: Path) -> None:
    work = "sum(range(4_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'])"
    alone = run([sys.executable, "-c", "pass"], tmp_path / "log")
    assert run([sys.executable, "-c", child], tmp_path / "log").cpu > alone.cpu * 1.5
    with pytest.raises(BuildError, match="exit code 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "log")


def test_runs_of_the_same_round_are_compared(tmp_path: Path) -> None:
    def made(peer: str, number: int, cpu: float, posts: int = 300) -> Run:
        return Run(peer, posts, "full", number, Cost(cpu, cpu, 100))

    runs = [made("Koushu", 0, 2), made("Koushu", 1, 9), made("Koushu", 2, 4)]
    runs += [made("Sphinx + book theme", number, cpu) for number, cpu in enumerate((20, 90, 80))]
    keep_runs(tmp_path, TOLD, runs)
    keep_runs(tmp_path, TOLD, [made("Koushu", 2, 8)])
    table = goals_table(kept_runs(tmp_path))
    assert "| full build / plain Sphinx | 300 | 1/10 ✓ | 1/10 |" in table
    assert "| full build / plain Sphinx | 1,000 | 1/10 (at 300) | 1/30 |" in table
    assert "| nothing changed, CPU | 10,000 | not measured yet |" in table
