"""Recurring times -> RFC 5545 rules: `hằng tuần`, `ngày 16 hằng tháng`, `6 tháng một lần`.

The phrases stand in data/recurrences.tsv. Matching is on mark-free keys, so offsets are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from os.path import commonprefix

from data import loader
from normalizers.keys import fold

_DAYS = {
    "chu nhat": "SU",
    "hai": "MO",
    "2": "MO",
    "ba": "TU",
    "3": "TU",
    "tu": "WE",
    "4": "WE",
    "nam": "TH",
    "5": "TH",
    "sau": "FR",
}
_DAYS |= {"6": "FR", "bay": "SA", "7": "SA"}
_NUMBERS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "chin": 9, "muoi hai": 12}
_NTH = {"dau": "1", "nhat": "1", "1": "1", "hai": "2", "2": "2", "ba": "3", "3": "3", "tu": "4", "4": "4", "cuoi": "-1"}
_DAY = r"3[01]|[12]\d|0?[1-9]"
_ONE_OF_WEEK = r"(?:thu\s(?:[2-7]|hai|ba|tu|nam|sau|bay)|chu\snhat)"
_BOUND = r"(?:(?:it\snhat|toi\sthieu|khong\squa|tu)\s)?"
_SLOTS = {
    "day": rf"(?:mung\s)?(?P<day>{_DAY})",
    "dayalone": rf"(?:mung\s)?(?P<dayalone>{_DAY})(?!\s?[/-]\s?\d|\sthang\s[\d]|\s(?:thang|nam)\s\w+\s[\d])",
    "open": r"\s?\(",
    "month": r"(?P<month>1[0-2]|0?[1-9])",
    "n": r"(?P<n>\d{1,2}|hai|ba|bon|sau|chin)",
    "weekday": rf"(?:(?:ngay|sang|trua|chieu|toi)\s)*(?P<weekday>{_ONE_OF_WEEK})",
    "nth": r"(?P<nth>dau\stien|dau|thu\s(?:nhat|hai|ba|tu|[1-4])|cuoi\scung|cuoi)",
    "every": "(?:hang|moi|tung)",
    "once": rf"{_BOUND}(?:mot|1|01)\slan",
    "times": rf"{_BOUND}(?:\d{{1,2}}(?:\s?-\s?\d{{1,2}})?|mot|hai|ba|bon)\slan",
    "per": r"\s?(?:/|moi|mot|trong|tren)\s?(?:(?:mot|1|01|moi)\s)?",
    "gap": r"(?:\s(?!(?:ngay|thu|chu|sang|chieu|toi|truoc|vao|cham|muon|hang|moi|va)\s)[\w-]+){0,7}?",
    "join": r"\s?[,(]?\s?(?:(?:vao|truoc|cham\snhat|muon\snhat|den|la|xong)\s){0,3}",
}
_IN_SLOTS = {"once": "lan", "times": "lan", "open": "("}
_TAIL = re.compile(
    r"\s?(?:,|;|va|hoac|&)\s?(?P<words>(?:(?:hang|moi|theo|dinh ky|ca)\s)?"
    r"(?P<unit>tuan|thang|quy|nam|(?P<n>\d{1,2}|sau|chin)\s(?P<of>thang|nam)))"
    r"\b(?!\s?[\d/])(?!\s(?:ke|truoc|sau|qua|hoc|dinh|che|hoach|trinh|mo))"
)
_NO_QUARTER = r"(?!\s(?:dinh|che|hoach|trinh|mo|uoc)\b)"  # `quy định`, `quy hoạch` open like `quý`
_TRIGGER = re.compile(
    r"\b(?:hang|moi|tung|cu|dinh ky|lan|cuoi|dau tien|thang (?:sau|dau|ke|tiep|giua)|(?:cua|cac|trong) (?:thang|tuan)"
    r"|tuan (?:dau|thu)|theo quy|nao cung|dau thang|bao cao (?:dinh ky )?(?:tuan|thang)|lan)\b"
)
_UNITS = {
    "tuan": ("FREQ=WEEKLY", ""),
    "thang": ("FREQ=MONTHLY", "month"),
    "quy": ("FREQ=MONTHLY;INTERVAL=3", "quarter"),
    "nam": ("FREQ=YEARLY", "year"),
}
_SIBLING = re.compile(
    r"(?:(?:truoc|vao|cham nhat|muon nhat) )?(?:ngay )?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])/(?P<month>1[0-2]|0?[1-9])\s?(?:,|va)\s?(?:(?:bao cao )?(?:ca )?nam )?"
    r"(?:(?:truoc|vao|cham nhat|muon nhat) )?$"
)


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
    kept = [_closed(key, found) for found in kept]
    siblings = [other for found in kept for other in _siblings(key, found)]
    alike = [other for found in kept for other in (*_with_days(key, found), *_alike(key, found))]
    siblings += [each for each in alike if not any(each.start < one.end and one.start < each.end for one in kept)]
    return _merged(key, sorted({*kept, *siblings}, key=lambda found: found.start))


# `họp vào ngày 25 hằng tháng, báo cáo trước ngày 28`: the later day recurs as the first does
_ALIKE_DAY = re.compile(
    rf"(?<!\w)(?:truoc|vao|cham nhat|muon nhat) (?:vao )?(?P<words>ngay (?P<day>{_DAY}))"
    r"(?!\w|\s?[/-]\s?\d|\s(?:thang|cua|hang|moi|lam|lien|sau|dau|cuoi))"
)
_ALIKE_WEEKDAY = re.compile(
    rf"(?<!\w)(?:truoc|vao|cham nhat|muon nhat) (?:\d{{1,2}}(?: gio|h)(?: ?\d{{1,2}})? )?"
    rf"(?P<words>(?:(?:ngay|sang|trua|chieu|toi) )*(?P<weekday>{_ONE_OF_WEEK}))"
    r"(?!\w|\s(?:hang|moi|cua|trong|tuan|dau|cuoi))"
)


def _alike(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """The later days of a sentence that name no month or week of their own."""
    if re.fullmatch(r"FREQ=MONTHLY;BYMONTHDAY=[\d,]+", found.rrule):
        for other in _ALIKE_DAY.finditer(key, found.end):
            yield Recurrence(other.start("words"), other.end("words"), _monthly(other["day"]), "day")
    if found.rrule.startswith("FREQ=WEEKLY;BYDAY="):
        for other in _ALIKE_WEEKDAY.finditer(key, found.end):
            yield Recurrence(other.start("words"), other.end("words"), _weekly(other["weekday"]), "")


def _monthly(day: str) -> str:
    return f"FREQ=MONTHLY;BYMONTHDAY={int(day)}"


def _weekly(weekday: str) -> str:
    return f"FREQ=WEEKLY;BYDAY={_DAYS[weekday.removeprefix('thu ')]}"


_YEARLY = re.compile(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>\d+)")


def _merged(key: str, found: list[Recurrence]) -> list[Recurrence]:
    """`15/6 và 15/12 hằng năm` is one rule; days that differ stay two."""
    merged: list[Recurrence] = []
    for each in found:
        last, own = (_YEARLY.fullmatch(one.rrule) if one else None for one in (merged[-1] if merged else None, each))
        alone = "(" not in key[merged[-1].start : each.end] if merged else False
        if last and own and alone and last["day"] == own["day"] and _AND.fullmatch(key, merged[-1].end, each.start):
            rule = f"FREQ=YEARLY;BYMONTH={last['months']},{own['months']};BYMONTHDAY={own['day']}"
            merged[-1] = Recurrence(merged[-1].start, each.end, rule, "day")
        else:
            merged.append(each)
    return merged


_AND = re.compile(r"\s?(?:,|va)\s?(?:(?:truoc|vao|cham nhat|muon nhat) )?(?:ngay )?")


def _candidates(key: str) -> Iterator[Recurrence]:
    for words, pattern, rrule, precision in _patterns():
        for found in pattern.finditer(key) if all(map(key.__contains__, words)) else ():
            values = {name: _value(name, text) for name, text in found.groupdict().items()}
            rule = rrule.format(**values)
            close = "quarter" if rule == "FREQ=MONTHLY;INTERVAL=3" else precision
            yield Recurrence(found.start(), found.end(), rule.removesuffix(";INTERVAL=1"), close)
    yield from _of_reports(key)
    for days in _DAYS_OF_MONTH.finditer(key):
        yield Recurrence(days.start(), days.end(), f"FREQ=MONTHLY;BYMONTHDAY={_each(days['list'])}", "day")
    for days in _DAY_OF_MONTHS.finditer(key):
        months = ",".join(str(int(each)) for each in re.findall(r"\d+", days["months"]))
        rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={int(days['day'])}"
        yield Recurrence(days.start(), days.end(), rule, "day")
    for days in _DAYS_OF_WEEK.finditer(key):
        named = [_DAYS[each.removeprefix("thu ")] for each in re.findall(_ONE_OF_WEEK, days["list"])]
        if len(named) > 1:
            yield Recurrence(days.start(), days.end(), f"FREQ=WEEKLY;BYDAY={','.join(dict.fromkeys(named))}", "")


# `báo cáo tuần vào chiều thứ Năm`, `báo cáo tháng (nộp) trước ngày 25`: the report's own frequency
_OF_A_REPORT = re.compile(
    r"(?<!\w)bao cao (?:dinh ky |ket qua )?(?:(?P<week>tuan)|thang)(?: (?!\d)[^\W\d]+){0,4}? "
    r"(?:truoc|vao|cham nhat|muon nhat) (?:vao )?"
    rf"(?:(?P<words>ngay (?P<day>{_DAY})(?!\w|\s?[/-]\s?\d|\s(?:thang|cua|hang|moi|lam)))"
    rf"|(?P<of_week>(?:(?:ngay|sang|trua|chieu|toi) )*(?P<weekday>{_ONE_OF_WEEK}))(?!\w|\s(?:hang|moi|cua|trong)))"
)
# `mỗi năm 2 lần vào tháng 6 và tháng 12`
_MONTHS_OF_YEAR = re.compile(
    r"(?<!\w)(?:moi|mot|1|01|hang) nam(?: it nhat)? (?:\d{1,2}|hai|ba|bon) lan,? (?:vao |trong )?(?:cac )?"
    r"(?P<months>thang (?:1[0-2]|0?[1-9])(?:(?:,| va) (?:thang )?(?:1[0-2]|0?[1-9]))+)(?![\w/])"
)
# `từ ngày 15/5 đến hết ngày 31/10 hằng năm`: a stretch of every year
_STRETCH = re.compile(
    rf"(?<!\w)tu (?:ngay )?(?:{_DAY})(?:/\d{{1,2}}| thang \d{{1,2}})? den (?:het )?(?:ngay )?(?:{_DAY})"
    r"(?:/| thang )\d{1,2} (?:hang|moi) nam(?!\w)"
)


def _of_reports(key: str) -> Iterator[Recurrence]:
    """Days that a periodical report, a yearly count or a stretch of every year makes recurring."""
    for found in _OF_A_REPORT.finditer(key):
        if found["week"] and found["weekday"]:
            yield Recurrence(found.start("of_week"), found.end(), _weekly(found["weekday"]), "")
        elif found["day"] and not found["week"]:
            yield Recurrence(found.start("words"), found.end(), _monthly(found["day"]), "day")
    for found in _MONTHS_OF_YEAR.finditer(key):
        months = ",".join(str(int(each)) for each in re.findall(r"\d+", found["months"]))
        yield Recurrence(found.start(), found.end(), f"FREQ=YEARLY;BYMONTH={months}", "month")
    for found in _STRETCH.finditer(key):
        yield Recurrence(found.start(), found.end(), "FREQ=YEARLY", "period")


# `từ ngày 01 đến ngày 10 hằng tháng`, `các ngày 5, 15 và 25 hằng tháng`: each of these days
_DAYS_OF_MONTH = re.compile(
    rf"(?<![\w/])(?:tu |cac )?ngay (?P<list>(?:{_DAY})(?:\s?(?:den|-|–|,|va)\s?(?:het )?(?:ngay )?(?:{_DAY}))+) "
    r"(?:cua )?(?:hang|moi) thang(?!\w)"
)
# `ngày 20 các tháng 3, 6, 9 và 12`
_DAY_OF_MONTHS = re.compile(
    rf"(?<![\w/])(?:ngay )?(?P<day>{_DAY}) (?:cua )?cac thang (?P<months>\d{{1,2}}(?:\s?(?:,|va)\s?\d{{1,2}})+)"
    r"(?![\w/])(?: (?:hang|moi) nam)?"
)
# `thứ Hai, thứ Năm hằng tuần`
_DAYS_OF_WEEK = re.compile(
    rf"(?<!\w)(?:cac )?(?:(?:ngay|sang|chieu|toi) )*(?P<list>{_ONE_OF_WEEK}"
    rf"(?:\s?(?:,|va)\s?(?:(?:ngay|sang|chieu|toi) )*{_ONE_OF_WEEK})+) (?:cua )?(?:hang|moi) tuan(?!\w)"
)


def _each(printed: str) -> str:
    """`1 đến ngày 3, 15` -> `1,2,3,15`."""
    days: list[int] = []
    for part in re.finditer(r"(?P<to>den|-|–)?[^\d]*(?P<day>\d+)", printed):
        day = int(part["day"])
        days += range(days[-1] + 1, day + 1) if part["to"] and days else [day]
    return ",".join(map(str, days))


def _value(slot: str, text: str) -> str:
    if slot == "weekday":
        return _DAYS[text.removeprefix("thu ")]
    if slot == "nth":
        return _NTH[text.removeprefix("thu ").split()[0]]
    return str(_NUMBERS.get(text) or int(text))


@cache
def _patterns() -> tuple[tuple[tuple[str, ...], re.Pattern[str], str, str], ...]:
    """The words that a text must hold, the pattern, the rule and the precision of each phrase."""
    rows = loader.table("recurrences.tsv")
    return tuple(
        (
            _needed(row["phrase"]),
            re.compile(r"(?<![\w/])" + _regex(row["phrase"]) + r"(?![\w]|/\d)" + _NO_QUARTER + _not_closer(row)),
            re.sub(r"<(\w+)>", r"{\1}", row["rrule"]),
            row["precision"] or "",
        )
        for row in rows
    )


def _not_closer(row: dict[str, str]) -> str:
    """What must not follow: `hằng tháng (trước ngày 20 hằng tháng)` is whole in its brackets, as is `tháng 6`."""
    closer = r"(?!\s(?:hang|moi)\s)" if re.search("<open>|<join>", row["phrase"]) else ""
    named = r"(?!\s\d)" if re.search(r"tháng(?:\[[^]]*\])?$", row["phrase"]) else ""
    return closer + named


def _regex(phrase: str) -> str:
    parts = re.split(r"(<\w+>|\[[^\]]*\]|[()|])", fold(phrase))
    return "".join(_part(part) for part in parts)


def _needed(phrase: str) -> tuple[str, ...]:
    """What stands outside of a phrase's options: no text that lacks a word of it holds the phrase."""
    plain = re.sub(r"\[[^\]]*\]", " ", fold(phrase))
    plain = re.sub(r"\(([^()]*)\)", lambda words: f" {commonprefix(words[1].split('|'))} ", plain)  # noqa: RUF071
    plain = re.sub(r"<(\w+)>", lambda slot: f" {_IN_SLOTS.get(slot[1], '')} ", plain)
    return tuple(dict.fromkeys(plain.split()))


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


