"""The time grammar: what a sentence says about time -> due_text, relation, first and last day, RRULE.

`find_times` reads every time of a clause; which of them is a due time is for the callers to say. Rules after
the tables' contract: `before P` ends on P's first day, `by P` on its last, `cuối năm` has a last day only, a
recurring time has no days at all. A year that is not printed comes from `Years` and is marked as inferred.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from data import loader
from normalizers import periods
from normalizers.keys import fold
from normalizers.periods import Period
from normalizers.recurrence import Recurrence, find_recurrences
from normalizers.time_atoms import Atom, find_atoms
from normalizers.time_relations import Lead, lead
from normalizers.units import unit_at

NO_DUE = frozenset({"as_of", "after"})


@dataclass(frozen=True, slots=True)
class Years:
    """Where half dates get their year: the heading's or plan's own year, else the day of issue."""

    year: int | None = None
    issued: date | None = None


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time as stated: span and words, relation, days, precision.

    `relation` is one of the contract's (`before` `by` `within` `on` `from` `recurring`), or `as_of` and
    `after`, which state no due time. `kind` tells what was printed (`day` `month` `part` `quarter` `half`
    `year` `part_of_year` `this_year` `span` `range` `recurring`), `led` whether a relation word stands
    before it; `core` is where the time itself starts.
    """

    start: int
    end: int
    text: str
    relation: str
    due_start: date | None
    due_end: date | None
    precision: str
    tentative: bool
    year_inferred: bool
    recurrence: str
    kind: str
    led: bool
    core: int


def find_times(text: str, years: Years, key: str = "") -> list[TimePhrase]:
    """All times in `text`, in order; `key` is its mark-free form where the caller has it."""
    return list(_found(text, key or fold(text), years))


@lru_cache(maxsize=4096)
def _found(text: str, key: str, years: Years) -> tuple[TimePhrase, ...]:
    """The times of a text; each extractor asks for those of the same sentences."""
    recurring = find_recurrences(key)
    tentative = is_tentative(key)
    phrases = [_recurring(text, key, each, tentative) for each in recurring]
    taken = [(phrase.start, phrase.end) for phrase in phrases]
    atoms = [atom for atom in find_atoms(text, key) if not any(s < atom.end and atom.start < e for s, e in taken)]
    phrases.extend(_dated(text, key, atoms, years, tentative))
    return tuple(sorted(phrases, key=lambda phrase: phrase.start))


def is_tentative(key: str) -> bool:
    """Whether a sentence's mark-free `key` says `dự kiến` of its task, not of a unit (`5 xã dự kiến đạt chuẩn`)."""
    return bool(_tentative().search(key))


