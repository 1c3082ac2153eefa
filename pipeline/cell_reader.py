"""A second look at the cells of a ruled table that hold a number, a mark or a few words.

Page engines drop what stands alone in a cell (`1`, `-`, `x`) and read the dust beside it. The line engine,
which is told where the ink is, reads single marks well (own measure on 300 cells with numbers: 99 % instead
of 90 %).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from normalizers.plausible import load_plausibility
from pipeline.labelling import labelled
from pipeline.letter_shapes import SAME_SHAPE
from pipeline.line_reader import LineReader
from pipeline.lost_hooks import with_hooks
from pipeline.model import Box
from pipeline.number_marks import marks_of, with_marks
from pipeline.ruled import RuledCell, RuledTable
from pipeline.segments import PlacedWord, word_height

Grey = NDArray[np.uint8]
Spots = NDArray[np.int32]  # rows of left, top, width, height, area

_POINTS = 72.0
_INK = 150
_INSET = 0.8  # points inside the rules: their soft edges are no print
_DUST, _SPECK = 0.8, 3.5  # square points: smaller spots are dust; a word of less ink is a speck beside another one
_APART = 12.0  # points between what belongs together in a cell
_LINE = 9.0  # points: the least height that a line is read at, so that a dash stays a dash
_TALL = 1.9  # word heights: taller ink is two lines that touch
_GAP = 7.0  # points of ink beside a cell's words: a word is missing
_LOW = 4.5  # points: lower ink is marks, or letters' tails, of the line beside it
_MOST_LINES = 3
_LONGEST = 14  # characters a line: longer ones are read better in their context
_LOW_LETTER = 0.75  # of a word's usual height: a small x is lower, a capital higher
_SURE = 0.5  # what the engine reads in an empty cell


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell to read again: its words, the boxes of its lines in pixels, and whether the words cover its ink."""

    held: tuple[PlacedWord, ...]
    lines: tuple[Box, ...]
    is_whole: bool


def read_cells(
    words: Sequence[PlacedWord], tables: Sequence[RuledTable], image: Grey, dpi: float, engine: LineReader
) -> list[PlacedWord]:
    """The page's words with those of its short cells, and of cells that lack a word, read again.

    `image` is without the rules of the tables. What stands in a cell that bears no ink was read from a rule, and
    is left out.
    """
    usual = word_height(word for word in words if len(word.text) > 1) * dpi / _POINTS
    found, bare = _spots(words, tables, image, dpi)
    left_out = {id(word) for word in bare}
    added: list[PlacedWord] = []
    read = iter(engine.read(image, [box for spot in found for box in spot.lines], dpi))
    for spot in found:
        lines = [next(read).readings for _ in spot.lines]
        best = _better(spot.held, [_joined(parts) for parts in zip(*lines, strict=True)], spot.is_whole)
        left_out |= {id(word) for word in spot.held}
        cased = _cased(with_hooks(best, load_plausibility()), spot.lines[0], image, _LOW_LETTER * usual)
        added += _marked(cased, spot.lines, image)
    return [word for word in words if id(word) not in left_out] + added


def _spots(
    words: Sequence[PlacedWord], tables: Sequence[RuledTable], image: Grey, dpi: float
) -> tuple[list[_Spot], list[PlacedWord]]:
    """The short cells with ink, and the words in cells without any."""
    usual = word_height(words)
    spots: list[_Spot] = []
    bare: list[PlacedWord] = []
    for table in tables:
        for cell, held in _held(table, words):
            lines = _lines(image, cell.box, dpi)
            if not lines:
                bare += held
            elif _is_legible(lines, _TALL * usual * dpi / _POINTS):
                whole = _covers(held, lines, _POINTS / dpi)
                if not whole or sum(len(word.text) for word in held) <= _LONGEST * len(lines):
                    spots.append(_Spot(held, tuple(lines), whole))
    return spots, bare


def _held(table: RuledTable, words: Sequence[PlacedWord]) -> Iterator[tuple[RuledCell, tuple[PlacedWord, ...]]]:
    inside = [word for word in words if _overlaps(table.box, word.box)]
    for cell in table.cells:
        yield cell, tuple(word for word in inside if cell.holds(word.box))


