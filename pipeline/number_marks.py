"""The commas and points in the numbers of a table's cell, told apart by their ink.

Alone in a cell `17,91` is read as `17.91` and `7, 11, 13` without its blanks (own observation: on sixteen scanned
annexes each third error of the cells). A comma reaches below the feet of the digits, a point does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.labelling import labelled
from pipeline.model import Box
from pipeline.segments import PlacedWord

_INK = 190  # so high that digits of thin strokes hold together
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)+")
_MARKS = re.compile(r"[.,]")
# Shares of the digits' height.
_DIGIT, _MARK = 0.75, 0.52
_BELOW, _HIGH = 0.06, 0.3  # a comma reaches as far below the feet of the digits, and is as high; a point neither
_FOOT = 0.15  # a mark reaches so near to the feet at least
_BLANK = 0.45


@dataclass(frozen=True, slots=True)
class Mark:
    """A comma or a point (or neither for sure, an empty sign) at the foot of a line, and whether a blank follows it."""

    sign: str
    is_apart: bool


def marks_of(image: NDArray[np.uint8], line: Box) -> list[Mark]:
    """The marks at the foot of a line of digits (pixels of a grey page) from left to right."""
    rows, columns = slice(max(round(line.y0) - 2, 0), round(line.y1) + 2), slice(round(line.x0), round(line.x1) + 1)
    stats = labelled(image[rows, columns] < _INK)[1][1:]
    if not len(stats):
        return []
    left, top, wide, high = stats[np.argsort(stats[:, cv2.CC_STAT_LEFT]), :4].T.astype(float)
    tall = float(high.max())
    is_digit = high > _DIGIT * tall
    base = float(np.median((top + high)[is_digit]))
    found = []
    is_mark = (high < _MARK * tall) & (top > base - _MARK * tall) & (top + high > base - _FOOT * tall) & (high > 2)
    for at in np.flatnonzero(is_mark):
        descent = (top[at] + high[at] - base) / tall
        tailed = (descent >= _BELOW, high[at] >= _HIGH * tall)
        sign = "," if all(tailed) else "" if any(tailed) else "."
        following = left[is_digit & (left > left[at])]
        gap = float(following.min() - left[at] - wide[at]) if len(following) else 0.0
        found.append(Mark(sign, gap > _BLANK * tall))
    return found


def with_marks(words: Sequence[PlacedWord], marks: Sequence[Mark]) -> list[PlacedWord]:
    """The words of the line with the signs of its `marks`; as they were where these are others than the words have."""
    if not any(_NUMBERS.search(word.text) for word in words):
        return list(words)
    if len(_MARKS.findall("".join(word.text for word in words))) != len(marks):
        return list(words)
    rest = iter(marks)
    return [part for word in words for part in _parts(word, rest)]


def _parts(word: PlacedWord, marks: Iterator[Mark]) -> Iterator[PlacedWord]:
    """A word with the signs of its marks, parted where a blank follows one."""
    texts = [""]
    for char in word.text:
        mark = next(marks) if _MARKS.fullmatch(char) else None
        texts[-1] += mark.sign or char if mark else char
        if mark and mark.is_apart:
            texts.append("")
    x0, step = word.box.x0, (word.box.x1 - word.box.x0) / len(word.text)
    for text in filter(None, texts):
        yield replace(word, text=text, box=replace(word.box, x0=x0, x1=x0 + step * len(text)))
        x0 += step * len(text)
