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


_Build = Callable[["re.Match[str]"], "Iterator[Atom]"]


@dataclass(frozen=True, slots=True)
class _Source:
    """A pattern and what its matches are; none where no one of the `words` or fewer `digits` in a row stand."""

    words: tuple[str, ...]
    digits: int
    pattern: re.Pattern[str]
    build: _Build


_DIGIT, _FOUR_DIGITS = re.compile(r"\d"), re.compile(r"\d{4}")
_Y = r"(?:19[4-9]\d|20\d\d)"
_SEP = r"\s?[/.\-–]\s?"
_TAIL = rf"(?:\s?[/\-.–]\s?(?P<y>{_Y})|,?\s+(?:cua\s+)?nam\s+(?P<yy>{_Y}))"
_END = r"(?![\w/]|[.,]\d|-\d)(?!\s*,?\s*(?:am\s+lich|lich\s+am|\((?:am\s+lich|al)\)))"
_BEGIN = r"(?<![\w/])(?<!\d[.,-])"
_ROMAN = r"(?:[il1|]v|v|[il1|]{1,3}|[2-4])"
_PART = r"(?:(?P<part>{parts})\s+)?"
_MORE = r"(?P<more>(?:\s?(?:,|va|-|–|den|&)\s?{noun}{item})*)"
_ITEM = re.compile(r"\s?(?P<sep>,|va|-|–|den|&)\s?(?P<words>(?:(?:thang|quy|qui|ngay)\s+)?(?P<item>[\w|]+))")
_COUNTED = r"(?:cac\s+|(?P<counted>(?:hai|ba|bon|0?[2-4])\s+))?"


def find_atoms(text: str, key: str) -> list[Atom]:
    """All single times in `text` (with its mark-free `key`), in order and apart; the longest reading wins."""
    digits = 4 if _FOUR_DIGITS.search(key) else 1 if _DIGIT.search(key) else 0
    fitting = (each for each in _patterns() if each.digits <= digits and any(word in key for word in each.words))
    found = [atom for each in fitting for match in each.pattern.finditer(key) for atom in each.build(match)]
    found.sort(key=lambda atom: (atom.start, -atom.end))
    kept: list[Atom] = []
    for atom in found:
        if (not kept or atom.start >= kept[-1].end) and not (_is_country(text, key, atom) or _wins(text, key, atom)):
            kept.append(atom)
    return kept


def _is_country(text: str, key: str, atom: Atom) -> bool:
    """`Việt Nam 2030`, `miền Nam 2023`: the word is the south, not the year."""
    at = key.find("nam", atom.start, atom.end)
    if atom.kind not in ("year", "span") or at < 0:
        return False
    return text[at : at + 3] == "Nam" and key[max(0, at - 5) : at].endswith(("viet ", "mien ", "phia "))


def _wins(text: str, key: str, atom: Atom) -> bool:
    """`xã Quyết Thắng 03 thôn`, `đường thẳng 2`: no months, though a scan may print `thắng 3/2023`."""
    at = key.find("thang", atom.start, atom.end)
    printed = text[at : at + 5] if at >= 0 else ""
    return printed.lower() in _NO_MONTHS and (not printed.islower() or atom.year is None)


_NO_MONTHS = frozenset({"thắng", "thẳng", "thằng", "thăng", "thặng"})


