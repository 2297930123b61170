"""What Sphinx would say at a loudness that nobody has asked for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from koushu.running.unheard import setting_up

if TYPE_CHECKING:
    import pytest


def test_quiet_remarks_are_dropped_while_sphinx_is_made(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    log = logging.getLogger("registering")
    with setting_up():
        log.debug("adding a node")
        log.info("loading")
        log.warning("wrong")
    log.debug("after")
    assert [record.message for record in caplog.records] == ["loading", "wrong", "after"]


def test_what_was_switched_off_before_stays_so() -> None:
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with setting_up():
            assert logging.root.manager.disable == logging.WARNING
        assert logging.root.manager.disable == logging.WARNING
    finally:
        logging.disable(before)