# `định kỳ 6 tháng (trước 10/6) và năm (trước ngày 10 tháng 12)`: each frequency of a list with its own day
_WITH_DAY = re.compile(
    r"\)?\s?(?:,|;|va|hoac)\s(?P<words>(?:(?:hang|moi|dinh ky|bao cao|ca|tong ket) ){0,2}(?:(?:06|6) thang|nam)\s?"
    rf"\((?:truoc|cham nhat|muon nhat)(?: ngay)? (?P<day>{_DAY})(?:/| thang )(?P<month>1[0-2]|0?[1-9])\)?)(?![\w/])"
)


def _with_days(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """What a list goes on with behind a frequency whose day stands in brackets."""
    at = found.end
    while "(" in key[found.start : found.end] and (tail := _WITH_DAY.match(key, at)):
        at = tail.end()
        rule = f"FREQ=YEARLY;BYMONTH={int(tail['month'])};BYMONTHDAY={int(tail['day'])}"
        yield Recurrence(tail.start("words"), at, rule, "day")


def _closed(key: str, found: Recurrence) -> Recurrence:
    """With the bracket that closes what the time opened: `hằng năm (trước ngày 15/12)`."""
    open_ones = key.count("(", found.start, found.end) - key.count(")", found.start, found.end)
    return replace(found, end=found.end + 1) if open_ones == 1 and key.startswith(")", found.end) else found


def _siblings(key: str, found: Recurrence) -> Iterator[Recurrence]:
    """The other days of `15/6 và 15/12 hằng năm`."""
    if "BYMONTH=" not in found.rrule or "BYMONTHDAY=" not in found.rrule or found.rrule.count(",") > 0:
        return
    at = found.start
    while before := _SIBLING.search(key, max(0, at - 40), at):
        at = before.start()
        month, day = int(before["month"]), int(before["day"])
        yield Recurrence(at, before.end("month"), f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", "day")
