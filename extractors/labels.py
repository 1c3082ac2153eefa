"""Bullet marks and numbering at the head of a paragraph, and the section path that they make.

`I.` `1.` `1.1.` `a)` `Điều 2.` join to paths as printed: `II.1.1.2`, `Điều 2.1`, `10.a`; `(1)` counts
the items of a list and is no section.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from normalizers.keys import UPPER, fold


class Rank(IntEnum):
    """The order of the numbering styles, from the widest to the narrowest."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    ARTICLE = 3
    CAPITAL = 4
    ROMAN = 5
    INNER_CAPITAL = 6
    ARABIC = 7
    DOTTED = 8
    LETTER = 12
    BRACKETED = 20


@dataclass(frozen=True, slots=True)
class Label:
    """A numbering: as printed without its closing mark, its rank (dotted ones deepen) and length."""

    text: str
    rank: int
    length: int


MARKS = re.compile(r"(?:[-–—+*•●▪■◦○❖➢✓→·]|\?(?=\s))\s*(?=\S)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDED = (
    (Rank.ANNEX, re.compile(r"(?:phu luc|bieu mau|bieu|mau)(?: so)? (?:\d{1,2}[a-z]?|[ivx]{1,5})\b[.:]?\s*")),
    (Rank.PART, re.compile(r"phan(?: thu)? (?:[ivx]{1,4}|nhat|hai|ba|tu|nam|sau|\d)\b(?=[.:]|\s*$)[.:]?\s*")),
    (Rank.CHAPTER, re.compile(r"chuong (?:[ivx]{1,5}|\d{1,2})\b[.:]?\s*")),
    (Rank.ARTICLE, re.compile(r"dieu \d{1,3}[.:]\s*")),
)
_ROMAN = re.compile(r"(?![Vv]/[vV]\b)([IVXLl1|]{1,6})\s?(?:[.:/)]|\s?[-–](?=\s))\s*(?=\S)")
_CAPITAL = re.compile(rf"([A-EĐ])\s?[.:/)]\s+(?=[{UPPER}]{{2}}|[{UPPER}]\w+ )")
_COUNTED = r"\d[\d.,/]*(?:\s?[-–]\s?\d[\d.,]*)?\s?(?:%|[^\W\d_]{2})"  # `3. 100% hộ …`, `2. 05 xã …`
_DOTTED = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:(?:[.):/]+\s*|\s+)(?=[^\W\d_]|[(\"“])|[.)] (?={_COUNTED}))")
_ARABIC = re.compile(
    rf"(\d{{1,2}})(?:(?:[.):]|/(?=\s))\s*(?=[^\W\d_]|[(\"“])|[.)]\s+(?={_COUNTED})|(?:\s?[-–]|,)\s+(?=[{UPPER}]))"
)
_LETTER = re.compile(r"([a-zđ]\d?)(?:\)|[./](?=\s))\s*(?=\S)")
_BRACKETED = re.compile(r"(\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\))\s*(?=\S)")


def label(text: str, roman_before: int = 0) -> Label | None:
    """The numbering that `text` opens with, None without one.

    `roman_before` is the value of the last roman heading: `I1.` or `Il.` is read as a roman number
    only where it continues the count.
    """
    key = fold(text[:60])
    for rank, worded in _WORDED:
        found = worded.match(key)
        if found and text[0].isupper():
            return Label(text[: found.end()].strip().rstrip(".:"), rank, found.end())
    found = _ROMAN.match(text)
    if found:
        numeral = re.sub(r"[l1|]", "I", found[1])
        clean = numeral == found[1] or (not found[1].isdigit() and roman_value(numeral) == roman_before + 1)
        if clean and roman_value(numeral):
            return Label(numeral, Rank.ROMAN, found.end())
    return _numbered(text)


def _numbered(text: str) -> Label | None:
    for rank, pattern in ((Rank.CAPITAL, _CAPITAL), (Rank.DOTTED, _DOTTED), (Rank.ARABIC, _ARABIC)):
        found = pattern.match(text)
        if found:
            return Label(found[1], rank + max(0, found[1].count(".") - 1), found.end())
    for rank, pattern in ((Rank.LETTER, _LETTER), (Rank.BRACKETED, _BRACKETED)):
        found = pattern.match(text)
        if found:
            return Label(found[1], rank, found.end())
    return None


def roman_value(numeral: str) -> int:
    """The value of a roman number up to L; 0 for what is none (`IIII`, `VX`)."""
    total = 0
    values = [_ROMAN_VALUES.get(char, 0) for char in numeral]
    for value, following in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < following else value
    well_formed = re.fullmatch(r"L?X{0,3}(?:IX|IV|V?I{0,3})|XL(?:IX|IV|V?I{0,3})", numeral)
    return total if well_formed else 0
