"""Sphinx's own lines as progress, and the closing summary."""

from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console
from sphinx import builders
from sphinx.builders import html

from koushu.cli.causes import MOST, Causes
from koushu.cli.progress import READING, WRITING, Meter, StatusReader, WarningReader, progress_display
from koushu.cli.steps import told_steps
from koushu.cli.summary import Result, as_json, count_kinds, print_summary, what_went_wrong


def test_status_lines_become_phases_and_percentages() -> None:
    seen: list[tuple[str, int]] = []
    reader = StatusReader(lambda phase, percent: seen.append((phase, percent)))
    reader.write("\x1b[2K\x1b[01mreading sources... [ 50%] posts/a\r")
    reader.write("\x1b[01mwriting output... \x1b[39;49;00m[100%] posts/")
    reader.write("b\ncompiling [ 25%] book.pdf\nbuild succeeded.\n")
    assert seen == [("reading sources", 50), ("writing output", 100), ("compiling", 25)]


def test_steps_of_sphinx_are_told_without_a_line_of_its_log() -> None:
    own, seen = builders.status_iterator, list[tuple[str, int]]()
    with told_steps(lambda phase, percent: seen.append((phase, percent))):
        assert list(builders.status_iterator("abc", "writing output... ", "darkgreen", 3, 0)) == [
            "a",
            "b",
            "c",
        ]
        assert list(html.status_iterator("ab", "not counted... ")) == ["a", "b"]
    assert seen == [(WRITING, 33), (WRITING, 67), (WRITING, 100)]
    assert builders.status_iterator is own


def test_a_phase_tells_speed_and_time_left() -> None:
    now = [100.0]
    shown: list[tuple[float, str]] = []
    told: list[str] = []
    meter = Meter(
        lambda percent, what: shown.append((percent, what)), told.append, {READING: 1000}, lambda: now[0]
    )
    meter.at(READING, 0)
    assert shown[-1] == (0, "reading")
    meter.at(READING, 1)
    assert shown[-1] == (0.5, "reading 10 of 1,000")
    now[0] += 20
    meter.at(READING, 25)
    assert shown[-1] == (12.5, "reading 250 of 1,000, 12 a second, 1 min 00 s left")
    now[0] += 5
    meter.at(READING, 100)
    meter.at("nobody knows", 50)
    meter.at("compiling", 50)
    assert told == ["reading: 1,000 in 25.0 s, 40 a second"]
    now[0] += 9
    meter.at("compiling", 75)
    assert shown[-1] == (90, "PDF 2, 4.5 s each, 3 s left")
    meter.end()
    assert told[1:] == ["PDF: 2 in 9.0 s, 4.5 s each"]


def test_a_terminal_has_a_bar_and_a_file_has_lines() -> None:
    assert not progress_display(Console(file=io.StringIO(), force_terminal=True)).disable
    assert progress_display(Console(file=io.StringIO(), force_terminal=False)).disable


def test_notices_are_kept() -> None:
    reader = StatusReader(lambda *_: None)
    reader.write("withheld: posts/a.md (draft)\nother\n")
    assert reader.notices == ["withheld: posts/a.md (draft)"]


def test_warnings_are_passed_on_line_by_line() -> None:
    shown: list[str] = []
    reader = WarningReader(shown.append)
    reader.write("a.md:1: WARNING: one [hugo.date]\na.md:2: WAR")
    reader.write("NING: two\n\n")
    assert shown == reader.lines == ["a.md:1: WARNING: one [hugo.date]", "a.md:2: WARNING: two"]


def test_warnings_are_counted_by_kind() -> None:
    lines = ["a.md:1: WARNING: one [hugo.date]", "b.md:1: WARNING: two [hugo.date]", "ERROR: three", "a hint"]
    assert count_kinds(lines) == {"hugo.date": 2, "other": 1}


