"""Roman numerals that were read as digits and letters: numbers of sections, quarters of a year; "số" as digits.

`I1.` opens section II, `111/2022` behind "Quý" is quarter III, `86 5` behind a word is "số 5".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from normalizers.keys import fold
from normalizers.restore.item import Item
from normalizers.restore.tokens import Kind
from normalizers.triage import Damage

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_SHAPES = str.maketrans(
    {"1": "I", "l": "I", "|": "I", "i": "I", "!": "I", "J": "I", "T": "I", "v": "V", "Y": "V", "x": "X", "]": "I"}
)
_HEADING = re.compile(r"([IVX1l|i!JTvxY\]]{1,6})([.,:)])")
_QUARTER = re.compile(r"([I1lV|iT]{1,3})((?:[/,.;:-].*)?)", re.DOTALL)
_JOINED_DATE = re.compile(r"(ngay|thang|nam)([o0]?\d{1,4})(\W*)")
_DATE_WORDS = {"ngay": "ngày", "thang": "tháng", "nam": "năm"}
_NUMBER_WORD = re.compile(r"[8S5s$][6ó]")
_QUARTERS = ("I", "II", "III", "IV")


def value(numeral: str) -> int:
    """The value of a roman numeral in its usual form, 0 for anything else."""
    total = 0
    for letter, after in pairwise(numeral + " "):
        worth = _VALUES.get(letter, 0)
        if not worth:
            return 0
        total += -worth if _VALUES.get(after, 0) > worth else worth
    return total if total and numeral == write(total) else 0


def write(number: int) -> str:
    """The roman numeral of 1..89."""
    tens, units = divmod(number, 10)
    head = "X" * tens if tens < 4 else "XL" if tens == 4 else "L" + "X" * (tens - 5)
    return head + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]


def mend(items: Sequence[Item]) -> None:
    """Mend the numerals of mangled lines in place."""
    last = 0
    for index, item in enumerate(items):
        if item.damage is not Damage.MANGLED:
            continue
        after = items[index + 1] if index + 1 < len(items) else None
        joined = _JOINED_DATE.fullmatch(fold(item.token.text))
        if joined:
            item.text, item.confidence = f"{_DATE_WORDS[joined[1]]} {joined[2].replace('o', '0')}{joined[3]}", 0.9
        if item.opens:
            last = _heading(item, after, last)
        elif _NUMBER_WORD.fullmatch(item.token.text) and _between_word_and_number(items[index - 1], item, after):
            item.text, item.confidence = "số", 0.95
        elif fold(items[index - 1].token.core) in ("quy", "qui", "quf", "quj"):
            _quarter(items[index - 1], item)


def _between_word_and_number(before: Item, item: Item, after: Item | None) -> bool:
    """Two numbers side by side behind a word: the first stands for "số"."""
    if after is None or after.line != item.line or before.line != item.line or before.token.trail:
        return False
    return before.token.core.isalpha() and len(before.token.core) > 1 and after.token.core[:1].isdigit()


def _heading(item: Item, after: Item | None, last: int) -> int:
    """Number of the section that the line opens, or `last`; a numeral off by a stroke follows the sequence."""
    found = _HEADING.fullmatch(item.token.text)
    if not found or after is None or after.line != item.line or not after.text[:1].isupper():
        return last
    raw, mark = found.groups()
    read = raw.translate(_SHAPES)
    strokes = read.replace("V", "II").count("I") + len(read)
    expected = write(last + 1)
    number = value(read)
    if raw.isdigit() and (number != last + 1 or last == 0 or not after.text.isupper()):
        return last
    lost = number == last  # `I.` behind section I, `III.` behind section III
    if (lost or not number) and abs(expected.replace("V", "II").count("I") + len(expected) - strokes) <= 2:
        number = last + 1
    if not number:
        return last
    item.text, item.confidence = write(number) + ("." if mark in ",:" else mark), 0.95 if number == last + 1 else 0.8
    return number


def _quarter(word: Item, item: Item) -> None:
    found = _QUARTER.fullmatch(item.token.text)
    if not found or item.token.kind is Kind.CODE:
        return
    read = found[1].translate(_SHAPES)
    if read in _QUARTERS and word.line <= item.line <= word.line + 1:
        word.text = word.token.lead + ("Quý" if word.token.core[0].isupper() else "quý") + word.token.trail
        if not (found[1].isdigit() and len(found[1]) == 1):
            item.text, item.confidence = read + found[2], 0.95
