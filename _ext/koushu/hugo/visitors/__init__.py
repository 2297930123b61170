"""How each output format shows the nodes of `koushu.hugo.nodes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from koushu.hugo import nodes
from koushu.hugo.visitors import html, latex, text, typst

if TYPE_CHECKING:
    from docutils.nodes import Element

Pair = tuple[Any, Any]


TABLE: Final[dict[type[Element], dict[str, Pair]]] = {
    nodes.thematic_break: {
        "html": (html.visit_thematic_break, None),
        "latex": (latex.visit_thematic_break, None),
        "text": (text.visit_thematic_break, None),
        "typst": (typst.visit_thematic_break, None),
    },
    nodes.hard_break: {
        "html": (html.visit_hard_break, None),
        "latex": (latex.visit_hard_break, None),
        "text": (text.visit_hard_break, None),
        "typst": (typst.visit_hard_break, None),
    },
    nodes.flat_heading: {
        "html": (html.visit_flat_heading, html.depart_flat_heading),
        "latex": (latex.visit_flat_heading, latex.depart_flat_heading),
        "text": (text.visit_flat_heading, text.depart_flat_heading),
        "typst": (typst.visit_flat_heading, typst.depart_call),
    },
    nodes.tagged: {
        "html": (html.visit_tagged, html.depart_tagged),
        "latex": (latex.visit_tagged, latex.depart_tagged),
        "text": (text.visit_tagged, text.depart_tagged),
        "typst": (typst.visit_tagged, typst.depart_call),
    },
    # In other formats it is the `inline` that it descends from.
    nodes.missing_image: {"html": (html.visit_missing_image, html.depart_missing_image)},
    nodes.task_box: {
        "html": (html.visit_task_box, None),
        "latex": (latex.visit_task_box, None),
        "text": (text.visit_task_box, None),
        "typst": (typst.visit_task_box, None),
    },
    nodes.details: {
        "html": (html.visit_details, html.depart_details),
        "latex": (latex.visit_details, latex.depart_details),
        "text": (text.visit_details, text.depart_details),
        "typst": (typst.visit_details, typst.depart_call),
    },
    nodes.summary: {
        "html": (html.visit_summary, html.depart_summary),
        "latex": (latex.visit_summary, latex.depart_summary),
        "text": (text.visit_summary, text.depart_summary),
        "typst": (typst.visit_summary, typst.depart_call),
    },
    nodes.ruby: {
        "html": (html.visit_ruby, html.depart_ruby),
        "latex": (latex.visit_ruby, latex.depart_ruby),
        "text": (text.visit_ruby, text.depart_ruby),
        "typst": (typst.visit_ruby, typst.depart_ruby),
    },
    nodes.embed: {
        "html": (html.visit_embed, None),
        "latex": (latex.visit_embed, None),
        "text": (text.visit_embed, None),
        "typst": (typst.visit_embed, None),
    },
}