@cache
def _tentative() -> re.Pattern[str]:
    words = [fold(row["phrase"]) for row in loader.table("time_words.tsv") if row["kind"] == "tentative"]
    return re.compile(rf"(?<!xa )(?<!huyen )(?<!thon )(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _recurring(text: str, key: str, found: Recurrence, tentative: bool) -> TimePhrase:
    words = _FREQUENCY.search(key, max(0, found.start - 16), found.start)
    before = lead(key, words.start() if words else found.start)
    start = before.start if not words or before.relation else words.start()
    return TimePhrase(
        start, found.end, text[start : found.end], "recurring", None, None, found.precision, tentative, False,
        found.rrule, "recurring", bool(before.relation), found.start,
    )  # fmt: skip


_FREQUENCY = re.compile(r"(?:dinh ky|thuong xuyen|dinh ki)\s(?:vao\s)?$")


@dataclass(frozen=True, slots=True)
class _Read:
    atom: Atom
    lead: Lead
    year: int
    inferred: bool
    period: Period


def _dated(text: str, key: str, atoms: list[Atom], years: Years, tentative: bool) -> list[TimePhrase]:
    read = _read(key, atoms, years)
    phrases: list[TimePhrase] = []
    index = 0
    while index < len(read):
        first = read[index]
        last = read[index + 1] if index + 1 < len(read) else None
        whole = last and _range(key, first, last)
        if last and whole:
            phrases.append(_phrase(text, first, last, whole, tentative))
            index += 2
        else:
            if _speaks(text, key, first):
                phrases.append(_phrase(text, first, first, None, tentative))
            index += 1
    return phrases


def _read(key: str, atoms: list[Atom], years: Years) -> list[_Read]:
    read: list[_Read] = []
    for index, atom in enumerate(atoms):
        before = _inherited(key, atom, read) or lead(key, atom.start)
        year, inferred = _year(key, atoms, index, read, years)
        period = atom.at(year) if year else None
        if period and years.issued and inferred and not years.year and _past(period, years.issued):
            year, period = year + 1, atom.at(year + 1)
        if period:
            read.append(_Read(atom, before, year, inferred, period))
    return read


def _inherited(key: str, atom: Atom, read: list[_Read]) -> Lead | None:
    """`trước ngày 15/6 và ngày 15/12`: the second time has the relation of the first."""
    if read and read[-1].atom.kind == atom.kind and _AND.fullmatch(key, read[-1].atom.end, atom.start):
        return Lead(atom.start, read[-1].lead.relation)
    return None


_AND = re.compile(r"\s*(?:,|va)\s*")


def _past(period: Period, issued: date) -> bool:
    last = period.end or period.start
    return last is not None and last < issued


def _year(key: str, atoms: list[Atom], index: int, read: list[_Read], years: Years) -> tuple[int, bool]:
    """The year of an atom and whether it had to be inferred: printed, printed behind its list, or from context."""
    atom = atoms[index]
    if atom.year:
        return atom.year, False
    for following, previous in zip(atoms[index + 1 :], atoms[index:], strict=False):
        if not _LISTED.fullmatch(key, previous.end, following.start):
            break
        if following.year and following.kind in (atom.kind, "day", "month", "part", "quarter"):
            return following.year, False
    if atom.kind in ("day", "month", "part", "quarter"):
        for earlier in reversed(read):
            if earlier.atom.year and earlier.atom.kind in ("day", "month", "part", "quarter"):
                return earlier.year, True
    return years.year or (years.issued.year if years.issued else 0), True


_LISTED = re.compile(r"\s*(?:,|va|den|toi|-|–|,?\s*(?:va\s+)?ket thuc)\s*(?:het\s+|truoc\s+|den\s+|vao\s+)*")
# `bắt đầu từ 15/01, kết thúc 22/02` is one period too
_TO = re.compile(r"\s*(?:(?:den|toi|-|–|cho den)\s*(?:het\s*)?|,?\s*(?:va\s+)?ket thuc\s+(?:vao\s+)?)")


def _range(key: str, first: _Read, last: _Read) -> Period | None:
    """`từ A đến B` and `A - B` as one period."""
    closed = first.lead.relation in ("before", "by", "as_of", "xong")
    if closed or not _TO.fullmatch(key, first.atom.end, last.atom.start):
        return None
    if first.atom.kind == "this_year":
        return None
    if first.atom.kind == "year" and last.atom.kind not in ("year", "part_of_year"):
        return None
    return periods.joined(first.period, last.period)


def _speaks(text: str, key: str, read: _Read) -> bool:
    """Whether digits alone are a time: `trong 9/2019` and `trước 27/10` are, `đạt 9/12` and `đến 12 xã` are not."""
    atom, relation = read.atom, read.lead.relation
    if atom.kind == "none" or (atom.named and atom.kind != "this_year"):
        return atom.kind != "none"
    days = ("from",) if read.period.precision == "period" else ()  # `từ 10 đến 24/01`
    allowed = _DIGITS_AFTER.get(
        atom.kind, ("within", "by", "from", "xong") if atom.year else ("before", "by", "xong", *days)
    )
    if atom.kind == "year" and _HEADS_PART.match(key, atom.end) and _PART_BEFORE.search(key, 0, atom.start):
        return True  # `(năm 2021: 150 ha; 2022: 250 ha)`
    if atom.year and atom.kind in ("day", "month"):
        return relation in (*allowed, "before", "as_of")
    return relation in allowed and unit_at(text, key, atom.end) is None


_HEADS_PART = re.compile(r"\s?:\s")
_PART_BEFORE = re.compile(r"(?:^|[;,(:])\s*$")
_DIGITS_AFTER = {"this_year": ("within", "by"), "span": ("within", "from"), "year": ("within", "by", "from")}


def _phrase(text: str, first: _Read, last: _Read, whole: Period | None, tentative: bool) -> TimePhrase:
    start, end = first.lead.start, last.atom.end
    period = whole or first.period
    relation = "within" if whole else _relation(first)
    due_start, due_end = _days(relation, period)
    return TimePhrase(
        start, end, text[start:end], relation, due_start, due_end, period.precision, tentative,
        first.inferred and last.inferred, "", "range" if whole else first.atom.kind, bool(first.lead.relation),
        first.atom.start,
    )  # fmt: skip


def _relation(read: _Read) -> str:
    relation = read.lead.relation or "within"
    if relation == "xong":  # `xong 30/6` is a last day, `xong quý IV` a time within which
        return "by" if read.period.precision == "day" else "within"
    if relation == "within" and read.period.precision == "day":
        return "on"
    if relation == "from" and (read.atom.kind == "span" or read.period.precision == "period"):
        return "within"  # `từ tháng 3 - 5`, `từ giai đoạn 2021-2025`: a closed period
    return relation


def _days(relation: str, period: Period) -> tuple[date | None, date | None]:
    if relation == "before":
        return None, period.start or period.end
    if relation == "by":
        return None, period.end or period.start
    if relation == "from":
        return period.start or period.end, None
    return period.start, period.end
