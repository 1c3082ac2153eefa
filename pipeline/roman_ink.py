"""Roman numerals read off the strokes of their ink: `III/` before a heading, `III/2024` behind quý.

Engines see a stroke less, an H or a U in a row of strokes, and the second one drops the sign behind it (own
observation: of the words misread on clean pages every fifth is such a numeral).
In the rows between the serifs an I is one upright stroke, a V two that lean together, and a slash one that leans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.components import Components, Ints
from pipeline.page_lines import PageLine
from pipeline.segments import PlacedWord

_UPPER, _LOWER = 0.25, 0.6  # shares of a stroke's height: between the serifs, above where a V closes
_SAME = 0.85  # share of these rows with as many strokes
# In x-heights.
_TALL = (1.15, 1.9)
_LEANING, _UPRIGHT = 0.11, 0.08  # how far a stroke goes to a side between the two rows
_SPACE = 0.3  # signs of a word stand closer
_POINT = 0.55  # the largest point
_DUST = 0.04  # of the square
_NUMERAL = re.compile(r"(?:I{1,3}|I?V|VI{1,3})")
_LIKE = re.compile(
    r"(?=\D{0,4}[IVXHUYƯÍ])[IVXHUYƯÍ1l|]{1,4}(?=[./,]*$|[./]\d{4}\b)"  # what engines make of one
    r"|[I1l|]{2,4}(?=[^\W\d_a-z]{2}[^\W\d_a-z]*$)"  # run together with the heading
)


def with_numerals(words: Sequence[PlacedWord], line: PageLine, found: Components, scale: float) -> list[PlacedWord]:
    """A line's words (boxes in points, `scale` points a pixel), Roman numerals as their strokes have them."""
    members = line.ink.members
    large = members[found.area[members] >= _DUST * found.x_height**2]
    ordered = large[np.argsort(found.left[large])]
    return [part for word in words for part in _read(word, ordered, found, scale)]


def _read(word: PlacedWord, ordered: Ints, found: Components, scale: float) -> Iterator[PlacedWord]:
    like = _LIKE.match(word.text)
    label = read_numeral(ordered[_start(word.box.x0 / scale, ordered, found) :], found) if like else ""
    if like is None or not label or label == "I":
        yield word
        return
    rest = word.text[like.end() :].lstrip("./," if label[-1] in "./" else "")
    if not rest[:1].isalpha():
        yield replace(word, text=label + rest)
        return
    cut = word.box.x0 + (word.box.x1 - word.box.x0) * len(label) / len(label + rest)
    yield replace(word, text=label, box=replace(word.box, x1=cut))
    yield replace(word, text=rest, box=replace(word.box, x0=cut))


def _start(left: float, ordered: Ints, found: Components) -> int:
    """Which component begins the word whose box begins at a column: the nearest one behind a space."""
    ends = np.maximum.accumulate(found.left[ordered] + found.width[ordered])
    begins = np.flatnonzero(np.concatenate(([True], found.left[ordered][1:] - ends[:-1] > _SPACE * found.x_height)))
    return int(begins[np.abs(found.left[ordered][begins] - left).argmin()])


def read_numeral(ink: Ints, found: Components) -> str:
    """The Roman numeral up to VIII that a word (its components from left to right) begins with, its `/` or `.`.

    Nothing where it begins with other ink, and for what other ink follows without a space or a slash.
    """
    strokes = ""
    for at, number in enumerate(ink.tolist()):
        if at and found.left[number] - _end(ink[:at], found) > _SPACE * found.x_height:
            break
        if _is_point(number, found):
            return _numeral(strokes) + "." if _numeral(strokes) else ""
        seen = _strokes(number, found)
        strokes += seen
        if not seen:
            return ""
        if strokes.endswith("/") and _numeral(strokes.removesuffix("/")):
            return _numeral(strokes.removesuffix("/")) + "/"
    return _numeral(strokes)


def _numeral(strokes: str) -> str:
    numeral = strokes.replace("\\/", "V")
    return numeral if _NUMERAL.fullmatch(numeral) else ""


def _end(ink: Ints, found: Components) -> int:
    return int((found.left[ink] + found.width[ink]).max())


def _is_point(number: int, found: Components) -> bool:
    return max(int(found.width[number]), int(found.height[number])) < _POINT * found.x_height


def _strokes(number: int, found: Components) -> str:
    """A component's strokes from left to right, `I`, `/` and `\\`; nothing where it is none of the signs."""
    left, top, wide, high = (int(each[number]) for each in (found.left, found.top, found.width, found.height))
    if not _TALL[0] * found.x_height <= high <= _TALL[1] * found.x_height:
        return ""
    first, last = top + round(_UPPER * high), top + round(_LOWER * high)
    rows = [_middles(row) for row in found.labels[first:last, left : left + wide] == number]
    count = len(rows[len(rows) // 2])
    same = np.array([row for row in rows if len(row) == count])
    if not count or len(same) < _SAME * len(rows):
        return ""
    quarter = max(len(same) // 4, 1)
    drift = (same[-quarter:].mean(axis=0) - same[:quarter].mean(axis=0)) / found.x_height
    signs = "".join(_sign(float(each)) for each in drift)
    return "" if "?" in signs or "II" in signs else signs


def _middles(row: NDArray[np.bool_]) -> list[float]:
    """The middles of a row's runs of ink."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [float(middle) for middle in (edges[::2] + edges[1::2]) / 2]


def _sign(drift: float) -> str:
    if abs(drift) <= _UPRIGHT:
        return "I"
    return "?" if abs(drift) < _LEANING else "/" if drift < 0 else "\\"
