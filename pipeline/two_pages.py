"""Two pages on one image: an open book or file on the glass. Each half is read as a page of its own, left one first.

A landscape annex is no double page: its table or its lines run over the middle. Only where both halves are full of
running lines and the gutter between them is blank, or a shadow, from top to bottom, is the image parted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.layout import Composed
from pipeline.model import Box, Cell, Word
from pipeline.reduce import reduced

Grey = NDArray[np.uint8]

_SIDE = 1000  # pixels of the wider side that is looked at
_LANDSCAPE = 1.15
_MIDDLE = (0.42, 0.58)  # of the width: where a gutter lies
_INK = 160
_LEAST_GUTTER = 0.025  # of the width
_CLEAR = 0.004  # share of ink in a column of the gutter: dust
_SHADOW = 0.6  # from where on it is the fold's shadow
_LEAST_LINES, _LONG = 10, 0.5  # lines of a half, and the share of its width that the longest quarter of them has


def find_gutter(grey: Grey) -> int | None:
    """The column (pixels) where an upright image is to be parted; None for one page."""
    high, wide = int(grey.shape[0]), int(grey.shape[1])
    if wide < _LANDSCAPE * high:
        return None
    scale = min(1.0, _SIDE / wide)
    ink = reduced(grey, scale) < _INK
    gutter = _gutter(ink)
    if gutter is None or not all(map(_is_text, (ink[:, : gutter[0]], ink[:, gutter[1] :]))):
        return None
    return round((gutter[0] + gutter[1]) / 2 / scale)


def side_by_side(left: Composed, right: Composed, shift: float) -> Composed:
    """The text of both halves, the right one's boxes moved by `shift` points."""
    if not left.text or not right.text:
        gap, start = "", len(left.text)
    else:
        gap, start = "\n\n", len(left.text) + 2
    words = (*left.words, *(_moved(word, start, shift) for word in right.words))
    tables = tuple(tuple(_moved_cell(cell, start, shift) for cell in table) for table in right.tables)
    return Composed(left.text + gap + right.text, words, (*left.tables, *tables))


def _gutter(ink: NDArray[np.bool_]) -> tuple[int, int] | None:
    """The widest run of clear or shadowed columns about the middle."""
    wide = ink.shape[1]
    first, last = (round(share * wide) for share in _MIDDLE)
    share = ink[:, first:last].mean(axis=0)
    clear = np.concatenate([[False], (share < _CLEAR) | (share > _SHADOW), [False]])
    changes = np.flatnonzero(clear[1:] != clear[:-1]).reshape(-1, 2)
    runs = [(int(start), int(end)) for start, end in changes if end - start >= _LEAST_GUTTER * wide]
    if not runs:
        return None
    start, end = max(runs, key=lambda run: run[1] - run[0])
    return first + start, first + end


def _is_text(ink: NDArray[np.bool_]) -> bool:
    """Whether a half has many lines, a quarter of them long: rows of marks and ends of paragraphs are short."""
    rows = ink.sum(axis=1) > 0.02 * ink.shape[1]
    changes = np.flatnonzero(np.diff(np.concatenate([[0], rows.astype(np.int8), [0]]))).reshape(-1, 2)
    spans = [np.flatnonzero(ink[start:end].any(axis=0)) for start, end in changes]
    widths = [(span[-1] - span[0]) / ink.shape[1] for span in spans if span.size]
    return len(widths) >= _LEAST_LINES and float(np.quantile(widths, 0.75)) > _LONG


def _moved(word: Word, start: int, shift: float) -> Word:
    return replace(word, start=word.start + start, end=word.end + start, box=_right(word.box, shift))


def _moved_cell(cell: Cell, start: int, shift: float) -> Cell:
    box = cell.box and _right(cell.box, shift)
    return replace(cell, start=cell.start + start, end=cell.end + start, box=box)


def _right(box: Box, shift: float) -> Box:
    return Box(box.x0 + shift, box.y0, box.x1 + shift, box.y1)