def _overlaps(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.y0 < b.y1 and b.y0 < a.y1


def _is_legible(lines: Sequence[Box], tall: float) -> bool:
    return len(lines) <= _MOST_LINES and all(line.y1 - line.y0 < tall for line in lines)


def _covers(held: Sequence[PlacedWord], lines: Sequence[Box], points: float) -> bool:
    """Whether the words reach over all of the ink: a word that was taken for the cell beside leaves a gap."""
    if not held:
        return False
    left, right = min(line.x0 for line in lines) * points, max(line.x1 for line in lines) * points
    return min(w.box.x0 for w in held) - left < _GAP and right - max(w.box.x1 for w in held) < _GAP


def _joined(lines: Sequence[tuple[PlacedWord, ...]]) -> tuple[PlacedWord, ...]:
    return tuple(word for line in lines for word in line)


def _better(
    held: tuple[PlacedWord, ...], readings: Sequence[tuple[PlacedWord, ...]], is_whole: bool
) -> tuple[PlacedWord, ...]:
    """The surer one of the page's reading and the cell's; two equal readings of the cell are surer than one.

    Of two with the same letters the one that parts more words: engines rather lose a blank than see one. What
    does not cover the cell's ink lost a word.
    """
    best = max(readings, key=_sureness)
    sure = _sureness(best)
    if len({_text(words) for words in readings}) == 1:
        sure += (1 - sure) / 2
    if not best:
        return held
    if _letters(best) == _letters(held):
        return max(held, best, key=len)
    return best if sure > (_sureness(held) if is_whole else _SURE) else held


def _cased(words: Sequence[PlacedWord], line: Box, image: Grey, low: float) -> list[PlacedWord]:
    """A lone letter small where its ink is lower than `low` pixels: the x for what is met."""
    if len(words) != 1 or words[0].text.lower() not in SAME_SHAPE:
        return list(words)
    rows = np.flatnonzero((image[round(line.y0) : round(line.y1), round(line.x0) : round(line.x1)] < _INK).any(axis=1))
    is_low = rows.size > 0 and rows[-1] - rows[0] < low
    return [replace(words[0], text=words[0].text.lower())] if is_low else list(words)


def _marked(words: Sequence[PlacedWord], lines: Sequence[Box], image: Grey) -> list[PlacedWord]:
    """The words of a cell of one line, the commas and points of its numbers as their ink has them."""
    return with_marks(words, marks_of(image, lines[0])) if len(lines) == 1 else list(words)


def _letters(words: Sequence[PlacedWord]) -> str:
    return "".join(word.text for word in words)


def _text(words: Sequence[PlacedWord]) -> str:
    return " ".join(word.text for word in words)


def _sureness(words: Sequence[PlacedWord]) -> float:
    return min((word.confidence or 0.0 for word in words), default=0.0)


def _lines(image: Grey, cell: Box, dpi: float) -> list[Box]:
    """The boxes in pixels around the lines of print in a cell; none where there is only dust."""
    scale = dpi / _POINTS
    left, top = max(0, round((cell.x0 + _INSET) * scale)), max(0, round((cell.y0 + _INSET) * scale))
    right, bottom = round((cell.x1 - _INSET) * scale), round((cell.y1 - _INSET) * scale)
    dark = image[top:bottom, left:right] < _INK
    if not dark.size:
        return []
    stats = labelled(dark)[1][1:]
    spots = _together(stats[stats[:, cv2.CC_STAT_AREA] >= _DUST * scale], scale)
    return [_around(line, left, top, _LINE * scale) for line in _by_line(spots, _LOW * scale)]


def _around(spots: Spots, left: int, top: int, least: float) -> Box:
    x0, y0 = float(spots[:, 0].min()), float(spots[:, 1].min())
    x1, y1 = float((spots[:, 0] + spots[:, 2]).max()), float((spots[:, 1] + spots[:, 3]).max())
    middle, high = (y0 + y1) / 2, max(y1 - y0, least)
    return Box(left + x0, top + middle - high / 2, left + x1, top + middle + high / 2)


def _by_line(spots: Spots, low: float) -> list[Spots]:
    """The spots of each printed line: those whose heights on the page overlap, marks with the line below them."""
    bands: list[list[NDArray[np.int32]]] = []
    for spot in sorted(spots, key=lambda each: int(each[1])):
        if not bands or spot[1] >= _bottom(bands[-1]):
            bands.append([])
        bands[-1].append(spot)
    lines: list[list[NDArray[np.int32]]] = []
    marks: list[NDArray[np.int32]] = []
    for band in bands:
        if _bottom(band) - min(int(each[1]) for each in band) < low:
            marks += band
        else:
            lines.append([*marks, *band])
            marks = []
    if marks:  # a line of dashes alone, or tails below the last line
        lines = [*lines[:-1], [*(lines[-1] if lines else []), *marks]]
    return [np.array(line, np.int32) for line in lines]


def _bottom(spots: Sequence[NDArray[np.int32]]) -> int:
    return max(int(each[1] + each[3]) for each in spots)


def _together(stats: Spots, scale: float) -> Spots:
    """The spots without specks that stand apart from the print."""
    groups: list[list[NDArray[np.int32]]] = []
    for spot in sorted(stats, key=lambda each: int(each[0])):
        if groups and spot[0] - max(each[0] + each[2] for each in groups[-1]) <= _APART * scale:
            groups[-1].append(spot)
        else:
            groups.append([spot])
    inked = [sum(int(each[4]) for each in group) for group in groups]
    kept = [g for g, ink in zip(groups, inked, strict=True) if ink == max(inked) or ink > _SPECK * scale**2]
    return np.array([spot for group in kept for spot in group], np.int32).reshape(-1, 5)
