"""Criteria said by their names: `Giao thông (2), Trường học (5)`, `tiêu chí Thu nhập`, `1. Trường học; 2. Thu nhập`.

A name that carries a number of its own set (`Thu nhập (tiêu chí số 10)`) is checked against it; where they
disagree the name is left out, and the caller says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from normalizers.criteria_sets import CriteriaSet, criteria_set

_LEAD = re.compile(
    r"\s*(?:chuan )?(?:(?:ntm|nong thon moi) )?(?:nang cao )?(?:(?:la |:\s*|\()?(?:\d{1,2}(?:/\d{1,2})?|mot|hai|ba"
    r"|bon|nam) (?=tieu chi|tc))?"
    r"(?:\(|\)\s*:|:|,(?=\s*(?:gom|la|bao gom|trong do|cu the))|gom|la|bao gom|gom co|cu the|do la|trong do|chuan"
    r"|cac|nhu"
    r"|tieu chi|tc|ve|sau|con lai|nong thon moi|ntm|nang cao|kieu mau|huyen|xa|o|day|-|\s)*\s*"
)
_MORE = re.compile(r"\s*(?:,\s*va(?!\w)|,|;|va(?!\w)|&)\s*(?:(?:cac )?(?:tieu chi|tc)\s*)?(?:ve\s+)?")
_ORDINAL = re.compile(
    r"\(?\d{1,2}\s*[.)]\s*|(?:tieu chi "
    r"|tc )?(?:so )?(?P<number>\d{1,2})\s*[-–:]?\s*(?:ve )?(?=[a-z])"
)
_NUMBER = re.compile(r"\s*\(\s*(?:tieu chi|tc)?\s*(?:so)?\s*(?P<number>\d{1,2})\s*\)")
_ASIDE = re.compile(r"\s*\([^();]{3,120}\)")  # `Giao thông (đường trục thôn còn hẹp), Giáo dục`
_EXPLICIT = re.compile(r"(?<!\w)(?<!bo )(?:tieu chi|tc)\s*(?:thanh phan )?(?:ve |:\s*|[-–] )?(?=[a-z])")
_CLOSED = re.compile(
    r"\s*(?:$|[,.;:()|/–-]|(?:va|da|chua|khong|dat|deu|hien|duoc|con|co|can|cua|theo|la|van|cung|tu|moi|do|vi|nam|tiep"
    r"|trong|nang cao|chuan)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A criterion of a set that stands as a name at `start`..`end`; `agrees`: its number, if any, is the set's."""

    criterion: int
    start: int
    end: int
    agrees: bool = True


def name_at(key: str, at: int, end: int, of: CriteriaSet) -> Named | None:
    """The longest name of the set that stands at `at`, as a whole word."""
    pattern, numbers = _names(of.code)
    found = pattern.match(key, at, end)
    return Named(numbers[found.lastindex - 1], at, found.end()) if found and found.lastindex else None


@cache
def _names(code: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """All names of a set, the longest first, a group each; commas between words come and go."""
    of = criteria_set(code)
    variants = sorted(((variant, n) for n in of.names for variant in of.variants(n)), key=lambda each: -len(each[0]))
    parts = (r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", variant))) for variant, _ in variants)
    return re.compile("|".join(f"({part})(?!\\w)" for part in parts)), tuple(number for _, number in variants)


def names_from(key: str, at: int, end: int, of: CriteriaSet) -> Iterator[Named]:
    """The names that follow each other as a list from `at` on; the first that is none ends it."""
    while at < end:
        ordinal = _ORDINAL.match(key, at, end)
        begin = ordinal.end() if ordinal else at
        named = name_at(key, begin, end, of)
        if named is None:
            return
        number = _NUMBER.match(key, named.end, end)
        stop = number.end() if number else named.end
        said = number["number"] if number else ordinal["number"] if ordinal else None
        yield Named(named.criterion, at, stop, said is None or int(said) == named.criterion)
        aside = _ASIDE.match(key, stop, end)
        more = _MORE.match(key, aside.end() if aside else stop, end)
        if more is None:
            return
        at = more.end()


def list_behind(key: str, at: int, end: int, of: CriteriaSet) -> list[Named]:
    """A list of names right behind a cue: `gồm: Quy hoạch (1), Điện (4)`, `các tiêu chí sau: 1. Trường học`."""
    lead = _LEAD.match(key, at, end)
    begin = lead.end() if lead else at
    found = list(names_from(key, begin, end, of))
    return found if found and _CLOSED.match(key, found[-1].end, end) else found[:-1]


def explicit(key: str, start: int, end: int, of: CriteriaSet) -> list[Named]:
    """Names behind the word itself: `tiêu chí Thu nhập, Môi trường`, `các tiêu chí: Quy hoạch; Điện`."""
    found: list[Named] = []
    for word in _EXPLICIT.finditer(key, start, end):
        if found and word.start() < found[-1].end:
            continue
        listed = list(names_from(key, word.end(), end, of))
        found += listed if not listed or _CLOSED.match(key, listed[-1].end, end) else listed[:-1]
    return found


def list_before(key: str, start: int, end: int, of: CriteriaSet) -> list[Named]:
    """A bare list of at least two names that ends near `end`: `Giao thông, Trường học chưa đạt`."""
    for begin in _beginnings(key, start, end):
        found = list(names_from(key, begin, end, of))
        if len(found) > 1 and re.fullmatch(r"\s*[:\-–,]?\s*(?:[a-z]+ ?){0,3}", key[found[-1].end : end]):
            return found
    return []


def _beginnings(key: str, start: int, end: int) -> Iterator[int]:
    yield start + len(key[start:end]) - len(key[start:end].lstrip(" -–:;,"))
    for opened in re.finditer(r"[:;,]\s+|(?<!\w)(?:con|gom|la|do|tieu chi)\s+", key[start:end]):
        yield start + opened.end()
