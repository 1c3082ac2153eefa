"""Recurring times -> RFC 5545 rules: `hằng tuần`, `ngày 16 hằng tháng`, `6 tháng một lần`.

The phrases stand in data/recurrences.tsv. Matching is on mark-free keys, so offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from data import loader
from normalizers.keys import fold

_DAYS = {"hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tu": "WE", "4": "WE", "nam": "TH", "5": "TH", "sau": "FR"}
_DAYS |= {"6": "FR", "bay": "SA", "7": "SA"}
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "chin": 9, "muoi hai": 12}
_SLOTS = {
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])",
    "other": r"(?P<other>3[01]|[12]\d|0?[1-9])",
    "open": r"\s?\(",
    "month": r"(?P<month>1[0-2]|0?[1-9])",
    "n": r"(?P<n>\d{1,2}|hai|ba|bon|sau|chin)",
    "weekday": r"(?P<weekday>[2-7]|hai|ba|tu|nam|sau|bay)",
}
_TAIL = re.compile(
    r"\s?(?:,|;|va|hoac|&)\s?(?P<words>(?:(?:hang|moi|theo|dinh ky)\s)?"
    r"(?P<unit>tuan|thang|quy|nam|(?P<n>\d{1,2}|sau|chin)\s(?P<of>thang|nam)))"
    r"\b(?!\s?[\d/])(?!\s(?:ke|truoc|sau|qua|hoc|dinh|che|hoach|trinh|mo))"
)
_NO_QUARTER = r"(?!\s(?:dinh|che|hoach|trinh|mo|uoc)\b)"  # `quy định`, `quy hoạch` open like `quý`
_TRIGGER = re.compile(r"\b(?:hang|moi|dinh ky|lan|cuoi|thang sau|thang dau|cua thang|thu [2-7hbtns]|theo quy)\b")
_UNITS = {
    "tuan": ("FREQ=WEEKLY", ""),
    "thang": ("FREQ=MONTHLY", "month"),
    "quy": ("FREQ=MONTHLY;INTERVAL=3", "quarter"),
    "nam": ("FREQ=YEARLY", "year"),
}
_SIBLING = re.compile(r"(?:ngay )?(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month>1[0-2]|0?[1-9])\s?(?:,|va)\s?$")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurring time: its span in the text, its RRULE and the precision (empty for weekly ones)."""

    start: int
    end: int
    rrule: str
    precision: str


def find_recurrences(key: str) -> list[Recurrence]:
    """All recurring times in a mark-free `key`, in order and apart; the longest reading wins."""
    if not _TRIGGER.search(key):
        return []
    candidates = sorted(_candidates(key), key=lambda found: (found.start, -found.end))
    kept: list[Recurrence] = []
    for found in candidates:
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
            kept.extend(_list_tail(key, found))
    siblings = [other for found in kept for other in (*_siblings(key, found), *_year_behind(key, found))]
    return sorted([*kept, *siblings], key=lambda found: found.start)


def _candidates(key: str) -> Iterator[Recurrence]:
    for pattern, rrule, precision in _patterns():
        for found in pattern.finditer(key):
            values = {name: _value(name, text) for name, text in found.groupdict().items()}
            yield Recurrence(found.start(), found.end(), rrule.format(**values), precision)
    for days in _DAYS_OF_MONTH.finditer(key):
        first, last = int(days["first"]), int(days["last"])
        if first < last:
            listed = ",".join(str(day) for day in range(first, last + 1))
            yield Recurrence(days.start(), days.end(), f"FREQ=MONTHLY;BYMONTHDAY={listed}", "day")


# `từ ngày 01 đến ngày 10 hằng tháng`: each of these days
_DAYS_OF_MONTH = re.compile(
    r"(?<![\w/])(?:tu )?ngay (?P<first>3[01]|[12]\d|0?[1-9])\s?(?:den|-|–)\s?(?:het )?(?:ngay )?"
    r"(?P<last>3[01]|[12]\d|0?[1-9]) (?:cua )?(?:hang|moi) thang(?!\w)"
)


def _value(slot: str, text: str) -> str:
    if slot == "weekday":
        return _DAYS[text]
    return str(_NUMBERS.get(text) or int(text))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    rows = loader.table("recurrences.tsv")
    return tuple(
        (
            re.compile(r"(?<![\w/])" + _regex(row["phrase"]) + r"(?![\w]|/\d)" + _NO_QUARTER + _not_closer(row)),
            re.sub(r"<(\w+)>", r"{\1}", row["rrule"]),
            row["precision"] or "",
        )
        for row in rows
    )


def _not_closer(row: dict[str, str]) -> str:
    """`hằng tháng (trước ngày 20 hằng tháng)`: what stands in the brackets is whole by itself."""
    return r"(?!\s(?:hang|moi)\s)" if "<open>" in row["phrase"] else ""


def _regex(phrase: str) -> str:
    parts = re.split(r"(<\w+>|\[[^\]]*\]|[()|])", fold(phrase))
    return "".join(_part(part) for part in parts)


def _part(part: str) -> str:
    if part.startswith("<"):
        return _SLOTS[part[1:-1]]
    if part.startswith("["):
        return "(?:" + "|".join(_spaced(each) for each in part[1:-1].split("|")) + ")?"
    return "(?:" if part == "(" else part if part in (")", "|") else _spaced(part)


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s")


def _list_tail(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """What `hằng tháng, quý, 6 tháng, năm` lists behind its first time."""
    at = found.end
    while (tail := _TAIL.match(key, at)) and ";BYMONTH" not in found.rrule:
        begin, at = tail.start("words"), tail.end()
        if tail["n"]:
            freq = "MONTHLY" if tail["of"] == "thang" else "YEARLY"
            number = _value("n", tail["n"])
            rule = f"FREQ={freq}" + (f";INTERVAL={number}" if number != "1" else "")
            yield Recurrence(begin, at, rule, "period" if number != "1" else _UNITS[tail["of"]][1])
        else:
            yield Recurrence(begin, at, *_UNITS[tail["unit"]])


_YEAR_BEHIND = re.compile(
    r"\)?\s?(?:,|va)\s(?P<words>(?:bao cao )?(?:ca |tong ket )?nam\s?\((?:truoc|cham nhat)(?: ngay)? "
    r"(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month>1[0-2]|0?[1-9]))(?![\w/])"
)


def _year_behind(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """The year's day of `định kỳ 6 tháng (trước 10/6) và năm (trước 10/12)`."""
    tail = _YEAR_BEHIND.match(key, found.end) if "(" in key[found.start : found.end] else None
    if tail and "BYMONTH=" in found.rrule:
        rule = f"FREQ=YEARLY;BYMONTH={int(tail['month'])};BYMONTHDAY={int(tail['day'])}"
        yield Recurrence(tail.start("words"), tail.end("words"), rule, "day")


def _siblings(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """The other days of `15/6 và 15/12 hằng năm`."""
    if "BYMONTH=" not in found.rrule or "BYMONTHDAY=" not in found.rrule or found.rrule.count(",") > 0:
        return
    at = found.start
    while before := _SIBLING.search(key, max(0, at - 20), at):
        at = before.start()
        month, day = int(before["month"]), int(before["day"])
        yield Recurrence(at, before.end("month"), f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", "day")
