"""What other features do to the text of a source before anybody reads it, kept beside Sphinx's configuration.

The catalogue is made from sources before Sphinx reads any, so `source-read` alone would come too late.
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.config import Config

SourceFilter: TypeAlias = "Callable[[str, str], str]"
"""From the path below the source folder and a text to the text that counts; it keeps the lines."""

# The configuration is not ours to set attributes on, and several publications may live in one process.
_filters: weakref.WeakKeyDictionary[Config, tuple[SourceFilter, str]] = weakref.WeakKeyDictionary()


def unfiltered(_path: str, text: str) -> str:
    """Return a source as it is."""
    return text


def set_source_filter(config: Config, source_filter: SourceFilter, version: str) -> None:
    """Keep what every source is to pass through, before the catalogue is made.

    `version` is another text whenever the filter may give another text of the same source.
    """
    _filters[config] = (source_filter, version)


def source_filter_of(config: Config) -> SourceFilter:
    """Return what every source of a publication passes through."""
    return _filters.get(config, (unfiltered, ""))[0]


def source_filter_version(config: Config) -> str:
    """Return what stands for all that the filter depends on beside a source."""
    return _filters.get(config, (unfiltered, ""))[1]
