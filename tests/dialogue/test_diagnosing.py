"""What is odd in a dialogue is told by line, and in the report only: it changes nothing and fails no build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from koushu.cli import main
from koushu.cli.dialogue_report import print_dialogue_report
from koushu.dialogue.cast.speakers import Speaker
from koushu.dialogue.diagnosing import diagnose
from koushu.dialogue.recognition.source import read_post
from koushu.dialogue.reporting import report_lines, report_post

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Publication

PAIRS = "**Ana:** Why did you come?\n\n**安娜：** 您为什么来？\n\n**Bo:** I was asked.\n\n**阿波：** 有人请我。\n\n"
HEAD = "---\ntitle: Interview\n---\n"
TALK = "**Ana:** Why?\n\n**Bo:** I was asked.\n\n**Ana:** By whom?\n\n**Bo:** By you.\n"


def found(body: str, known: tuple[Speaker, ...] = ()) -> list[str]:
    """Return each oddity as `line kind`, the kind without its prefix."""
    post = read_post((HEAD + body).encode())
    return [f"{one.line} {one.kind.value[9:]}" for one in diagnose(post.blocks, post.reading, known)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (TALK, []),
        (TALK + "\n**ANA:** And then?\n\n**Bo:** No.\n", ["12 label_drift"]),
        (
            TALK + "\n**Cem:** Good morning, all of you!\n\n**Ana:** Hello.\n\n**Bo:** Hi.\n",
            ["12 single_turn"],
        ),
        (TALK + "\n**Ana**: And then?\n\n**Bo:** No.\n", ["12 colon_mixed"]),
        (TALK + "\n**Ana:**\n\n---\n\n**Bo:** No.\n", ["12 empty_turn"]),
        (
            "**记者：**您好吗？\n\n**周敏：** 我很好，谢谢。\n\n**记者：** 去哪儿？\n\n**周敏：** 我回家。\n",
            ["4 broken_emphasis"],
        ),
        (
            TALK.replace("\n\n", "\n\n_They look at the old map for a long while._\n\n", 2) + "\n",
            ["10 duplicate_narration"],
        ),
        (
            "[00:10] Ana: Why?\n\n[00:20] Bo: I was asked.\n\n[00:15] Ana: By whom?\n\n[00:30] Bo: By you.\n",
            ["8 time_backwards"],
        ),
        (PAIRS * 2, ["4 missing_lang"]),
    ],
    ids=lambda value: value[0].partition(" ")[2] if isinstance(value, list) and value else "",
)
def test_an_oddity_has_its_line(body: str, expected: list[str]) -> None:
    assert [one for one in found(body) if "single_turn" not in one or expected == [one]] == expected


def test_a_name_outside_the_register_is_told_with_the_nearest() -> None:
    register = (Speaker("ana", "Ana"), Speaker("boo", "Boo"))
    post = read_post((HEAD + TALK).encode(), register)
    (problem,) = diagnose(post.blocks, post.reading, register)
    assert (problem.kind.value, problem.line) == ("dialogue.unknown_speaker", 6)
    assert "`Boo`" in problem.message


def test_a_name_of_two_speakers_is_told() -> None:
    register = (Speaker("a", "Ana Sol", ("Ana",)), Speaker("b", "Ana Mar", ("Ana",)), Speaker("bo", "Bo"))
    post = read_post((HEAD + TALK).encode(), register)
    kinds = [one.kind.value for one in diagnose(post.blocks, post.reading, register)]
    assert "dialogue.ambiguous_alias" in kinds


def test_the_report_says_why_not() -> None:
    faq = b"# FAQ\n\n**Q:** Can I pay?\n\n**A:** You can.\n\n**Q:** Can I go?\n\n**A:** You can.\n"
    report = report_post(faq)
    assert report.turns == 0
    assert "subject" in report.why_not
    assert next(iter(report_lines("faq.md", report))).startswith("faq.md: no dialogue; score ")
    assert list(report_lines("plain.md", report_post(b"# Soup\n\nBoil it.\n"))) == []


def test_a_kind_can_be_silenced() -> None:
    data = (HEAD + TALK + "\n**Ana**: And then?\n\n**Bo:** No.\n").encode()
    assert report_post(data).problems
    assert not report_post(data, silenced={"dialogue.colon_mixed"}).problems
    assert not report_post(data, silenced={"dialogue"}).problems


def test_the_command_reports_each_post(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "talk.md").write_text(HEAD + TALK, encoding="utf-8")
    (tmp_path / "_build").mkdir()
    (tmp_path / "_build" / "old.md").write_text(HEAD + TALK, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(tmp_path), "--report", "dialogue"])
    assert result.exit_code == 0
    assert result.output.splitlines()[0].startswith("posts/talk.md: 4 turns (Ana 2, Bo 2); score ")
    assert "_build" not in result.output


def test_oddities_are_no_warnings(publication: Callable[..., Publication]) -> None:
    built = publication({"a.md": HEAD + TALK + "\n**Ana**: And then?\n\n**Bo:** No.\n"}, language="en")
    assert built.warnings == []


def test_the_report_follows_the_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "people.yaml").write_text("ana: Ana\n", encoding="utf-8")
    post = "---\ntitle: An interview\n---\n\n" + "**Ana:** Why?\n\n**Bo:** Well, I did.\n\n" * 3
    (tmp_path / "talk.md").write_text(post, encoding="utf-8")
    print_dialogue_report(tmp_path)
    assert "dialogue.unknown_speaker" not in capsys.readouterr().out
    (tmp_path / "conf.py").write_text('dialogue_speakers = "people.yaml"\n', encoding="utf-8")
    print_dialogue_report(tmp_path)
    assert "talk.md:7: `Bo`" in capsys.readouterr().out
    print_dialogue_report(tmp_path, {"suppress_warnings": "dialogue.unknown_speaker"})
    assert "talk.md:7: `Bo`" not in capsys.readouterr().out
    (tmp_path / "conf.py").write_text("dialogue_speakers = \n", encoding="utf-8")
    print_dialogue_report(tmp_path)
    told = capsys.readouterr()
    assert "talk.md: 6 turns" in told.out
    assert "conf.py" in told.err
