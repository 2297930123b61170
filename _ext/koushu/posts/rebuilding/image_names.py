"""Names of pictures in the output: given in the order of their paths, whatever order their pages are read in.

Sphinx numbers pictures of one name as it meets them, so a build that reads a few pages would number them otherwise
than one that reads all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def name_images(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Name all pictures anew (`env-updated`); the pages that show one of another name are told by page facts."""
    if _are_named(env):
        return []
    named = type(env.images)()
    for path in sorted(env.images):
        for docname in sorted(env.images[path][0]):
            named.add_file(docname, path)
    env.images = named
    return []


def _are_named(env: BuildEnvironment) -> bool:
    """Return whether each picture has the name that it is given below, which most builds of an edit leave it."""
    seen: set[str] = set()
    for path in sorted(env.images):
        name = env.images[path][1]
        own = path.rpartition("/")[2]
        if name != own or name in seen:
            return False
        seen.add(name)
    return True


def image_facts(app: Sphinx) -> dict[str, str]:
    """Return the names of the pictures of each page (`koushu-page-facts`)."""
    facts: dict[str, list[str]] = {}
    for path in sorted(app.env.images):
        docnames, name = app.env.images[path]
        for docname in docnames:
            facts.setdefault(docname, []).append(name)
    return {docname: "\n".join(names) for docname, names in facts.items()}
