"""The single times of a text: days, months, quarters, halves, years and spans, before relation and year.

All patterns run on mark-free keys (`normalizers.keys.fold`), so they read mangled text too; where the key is
ambiguous (`Việt Nam 2045` is no year 2045) the text itself decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from data import loader
from normalizers import periods
from normalizers.keys import fold
from normalizers.periods import Period


@dataclass(frozen=True, slots=True)
class Atom:
    """A single time: span, kind (`day` `month` `part` `quarter` `half` `year` `span`), year if printed.

    `at` makes the period once the year is known. `named`: with its noun (`ngày`, `tháng`), not bare digits.
    """

    start: int
    end: int
    kind: str
    year: int | None
    at: Callable[[int], Period | None]
    named: bool = True


_Y = r"(?:19[4-9]\d|20\d\d)"
_SEP = r"\s?[/.\-–]\s?"
_TAIL = rf"(?:\s?[/\-.–]\s?(?P<y>{_Y})|,?\s+(?:cua\s+)?nam\s+(?P<yy>{_Y}))"
_END = r"(?![\w/]|[.,]\d|-\d)"
_BEGIN = r"(?<![\w/])(?<!\d[.,-])"
_ROMAN = r"(?:[il1|]v|v|[il1|]{1,3}|[2-4])"
_LIST_WORDS = frozenset({"thang", "quy", "qui", "va", "den"})
_PART = r"(?:(?P<part>{parts})\s+)?"
_MORE = r"(?P<more>(?:\s?(?:,|va|-|–|den|&)\s?{noun}{item})*)"


def find_atoms(text: str, key: str) -> list[Atom]:
    """All single times in `text` (with its mark-free `key`), in order and apart; the longest reading wins."""
    found = [atom for pattern, build in _patterns() for match in pattern.finditer(key) for atom in build(match)]
    found.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in found:
        if (not kept or atom.start >= kept[-1].end) and not _is_country(text, key, atom):
            kept.append(atom)
    return kept


def _is_country(text: str, key: str, atom: Atom) -> bool:
    """`Việt Nam 2030`, `miền Nam 2023`: the word is the south, not the year."""
    at = key.find("nam", atom.start, atom.end)
    if atom.kind not in ("year", "span") or at < 0:
        return False
    return text[at : at + 3] == "Nam" and key[max(0, at - 5) : at].endswith(("viet ", "mien ", "phia "))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Atom]]], ...]:
    words = {kind: _words(kind) for kind in ("part", "month")}
    # `phấn đấu năm 2024`, `đấu thầu tháng 3`: not every `dau` is `đầu`
    part = _PART.replace("{parts}", "|".join(_alternatives(words["part"]))).replace("|dau", "|(?<!phan )dau")
    month_words = "|".join(_alternatives(words["month"]))
    month = rf"(?:1[0-2]|0?[1-9]|(?:{month_words})(?!\s\d))"
    named_months = _MORE.replace("{noun}", r"thang\s+").replace("{item}", month)
    bare_months = _MORE.replace("{noun}", r"(?:thang\s+)?").replace("{item}", month)
    quarters = _MORE.replace("{noun}", r"(?:quy\s+|qui\s+)").replace("{item}", rf"{_ROMAN}\b")
    bare_quarters = _MORE.replace("{noun}", r"(?:quy\s+|qui\s+)?").replace("{item}", rf"{_ROMAN}\b")
    more_years = _MORE.replace("{noun}", r"(?:nam\s+)?").replace("{item}", _Y)
    sources: list[tuple[str, Callable[[re.Match[str]], Iterator[Atom]]]] = [
        (rf"(?P<noun>ngay\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>{_Y})", _day),
        (rf"(?P<noun>ngay\s+)?(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}}){_TAIL}?", _day),
        (rf"(?P<noun>ngay\s+)(?P<d>\d{{1,2}})\s?[/-]\s?(?P<m>\d{{1,2}})(?:,?\s+nam\s+(?P<y>{_Y}))?", _day),
        (r"(?P<noun>)(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)", _day),
        (rf"(?P<noun>ngay\s+)(?P<d>\d{{1,2}})\s?(?:-|–|den)\s?(?:ngay\s+)?(?P<to>\d{{1,2}})"
         rf"(?:\s?/\s?|\s+thang\s+)(?P<m>\d{{1,2}}){_TAIL}?", _days),
        (rf"{part}(?:cac\s+)?(?P<noun>thang\s+)(?P<v>{month}){bare_months}{_TAIL}", _month),
        (rf"{part}(?P<noun>thang\s+)(?P<v>{month}){named_months}", _month),
        (rf"(?P<part>)(?P<noun>thang\s+)(?P<v>{month}){bare_months}(?=\s*(?:[.;:)]\s|[.;:)]?$))", _month),
        (rf"(?P<part>)(?P<noun>)(?P<v>1[0-2]|0?[1-9])(?P<more>)/(?P<y>{_Y})(?P<yy>)", _month),
        (rf"{part}(?:cac\s+)?(?P<noun>quy|qui)\s+(?P<v>{_ROMAN}){bare_quarters}{_TAIL}", _quarter),
        (rf"{part}(?P<noun>quy|qui)\s+(?P<v>{_ROMAN})\b{quarters}", _quarter),
        (rf"(?P<n>0?[369]|ba|sau|chin)\s+thang\s+(?P<part>dau|cuoi)\s+nam(?:\s+(?P<y>{_Y}))?", _half),
        (rf"(?P<n>)nua\s+(?P<part>dau|cuoi|sau)\s+nam(?:\s+(?P<y>{_Y}))?", _half),
        (rf"{part}(?:cac\s+|hai\s+|ba\s+)?nam\s+(?P<y>{_Y}){more_years}", _year),
        (rf"(?P<noun>giai doan|thoi ky|nhiem ky|nhung nam)\s+(?:tu\s+)?(?:nam\s+)?(?P<y>{_Y})"
         rf"\s?(?:-|–|den|/)\s?(?:nam\s+)?(?P<last>{_Y})", _span),
        (rf"(?P<noun>)(?P<y>{_Y})\s?[-–]\s?(?P<last>{_Y})", _span),
        (rf"nam\s+hoc\s+{_Y}\s?[-–/]\s?{_Y}", _nothing),
        (rf"{part}nam(?:\s+nay)?(?P<y>)(?P<more>)(?!\s+(?:{_Y}|hoc|truoc|qua|sau|toi|hien|ngoai))", _bare_year),
        (rf"(?P<y>{_Y})(?P<more>)(?P<part>)", _naked_year),
    ]  # fmt: skip
    return tuple((re.compile(_BEGIN + source + _END), build) for source, build in sources)


@cache
def _words(kind: str) -> dict[str, str]:
    return {fold(row["phrase"]): row["value"] for row in loader.table("time_words.tsv") if row["kind"] == kind}


def _alternatives(words: dict[str, str]) -> list[str]:
    return [word.replace(" ", r"\s+") for word in sorted(words, key=len, reverse=True)]


def _printed_year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    printed = groups.get("y") or groups.get("yy")
    return int(printed) if printed else None


def _atom(match: re.Match[str], kind: str, at: Callable[[int], Period | None]) -> Iterator[Atom]:
    if at(2024) is not None:  # a leap year: only what no calendar holds is none
        yield Atom(match.start(), match.end(), kind, _printed_year(match), at, bool(match.groupdict().get("noun", "x")))


def _day(match: re.Match[str]) -> Iterator[Atom]:
    day, month = int(match["d"]), int(match["m"])
    named = bool(match["noun"]) or " thang " in match.group() or bool(_printed_year(match))
    for atom in _atom(match, "day", lambda year: periods.day(year, month, day)):
        yield replace(atom, named=named)


def _days(match: re.Match[str]) -> Iterator[Atom]:
    """`ngày 12-15/5/2020`: some days of one month."""
    low, high, month = int(match["d"]), int(match["to"]), int(match["m"])

    def at(year: int) -> Period | None:
        first, last = periods.day(year, month, low), periods.day(year, month, high)
        return periods.joined(first, last) if first and last else None

    return _atom(match, "day", at)


def _month(match: re.Match[str]) -> Iterator[Atom]:
    part = _words("part").get(match["part"] or "", "")
    first, last = _month_number(match["v"]), _month_number((_items(match) or [match["v"]])[-1])
    if part and first == last:
        return _atom(match, "part", lambda year: periods.part_of_month(year, first, part))
    return _atom(match, "month", lambda year: periods.months(year, first, last))


def _items(match: re.Match[str]) -> list[str]:
    return [word for word in re.findall(r"[\w|]+", match["more"]) if word not in _LIST_WORDS]


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else int(_words("month").get(word, "0"))


def _quarter(match: re.Match[str]) -> Iterator[Atom]:
    part = _words("part").get(match["part"] or "", "")
    first, last = _quarter_number(match["v"]), _quarter_number((_items(match) or [match["v"]])[-1])

    def at(year: int) -> Period | None:
        whole = periods.quarters(year, first, last)
        return periods.edge(whole, part) if whole and part else whole

    return _atom(match, "quarter", at)


def _quarter_number(word: str) -> int:
    """`III`, `3`, and what OCR makes of them: `Il`, `111`, `lV`."""
    if word in ("2", "3", "4"):
        return int(word)
    return 4 if word.endswith("v") else len(word)


def _half(match: re.Match[str]) -> Iterator[Atom]:
    words = {"ba": 3, "sau": 6, "chin": 9, "": 6}
    count = words[match["n"]] if match["n"] in words else int(match["n"])
    first, last = (1, count) if match["part"] == "dau" else (13 - count, 12)
    return _atom(match, "half", lambda year: periods.months(year, first, last))


def _year(match: re.Match[str]) -> Iterator[Atom]:
    part = _words("part").get(match["part"] or "", "")
    listed = [int(each) for each in re.findall(_Y, match["more"])]

    def at(year: int) -> Period | None:
        whole = periods.years(year, max([year, *listed]))
        return periods.edge(whole, part) if whole and part else whole

    return _atom(match, "part_of_year" if part else "year", at)


def _span(match: re.Match[str]) -> Iterator[Atom]:
    last = int(match["last"])
    for atom in _atom(match, "span", lambda year: periods.years(min(year, last), last)):
        yield replace(atom, named=bool(match["noun"]))


def _bare_year(match: re.Match[str]) -> Iterator[Atom]:
    for atom in _year(match):
        yield replace(atom, kind="part_of_year" if match["part"] else "this_year")


def _naked_year(match: re.Match[str]) -> Iterator[Atom]:
    for atom in _year(match):
        yield replace(atom, named=False)


def _nothing(match: re.Match[str]) -> Iterator[Atom]:
    """A school year is none of the calendar: it only keeps its digits from being read as years."""
    yield Atom(match.start(), match.end(), "none", None, lambda year: None)
