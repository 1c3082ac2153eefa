"""The x-height of a page: the height of its small letters in pixels, the measure for everything that is found on it.

Two ways. The rows of a printed line hold most ink between the base line and the tops of the small letters, so
the dense rows of the lines show the x-height even where letters have run together or to pieces, as on a third
photocopy. A page with too few lines for that is measured by its components.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import Stats, labelled

Ink = NDArray[np.uint8]

DEFAULT = 20.0
"""Of a page without print."""

_STRIPS = 6  # side by side, so that a page a little askew and two columns show their lines
_DENSE = 0.5  # of the densest row
_PRINTED, _FULL = 0.02, 0.1  # least shares of a strip's width: of a row with print, of a line's densest row
_LOWEST, _HIGHEST = 6, 200  # pixels of a line
_LEAST_LINES, _SPREAD = 12, 0.6
_LEAST_LETTERS = 10
_TALLEST_SMALL_LETTER = 160
_MANY = 0.4  # small letters may be fewer than capitals and tall letters, marks are fewer still


def x_height(ink: Ink) -> float:
    """The x-height in pixels of a page's ink (height × width, 0 = paper, 255 = ink)."""
    by_rows = _by_rows(ink)
    if by_rows is not None:
        return by_rows
    return _by_components(labelled(ink)[1])


def _by_rows(ink: Ink) -> float | None:
    """The usual height of the dense rows of lines, weighed by their ink; None where lines are few or differ."""
    found = np.array([run for strip in np.array_split(ink, _STRIPS, axis=1) for run in _dense_runs(strip)])
    if len(found) < _LEAST_LINES:
        return None
    heights, weights = found[np.argsort(found[:, 0])].T
    below = np.cumsum(weights) / weights.sum()
    low, middle, high = (float(heights[np.searchsorted(below, share)]) for share in (0.25, 0.5, 0.75))
    return middle if high - low <= _SPREAD * middle else None


def _dense_runs(strip: Ink) -> Iterator[tuple[int, float]]:
    """For each printed line of a strip the height of its dense rows, and their ink in rows."""
    inked = cv2.reduce(strip, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0] / (255 * max(strip.shape[1], 1))
    rows = np.convolve(inked, [0.25, 0.5, 0.25], "same")
    for start, end in _runs(rows > _PRINTED):
        line = rows[start:end]
        if _LOWEST <= len(line) <= _HIGHEST and line.max() >= _FULL:
            dense = np.flatnonzero(line >= _DENSE * line.max())
            yield int(dense[-1] - dense[0] + 1), float(line[dense].sum())


def _runs(flags: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _by_components(stats: Stats) -> float:
    """The most frequent height of what has a letter's shape; the dots of leaders in forms are too low for it."""
    width, height = stats[1:, 2], stats[1:, 3]
    shaped = (height >= _LOWEST) & (height <= _TALLEST_SMALL_LETTER) & (width < 6 * height) & (width > 0.15 * height)
    heights = np.sort(height[shaped])
    if len(heights) < _LEAST_LETTERS:
        return DEFAULT
    ink = np.cumsum(heights.astype(float) ** 2)
    typical = heights[np.searchsorted(ink, ink[-1] / 2)]
    counts = np.bincount(heights[heights > 0.45 * typical], minlength=_TALLEST_SMALL_LETTER + 1).astype(float)
    counts = np.convolve(counts, [1, 2, 3, 2, 1], "same")
    peak = int(counts.argmax())
    low, high = round(0.6 * peak), round(0.73 * peak)  # small letters are two thirds of capitals
    lower = low + int(counts[low : high + 1].argmax())
    return float(lower if counts[lower] > _MANY * counts[peak] else peak)
