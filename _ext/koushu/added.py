"""The one class of all that the build adds of its own words."""

from __future__ import annotations

from typing import Final

ADDED: Final = "koushu-added"
"""Class of what no author wrote into the text of a post: its header, the title made from a file's name, the
heading of a box, the names of tabs, the words of a card, lists of posts.

What compares a page with Hugo's passes over this class, and loses nothing that the author enclosed.
"""
