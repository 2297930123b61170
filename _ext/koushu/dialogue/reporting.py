"""What was recognised in each post of a publication, and why not: what `--report dialogue` prints."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from koushu.dialogue.diagnosing import diagnose
from koushu.dialogue.recognition.source import read_post
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from koushu.dialogue.cast.speakers import Speaker
    from koushu.dialogue.recognition.turns import Reading
    from koushu.problems import Problem


@record
class PostReport:
    """What one post holds: turns by speaker, the score, and what is odd or missing."""

    turns: int
    narrations: int
    speakers: Mapping[str, int]
    """Name as printed -> number of turns, the most first."""
    score: float
    """What the evidence weighs; 3 and more is dialogue. Infinite where the author decided."""
    why_not: str
    """Why nothing was recognised; empty where something was, or no label stands in the post."""
    problems: tuple[Problem, ...]


def report_post(data: bytes, known: Sequence[Speaker] = (), silenced: Collection[str] = ()) -> PostReport:
    """Return the report of one Markdown file; `silenced` are kinds as `suppress_warnings` names them."""
    post = read_post(data, known)
    reading = post.reading
    counts = Counter(item.lead.name for item in reading.turns if item.lead is not None)
    odd = diagnose(post.blocks, reading, known)
    return PostReport(
        len(reading.turns),
        sum(item.kind == "narration" for item in reading.items),
        dict(counts.most_common()),
        reading.verdict.score,
        "" if reading.turns else why_not(reading),
        tuple(one for one in odd if not {one.kind.value, one.kind.value.partition(".")[0]} & set(silenced)),
    )


def why_not(reading: Reading) -> str:
    """Return what speaks most against a document in which labels stand; nothing if none do."""
    verdict = reading.verdict
    if not verdict.candidates:
        return ""
    against = sorted((value, name) for name, value in verdict.reasons if value < 0)
    worst = ", ".join(f"{name} {value:.1f}" for value, name in against[:3])
    labels = ", ".join(verdict.candidates[:4])
    return f"score {verdict.score:.1f} for {labels}" + (f" ({worst})" if worst else "")


def report_lines(name: str, report: PostReport) -> Iterator[str]:
    """Return the lines that tell of one post; none for a post without labels."""
    if report.turns:
        people = ", ".join(f"{label} {count}" for label, count in report.speakers.items())
        narrated = f", {report.narrations} narrations" if report.narrations else ""
        score = "decided by the author" if report.score == float("inf") else f"score {report.score:.1f}"
        yield f"{name}: {report.turns} turns{narrated} ({people}); {score}"
    elif report.why_not:
        yield f"{name}: no dialogue; {report.why_not}"
    for problem in report.problems:
        yield f"  {name}:{problem.line}: {problem.message} [{problem.kind.value}]"