@cache
def _patterns() -> tuple[_Source, ...]:
    words = {kind: _words(kind) for kind in ("part", "month")}
    # `phấn đấu năm 2024`, `đấu thầu tháng 3`: not every `dau` is `đầu`
    part = _PART.replace("{parts}", "|".join(_alternatives(words["part"]))).replace("|dau", "|(?<!phan )dau")
    month_words = "|".join(_alternatives(words["month"]))
    month = rf"(?:1[0-2]|0?[1-9]|(?:{month_words})(?!\s\d))"
    named_months = _MORE.replace("{noun}", r"thang\s+").replace("{item}", month)
    bare_months = _MORE.replace("{noun}", r"(?:thang\s+)?").replace("{item}", month)
    quarters = _MORE.replace("{noun}", r"(?:quy\s+|qui\s+)").replace("{item}", rf"{_ROMAN}\b")
    bare_quarters = _MORE.replace("{noun}", r"(?:quy\s+|qui\s+)?").replace("{item}", rf"{_ROMAN}\b")
    days = _MORE.replace("{noun}", r"(?:ngay\s+)?").replace("{item}", r"\d{1,2}").replace(")*)", ")+)")
    holidays = dict.fromkeys(max(re.findall(r"\w+", name), key=len) for name in _words("holiday"))
    more_years = _MORE.replace("{noun}", r"(?:nam\s+)?").replace("{item}", _Y)
    sources: list[tuple[str, int, str, _Build]] = [
        ("", 4, rf"(?P<noun>ngay\s+)?(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<y>{_Y})", _day),
        ("thang", 1, rf"(?P<noun>ngay\s+)?(?P<d>\d{{1,2}})\s+(?:cua\s+)?thang\s+(?P<m>\d{{1,2}}){_TAIL}?", _day),
        ("ngay", 1,
         rf"(?P<noun>ngay\s+)(?P<d>\d{{1,2}})\s?[/-]\s?(?P<m>\d{{1,2}})(?:,?\s+nam\s+(?P<y>{_Y}))?", _day),
        ("/", 1, r"(?P<noun>)(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)", _day),
        ("/|thang", 1, rf"{_COUNTED}(?:(?P<noun>ngay\s+)|(?<=tu\s))(?P<v>\d{{1,2}}){days}"
         rf"(?:\s?/\s?|\s+thang\s+)(?P<m>\d{{1,2}}){_TAIL}?", _days),
        ("/", 4, rf"(?P<v>\d{{1,2}})(?P<more>\s?[-–]\s?\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>{_Y})", _days),
        ("thang", 0, rf"{part}{_COUNTED}(?P<noun>thang\s+)(?P<v>{month}){bare_months}{_TAIL}", _month),
        ("thang", 0, rf"{part}{_COUNTED}(?P<noun>thang\s+)(?P<v>{month}){named_months}", _month),
        ("thang", 0,
         rf"(?P<part>)(?P<noun>thang\s+)(?P<v>{month}){bare_months}(?=\s*(?:[.;:)]\s|[.;:)]?$))", _month),
        ("/", 4, rf"(?P<part>)(?P<noun>)(?P<v>1[0-2]|0?[1-9])(?P<more>)/(?P<y>{_Y})(?P<yy>)", _month),
        ("qu", 0, rf"{part}{_COUNTED}(?P<noun>quy|qui)\s+(?P<v>{_ROMAN}){bare_quarters}{_TAIL}", _quarter),
        ("qu", 0, rf"{part}{_COUNTED}(?P<noun>quy|qui)\s+(?P<v>{_ROMAN})\b{quarters}", _quarter),
        ("thang", 0, rf"(?P<n>0?[369]|ba|sau|chin)\s+thang\s+(?P<part>dau|cuoi)\s+nam(?:\s+(?P<y>{_Y}))?", _half),
        ("nua", 0, rf"(?P<n>)nua\s+(?P<part>dau|cuoi|sau)\s+nam(?:\s+(?P<y>{_Y}))?", _half),
        ("nam", 4, rf"{part}(?:cac\s+|hai\s+|ba\s+)?nam\s+(?P<y>{_Y}){more_years}", _year),
        ("", 4, r"(?P<noun>giai doan|thoi ky|nhiem ky|nhung nam|(?:0?[2-5]|hai|ba|bon|cac)\s+nam)\s+"
         rf"(?:tu\s+)?(?:nam\s+)?(?P<y>{_Y})"
         rf"\s?(?:-|–|den|/)\s?(?:nam\s+)?(?P<last>{_Y})", _span),
        ("", 4, rf"(?P<noun>)(?P<y>{_Y})\s?[-–]\s?(?P<last>{_Y})", _span),
        ("nam", 4, rf"nam\s+hoc\s+{_Y}\s?[-–/]\s?{_Y}", _nothing),
        ("thang", 0, r"(?:ngay\s+)?(?:(?:mung|mong)\s+\w+|ram)\s+thang\s+(?:muoi\s+)?\w+", _nothing),
        ("nam", 0,
         rf"{part}nam(?:\s+nay)?(?P<y>)(?P<more>)(?!\s+(?:{_Y}|hoc|truoc|qua|sau|toi|hien|ngoai))", _bare_year),
        ("", 4, rf"(?P<y>{_Y})(?P<more>)(?P<part>)", _naked_year),
        ("|".join(holidays), 0, rf"(?:ngay\s+)?(?:le\s+)?(?P<holiday>{'|'.join(_alternatives(_words('holiday')))})"
         rf"(?:\s\(?(?:ngay\s+)?\d{{1,2}}\s?[/-]\s?\d{{1,2}}(?!\d))?(?:\s?/\s?(?P<y>{_Y})|\)?(?:\s+nam)?\s+(?P<yy>{_Y}))?",
         _holiday),
    ]  # fmt: skip
    return tuple(
        _Source(tuple(words.split("|")), digits, re.compile(_BEGIN + source + _END), build)
        for words, digits, source, build in sources
    )


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
    if not match["noun"] and _ordinals().search(match.string, max(0, match.start() - 24), match.start()):
        return  # `đợt 1 tháng 7`
    named = bool(match["noun"]) or " thang " in match.group() or bool(_printed_year(match))
    for atom in _atom(match, "day", lambda year: periods.day(year, month, day)):
        yield replace(atom, named=named)


