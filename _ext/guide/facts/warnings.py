"""Every kind of problem that a build may report, from `koushu.problems` itself."""

from __future__ import annotations

from guide.facts.markdown import directive
from guide.facts.sources import attribute_docs
from guide.facts.words import told
from koushu import problems
from koushu.problems import Kind


def features() -> list[str]:
    """Return the first part of the names of problems, in the order of the code."""
    return list(dict.fromkeys(kind.value.partition(".")[0] for kind in Kind))


def warnings(feature: str, language: str) -> str:
    """Return a description of each problem of one feature: its name, and when it is reported."""
    docs = attribute_docs(problems)
    return "\n".join(
        directive("problem", kind.value, {}, told(docs[f"Kind.{kind.name}"], language))
        for kind in Kind
        if kind.value.startswith(f"{feature}.")
    )
