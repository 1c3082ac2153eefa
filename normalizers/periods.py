"""Calendar periods: what `tháng 2/2020`, `Quý II/2022` or `giữa tháng 11/2019` mean in days.

Source of the rules: the tables' contract (đầu/giữa/cuối tháng = days 1-10 / 11-20 / 21-end; a quarter is
the calendar quarter; `cuối năm` and `cuối quý` have a last day only). No day is invented: what the calendar
lacks (31/2) is None.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 1945, 2099


@dataclass(frozen=True, slots=True)
class Period:
    """A stated period: its first and last day (either may be open) and how finely it was stated."""

    start: date | None
    end: date | None
    precision: str


def day(year: int, month_: int, day_: int) -> Period | None:
    """A single day; None where the calendar has no such day."""
    if not (_plausible(year) and 1 <= month_ <= 12 and 1 <= day_ <= monthrange(year, month_)[1]):
        return None
    at = date(year, month_, day_)
    return Period(at, at, "day")


def months(year: int, first: int, last: int | None = None) -> Period | None:
    """The months `first` to `last` of a year; precision `month` for one, `period` for more."""
    last = last or first
    if not (_plausible(year) and 1 <= first <= 12 and 1 <= last <= 12):
        return None
    last_year = year + 1 if last < first else year
    end = date(last_year, last, monthrange(last_year, last)[1])
    return Period(date(year, first, 1), end, "month" if first == last else "period")


def part_of_month(year: int, month_: int, part: str) -> Period | None:
    """`first`, `middle` or `last` ten days of a month; `first_half` and `second_half` split it at the 15th."""
    whole = months(year, month_)
    if whole is None or whole.end is None:
        return None
    days = {"first": (1, 10), "middle": (11, 20), "last": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
    low, high = days[part]
    last = date(year, month_, min(high, whole.end.day))
    return Period(date(year, month_, low), last, "part_of_month")


def quarters(year: int, first: int, last: int | None = None) -> Period | None:
    """The calendar quarters `first` to `last` of a year; precision `quarter` for one, `period` for more."""
    last = last or first
    if not 1 <= first <= last <= 4:
        return None
    whole = months(year, 3 * first - 2, 3 * last)
    return whole and Period(whole.start, whole.end, "quarter" if first == last else "period")


def years(first: int, last: int | None = None) -> Period | None:
    """The calendar years `first` to `last`; precision `year` for one, `period` for more."""
    last = last or first
    if not (_plausible(first) and _plausible(last) and first <= last):
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), "year" if first == last else "period")


def edge(period: Period, part: str) -> Period:
    """The beginning (`first`), middle or end (`last`) of a year or quarter, whose other edge stays open."""
    if part == "first":
        return Period(period.start, None, period.precision)
    if part == "last":
        return Period(None, period.end, period.precision)
    return period


def joined(first: Period, last: Period) -> Period | None:
    """From one period to another (`từ … đến …`); None where the second ends before the first begins."""
    if first.start is None or last.end is None or last.end < first.start:
        return None
    return Period(first.start, last.end, "period")


def _plausible(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR
