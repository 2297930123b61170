"""From a resolved tree to Typst code, by families of nodes."""

from __future__ import annotations

from koushu.typst_builder.translator.admonitions import AdmonitionVisitors
from koushu.typst_builder.translator.formulas import FormulaVisitors
from koushu.typst_builder.translator.inline import InlineVisitors
from koushu.typst_builder.translator.lists import ListVisitors
from koushu.typst_builder.translator.notes import NoteVisitors
from koushu.typst_builder.translator.objects import ObjectVisitors
from koushu.typst_builder.translator.passing import PassingVisitors
from koushu.typst_builder.translator.references import ReferenceVisitors


class TypstTranslator(
    FormulaVisitors,
    NoteVisitors,
    InlineVisitors,
    ListVisitors,
    ReferenceVisitors,
    AdmonitionVisitors,
    ObjectVisitors,
    PassingVisitors,
):
    """The writer of Typst code.

    Features register visitors of their own nodes with `app.add_node(node, typst=(visit, depart))`; the interface
    for them is `begin_call`, `end_call`, `add_call` and `add_text`.
    """
