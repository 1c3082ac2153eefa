"""Notes that a hand wrote beside the text: engines read them into the lines that they stand next to.

What is taken for one lies outside the column of the text and is mostly strokes of a pen: shapes several times as high
or wide as a letter, thinly inked. Print in the margin (numbers, titles, cells of a wide table, a head that is wider
than the text) is made of letters, and stays; so does what reaches far into the text, such as signatures and rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import Labels, labelled
from pipeline.medians import median_level
from pipeline.model import Box
from pipeline.reduce import reduced_evenly

Grey = NDArray[np.uint8]
Flags = NDArray[np.bool_]

_COARSE, _FINE = 585, 1754  # pixels of the longer side: A4 at 50 dots an inch for the column, at 150 for the strokes
_INK = 0.75  # of the paper's grey: what is darker is ink
_LETTERS_TO_LINES = 9  # coarse pixels
_LONG, _LEAST_ROWS = 0.35, 20  # of the width; coarse rows
_LEEWAY, _SOME = 5, 0.13  # coarse columns within which so many of the lines begin
_NEARLY_ALL = 0.85
_RIM = 0.008  # of the width: shadows of the scanner's edge
_NARROWEST = 0.03  # of the width: no note is written into less
_INWARD = 0.1  # of the width: how far into the text a note may reach
# Lengths below are parts of the page's longer side.
_SMALL_LETTER = 0.0068  # high: the x-height of print of 13 points, which forms and laws ask for
_NEAR = 2.0 * _SMALL_LETTER  # strokes of one note stand so close
_HIGH, _WIDE, _TALL = 2.6 * _SMALL_LETTER, 4.0 * _SMALL_LETTER, 1.3 * _SMALL_LETTER
_HUGE = 0.35  # a border, not a stroke
_STRAIGHT = 0.5 * _SMALL_LETTER  # lower or narrower: a rule
_THIN = 0.3  # share of its box that a stroke of the pen inks; letters that have run together ink more
_LETTER, _LEVEL, _LEAST_LETTERS = (0.7, 2.4), 0.3 * _SMALL_LETTER, 3  # letter heights in x-heights; letters on a line
_GROWN = 5  # fine pixels: the pale edge of a stroke goes with it
_MOSTLY = 0.5  # of a note's ink: strokes of the pen


@dataclass(frozen=True, slots=True)
class MarginNote:
    """Where a note stands on the page (pixels), and its ink, reduced."""

    box: Box
    ink: Flags


@dataclass(frozen=True, slots=True)
class _Strip:
    """The columns `first` to `last` of a page: a margin, left or right, and the edge of the text from `border` on."""

    first: int
    last: int
    border: int
    is_left: bool

    def is_outside(self, left: NDArray[np.int32], right: NDArray[np.int32], scale: float) -> Flags:
        """Which shapes (columns of the reduced strip) lie in the margin for the most part and end within the strip."""
        border, middle = scale * (self.border - self.first), (left + right) / 2
        if self.is_left:
            return np.asarray((middle < border) & (right < int(scale * (self.last - self.first)) - 1))
        return np.asarray((middle > border) & (left > 0))


@dataclass(frozen=True, slots=True)
class _Shapes:
    """The connected shapes of a reduced strip, one value each; number 0 is the paper."""

    unit: float
    labels: Labels
    left: NDArray[np.int32]
    bottom: NDArray[np.int32]
    high: NDArray[np.int32]
    area: NDArray[np.int32]
    is_outside: Flags
    is_pen: Flags

    def is_print(self, members: NDArray[np.int64]) -> bool:
        """Whether shapes as high as letters stand on one base line."""
        high = self.high[members] / (self.unit * _SMALL_LETTER)
        bottoms = np.sort(self.bottom[members[(high > _LETTER[0]) & (high < _LETTER[1])]])
        run = bottoms[_LEAST_LETTERS - 1 :] - bottoms[: max(len(bottoms) - _LEAST_LETTERS + 1, 0)]
        return bool((run <= _LEVEL * self.unit).any())


def find_margin_notes(grey: Grey) -> tuple[MarginNote, ...]:
    """The notes beside the text of an upright page (0 = ink), from left to right."""
    if min(grey.shape) < _COARSE // 4:
        return ()
    return tuple(note for strip in _strips(grey) for note in _notes(grey, strip))


def without_notes(grey: Grey, notes: Sequence[MarginNote]) -> Grey:
    """The page with paper where the ink of its `notes` is."""
    cleaned = grey.copy()
    for note in notes:
        place = slice(int(note.box.y0), int(note.box.y1)), slice(int(note.box.x0), int(note.box.x1))
        part = cleaned[place]
        ink = cv2.resize(note.ink.astype(np.uint8), part.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
        part[ink] = np.uint8(np.percentile(part, 90))
    return cleaned


def _strips(grey: Grey) -> Iterator[_Strip]:
    """The margins that are wide enough for a note and have ink."""
    small, scale = reduced_evenly(grey, _COARSE / max(grey.shape))
    ink = _ink(small)
    wide = ink.shape[1]
    edges = _edges(ink)
    if edges is None:
        return
    left, right = edges
    rim, least, inward = max(1, round(_RIM * wide)), _NARROWEST * wide, round(_INWARD * wide)
    for outer, strip in (
        (slice(rim, left), (rim, min(left + inward, wide), left)),
        (slice(right, wide - rim), (max(right - inward, 0), wide - rim, right)),
    ):
        if outer.stop - outer.start >= least and ink[:, outer].any():
            first, last, border = (round(column / scale) for column in strip)
            yield _Strip(first, last, border, is_left=outer.start == rim)


def _edges(ink: Flags) -> tuple[int, int] | None:
    """The columns where the first of the long lines begin and where nearly all end; None without such lines."""
    wide = ink.shape[1]
    letters = cv2.dilate(ink.astype(np.uint8), np.ones((1, _LETTERS_TO_LINES), np.uint8))
    long = ink[letters.mean(axis=1) > _LONG]
    if len(long) < _LEAST_ROWS:
        return None
    starts, ends = long.argmax(axis=1), wide - long[:, ::-1].argmax(axis=1)
    often = np.convolve(np.bincount(starts, minlength=wide), np.ones(_LEEWAY), "same")
    return max(int((often > _SOME * len(long)).argmax()) - _LEEWAY // 2, 0), int(np.quantile(ends, _NEARLY_ALL)) + 1


def _notes(grey: Grey, strip: _Strip) -> Iterator[MarginNote]:
    small, scale = reduced_evenly(grey[:, strip.first : strip.last], min(1.0, _FINE / max(grey.shape)))
    shapes = _shapes(_ink(small), strip, scale, scale * max(grey.shape))
    if not shapes.is_pen.any():
        return
    reach = max(3, round(_NEAR * shapes.unit))
    outside = shapes.is_outside[shapes.labels].astype(np.uint8)
    near = cv2.connectedComponents(cv2.dilate(outside, np.ones((reach, reach), np.uint8)))[1]
    group = np.zeros(len(shapes.left), np.int32)
    group[shapes.labels[outside > 0]] = near[outside > 0]
    for number in np.unique(group[shapes.is_pen]):
        members = np.flatnonzero(group == number)
        pen = members[shapes.is_pen[members]]
        if shapes.area[pen].sum() > _MOSTLY * shapes.area[members].sum():
            yield _note(shapes, pen if shapes.is_print(np.setdiff1d(members, pen)) else members, strip, scale)


def _note(shapes: _Shapes, members: NDArray[np.int64], strip: _Strip, scale: float) -> MarginNote:
    is_member = np.zeros(len(shapes.left), np.uint8)
    is_member[members] = 1
    ink = cv2.dilate(is_member[shapes.labels], np.ones((_GROWN, _GROWN), np.uint8)) > 0
    border = round(scale * (strip.border - strip.first))
    ink[:, slice(border, None) if strip.is_left else slice(border)] = False  # a letter that the pen touches stays
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    y0, y1, x0, x1 = (int(value) for value in (rows[0], rows[-1] + 1, columns[0], columns[-1] + 1))
    left, top, right, bottom = (round(value / scale) for value in (x0, y0, x1, y1))
    return MarginNote(Box(strip.first + left, top, strip.first + right, bottom), ink[y0:y1, x0:x1])


def _shapes(ink: Flags, strip: _Strip, scale: float, unit: float) -> _Shapes:
    """The shapes of a reduced strip of a page whose longer side is `unit`."""
    labels, stats = labelled(ink)
    left, top, wide, high, area = stats.T
    outside = strip.is_outside(left, left + wide, scale)
    outside[0] = False
    large = (high > _HIGH * unit) | ((wide > _WIDE * unit) & (high > _TALL * unit))
    large &= (np.maximum(wide, high) < _HUGE * unit) & (np.minimum(wide, high) > _STRAIGHT * unit)
    pen = outside & large & (area < _THIN * wide * high)
    return _Shapes(unit, labels, left, top + high, high, area, outside, pen)


def _ink(grey: Grey) -> Flags:
    return np.asarray(grey < _INK * median_level(grey[::3, ::3]))
