"""What is found in each document as it is read, kept with Sphinx's environment by name of the document.

A document that is read again or taken away is forgotten, and what other processes have read is taken over, so
that every feature needs to say only what it finds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class DocumentFacts(EnvironmentCollector):
    """Keeps what a subclass finds of each document (`process_doc`) in its stores."""

    stores: ClassVar[tuple[str, ...]]
    """Names of the stores: attributes of the environment."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002
        """Forget a document."""
        for store in self.stores:
            facts_of(env, store).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002
        env: BuildEnvironment,
        docnames: AbstractSet[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over what another process has read."""
        for store in self.stores:
            theirs = facts_of(other, store)
            facts_of(env, store).update({name: theirs[name] for name in docnames if name in theirs})


def facts_of(env: BuildEnvironment, store: str) -> dict[str, Any]:
    """Return a store: document name -> what was found there; made when it is first asked for."""
    found: dict[str, Any] | None = getattr(env, store, None)
    if found is None:
        found = {}
        setattr(env, store, found)
    return found
