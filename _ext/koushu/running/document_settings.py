"""The settings of docutils for each document, worked out once for all documents of a kind.

Sphinx makes the parser of a command line's options for each document and looks for docutils' configuration files,
which takes longer than reading a short post.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docutils.utils import DependencyList
from sphinx.util import docutils as sphinx_docutils

from koushu.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docutils.frontend import Values
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

_NAME: Final = "_get_settings"
_usual: Final[Callable[..., Values] | None] = getattr(sphinx_docutils, _NAME, None)
# Classes of the components, then what was asked for them and what came of it: documents of a kind are asked alike.
_known: dict[tuple[type, ...], tuple[dict[str, Any], Values]] = {}


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have Sphinx ask here; where a version of it has no such function, nothing is changed."""
    if _usual is not None:
        setattr(sphinx_docutils, _NAME, settings_of)
    for event in ("builder-inited", "build-finished"):
        app.connect(event, forget, priority=1)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def forget(*_event: object) -> None:
    """Forget all settings: another build may find other configuration files."""
    _known.clear()


def settings_of(*components: Any, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:  # noqa: ANN401
    """Return settings that nobody else has, as Sphinx makes them."""
    if _usual is None:  # pragma: no cover - it stands in its place only
        raise TypeError
    key = tuple(one if isinstance(one, type) else type(one) for one in components)
    asked = {**defaults, "": read_config_files}
    if key not in _known or _known[key][0] != asked:
        _known[key] = asked, _usual(*components, defaults=defaults, read_config_files=read_config_files)
    made = _known[key][1].copy()
    for name, value in vars(made).items():
        if isinstance(value, list | dict | set):
            setattr(made, name, value.copy())
    made.record_dependencies = DependencyList()
    return made
