"""Which times date a task, and which only name a thing (`kế hoạch năm 2024`, `đời sống hằng ngày`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.sentences import Span
from extractors.verbs import opens_task
from normalizers.dates import TimePhrase

_SHARP = frozenset({"day", "month", "part", "quarter", "half", "range"})
# `hoàn thành năm 2024`, `thời gian: năm 2024`, `(năm 2024)`
_DONE_BY = re.compile(
    r"(?:hoan thanh|xong|thoi gian[^,;.]{0,40}|thoi han|tien do|lo trinh thuc hien"
    r"|dua vao (?:su dung|khai thac|hoat dong)|khoi cong|khanh thanh|du kien)\s*:?\s*\(?$"
)
_NOUN = re.compile(
    r"(?<!\w)(?:ke hoach|bao cao|chuong trinh|du toan|nghi quyet|cong tac|nhiem vu|de an|so lieu|ket qua|chi tieu"
    r"|muc tieu|ngan sach"
    r"|von|danh muc|phuong huong|tinh hinh|hoi nghi|ky|dip|ngay le|le|tet|cuoc hop|doi voi|so voi|cua|nghi dinh"
    r"|giai doan)\s*$"
)
_RECURRING_VERB = re.compile(
    r"(?:bao cao|giao ban|hop|tong ket|so ket|danh gia|ra soat|to chuc|kiem tra|cap nhat|cong bo|cong khai"
    r"|thuc hien|tong hop"
    r"|dinh ky|theo doi|tap huan|ra quan|kiem diem|thong ke|dang tai|phat song|binh xet|che do|gui"
    r"|xay dung)\s*(?:\w+\s){0,3}$"
)
_CLOSED = re.compile(r"\s*(?:[.,;:)]|$)")
_SEASON = re.compile(r"\s+trong (?:mua|dip|thoi gian|dot)(?!\w)")
_ALWAYS = re.compile(r"(?<!\w)(?:thuong xuyen|lien tuc)[\s,]*$")
_EVENT = re.compile(r"(?<!\w)(?:ke tu|tinh tu|trong vong|sau khi|truoc khi|khi)\s(?:\w+\s){0,4}$")
_PAST = re.compile(
    r"(?<!\w)(?:da|vua)\s(?:\w+\s){0,2}?(?:ban hanh|thanh lap|to chuc|cong nhan|hoan thanh|dat"
    r"|phe duyet|trien khai|ky|co)(?!\w)"
)
_DOCUMENT_TERM = re.compile(r"(?<!con )(?:hieu luc|thi hanh)\s(?:\w+\s){0,3}$")


def refined(times: list[TimePhrase], clauses: Sequence[Span]) -> list[TimePhrase]:
    """Without the plain frequency where its clause says it more closely (`báo cáo hàng tháng (ngày 16 hàng tháng)`)."""

    def said_closer(time: TimePhrase) -> bool:
        return any(
            other.recurrence.startswith(time.recurrence + ";BY") and _same_clause(time, other, clauses)
            for other in times
        )

    return [time for time in times if not (time.recurrence and said_closer(time))]


def _same_clause(one: TimePhrase, other: TimePhrase, clauses: Sequence[Span]) -> bool:
    return any(span.start <= one.start < span.end and span.start <= other.start < span.end for span in clauses)


def dates_a_task(key: str, clause: Span, time: TimePhrase, opens: bool) -> bool:
    """Whether `time` dates a task of `clause`; `opens` tells that it opens its paragraph."""
    before, after = key[clause.start : time.start], key[time.end : clause.end]
    if _is_no_due(key, clause, time, before):
        return False
    if time.recurrence:
        return _repeats_a_task(key, clause, time, before, after)
    first = opens or not before.strip(" (-") or before.rstrip().endswith((",", ":", "("))
    noun = _NOUN.search(before) is not None
    return {
        "this_year": not (noun or _ALWAYS.search(before)) and _CLOSED.match(after) is not None,
        "part_of_year": time.led or first or _DONE_BY.search(before) is not None,
        "half": (time.led or not (noun or _REPORT_OF.search(before))),
        "year": _year_dates(time, before, after, first, opens) or _closes_task(key, clause, time, after),
        "span": _year_dates(time, before, after, first, opens),
    }.get(time.kind, time.kind in _SHARP and (time.led or not noun))


def _is_no_due(key: str, clause: Span, time: TimePhrase, before: str) -> bool:
    """Whether a time is a term of validity, hangs on an event, or dates what has been done."""
    if _DOCUMENT_TERM.search(before) or _EVENT.search(before):
        return True
    bare = not time.led and time.kind in ("day", "year", "span")
    return bare and _PAST.search(key[clause.start : clause.end]) is not None


_REPORT_OF = re.compile(  # `sơ kết 6 tháng đầu năm`: what the report speaks of
    r"(?<!\w)(?:so ket|tong ket|danh gia|kiem diem|thong ke|so lieu|hoc ky|phat trien kinh te)(?: \w+){0,4}\s*$"
)


def _closes_task(key: str, clause: Span, time: TimePhrase, after: str) -> bool:
    """`Giải ngân hết 100% kế hoạch vốn trong năm 2023.`: the time of the verb, whatever noun stands before it."""
    spent = re.match(r"(?:giai ngan|thanh toan|phan bo|hoan thanh|thu hoi|quyet toan)(?!\w)", key[clause.start :])
    return time.led and spent is not None and _CLOSED.match(after) is not None


def _year_dates(time: TimePhrase, before: str, after: str, first: bool, opens: bool) -> bool:
    """`trong năm 2024`, `đến năm 2025`, `Năm 2024: …`, `hoàn thành năm 2024`; bare years else name things."""
    if _DONE_BY.search(before):
        return True
    if time.led:
        return time.relation in ("within", "by", "before", "from") and not _NOUN.search(before)
    if opens:
        return bool(re.match(r"\s*[:,.;-]", after)) or (time.kind == "year" and bool(re.match(r"\s+\w", after)))
    return first and bool(re.match(r"\s*[:)]", after)) and time.kind == "year"


def _repeats_a_task(key: str, clause: Span, time: TimePhrase, before: str, after: str) -> bool:
    if time.led or ";BY" in time.recurrence or "dinh ky" in key[time.start : time.end]:
        return True
    first = not before.strip(" (-*+") or before.rstrip().endswith((",", ":", "("))
    verb = bool(_RECURRING_VERB.search(before))
    if time.recurrence in ("FREQ=DAILY", "FREQ=YEARLY"):
        tasked = verb or opens_task(key, clause.start)
        closed = _CLOSED.match(after) or (time.recurrence == "FREQ=DAILY" and _SEASON.match(after))
        closes = tasked and closed is not None and not _NOUN.search(before[-12:])
        reported = verb and "bao cao" in before[-24:] and "ke hoach" not in before[-12:]
        return (first and time.recurrence == "FREQ=YEARLY") or closes or reported
    return first or verb or bool(_CLOSED.match(after))
