"""What handlers say of arguments that are missing or not as they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.found import shown
from koushu.problems import Kind, Problem

if TYPE_CHECKING:
    from koushu.hugo.shortcodes.call import Call
    from koushu.hugo.shortcodes.context import CallContext


def report_missing(call: Call, context: CallContext, name: str) -> None:
    """Report that a call lacks an argument."""
    report_call(call, context, f"the argument `{name}`")


def report_call(call: Call, context: CallContext, expected: str) -> None:
    """Report a call as found, and what was expected in it; the kind is `Kind.SHORTCODE`."""
    found = shown(call.source.split("\n", 1)[0])
    context.report(Problem(Kind.SHORTCODE, call.line, f"found {found}; expected {expected}"))
