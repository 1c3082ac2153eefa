"""Which times date a task, and which only name a thing (`kế hoạch năm 2024`, `đời sống hằng ngày`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest

from data import loader
from extractors.sentences import Span
from extractors.verbs import opens_task
from normalizers.dates import TimePhrase
from normalizers.keys import fold

_SHARP = frozenset({"day", "month", "part", "quarter", "half", "range"})
_CLOSER = {"FREQ=MONTHLY;INTERVAL=3": 4, "FREQ=MONTHLY;INTERVAL=6": 2}
"""Frequency -> how many months of the year a yearly rule names that says it more closely."""


@cache
def _words(kind: str) -> str:
    phrases = (fold(row["phrase"]) for row in loader.table("deadline_words.tsv") if row["kind"] == kind)
    return "|".join(sorted((each.replace(" ", r"\s+") for each in phrases), key=len, reverse=True))


@cache
def _behind(kind: str, more: str = r"\s*$") -> re.Pattern[str]:
    """The words of a kind at the end of a text, then `more`."""
    return re.compile(rf"(?<!\w)(?:{_words(kind)}){more}")


def _is_noun(before: str) -> bool:
    return _behind("noun").search(before) is not None


def _is_done_by(before: str) -> bool:
    """`hoàn thành năm 2024`, `thời gian: năm 2024`, `(hoàn thành năm 2024)`."""
    return _behind("done_by", r"\s*:?\s*\(?$").search(before) is not None or _TIME_OF.search(before) is not None


_TIME_OF = re.compile(r"thoi gian[^,;.]{0,40}\s*:?\s*\(?$")
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")
_ALWAYS = re.compile(r"(?<!\w)(?:thuong xuyen|lien tuc)[\s,]*$")
_EVENT = re.compile(r"(?<!\w)(?:ke tu|tinh tu|trong vong|sau khi|truoc khi|khi)\s(?:\w+\s){0,4}$")
_PAST = re.compile(
    r"(?<!\w)(?:da|vua)\s(?:\w+\s){0,2}?(?:ban hanh|thanh lap|to chuc|cong nhan|hoan thanh|dat"
    r"|phe duyet|trien khai|ky|co)(?!\w)"
)
_DOCUMENT_TERM = re.compile(r"(?<!con )(?:hieu luc|thi hanh)\s(?:\w+\s){0,3}$")


def refined(key: str, times: list[TimePhrase], clauses: Sequence[Span]) -> list[TimePhrase]:
    """Without the times that only name what another one dates.

    A plain frequency where its clause says it more closely (`báo cáo hàng tháng (ngày 16 hàng tháng)`), a period just
    before a time with a relation word (`báo cáo quý III trước ngày 10/9`).
    """

    def said_closer(time: TimePhrase) -> bool:
        return any(_is_closer(time.recurrence, other.recurrence) and _same_clause(time, other, clauses)
                   for other in times)  # fmt: skip

    def named(time: TimePhrase, after: TimePhrase | None) -> bool:
        bare = not time.led and time.kind in ("quarter", "half", "month", "year", "this_year")
        return bare and after is not None and after.led and not key[time.end : after.start].strip()

    return [
        time
        for time, after in zip_longest(times, times[1:])
        if not (time.recurrence and said_closer(time)) and not named(time, after)
    ]


def _is_closer(rule: str, other: str) -> bool:
    if other.startswith(rule + ";BY"):
        return True
    months = re.match(r"FREQ=YEARLY;BYMONTH=([\d,]+)", other)
    return months is not None and len(months[1].split(",")) == _CLOSER.get(rule)


def _same_clause(one: TimePhrase, other: TimePhrase, clauses: Sequence[Span]) -> bool:
    return any(span.start <= one.start < span.end and span.start <= other.start < span.end for span in clauses)


def dates_a_task(key: str, clause: Span, time: TimePhrase, opens: bool) -> bool:
    """Whether `time` dates a task of `clause`; `opens` tells that it opens its paragraph."""
    before, after = key[clause.start : time.start], key[time.end : clause.end]
    if _is_no_due(key, clause, time, before):
        return False
    if time.recurrence:
        return _repeats_a_task(key, clause, time, before, after)
    first = opens or not before.strip(" (-") or before.rstrip().endswith((",", ":", "(", "|"))
    noun = _is_noun(before)
    return {
        "this_year": not (noun or _ALWAYS.search(before) or _report_of().search(before))
        and _CLOSED.match(after) is not None,
        "part_of_year": time.led or first or _is_done_by(before) or _ends_task(key, clause, time, after),
        "half": (time.led or not (noun or _report_of().search(before))),
        "year": _year_dates(time, before, after, first, opens) or _closes_task(key, clause, time, after),
        "span": _year_dates(time, before, after, first, opens),
    }.get(
        time.kind,
        time.kind in _SHARP
        and (time.led or not noun)
        and not _behind("born", r"(?: (?:tu|trong|truoc|sau|vao))?\s*$").search(before),
    )


def _is_no_due(key: str, clause: Span, time: TimePhrase, before: str) -> bool:
    """Whether a time is a term of validity, hangs on an event, or dates what has been done or is foreseen."""
    if _DOCUMENT_TERM.search(before) or _EVENT.search(before) or _told().match(key, clause.start, clause.end):
        return True
    bare = not time.led and time.kind in ("day", "year", "span")
    return bare and _PAST.search(key[clause.start : clause.end]) is not None


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('told')})(?!\w)")


@cache
def _report_of() -> re.Pattern[str]:
    return _behind("reported", r"(?: \w+){0,4}\s*$")


def _closes_task(key: str, clause: Span, time: TimePhrase, after: str) -> bool:
    """Whether a year is the time of the clause's verb, whatever noun stands before it.

    `Giải ngân hết 100% kế hoạch vốn trong năm 2023.`, `kiểm tra 04 tổ chức đảng năm 2018, 05 tổ chức đảng năm 2019`.
    """
    if not re.match(r"\s*(?:[.,;:)]|$)", after):
        return False
    spent = re.match(r"(?:giai ngan|thanh toan|phan bo|hoan thanh|thu hoi|quyet toan)(?!\w)", key[clause.start :])
    counted = re.search(r"(?<![\w/.,])\d{1,4}(?: [^\W\d]+){1,6} $", key[clause.start : time.start])
    parts = (clause.start, *(colon.end() for colon in re.compile(r":\s+").finditer(key, clause.start, time.start)))
    worked = time.kind == "year" and counted is not None and any(opens_task(key, part) for part in parts)
    return (time.led and spent is not None) or worked


def _ends_task(key: str, clause: Span, time: TimePhrase, after: str) -> bool:
    """`giúp xã A thực hiện chỉ tiêu giảm nghèo cuối năm 2018.`: a printed year closes a clause that does something."""
    printed = _YEAR_PRINTED.search(key, time.start, time.end) is not None
    return printed and _CLOSED.match(after) is not None and _DOING.search(key, clause.start, time.start) is not None


_YEAR_PRINTED = re.compile(r"20\d\d$")
_DOING = re.compile(r"(?<!\w)(?:thuc hien|hoan thanh|giup|to chuc|xay dung|tong ket|ra soat)(?!\w)")


def _year_dates(time: TimePhrase, before: str, after: str, first: bool, opens: bool) -> bool:
    """`trong năm 2024`, `đến năm 2025`, `Năm 2024: …`, `hoàn thành năm 2024`; bare years else name things."""
    if _is_done_by(before):
        return True
    if time.led:
        return time.relation in ("within", "by", "before", "from") and not _is_noun(before)
    if opens:
        return bool(re.match(r"\s*[:,.;-]", after)) or (time.kind == "year" and bool(re.match(r"\s+\w", after)))
    tasked = re.match(r"\s*[:)]", after) or opens_task(after, len(after) - len(after.lstrip()))
    return first and bool(tasked) and time.kind == "year"


def _repeats_a_task(key: str, clause: Span, time: TimePhrase, before: str, after: str) -> bool:
    words = key[time.start : time.end]
    if time.led or ";BY" in time.recurrence or "dinh ky" in words or re.search(r"(?<!\w)lan(?!\w)", words):
        return True
    if _behind("everyday").search(before):
        return False
    first = not before.strip(" (-*+") or before.rstrip().endswith((",", ":", "("))
    verb = bool(_behind("repeated", r"\s*(?:\w+\s){0,3}$").search(before))
    tasked = opens_task(after, len(after) - len(after.lstrip()))
    if time.recurrence == "FREQ=DAILY":
        closed = _CLOSED.match(after) or _WHERE.match(after)
        return (first and tasked) or ((verb or opens_task(key, clause.start)) and closed is not None)
    if time.recurrence == "FREQ=YEARLY":
        closing = _CLOSED.match(after) or (_behind("repeated").search(before) and re.match(r"\s+va(?!\w)", after))
        closes = (verb or opens_task(key, clause.start)) and closing and not _is_noun(before[-12:])
        of_whom = after.startswith(" cua ")  # `báo cáo tài chính hằng năm của doanh nghiệp`: the report's name
        reported = verb and "bao cao" in before[-24:] and "ke hoach" not in before[-12:] and not of_whom
        return first or bool(closes) or reported
    return first or verb or tasked or bool(_CLOSED.match(after))


# `theo dõi mực nước hằng ngày tại các trạm đo`, `trực hằng ngày trong mùa mưa`
_WHERE = re.compile(r"\s+(?:trong (?:mua|dip|thoi gian|dot)|tai|tren|qua|ve|cho|den|gui)(?!\w)")
