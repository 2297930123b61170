"""Which posts are published: Hugo's rules for drafts, future and expired content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from koushu.hugo.metadata.casts import to_flag
from koushu.hugo.sites.files import lower_keys
from koushu.posts.records import Withheld
from koushu.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from koushu.hugo.metadata.fields import Value
    from koushu.hugo.metadata.page_meta import PageMeta


@record
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


def is_unrendered(stem: str, front: Mapping[str, Value]) -> bool:
    """Return whether front matter says that the page has no place of its own on the site (Hugo, "Build options").

    `stem` is the name of its file: only a page with a folder of its own can be headless.
    """
    if stem == "index" and to_flag(front.get("headless")):
        return True
    options = lower_keys(front.get("build", front.get("_build")))
    render = options.get("render") if isinstance(options, dict) else None
    return render is False or str(render).lower() in {"never", "link"}
