"""Quantities as plans state them: `147/184 xã`, `trên 99%`, `25-30 hộ`, `từ 30% trở lên`, `45 triệu đồng/người/năm`.

`find_quantities` reads number, bound, range, whole and unit; what the number means (level, change,
cumulative) is for the target rules. Numbers of documents, criteria, dates and headings are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data import loader
from normalizers.keys import fold
from normalizers.numbers import NUMBER, WORDS, parse_number
from normalizers.units import Unit, unit_at


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity: its span with bound and unit, where the number itself stands, and its values.

    `comparator` is `eq` `ge` `le` `gt` `lt` or `range` (then `value_max` is set). `unit` and `kind` are empty
    where no known unit follows; `base` is the value it starts from in `từ 12 lên 15`.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    comparator: str
    value: float
    value_max: float | None
    denominator: float | None
    unit: str
    kind: str
    base: float | None = None


_TO = r"(?:\s?[-–]\s?|\s+đến\s+|\s+den\s+)"
_NUMBER = re.compile(
    rf"(?<![\w/.,])(?P<a>{NUMBER})(?:\s?/\s?(?P<whole>\d{{1,3}}(?:\.\d{{3}})+|\d+)(?![\d/.,-])"
    rf"|(?:\s?(?:%|[a-z]+))?{_TO}(?P<b>{NUMBER}))?(?![\d/])"
)
_BRACKETED_COUNT = re.compile(r"\s?\((?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)[a-z ]*\)")
_BRACKET = re.compile(r"\s?\([^()]{1,40}\)(?=\s)")
_NO_QUANTITY = re.compile(
    r"(?:\b(?:so|dieu|khoan|muc|quyet dinh|nghi quyet|thong tu|nghi dinh|ke hoach|qd|nq|ct|kh|tieu chi|chi tieu|quy"
    r"|thang"
    r"|ngay|nam|phu luc|bieu|mau|giai doan|khoa|lan thu|thu|quoc lo|chuong|phan|dot|(?<!nang )cap"
    r"|loai|muc do|lop|khoi|kv|thon"
    r"|ban|khu pho|to dan pho|to|ap)|[a-z]\.)\s*$"
)
_MEASURED = frozenset({"share", "money", "measure"})
_CHANGE = re.compile(
    rf"\btu\s+(?:muc\s+)?(?P<base>{NUMBER})\s?(?:%|[a-z/]+(?:\s[a-z/]+){{0,2}})?"
    r"(?:\s+\(?(?:(?:vao|o|hoi|thoi diem)\s+)?(?:(?:cuoi|dau)\s+)?nam(?:\s+\d{4}|\s+(?:truoc|nay))?\)?)?"
    r"\s+(?:nang\s+|tang\s+|giam\s+)?(?:len|xuong|con|nang len)(?:\s+(?:con|den|dat|tren|duoi))*\s+$"
)
_FILLER = r"(?:\s+(?:co|dat|la|tu|khoang|duoc|them|con|phai|tren|duoi|moi nam)){0,2}"


def find_quantities(text: str, key: str = "") -> list[Quantity]:
    """All quantities in `text`, in order; `key` is its mark-free form where the caller has it."""
    key = key or fold(text)
    found: list[Quantity] = []
    for match in _NUMBER.finditer(key):
        if not found or match.start() >= found[-1].number_end:
            quantity = _quantity(text, key, match)
            if quantity:
                found.append(quantity)
    found.extend(_worded(text, key))
    found.extend(_fractions(key))
    found = _drop_bases(found, key)
    return sorted(found, key=lambda quantity: quantity.start)


def _quantity(text: str, key: str, match: re.Match[str]) -> Quantity | None:
    end = match.end()
    second = match["b"]
    unit = _unit(text, key, end)
    if second and unit is None:  # `2-3`, and the unit between: `25% - 30%` has it behind both
        second, end = None, match.end("a")
        unit = _unit(text, key, end)
    coded = _NO_QUANTITY.search(key, max(0, match.start() - 16), match.start())
    if coded and (unit is None or unit.kind not in _MEASURED):
        return None
    value, value_max = parse_number(match["a"]), parse_number(second) if second else None
    if value_max is not None and value_max <= value:
        return None
    whole = parse_number(match["whole"]) if match["whole"] else None
    start, comparator = bound(key, match.start(), unit.end if unit else end)
    return Quantity(
        start, unit.end if unit else end, match.start(), end, "range" if value_max is not None else comparator,
        value, value_max, whole, unit.text if unit else "", unit.kind if unit else "", _base(key, start),
    )  # fmt: skip


def _unit(text: str, key: str, at: int) -> Unit | None:
    found = unit_at(text, key, at)
    if found is None:
        for aside in (_BRACKETED_COUNT, _BRACKET):
            if skipped := aside.match(key, at):
                return unit_at(text, key, skipped.end())
    return found


def bound(key: str, start: int, end: int) -> tuple[int, str]:
    """The comparator of a number at `start`, whose unit ends at `end`, and where its words begin (else `start`)."""
    before, after = _bounds()
    found = before.search(key, max(0, start - 48), start)
    begin, comparator = (found.start(1), _comparator(found[1])) if found else (start, "eq")
    behind = after.match(key, end)
    if behind:
        return begin, _comparator(behind[1])
    return begin, comparator


def _comparator(words: str) -> str:
    return _comparators()[" ".join(words.split())]


@cache
def _comparators() -> dict[str, str]:
    return {fold(row["phrase"]): row["comparator"] for row in loader.table("comparators.tsv")}


@cache
def _bounds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    places: dict[str, list[str]] = {"before": [], "after": []}
    for row in loader.table("comparators.tsv"):
        places[row["place"]].append(re.escape(fold(row["phrase"])).replace(r"\ ", r"\s+"))
    before, after = ("|".join(sorted(words, key=len, reverse=True)) for words in places.values())
    return (
        re.compile(rf"(?<![\w])((?:{before}))(?:{_FILLER}\s+|\s?)$"),
        re.compile(rf"(?:\s+[a-z]+){{0,6}}\s+({after})(?!\w)"),
    )


def _base(key: str, start: int) -> float | None:
    found = _CHANGE.search(key, max(0, start - 60), start)
    return parse_number(found["base"]) if found else None


def _drop_bases(found: list[Quantity], key: str) -> list[Quantity]:
    """`từ 12 lên 15 xã` states 15; 12 is where it starts."""
    spans = [
        match.span("base") for q in found if q.base is not None
        for match in [_CHANGE.search(key, max(0, q.start - 60), q.start)] if match
    ]  # fmt: skip
    return [
        q
        for q in found
        if (q.number_start, q.number_end) not in spans and not any(q.number_start == start for start, _ in spans)
    ]


# `ít nhất một nửa số xã`, `ba phần tư số hộ`: shares that have an exact value
_FRACTION = re.compile(
    r"(?<!\w)(?P<part>(?:mot )?nua|mot phan tu|ba phan tu|mot phan nam|hai phan nam|ba phan nam|bon phan nam)"
    r"(?= (?:tong )?(?:so|cac) )"
)
_PARTS = {"nua": 50, "mot nua": 50, "mot phan tu": 25, "ba phan tu": 75, "mot phan nam": 20, "hai phan nam": 40}
_PARTS |= {"ba phan nam": 60, "bon phan nam": 80}


def _fractions(key: str) -> list[Quantity]:
    found = []
    for match in _FRACTION.finditer(key):
        start, comparator = bound(key, match.start(), match.end())
        value = float(_PARTS[match["part"]])
        found.append(
            Quantity(start, match.end(), match.start(), match.end(), comparator, value, None, None, "%", "share")
        )
    return found


_WORD = re.compile(rf"(?<!\w)({'|'.join(WORDS)})\s+(?=\w)", re.IGNORECASE)


def _worded(text: str, key: str) -> list[Quantity]:
    """`ít nhất hai xã`; `một` alone is an article, and without a place or count behind it no number."""
    found = []
    for match in _WORD.finditer(text):
        unit = unit_at(text, key, match.end(1))
        start, comparator = bound(key, match.start(), unit.end if unit else match.end())
        value = WORDS[match[1].lower()]
        if (
            unit
            and unit.kind == "place"
            and (comparator != "eq" or value > 1)
            and not _NO_QUANTITY.search(key, max(0, start - 16), start)
        ):
            found.append(
                Quantity(
                    start, unit.end, match.start(), match.end(1), comparator, value, None, None, unit.text, unit.kind
                )
            )
    return found
