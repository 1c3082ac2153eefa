"""Long straight runs of ink, as rules have them, level or upright.

Few rows or columns of a page have any. A run is so long that it fills whole blocks of eight pixels, which are looked
at as one number each, and only where enough of them follow each other is the run itself looked for.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.uint8]

_BLOCK = 8  # pixels: the bytes of a machine word
_FULL = 255
_MANY = 0.1  # of all rows or columns: to take so many out costs more than to look through them all


def long_runs(ink: Ink, length: int, is_level: bool) -> Ink:
    """The ink (height × width, 0 = paper, 255 = ink) that lies in level or upright runs of at least `length` pixels."""
    least = (length + 1) // _BLOCK - 1
    if least < 1 or min(ink.shape) < _BLOCK:
        return _opened(ink, length, is_level)
    full = cv2.erode(_full_blocks(ink, is_level), _bar(least, is_level))
    lines = np.flatnonzero(full.any(axis=int(is_level)))
    if len(lines) > _MANY * full.shape[int(not is_level)]:
        return _opened(ink, length, is_level)
    runs = np.zeros(ink.shape, np.uint8)
    if len(lines) and is_level:
        runs[lines] = _opened(ink[lines], length, is_level)
    elif len(lines):
        runs[:, lines] = _opened(np.ascontiguousarray(ink[:, lines]), length, is_level)
    return runs


def _full_blocks(ink: Ink, is_level: bool) -> Ink:
    """Which blocks of a row, or of a column, are full of ink (1); what is left over at the end is cut off."""
    whole = (ink.shape[1] if is_level else ink.shape[0]) // _BLOCK * _BLOCK
    if is_level:
        words = np.ascontiguousarray(ink[:, :whole]).view(np.uint64)
        return np.asarray(words == np.iinfo(np.uint64).max).view(np.uint8)
    blocks = ink[:whole].reshape(whole // _BLOCK, _BLOCK, ink.shape[1])
    return np.asarray(np.bitwise_and.reduce(blocks, axis=1) == _FULL).view(np.uint8)


def _opened(ink: Ink, length: int, is_level: bool) -> Ink:
    """The opening with a bar; where nothing outlasts the erosion, which is usual, that is all there is to do."""
    bar = _bar(length, is_level)
    eroded = np.asarray(cv2.erode(ink, bar), np.uint8)
    return np.asarray(cv2.dilate(eroded, bar), np.uint8) if cv2.countNonZero(eroded) else eroded


def _bar(length: int, is_level: bool) -> Ink:
    return np.ones((1, length) if is_level else (length, 1), np.uint8)
