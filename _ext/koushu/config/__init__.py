"""Configuration: one frozen dataclass for each feature, one field for each value.

A field `build_drafts` of the class with prefix `hugo` is the `conf.py` value `hugo_build_drafts`.
Type, default, rebuild rule, check and help stand together in the field, and the rest of the code
reads one typed object through `settings`.
"""

from koushu.config.books import EpubSettings, TypstSettings
from koushu.config.option import Settings
from koushu.config.site import BatchesSettings, FeedsSettings, ListsSettings, SearchSettings, WebSettings
from koushu.config.sources import SYNTAXES, DialogueSettings, HugoSettings, PostsSettings
from koushu.config.typed_values import fill_in, register, settings

__all__ = [
    "SYNTAXES",
    "BatchesSettings",
    "DialogueSettings",
    "EpubSettings",
    "FeedsSettings",
    "HugoSettings",
    "ListsSettings",
    "PostsSettings",
    "SearchSettings",
    "Settings",
    "TypstSettings",
    "WebSettings",
    "fill_in",
    "register",
    "settings",
]
