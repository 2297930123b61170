"""Which sources are documents: without those that are withheld, which are no matter of configuration."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sphinx.project import Project

from koushu.posts.catalogue import withheld_patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


class PublishedSources(Project):
    """The sources below the source folder that Sphinx would find, without those that match `withheld`.

    In `exclude_patterns` they would be another configuration, for which everything is read again.
    """

    def __init__(self, known: Project, withheld: Iterable[str]) -> None:
        super().__init__(known.srcdir, known.source_suffix)
        self.only: frozenset[str] = frozenset()
        """Names of the documents to which it is narrowed; none for all."""
        self.withheld = tuple(withheld)
        self.restore(known)

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find all documents."""
        found = super().discover((*exclude_paths, *self.withheld), include_paths)
        self.docnames = found & self.only if self.only else found
        return self.docnames


def leave_out_withheld(app: Sphinx) -> None:
    """Have Sphinx find the documents that are published (`builder-inited`)."""
    app.project = PublishedSources(app.project, withheld_patterns(app))
    app.env.project = app.project


@contextmanager
def withheld_excluded(config: Config, patterns: Iterable[str]) -> Iterator[None]:
    """Exclude what is withheld from what is copied, as long as it is."""
    given = config.exclude_patterns
    config.exclude_patterns = [*given, *patterns]
    try:
        yield
    finally:
        config.exclude_patterns = given
