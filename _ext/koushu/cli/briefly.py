"""Errors of Sphinx in one sentence that says where to look."""

from __future__ import annotations

import re
from gettext import gettext as _
from typing import Final

import click

_TRACE: Final = "Traceback (most recent call last)"
_place: Final = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)')
_CONF: Final = "conf.py"


def briefly(error: BaseException | str) -> str:
    """Return what an error says; for a traceback the line of `conf.py` where it arose, unless `--debug` is given."""
    text = str(error)
    context = click.get_current_context(silent=True)
    if _TRACE not in text or (context and context.find_root().params.get("debug")):
        return text
    places = [found for found in _place.finditer(text) if found["file"].endswith(_CONF)]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    where = f"{places[-1]['file']}:{places[-1]['line']}: " if places else ""
    return _("{where}{error}. `koushu --debug` shows all of it").format(
        where=where, error=lines[-1].rstrip(".")
    )
