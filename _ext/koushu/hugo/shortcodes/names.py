"""Which shortcodes are known, and which of them enclose text.

Source: Hugo, "Shortcodes"; those marked as former were taken out of Hugo, and old posts still call them.
"""

from __future__ import annotations

from enum import Enum


class Inner(Enum):
    """Whether a shortcode encloses text up to a closing tag."""

    NEVER = "never"
    ALWAYS = "always"


BUILT_IN = {
    # Of many Chinese themes, with one and the same argument.
    "bilibili": Inner.NEVER,
    "comment": Inner.ALWAYS,
    "details": Inner.ALWAYS,
    "figure": Inner.NEVER,
    "highlight": Inner.ALWAYS,
    "param": Inner.NEVER,
    "ref": Inner.NEVER,
    "relref": Inner.NEVER,
    "vimeo": Inner.NEVER,
    "x": Inner.NEVER,
    "youtube": Inner.NEVER,
    "instagram": Inner.NEVER,
    # Former ones.
    "gist": Inner.NEVER,
    "instagram_simple": Inner.NEVER,
    "tweet": Inner.NEVER,
    "twitter": Inner.NEVER,
    "twitter_simple": Inner.NEVER,
    "vimeo_simple": Inner.NEVER,
    "x_simple": Inner.NEVER,
}
