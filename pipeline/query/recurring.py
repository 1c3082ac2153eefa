"""Recurring times for calendars: which day they fall on first, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from icalendar import vRecur

_TRIED = 24
_OPEN_DAY = {
    "MONTHLY": {"BYMONTHDAY": [-1]},
    "YEARLY": {"BYMONTH": [12], "BYMONTHDAY": [-1]},
}
"""The day of a rule that names none: a time that the text leaves open is kept on its last day, as `within` is."""
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Series:
    """The first day of a recurring time and its rule, which RFC 5545 wants to agree."""

    first: date
    rule: vRecur


def series(recurrence: str, since: date, until: date | None) -> Series | None:
    """The days of an RRULE from `since` on; None where it names none or can't be understood.

    Weeks without a day end on Friday, months and years on their last day; every third month is the last of a
    quarter. `until` (a plan's last day) ends the series unless it has ended before it begins.
    """
    try:
        rule = _completed(vRecur.from_ical(recurrence))
        first = _first(rule, since)
    except (ValueError, KeyError, IndexError):
        return None
    if first is None:
        return None
    if until and until >= first:
        rule["UNTIL"] = [until]
    return Series(first, rule)


def _completed(rule: vRecur) -> vRecur:
    named = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"} & set(rule)
    for part, values in _OPEN_DAY.get(rule["FREQ"][0], {}).items():
        if not named and part not in rule:
            rule[part] = values
    return rule


def _first(rule: vRecur, since: date) -> date | None:
    """The first day of the rule; a rule for every third or sixth month begins in a third or sixth month."""
    step = int(rule.get("INTERVAL", [1])[0])
    every = vRecur({**rule, "INTERVAL": [1]}).to_ical().decode()  # type: ignore[no-untyped-call]
    if rule["FREQ"] == ["WEEKLY"] and "BYDAY" not in rule:
        since += timedelta((_FRIDAY - since.weekday()) % 7)
    days = (day.date() for day in islice(rrulestr(every, dtstart=datetime.combine(since, time())), _TRIED))
    is_aligned = rule["FREQ"] == ["MONTHLY"] and 12 % step == 0
    return next((day for day in days if not is_aligned or day.month % step == 0), None)
