"""Numbers of figures, tables, listings and formulas: those that Sphinx gives them, as the web site shows them.

LaTeX would count by itself, through the whole book and whether or not the web site numbers anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment


def caption_number(env: BuildEnvironment, docname: str, node: Element) -> str:
    """Return what stands before a caption, `Fig. 1.2`; nothing for a node that has no number."""
    kind = env.domains.standard_domain.get_enumerable_node_type(node)
    if kind is None or not node["ids"]:
        return ""
    number = _number(env, docname, kind, node["ids"][0])
    return env.config.numfig_format.get(kind, "%s") % number if number else ""


def target_number(env: BuildEnvironment, docname: str, identifier: str) -> str:
    """Return the bare number of the figure, table, listing or section that an `id` belongs to; else nothing."""
    for kind in env.toc_fignumbers.get(docname, {}):
        number = _number(env, docname, kind, identifier)
        if number:
            return number
    sections = env.toc_secnumbers.get(docname, {})
    return ".".join(map(str, sections.get(f"#{identifier}") or sections.get("", ())))


def section_number(env: BuildEnvironment, docname: str, section: Element) -> str:
    """Return the number that the web site gives a section, `1.2`; nothing outside numbered toctrees."""
    numbers = env.toc_secnumbers.get(docname, {})
    first = section.parent is not None and section.parent.tagname in {"document", "start_of_file"}
    keys = [f"#{name}" for name in section["ids"]] + ([""] if first else [])
    return ".".join(map(str, next((numbers[key] for key in keys if numbers.get(key)), ())))


def equation_number(env: BuildEnvironment, node: Element) -> str:
    """Return the number of a formula, of its page or, with `math_numfig`, of its section."""
    if env.config.numfig and env.config.math_numfig and node["ids"]:
        number = _number(env, node["docname"], "displaymath", node["ids"][0])
        if number:
            return number
    return str(node.get("number") or "")


def _number(env: BuildEnvironment, docname: str, kind: str, identifier: str) -> str:
    numbers = env.toc_fignumbers.get(docname, {}).get(kind, {})
    return ".".join(map(str, numbers.get(identifier, ())))
