"""The mark before a list item, known by its shape: engines drop it, and with it the item, or read a letter there.

In plans every task is an item that begins with a dash, a plus or a dot; read without it, two tasks run into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.components import Components
from pipeline.model import Box
from pipeline.page_lines import PageLine
from pipeline.segments import PlacedWord

BULLETS = frozenset("-–—+•*")
DASHES = frozenset("-–—")

_CONFIDENCE = 0.9
_MISREAD = "-–—+•*~«°©®¢.,·¬"
_FEWEST = 3  # components of a line with a mark and a word
# In x-heights; heights are above the base line.
_ROOM = 0.3  # a mark stands so far from what follows
_SPECK = 0.04  # of the square: less is dust
_DASH_LOW, _DASH_HIGH = 0.2, 0.9  # where a dash has its middle
_DASH_SHORT, _DASH_LONG, _DASH_THICK = 0.25, 1.7, 0.32
_DASH_WIDE = 0.82
_DOT_LOW, _DOT_HIGH = 0.3, 0.95
_DOT_SMALL, _DOT_LARGE = 0.33, 0.85
_PLUS_SMALL, _PLUS_LARGE = 0.55, 1.35
_PLUS_LOW, _PLUS_HIGH = 0.3, 0.9  # an asterisk stands higher
_FILLED, _CROSSED = 0.62, 0.6  # share of its box that is ink: of a dash or dot at least, of a plus at most
_ROUND = (0.7, 1.4)


def with_bullet(words: Sequence[PlacedWord], line: PageLine, found: Components, scale: float) -> list[PlacedWord]:
    """A line's words (from left to right, in points, `scale` points a pixel) with the mark that it begins with."""
    shape = _first_shape(line, found)
    if shape is None or not words:
        return list(words)
    mark, at, following = shape
    rest = [word for word in words if word.box.x0 + word.box.x1 > 2 * following * scale]
    if not rest:
        return list(words)
    corners = (found.left[at], found.top[at], found.right[at], found.bottom[at])
    box = Box(*(float(value) * scale for value in corners))
    if rest[0].box.x0 < box.x0 + (box.x1 - box.x0) / 2:  # the engine read mark and word as one
        rest = [replace(rest[0], text=rest[0].text.lstrip(_MISREAD) or rest[0].text), *rest[1:]]
    return [PlacedWord(mark, box, _CONFIDENCE), *rest]


def _first_shape(line: PageLine, found: Components) -> tuple[str, int, int] | None:
    """The mark that stands apart at the line's left end, its component, and where the next begins (pixels)."""
    members = line.ink.members
    large = members[found.area[members] >= _SPECK * found.x_height**2]
    if len(large) < _FEWEST:
        return None
    order = large[np.argsort(found.left[large])]
    first, following = int(order[0]), int(found.left[order[1]])
    if following - found.right[first] < _ROOM * found.x_height:
        return None
    mark = _shape(first, line, found)
    return (mark, first, following) if mark else None


def _shape(at: int, line: PageLine, found: Components) -> str:
    unit = found.x_height
    wide, high = found.width[at] / unit, found.height[at] / unit
    base = line.ink.slope * (found.left[at] + found.width[at] / 2) + line.ink.level
    middle = (base - found.top[at] - found.height[at] / 2) / unit
    filled = found.area[at] / max(found.width[at] * found.height[at], 1)
    if high <= _DASH_THICK and _DASH_SHORT <= wide <= _DASH_LONG and wide >= 1.5 * high:
        return dash(wide) if _DASH_LOW <= middle <= _DASH_HIGH and filled >= _FILLED else ""
    if not _ROUND[0] <= wide / high <= _ROUND[1]:
        return ""
    if filled >= _FILLED and _DOT_SMALL <= high <= _DOT_LARGE and _DOT_LOW <= middle <= _DOT_HIGH:
        return "•"
    is_plus = _PLUS_SMALL <= high <= _PLUS_LARGE and _PLUS_LOW <= middle <= _PLUS_HIGH
    if filled <= _CROSSED and is_plus and _is_cross(at, found):
        return "+"
    return ""


def dash(wide: float) -> str:
    """A hyphen or a dash, by its width in x-heights: in usual faces a hyphen has about 0.55, a dash 1.0 to 1.1."""
    return "-" if wide < _DASH_WIDE else "–"


def _is_cross(at: int, found: Components) -> bool:
    """Whether a component is a plus: its middle row and column are full, its corners empty."""
    rows = slice(found.top[at], found.bottom[at])
    ink = found.labels[rows, found.left[at] : found.right[at]] == at
    high, wide = ink.shape
    third_y, third_x = max(high // 3, 1), max(wide // 3, 1)
    corners = (ink[:third_y, :third_x], ink[:third_y, -third_x:], ink[-third_y:, :third_x], ink[-third_y:, -third_x:])
    across, down = ink[third_y:-third_y].any(axis=0).mean(), ink[:, third_x:-third_x].any(axis=1).mean()
    return bool(across > 0.9 and down > 0.9 and max(corner.mean() for corner in corners) < 0.25)
