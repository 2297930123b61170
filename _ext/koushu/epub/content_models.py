"""Elements that HTML allows only with certain children, or with certain attributes: each made whole, or a plain one.

Source: HTML Living Standard, 4.5.10 (ruby), 4.4.13 (figcaption), 4.11.2 (summary), 4.5.25 (bdo).
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from koushu.xhtml import MATHML, XHTML, local_name, namespace

_XHTML: Final = f"{{{XHTML}}}"
_READINGS: Final = re.compile(r"(b+p?(rp*)+)+")


def fit_content(body: ET.Element) -> None:
    """Mend rubies, figures, parts that fold, and what else is nothing without its parts, in place."""
    for element in list(body.iter()):
        name = local_name(element)
        if element.tag == f"{{{MATHML}}}math" and "alttext" not in element.keys():  # noqa: SIM118
            element.set("alttext", " ".join("".join(element.itertext()).split()))
        elif namespace(element) != XHTML:
            continue
        elif name == "details":
            _place_summary(element)
        elif name == "figure":
            _choose_caption(element)
        elif name == "ruby" and not _is_ruby(element):
            _flatten(element)
        elif name == "bdo" and not element.get("dir"):
            element.tag = _XHTML + "span"


def _place_summary(details: ET.Element) -> None:
    """Put the first summary before all else, and make one where there is none."""
    found = [child for child in details if local_name(child) == "summary"]
    for other in found[1:]:
        other.tag = _XHTML + "div"
    if found and details[0] is found[0] and not (details.text or "").strip():
        return
    first = ET.Element(_XHTML + "summary")
    first.text = "…"
    if found:
        first = found[0]
        index = list(details).index(first)
        details.remove(first)
        if index:
            details[index - 1].tail = (details[index - 1].tail or "") + (first.tail or "")
        else:
            details.text = (details.text or "") + (first.tail or "")
    first.tail, details.text = details.text, None
    details.insert(0, first)


def _choose_caption(figure: ET.Element) -> None:
    """Keep one caption, which must open or end the figure."""
    captions = [child for child in figure if local_name(child) == "figcaption"]
    at_ends = [child for child in captions if child in {figure[0], figure[-1]}]
    for caption in captions:
        if caption not in at_ends[:1]:
            caption.tag = _XHTML + "div"


def _is_ruby(ruby: ET.Element) -> bool:
    """Return whether words and readings take turns, words first."""
    kinds = "b" if (ruby.text or "").strip() else ""
    for child in ruby:
        kinds += {"rt": "r", "rp": "p"}.get(local_name(child), "b")
        kinds += "b" if (child.tail or "").strip() else ""
    return _READINGS.fullmatch(kinds) is not None


def _flatten(ruby: ET.Element) -> None:
    for part in (ruby, *ruby):
        if local_name(part) in {"ruby", "rt", "rp"}:
            part.tag = _XHTML + "span"
