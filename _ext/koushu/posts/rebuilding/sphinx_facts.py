"""What pages show of others by Sphinx's own means: neighbours, tables of contents, cross-references.

Sphinx writes again what was read again and the pages with toctrees that name it, and no more; a page that quotes a
title, or shows a whole tree in its margin, keeps the old one.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from sphinx.builders.html import StandaloneHTMLBuilder

from koushu.posts.rebuilding.shown import shown_of
from koushu.safe_path import path_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_WITHOUT_TREE: Final = frozenset({"koushu", "epub"})
"""Themes that show no tree of the whole publication on each page."""


def neighbour_facts(app: Sphinx) -> dict[str, str]:
    """Return the titles of the pages before, after and above each page, by toctrees (`koushu-page-facts`)."""
    if not isinstance(app.builder, StandaloneHTMLBuilder):
        return {}
    env = app.env
    titles = {docname: str(env.longtitles.get(docname, "")) for docname in env.found_docs}
    relations = env.collect_relations()
    facts = {}
    for docname, (parent, before, after) in relations.items():
        shown = [f"{name} {titles.get(name, '')}" for name in (before, after) if name]
        above, seen = parent, set[str]()
        while above and above not in seen:
            seen.add(above)
            shown.append(f"{above} {titles.get(above, '')}")
            above = relations[above][0] if above in relations else None
        facts[docname] = "\n".join(shown)
    return facts


def contents_facts(app: Sphinx) -> dict[str, str]:
    """Return what toctrees show: those of each page, and the site's on all pages of a theme that has it in a margin."""
    env = app.env
    texts = {docname: _entry(env, docname) for docname in _below(env, *env.toctree_includes)}
    facts = {
        docname: "\n".join(texts[name] for name in _below(env, docname)) for docname in env.toctree_includes
    }
    theme = getattr(getattr(app.builder, "theme", None), "name", "koushu")
    if theme not in _WITHOUT_TREE and env.toctree_includes:
        whole = hashlib.sha256(repr(sorted(facts.items())).encode()).hexdigest()
        facts = {docname: f"{facts.get(docname, '')}\n{whole}" for docname in env.found_docs}
    return facts


def _below(env: BuildEnvironment, *docnames: str) -> Iterator[str]:
    """Yield the documents that the toctrees of these name, and those below them, in order."""
    seen: set[str] = set()
    waiting = [name for docname in docnames for name in env.toctree_includes.get(docname, ())][::-1]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            yield name
            waiting += reversed(env.toctree_includes.get(name, []))


def _entry(env: BuildEnvironment, docname: str) -> str:
    toc = env.tocs.get(docname)
    return f"{docname} {env.titles.get(docname, '')} {toc.pformat() if toc is not None else ''}"


def reference_facts(app: Sphinx) -> dict[str, str]:
    """Return what the cross-references of each page find (`koushu-page-facts`)."""
    wanted = {docname: shown.references for docname, shown in shown_of(app.env).items() if shown.references}
    names = {target for found in wanted.values() for _, _, target in found}
    objects = _objects(app.env, names) if names else {}
    return {
        docname: "\n".join(_found(app.env, docname, kind, target, objects) for _, kind, target in references)
        for docname, references in wanted.items()
    }


def _objects(env: BuildEnvironment, names: set[str]) -> Mapping[str, list[str]]:
    """Return where each of these names is defined in any domain."""
    found: dict[str, list[str]] = {}
    for domain in env.domains.sorted():
        for name, shown, kind, docname, anchor, _ in domain.get_objects():
            for key in {name, name.lower(), name.rpartition(".")[2]} & names:
                found.setdefault(key, []).append(f"{domain.name}:{kind} {docname}#{anchor} {shown}")
    standard: Any = env.domains.standard_domain
    for key in names:
        for table in (standard.labels, standard.anonlabels):
            if key.lower() in table:
                found.setdefault(key, []).append(repr(table[key.lower()]))
    return found


def _found(
    env: BuildEnvironment, origin: str, kind: str, target: str, objects: Mapping[str, list[str]]
) -> str:
    said = sorted(objects.get(target, ()))
    if kind == "doc":
        docname = path_in(str(env.doc2path(origin, base=False)), target)
        said.append(f"{docname in env.found_docs} {env.titles.get(docname, '')}")
    return f"{target} {said}"
