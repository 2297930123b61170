"""Builders that are imported when a build asks for them: what books need is half of all that Koushu could load."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from koushu.record import record

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


@record
class LateBuilder:
    """Stands for a class of builders in Sphinx's table of them, which calls what it holds and asks for no more."""

    name: str
    """As the user asks for it."""
    module: str
    kind: str
    """Name of the class in its module."""

    def __call__(self, app: Sphinx, env: BuildEnvironment) -> Builder:
        """Return a new builder."""
        return cast("Builder", getattr(import_module(self.module), self.kind)(app, env))


def add_late_builder(app: Sphinx, builder: LateBuilder) -> None:
    """Register a builder, in place of Sphinx's own of that name."""
    app.add_builder(cast("type[Builder]", builder), override=True)
