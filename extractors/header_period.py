"""The period that a plan's title names: `năm 2024`, `giai đoạn 2021-2025`, `quý II năm 2023`.

Of several the narrowest is the plan's own: a plan "năm 2023 thực hiện Chương trình ... giai đoạn
2021-2025" is for 2023; an outlook ("định hướng đến năm 2030") never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from normalizers.keys import fold
from normalizers.periods import Period, months, quarters, years

_OUTLOOK = re.compile(r"(?:dinh huong|tam nhin)(?: den)?(?: nam)? \d{4}")
_CITED = re.compile(r"ngay \d{1,2}(?:[/.-]\d{1,2}[/.-]| thang \d{1,2} nam )\d{4}|\d+/\d{4}/[a-z]")
_SPAN = re.compile(
    r"(?:giai doan|thoi ky|nhiem ky|5 nam|cac nam|tu nam|nam)?\s*(20\d\d)\s*(?:-|–|den(?: nam)?|,|va)\s*(20\d\d)"
)
_SCHOOL = re.compile(r"nam hoc\s+20\d\d\s*[-–]\s*20\d\d")
_HALF = re.compile(r"(?:6|sau|9|chin|3|ba) thang (dau|cuoi) nam (20\d\d)")
_QUARTER = re.compile(r"quy (iv|i{1,3}|[1-4])(?:\s*(?:/|-|nam))\s*(20\d\d)")
_MONTH = re.compile(r"thang (\d{1,2})\s*(?:/|-|nam)\s*(20\d\d)")
_UNTIL = re.compile(r"(?:den|het) (?:het )?nam (20\d\d)")
_YEAR = re.compile(r"nam (20\d\d)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_COUNT = {"6": 6, "sau": 6, "9": 9, "chin": 9, "3": 3, "ba": 3}


def period_of(title: str) -> Period | None:
    """The narrowest period that the title names; None where it names none."""
    key = _blank(fold(title), _OUTLOOK, _CITED, _SCHOOL)
    found: list[Period] = []
    for candidates in (_parts(key), _spans(key), _single(key)):
        found += candidates
    if found:
        return min(found, key=lambda period: (period.end or date.max) - (period.start or date.min))
    until = _UNTIL.search(key)
    return Period(None, date(int(until[1]), 12, 31), "period") if until else None


def _blank(key: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        key = pattern.sub(lambda found: " " * len(found[0]), key)
    return key


def _parts(key: str) -> Iterator[Period]:
    for found in _HALF.finditer(key):
        count = _COUNT[found[0].split()[0]]
        first, last = (1, count) if found[1] == "dau" else (13 - count, 12)
        yield from filter(None, [months(int(found[2]), first, last)])
    for found in _QUARTER.finditer(key):
        yield from filter(None, [quarters(int(found[2]), _ROMAN.get(found[1]) or int(found[1]))])
    for found in _MONTH.finditer(key):
        yield from filter(None, [months(int(found[2]), int(found[1]))])


def _spans(key: str) -> Iterator[Period]:
    for found in _SPAN.finditer(key):
        if int(found[1]) <= int(found[2]):
            yield from filter(None, [years(int(found[1]), int(found[2]))])


def _single(key: str) -> Iterator[Period]:
    plain = _blank(key, _SPAN, _UNTIL)
    for found in _YEAR.finditer(plain):
        yield from filter(None, [years(int(found[1]))])
