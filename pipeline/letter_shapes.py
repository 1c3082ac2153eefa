"""What engines get wrong that the shapes of the ink tell: strokes of III, the case of `sở`, dashes, commas and points.

Of the words that are misread on clean pages every third is a Roman numeral with a stroke too few or a digit in it,
or a short line that has no tall letter and is taken for capitals; on photocopies it is a comma or semicolon whose
tail has swollen (own observation on rendered plans).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from normalizers import syllables
from pipeline.bullets import DASHES, dash
from pipeline.components import Components, Ints
from pipeline.page_lines import PageLine
from pipeline.roman_ink import with_numerals
from pipeline.segments import PlacedWord

_NUMERAL = re.compile(r"(?=.{0,4}[IVX])[IVX1l|]{1,5}(?=[./)]*$|[./]\d{4}\b)")
_NUMBER = re.compile(r"(?=.*\d)\(?[\dlI|O]+(?:[.,/-][\dlI|O]+)*[%.,;:)]*")
_QUARTER, _ONES = re.compile(r"\W*[Qq]uý"), re.compile(r"^1{2,3}(?=/20\d\d\b|\W*$)")
_AS_DIGITS = str.maketrans("lI|O", "1110")
SAME_SHAPE = frozenset("cosuvwxz")
"""Letters whose small and capital forms differ in height alone."""

_EDGE = ".,;:()"
_END_MARKS = frozenset(".,;:")
# In x-heights.
_TALL, _NARROW = 1.2, 0.8  # a capital at least, the stroke of an I at most
_SPECK = 0.38  # a dash is wider; dust that photocopies bear is not
_MARK_TALL, _MARK_WIDE, _MARK_TOP = 0.95, 0.7, 0.75  # an end mark at most, its top above the base line
_REACH, _BEYOND = 1.0, 0.4  # it stands about the right end of its word
_TAILED = (0.055, 0.35)  # least descent and height of a comma, also where strokes have swollen
_ROUND = (0.02, 0.33)  # most descent and height of a point
_NONE = np.zeros(0, np.int64)
_WITH_TAIL, _WITHOUT_TAIL = str.maketrans(".:", ",;"), str.maketrans(",;", ".:")


def reshaped(words: Sequence[PlacedWord], line: PageLine, found: Components, scale: float) -> list[PlacedWord]:
    """A line's words (boxes in points, `scale` points a pixel): numerals, case and end marks as the ink has them."""
    texts = [_text(word, line, found, scale) for word in words]
    shaped = [
        word if word.text == text else replace(word, text=text) for word, text in zip(words, texts, strict=True) if text
    ]
    return _with_quarters(with_numerals(shaped, line, found, scale))


def _with_quarters(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words with 11 and 111 behind `quý` as the II and III that they are: a year has four quarters."""
    before = ("", *(word.text for word in words))
    return [
        replace(word, text=_ONES.sub(lambda ones: "I" * len(ones[0]), word.text)) if _QUARTER.fullmatch(last) else word
        for last, word in zip(before, words, strict=False)
    ]


def _text(word: PlacedWord, line: PageLine, found: Components, scale: float) -> str:
    """What a word's ink says; nothing where a lone dash is a speck of dust."""
    if word.text in DASHES and len(inside := _inside(word, line, found, scale)):
        wide = float(found.width[inside].max()) / found.x_height
        return dash(wide) if wide > _SPECK else ""
    return _ended(_reshaped(word, line, found, scale), word, line, found, scale)


def _inside(word: PlacedWord, line: PageLine, found: Components, scale: float) -> Ints:
    """The components of a word from left to right."""
    members = line.ink.members
    middle = found.left[members] + found.width[members] / 2
    inside = members[(middle > word.box.x0 / scale) & (middle < word.box.x1 / scale)]
    return inside[np.argsort(found.left[inside])]


def _letters(word: PlacedWord, line: PageLine, found: Components, scale: float) -> Ints:
    inside = _inside(word, line, found, scale)
    return inside[found.is_letter[inside]]


def _reshaped(word: PlacedWord, line: PageLine, found: Components, scale: float) -> str:
    """The text in the case and with the numerals and digits that its letters show; few words leave a doubt."""
    text, core = word.text, word.text.strip(_EDGE)
    numeral = _NUMERAL.match(text)
    is_capital = core.isalpha() and not core.islower()
    letters = _letters(word, line, found, scale) if numeral or is_capital or len(core) == 1 else _NONE
    if len(core) == 1 and _is_low(core, letters, found):  # the x of a table of criteria is no ten
        return text.lower()
    if numeral:
        return _numeral(numeral[0], text[numeral.end() :], letters, found)
    if _NUMBER.fullmatch(text):
        return text.translate(_AS_DIGITS)
    if is_capital and (_is_mixed(core) or _is_low(core, letters, found)):
        return text.lower()
    return text


def _numeral(numeral: str, rest: str, letters: Ints, found: Components) -> str:
    """A Roman numeral: 1, l and | in it are I; one of I alone has as many as there are strokes."""
    roman = re.sub(r"[1l|]", "I", numeral)
    is_stroke = (found.height[letters] > _TALL * found.x_height) & (found.width[letters] < _NARROW * found.x_height)
    count = len(letters) - rest.count("/")
    if set(roman) == {"I"} and not any(map(str.isdigit, rest)) and is_stroke.all() and len(roman) < count <= 3:
        roman = "I" * count
    return roman + rest


def _is_mixed(core: str) -> bool:
    """Whether a syllable begins small and has capitals inside, as none is printed."""
    return core[0].islower() and syllables.is_syllable(core.lower())


def _is_low(core: str, letters: Ints, found: Components) -> bool:
    """Whether capitals that have one shape in both cases are as low as small letters; those with marks don't tell."""
    plain = [unicodedata.normalize("NFD", char)[0].lower() for char in core]
    is_bare = np.array([char.isupper() and char.lower() == base for char, base in zip(core, plain, strict=True)])
    if len(letters) != len(core) or not set(plain) <= SAME_SHAPE or not is_bare.any():
        return False
    return bool((found.height[letters][is_bare] < _TALL * found.x_height).all())


def _ended(text: str, word: PlacedWord, line: PageLine, found: Components, scale: float) -> str:
    """The word's text, its comma or point at the end as long as the mark reaches below the line."""
    if text[-1:] not in _END_MARKS or len(text) < 2:
        return text
    members, unit, end = line.ink.members, found.x_height, word.box.x1 / scale
    base = line.ink.slope * (found.left[members] + found.width[members] / 2) + line.ink.level
    is_mark = (found.height[members] < _MARK_TALL * unit) & (found.width[members] < _MARK_WIDE * unit)
    is_mark &= base - found.top[members] < _MARK_TOP * unit
    is_mark &= (found.left[members] > end - _REACH * unit) & (found.left[members] < end + _BEYOND * unit)
    if not is_mark.any():
        return text
    last = int(np.flatnonzero(is_mark)[np.argmax(found.left[members[is_mark]])])
    descent, height = (found.bottom[members[last]] - base[last]) / unit, found.height[members[last]] / unit
    if descent >= _TAILED[0] and height >= _TAILED[1]:
        return text[:-1] + text[-1].translate(_WITH_TAIL)
    if descent <= _ROUND[0] and height <= _ROUND[1]:
        return text[:-1] + text[-1].translate(_WITHOUT_TAIL)
    return text
