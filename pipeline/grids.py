"""Tables by their white strips: lines one below the other whose words leave the same vertical strips open.

Cells of a table stand nearer to each other than columns of a page do (Word: 11 points), and farther apart
than words. A list whose items begin with the same words is no table: a strip is wider than a blank.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from statistics import median

from pipeline.model import Box
from pipeline.segments import PlacedWord, Segment

Band = Sequence[Segment]

_LEAST_ROOM = 6.5  # points
_BLANKS = 1.7  # of the usual blank between words
_LEAST_LINES, _LEAST_STRIPS = 4, 2
_SHARED = 0.5  # of the lines that have words in two columns or more
_FAR = 4.0  # line heights from one line to the next
_BULLETS = frozenset("-–—+•*~")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of the first `size` bands: `strips` are the x of the borders between its columns."""

    size: int
    strips: tuple[float, ...]


def find_grid(bands: Sequence[Band]) -> Grid | None:
    """The table that begins with the first band, if one does there."""
    if not bands or len(_strips(bands[:1], _LEAST_ROOM)) < _LEAST_STRIPS:
        return None
    room = _room(bands[:_LEAST_LINES])
    size, strips = 0, tuple[float, ...]()
    words: list[PlacedWord] = []
    for index, band in enumerate(bands):
        if index and _gap(bands[index - 1], band) > _FAR * band[0].usual:
            break
        words += _words(band)
        found = open_strips([word.box for word in words], room)
        if len(found) < _LEAST_STRIPS:
            break
        size, strips = index + 1, found
    while size >= _LEAST_LINES and (more := _strips(bands[: size - 1], room)) > strips and len(more) > len(strips):
        size, strips = size - 1, more
    if size < _LEAST_LINES or _is_title(bands[0], len(_strips(bands[1:size], room)) - len(strips)):
        return None
    shared = sum(len({_column(word, strips) for word in _words(band)}) > 1 for band in bands[:size])
    return Grid(size, strips) if shared >= _SHARED * size else None


def _is_title(first: Band, closed: int) -> bool:
    """Whether the first line, which closes so many strips of the table below, is a title and no head of columns."""
    return closed > 1 or (closed == 1 and len(first) == 1)


def open_strips(boxes: Iterable[Box], room: float) -> tuple[float, ...]:
    """The middles of the vertical strips, at least `room` wide, that no box reaches into."""
    found: list[float] = []
    right = None
    for box in sorted(boxes, key=lambda b: b.x0):
        if right is not None and box.x0 - right >= room:
            found.append((box.x0 + right) / 2)
        right = box.x1 if right is None else max(right, box.x1)
    return tuple(found)


def parted(segment: Segment, strips: Sequence[float]) -> list[Segment]:
    """The segment's parts in the columns between the strips."""
    runs = groupby(segment.words, key=lambda word: _column(word, strips))
    return [Segment(tuple(run), segment.usual) for _, run in runs]


def _strips(bands: Sequence[Band], room: float) -> tuple[float, ...]:
    return open_strips([word.box for band in bands for word in _words(band)], room)


def _column(word: PlacedWord, strips: Sequence[float]) -> int:
    return bisect_left(strips, (word.box.x0 + word.box.x1) / 2)


def _words(band: Band) -> list[PlacedWord]:
    """The words of a band without bullets: what stands behind a list's dashes is no column."""
    return [word for segment in band for word in segment.words if not _is_bullet(word.text)]


@lru_cache(maxsize=1 << 14)
def _is_bullet(text: str) -> bool:
    return _BULLETS.issuperset(text)


def _room(bands: Sequence[Band]) -> float:
    blanks = [b.box.x0 - a.box.x1 for band in bands for s in band for a, b in pairwise(s.words)]
    return max(_LEAST_ROOM, _BLANKS * median(blanks) if blanks else 0.0)


def _gap(above: Band, below: Band) -> float:
    return min(s.core[0] for s in below) - max(s.core[1] for s in above)
