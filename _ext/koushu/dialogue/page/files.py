"""Pages without dialogue load neither its style sheet nor its script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_FILES: Final = ("dialogue.css", "dialogue.js")
_LISTS: Final = ("css_files", "script_files")
# What each of our elements has, on pages that are made without a doctree as well.
_MARK: Final = 'class="dialogue'


def leave_out_assets(_app: Sphinx, _pagename: str, context: dict[str, Any]) -> None:
    """Take the files of this feature from the context of a page whose body shows no dialogue (`koushu-page-looks`)."""
    if _MARK in str(context.get("body", "")):
        return
    for name in _LISTS:
        if name in context:
            context[name] = [one for one in context[name] if not _is_ours(one)]


def _is_ours(asset: Any) -> bool:  # noqa: ANN401 - Sphinx's record, or an extension's plain string
    filename = str(getattr(asset, "filename", asset) or "")
    return filename.rpartition("/")[2] in _FILES
