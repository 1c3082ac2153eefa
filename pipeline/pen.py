"""Numbers of the head that a hand may have written: doubted, for engines read pen strokes as whatever digits are near.

Clerks write number and day by hand into `Số: ... /QĐ-UBND` and `ngày ... tháng ... năm` when a paper is signed (own
observation: four decisions of five). Printed digits are as high as capitals and stand on the base line; a hand's
rarely do. Two engines that agree on strokes of a pen are right more often than not, one alone is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.components import Components, Ints
from pipeline.page_lines import PageLine
from pipeline.segments import PlacedWord

_FORM = re.compile(r"/\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{2}|th[áa]ng.{0,12}n[ăa]m")
_DIGITS = re.compile(r"\d+")
_DOUBT = 0.6  # what remains of a confidence
# In x-heights, above the base line.
_TOP, _BOTTOM = (1.2, 1.8), (-0.2, 0.2)
_SPECK = 0.05  # of the x-height's square


def without_pen(
    words: Sequence[PlacedWord], first: Sequence[PlacedWord], line: PageLine, found: Components, scale: float
) -> list[PlacedWord]:
    """A line's words (in points, `scale` points a pixel) with doubts about the numbers of a form.

    Those are doubted that are not shaped as print is, and those that the `first` engine reads otherwise.
    """
    if not is_form(words):
        return list(words)
    read = set(_DIGITS.findall(" ".join(word.text for word in first)))
    return [_weighed(word, read, line, found, scale) for word in words]


def doubted(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words of a line that one engine alone reads, with doubts about the numbers of a form."""
    if not is_form(words):
        return list(words)
    return [_less_sure(word) if _DIGITS.search(word.text) else word for word in words]


def is_form(words: Sequence[PlacedWord]) -> bool:
    """Whether a line has the number of a paper before its code, or the day of issue."""
    return _FORM.search(" ".join(word.text for word in words)) is not None


def _weighed(word: PlacedWord, read: set[str], line: PageLine, found: Components, scale: float) -> PlacedWord:
    for number in _DIGITS.finditer(word.text):
        if number[0] not in read or not _is_print(_ink(word, number.span(), line, found, scale), line, found):
            return _less_sure(word)
    return word


def _ink(word: PlacedWord, part: tuple[int, int], line: PageLine, found: Components, scale: float) -> Ints:
    """The components of the part (characters from, to) of a word, without specks."""
    step = (word.box.x1 - word.box.x0) / max(len(word.text), 1)
    left, right = ((word.box.x0 + at * step) / scale for at in part)
    members = line.ink.members
    middle = found.left[members] + found.width[members] / 2
    is_inside = (middle > left) & (middle < right) & (found.area[members] > _SPECK * found.x_height**2)
    return members[is_inside]


def _is_print(ink: Ints, line: PageLine, found: Components) -> bool:
    """Whether a number's ink is as high as digits and stands on the base line; what has run together may be print."""
    if not len(ink):
        return False
    left, right = int(found.left[ink].min()), int(found.right[ink].max())
    base = line.ink.slope * (left + right) / 2 + line.ink.level
    top = (base - float(found.top[ink].min())) / found.x_height
    bottom = (base - float(found.bottom[ink].max())) / found.x_height
    return _TOP[0] <= top <= _TOP[1] and _BOTTOM[0] <= bottom <= _BOTTOM[1]


def _less_sure(word: PlacedWord) -> PlacedWord:
    return replace(word, confidence=_DOUBT * (word.confidence or 0.0))
