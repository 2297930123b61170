"""A picture that may not be read is shown by no list, and ends no build."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from attack_cases import picture
from koushu.lists import pictures

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_picture_that_may_not_be_read_is_shown_by_no_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(picture(2, 2))
    app: Any = SimpleNamespace(srcdir=tmp_path)
    assert pictures._found(app, "a.png") is not None
    # Whoever builds as root may read all files.
    monkeypatch.setattr("os.access", lambda *_: False)
    assert pictures._found(app, "a.png") is None
