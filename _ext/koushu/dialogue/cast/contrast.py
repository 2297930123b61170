"""Whether a colour can be read on the page, and the nearest one that can.

Source: WCAG 2.2, "relative luminance" and "contrast ratio"; 4.5 is what its success criterion 1.4.3 asks of text.
"""

from __future__ import annotations

from typing import Final

READABLE: Final = 4.5
LIGHT_GROUND: Final = "#f3f4f5"
"""The darkest ground that names stand on in the light theme."""
DARK_GROUND: Final = "#29313d"
"""The lightest ground that names stand on in the dark theme."""
_STEPS: Final = 50


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return the colour itself, or the nearest mixture with black or white that can be read on a ground."""
    end = "#000000" if _luminance(ground) > 0.18 else "#ffffff"
    mixtures = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS))
    return next((one for one in mixtures if contrast(one, ground) >= READABLE), end)


def readable_pair(colour: str) -> tuple[str, str]:
    """Return the colour as it is printed on the light ground and on the dark one."""
    return readable(colour, LIGHT_GROUND), readable(colour, DARK_GROUND)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(colour: str, end: str, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_channels(colour), _channels(end), strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