def test_the_summary_names_each_output_and_what_went_wrong(tmp_path: Path) -> None:
    book = tmp_path / "book.pdf"
    book.write_bytes(b"x" * 2_500_000)
    results = [
        Result("html", Path("/out/html/index.html"), 1.25, notices=["withheld: a [b]"]),
        Result("pdf", book, up_to_date=True),
        Result("epub", None, failure="no [space] left"),
    ]
    console = Console(file=io.StringIO(), width=200)
    print_summary(console, results)
    text = console.file.getvalue()
    for part in (
        "/out/html/index.html",
        "1.2 s",
        "2.5 MB",
        "up to date",
        "failed",
        "no [space] left",
        "withheld: a [b]",
    ):
        assert part in text
    assert "0 warnings" in text


def test_a_warning_of_two_formats_counts_once() -> None:
    said = ["a.md:1: WARNING: one [hugo.date]"]
    console = Console(file=io.StringIO(), width=200)
    print_summary(console, [Result("html", None, warnings=said), Result("pdf", None, warnings=said)])
    assert "1 warning: hugo.date 1" in console.file.getvalue()


def test_one_cause_is_shown_once_and_counted() -> None:
    causes = Causes()
    shown: list[str] = []
    lines = [
        "a.md:1: WARNING: found no image file 'x.png' [hugo.image]",
        "b.md:7: WARNING: found no image file 'x.png' [hugo.image]",
        "b.md:8: WARNING: found no image file 'y.png' [hugo.image]",
        "a.md:3: WARNING: found raw HTML in 1 place, which is left out [hugo.raw_html]",
        "b.md:2: WARNING: found raw HTML in 12 places, which is left out [hugo.raw_html]",
        "c.md:2: WARNING: of Sphinx",
        "  on two lines",
    ]
    reader = WarningReader(shown.append, causes)
    reader.write("\n".join(lines) + "\n")
    other_format = WarningReader(shown.append, causes)
    other_format.write(f"{lines[0]}\n")
    assert reader.lines == lines
    # What is written at once is shown at once.
    assert shown == ["\n".join(lines[index] for index in (0, 2, 3, 5, 6))]
    assert causes.more == 3


def test_very_many_causes_of_one_kind_are_counted() -> None:
    causes, shown = Causes(), []
    reader = WarningReader(shown.append, causes)
    for number in range(MOST + 10):
        reader.write(f"a.md:{number}: WARNING: found a link to '/{number}/' [hugo.link_target]\n")
    reader.write("a.md:1: WARNING: another [hugo.date]\n")
    assert len(shown) == MOST + 1
    assert causes.more == 10
    console = Console(file=io.StringIO(), width=200)
    print_summary(console, [Result("html", None, warnings=reader.lines)], more=causes.more)
    assert "10 of the same causes were not shown" in console.file.getvalue()


def test_very_many_withheld_sources_are_counted() -> None:
    console = Console(file=io.StringIO(), width=200)
    print_summary(
        console, [Result("html", None, notices=[f"withheld: {number}.md" for number in range(120)])]
    )
    assert "withheld: 99.md" in console.file.getvalue()
    assert "20 more are withheld" in console.file.getvalue()


def test_the_closing_table_as_data(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<p>")
    results = [
        Result(
            "html", page, 1.23456, warnings=["/a.md:1: WARNING: x [hugo.date]"], notices=["withheld: b.md"]
        ),
        Result("pdf", None, failure="no fonts"),
    ]
    html, pdf = json.loads(as_json(results))["outputs"]
    assert (html["format"], html["bytes"], html["seconds"]) == ("html", 3, 1.235)
    assert (html["warning_kinds"], html["withheld"]) == ({"hugo.date": 1}, ["withheld: b.md"])
    assert (pdf["file"], pdf["failure"]) == ("", "no fonts")
    assert what_went_wrong(results) == ["/a.md:1: WARNING: x [hugo.date]", "pdf: no fonts"]
