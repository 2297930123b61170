"""Entries of bibliographies that cannot be printed as they are: said, and printed by what they have.

A style asks an entry for fields that it may lack, and its texts for LaTeX that ends; where it is not given them it
stops, and with it the build of all posts.
"""

from __future__ import annotations

import ast
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from koushu.hugo.source import decode_source
from koushu.problems import Kind, Problem, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# What styles, and the readers of LaTeX below them, raise for a text that they do not expect.
_FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
_KEPT: Final = ("author", "editor", "title", "booktitle", "journal", "publisher", "year", "url", "note")
_drop_marks: Final = re.compile(r"\\[A-Za-z]+\s?|[\\{}$~^_#%&\x00-\x1f\x7f-\x9f]")
_find_entry: Final = re.compile(r"@\s*[^\s{(@]+\s*[{(]\s*([^\s,{}()\"]+)")


def mend_entries(app: Sphinx) -> Iterator[tuple[Path, Problem]]:
    """Put a plain entry in the place of each that cannot be printed; yield the bibliography and the problem of each."""
    domain: Any = app.env.get_domain("cite")
    style = _plugin("pybtex.style.formatting", app.config.bibtex_default_style)
    labels = _plugin("pybtex.style.labels", "alpha")
    entries = domain.bibdata.data.entries
    lines: dict[Path, dict[str, int]] = {}
    for file, about in domain.bibdata.bibfiles.items():
        for key in about.keys:
            fault = _fault(entries[key], style, labels, domain) if key in entries else ""
            if not fault:
                continue
            entries[key] = _plain(entries[key])
            path = Path(app.srcdir, file)
            if path not in lines:
                lines[path] = _lines(path)
            message = (
                f"found an entry {key!r} that cannot be printed: {fault}; expected the fields of its type. "
            )
            line = lines[path].get(key.lower(), 1)
            yield path, Problem(Kind.BIBLIOGRAPHY, line, f"{message}What it has is printed")


def mend_filters(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have bibliographies hold what is cited whose filter cannot be worked out (`env-updated`)."""
    domain: Any = env.domains.get("cite")
    every = domain.bibliographies if domain is not None else {}
    plain = ast.dump(ast.parse("cited"))
    visitor: Any = import_module("sphinxcontrib.bibtex.domain")._FilterVisitor if every else None  # noqa: SLF001
    for key, bibliography in list(every.items()):
        if ast.dump(bibliography.filter_) == plain:
            continue
        try:
            for entry in domain.get_entries(bibliography.bibfiles):
                for cited in (frozenset(), frozenset({key.docname})):
                    visitor(entry=entry, docname=key.docname, cited_docnames=cited).visit(
                        bibliography.filter_
                    )
        except (re.error, *_FAULTS) as fault:
            message = f"found a filter that cannot be worked out: {fault}; expected fields, which are text, compared"
            problem = Problem(Kind.BIBLIOGRAPHY, bibliography.line, f"{message}. What is cited is listed")
            report(problem, str(env.doc2path(key.docname)))
            every[key] = bibliography._replace(filter_=ast.parse("cited"))
    return []


def _plugin(group: str, name: str) -> Any:  # noqa: ANN401 - pybtex has no types
    return import_module("pybtex.plugin").find_plugin(group, name)()


def _fault(entry: Any, style: Any, labels: Any, domain: Any) -> str:  # noqa: ANN401
    """Return why an entry cannot be printed, empty where it can."""
    error = sys.modules["pybtex.exceptions"].PybtexError
    try:
        list(labels.format_labels(style.sort([entry])))
        formatted = style.format_entry("", entry)
        domain.backend.paragraph(formatted)
        _cite(entry, formatted, domain.reference_style)
    except (error, *_FAULTS) as fault:
        return f"{type(fault).__name__}: {fault}"
    return ""


def _cite(entry: Any, formatted: Any, style: Any) -> None:  # noqa: ANN401
    """Cite an entry in each way that a post may cite it; raises what that raises."""
    about = import_module("sphinxcontrib.bibtex.domain").SphinxReferenceInfo
    nowhere = about(None, "", "", "", None, "", "")
    cited = import_module("sphinxcontrib.bibtex.style.referencing").format_references
    for role in style.role_names():
        cited(style, role, [(entry, formatted, nowhere)])


def _plain(entry: Any) -> Any:  # noqa: ANN401
    """Return an entry of the one type that asks for nothing, with the words of the broken one as its title."""
    persons = [str(one) for role in _KEPT[:2] for one in entry.persons.get(role, ())]
    fields = {name.lower(): str(value) for name, value in entry.fields.items()}
    words = [*persons, *(fields[name] for name in _KEPT if name in fields)]
    title = ". ".join(filter(None, (" ".join(_drop_marks.sub(" ", one).split()) for one in words)))
    made = import_module("pybtex.database").Entry("misc", fields={"title": title or entry.key})
    made.key = entry.key
    return made


def _lines(path: Path) -> dict[str, int]:
    """Return the 1-based line of each entry of a bibliography, by its key in lower case."""
    text = decode_source(path.read_bytes()).text
    found: dict[str, int] = {}
    line, end = 1, 0
    for entry in _find_entry.finditer(text):
        line += text.count("\n", end, entry.start())
        end = entry.start()
        found.setdefault(entry[1].lower(), line)
    return found