@cache
def _ordinals() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_alternatives(_words('ordinal')))})\s$")


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a list of times: `tháng 3`, `4-6`; `first` and `last` as printed."""

    start: int
    end: int
    first: str
    last: str


def _runs(match: re.Match[str]) -> list[_Run]:
    """The times of a list: `tháng 3 và tháng 4/2023` are two, `tháng 3 - 5` and `hai ngày 24 và 25/7` are one."""
    alone = match.groupdict().get("counted") and not match["more"]  # `lần 2 tháng 9`
    runs = [_Run(match.start("noun") if alone else match.start(), match.end("v"), match["v"], match["v"])]
    at = match.start("more")
    for item in _ITEM.finditer(match["more"] or ""):
        if item["sep"] in ("-", "–", "den") or match.groupdict().get("counted"):
            runs[-1] = replace(runs[-1], end=at + item.end(), last=item["item"])
        else:
            runs.append(_Run(at + item.start("words"), at + item.end(), item["item"], item["item"]))
    return [*runs[:-1], replace(runs[-1], end=match.end())]


def _listed(
    match: re.Match[str], kind: str, period: Callable[[int, str, str], Period | None], part_kind: str = ""
) -> Iterator[Atom]:  # fmt: skip
    """An atom for each run of a list; `period(year, first, last)` reads it, `part_kind` is the kind of a part."""
    for run in _runs(match):

        def at(year: int, run: _Run = run) -> Period | None:
            return period(year, run.first, run.last)

        whole = at(2024)  # a leap year: only what no calendar holds is none
        if whole is not None:
            of = part_kind if whole.precision == "part_of_month" else kind
            yield Atom(run.start, run.end, of, _printed_year(match), at, bool(match.groupdict().get("noun", "x")))


def _days(match: re.Match[str]) -> Iterator[Atom]:
    """`ngày 12-15/5/2020`, `ngày 20 và ngày 21/5`, `từ 10 đến 24/01/2019`: some days of one month."""
    month = int(match["m"])

    def days(year: int, low: str, high: str) -> Period | None:
        first, last = periods.day(year, month, int(low)), periods.day(year, month, int(high))
        return first if low == high else periods.joined(first, last) if first and last else None

    for atom in _listed(match, "day", days):
        yield replace(atom, named=bool(match.groupdict().get("noun")) or atom.year is not None)


def _month(match: re.Match[str]) -> Iterator[Atom]:
    part = _words("part").get(match["part"] or "", "")

    def months(year: int, low: str, high: str) -> Period | None:
        first, last = _month_number(low), _month_number(high)
        headed = part and first == last and low == match["v"]
        return periods.part_of_month(year, first, part) if headed else periods.months(year, first, last)

    return _listed(match, "month", months, "part")


def _month_number(word: str) -> int:
    return int(word) if word.isdigit() else int(_words("month").get(word, "0"))


def _quarter(match: re.Match[str]) -> Iterator[Atom]:
    part = _words("part").get(match["part"] or "", "")

    def quarters(year: int, low: str, high: str) -> Period | None:
        whole = periods.quarters(year, _quarter_number(low), _quarter_number(high))
        return periods.edge(whole, part) if whole and part else whole

    return _listed(match, "quarter", quarters)


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


def _holiday(match: re.Match[str]) -> Iterator[Atom]:
    """`Quốc khánh 02/9/2023`, `Tết Dương lịch`: a day of the calendar by its name; only `trước`, `đến` make it one."""
    month, day = (int(each) for each in _words("holiday")[" ".join(match["holiday"].split())].split("-"))
    for atom in _atom(match, "day", lambda year: periods.day(year, month, day)):
        yield replace(atom, named=False, year=_printed_year(match))


def _nothing(match: re.Match[str]) -> Iterator[Atom]:
    """A school year is none of the calendar: it only keeps its digits from being read as years."""
    yield Atom(match.start(), match.end(), "none", None, lambda year: None)
