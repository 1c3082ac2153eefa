"""The dash before a list item, found by its shape: engines drop it, and with it the item.

In plans every task is an item that begins with a dash; read without it, two tasks run into one.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Box
from pipeline.segments import PlacedWord

Grey = NDArray[np.uint8]

BULLETS = frozenset("-–—+•*")

_POINTS = 72.0
_INK = 140
_CONFIDENCE = 0.8
# In heights of the line's first word, which has marks or not.
_REACH = 2.2  # how far left of the word the dash stands
_UPPER, _LOWER = 0.3, 0.9  # the band in which it stands
_SHORT, _LONG, _THICK = 0.15, 1.0, 0.2
_FILLED = 0.6  # share of its box that is ink


def bullet_before(words: Sequence[PlacedWord], image: Grey, dpi: float) -> PlacedWord | None:
    """The dash left of a line (words from left to right, boxes in points), None where there is none.

    `image` is the page in grey, 0 = ink. Anything else that stands there makes it no list item.
    """
    if not words or words[0].text[:1] in BULLETS:
        return None
    scale = dpi / _POINTS
    first = words[0].box
    height = (first.y1 - first.y0) * scale
    top, bottom = round(first.y0 * scale + _UPPER * height), round(first.y0 * scale + _LOWER * height)
    left, right = max(round(first.x0 * scale - _REACH * height), 0), round(first.x0 * scale - 0.05 * height)
    band = np.asarray(image[max(top, 0) : bottom, left : max(right, left)] < _INK, np.uint8)
    if band.size < 4 or not band.any():
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats(band, connectivity=8)
    spots = [stats[i] for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] > 0.004 * height**2]
    if len(spots) != 1 or not _is_dash(spots[0], height) or spots[0][0] == 0:
        return None
    x, y, wide, high = (int(value) for value in spots[0][:4])
    corners = (left + x, max(top, 0) + y, left + x + wide, max(top, 0) + y + high)
    return PlacedWord("-", Box(*(value / scale for value in corners)), _CONFIDENCE)


def _is_dash(spot: NDArray[np.int32], height: float) -> bool:
    _, _, wide, high, area = (int(value) for value in spot)
    level = high <= max(_THICK * height, 3) and wide >= 1.5 * high
    return level and _SHORT * height <= wide <= _LONG * height and area >= _FILLED * wide * high
