"""The national sets of criteria: which set a statement uses, and the names of its criteria.

The same number means other things by level, grade and period: 8 is Bưu điện (communes 2009),
Thông tin và Truyền thông (communes 2016), An ninh (districts 2016), Chất lượng môi trường sống
(districts 2021).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from data.loader import table
from normalizers.keys import fold

ALIKE = 88.0  # rapidfuzz ratio from which words name an indicator


@dataclass(frozen=True, slots=True)
class CriteriaSet:
    """A set: `names` of criteria by number, `indicators` by their code (`13.2`)."""

    code: str
    level: str
    grade: str
    total: int
    names: Mapping[int, str]
    indicators: Mapping[str, str]

    def name(self, criterion: int) -> str:
        """The criterion's name; empty for a number that the set does not have."""
        return self.names.get(criterion, "")

    def has_indicator(self, code: str) -> bool:
        """Whether the set knows the indicator; a set without a list of indicators knows none."""
        return code in self.indicators

    def works(self, criterion: int) -> tuple[str, ...]:
        """Keys of words for works that the criterion calls for."""
        return _topics().get(self.name(criterion), ((), ()))[1]

    def variants(self, criterion: int) -> tuple[str, ...]:
        """Keys of the criterion's name and its variants, the longest first."""
        name = self.name(criterion)
        return tuple(sorted({fold(name), *_topics().get(name, ((), ()))[0]}, key=lambda each: -len(each)))

    def indicator_like(self, words: str, criterion: int) -> str:
        """The code of the criterion's indicator that `words` name, empty where none is alike."""
        choices = {code: fold(name) for code, name in self.indicators.items() if code.startswith(f"{criterion}.")}
        found = process.extractOne(fold(words), choices, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE)
        return str(found[2]) if found else ""


_GRADES = {"nang cao": "nâng cao", "kieu mau": "kiểu mẫu"}


def grade_in(key: str) -> str:
    """The grade that mark-free words name: `nâng cao`, `kiểu mẫu`, or empty."""
    return next((grade for words, grade in _GRADES.items() if words in key), "")


@cache
def criteria_set(code: str) -> CriteriaSet:
    """The set of that code; raises KeyError for an unknown one."""
    row = {row["code"]: row for row in table("criteria/sets.tsv")}[code]
    rows = table(f"criteria/{code}.tsv")
    return CriteriaSet(
        code,
        row["level"],
        row["grade"],
        int(row["total"]),
        {int(each["criterion"]): each["name"] for each in rows if not each["indicator"]},
        {each["indicator"]: each["name"] for each in rows if each["indicator"]},
    )


def set_for(level: str, on: date | None, grade: str = "", words: str = "") -> CriteriaSet | None:
    """The set of a level and grade that holds on the day; without a day the one that `words` name.

    None where no national set applies (thôn, advanced communes before 2022).
    """
    rows = [row for row in table("criteria/sets.tsv") if row["level"] == level and row["grade"] == grade]
    if on is None:
        key = fold(words)
        named = [row for row in rows if any(fold(each) in key for each in row["named"].split(";") if each)]
        return criteria_set(named[0]["code"]) if len(named) == 1 else None
    for row in rows:
        if date.fromisoformat(row["first"]) <= on and (not row["last"] or on <= date.fromisoformat(row["last"])):
            return criteria_set(row["code"])
    return None


@cache
def _topics() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    def keys(words: str) -> tuple[str, ...]:
        return tuple(fold(each.strip()) for each in words.split(";") if each.strip())

    return {row["name"]: (keys(row["variants"]), keys(row["works"])) for row in table("criteria/topics.tsv")}
