"""NOTICE tells of each package that Koushu needs, its licence, and that somebody still keeps it.

What those packages need in turn changes with their versions, so it is told by the script and not asked here.
"""

from __future__ import annotations

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import notice


def test_each_package_is_told_with_its_licence() -> None:
    told = {row.name: row.licence for row in notice.rows()}
    needed = {canonicalize_name(Requirement(line).name) for line in notice.required()}
    assert needed <= set(told), "run tests/notice.py"
    assert all(told.values())


def test_each_package_was_released_lately_or_has_a_reason() -> None:
    today = notice.day()
    old = {row.name for row in notice.rows() if notice.is_old(row, today)}
    assert old == set(notice.WHY_OLD)
    text = notice.NOTICE.read_text("utf-8")
    assert all(f"{name}: {why}." in text for name, why in notice.WHY_OLD.items())
