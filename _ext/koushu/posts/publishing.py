"""Which posts are published: Hugo's rules for drafts, future and expired content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from koushu.posts.records import Withheld

if TYPE_CHECKING:
    from datetime import datetime

    from koushu.hugo.metadata.page_meta import PageMeta


@dataclass(frozen=True, slots=True)
class Policy:
    """What is published although Hugo would withhold it, and the instant that decides."""

    now: datetime
    drafts: bool = False
    future: bool = False
    expired: bool = False


def withhold(path: str, meta: PageMeta, policy: Policy) -> Withheld | None:
    """Return why a page is not published, or None when it is.

    Source: Hugo documentation, "Draft, future, and expired content"; instants are compared, not days.
    """
    if meta.draft and not policy.drafts:
        return Withheld(path, "draft")
    if meta.publish_date and meta.publish_date > policy.now and not policy.future:
        return Withheld(path, "future", meta.publish_date)
    if meta.expiry_date and meta.expiry_date <= policy.now and not policy.expired:
        return Withheld(path, "expired", meta.expiry_date)
    return None
