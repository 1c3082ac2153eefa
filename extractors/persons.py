"""Persons who are charged with something by name: `Đồng chí Lê Văn Hưng, Trưởng phòng Nội vụ: phụ trách chung`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data import loader
from extractors.agency_words import WORD
from extractors.letters import CAPITALS
from extractors.verbs import is_printed_task

_TITLES = ("BS", "ThS", "TS")
FORMS_OF_ADDRESS = ("đồng chí", "đ/c", "ông", "bà", "bác sĩ", "thạc sĩ", "tiến sĩ", "kỹ sư", "thầy", "cô", *_TITLES)
_SPOKEN = "|".join(f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in FORMS_OF_ADDRESS if each not in _TITLES)
_ADDRESS = re.compile(rf"(?:(?:{_SPOKEN}|(?:{'|'.join(_TITLES)})\.?)\s+)+")
_NAME = re.compile(rf"(?P<family>[{CAPITALS}]\w*)(?: [{CAPITALS}][\w'’]*){{1,4}}(?!\w)")
_APPOSITION = re.compile(r"\s*(?:,|[-–])\s*(?=\w)")
_BRACKET = re.compile(r"\s*\([^()]{2,80}\)")
_LONGEST_TITLE = 14  # syllables


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name as a span, and where the office said behind it ends."""

    start: int
    name_end: int
    end: int


def person_at(text: str, key: str, at: int, end: int) -> Person | None:
    """The person whose form of address starts at `at`; None where no family name follows it."""
    address = _ADDRESS.match(text, at, end)
    name = _NAME.match(text, address.end(), end) if address else None
    if name is None or name["family"].lower() not in _families():
        return None
    return Person(name.start(), name.end(), _behind_title(text, key, name.end(), end))


def _behind_title(text: str, key: str, at: int, end: int) -> int:
    """Where the office behind a name ends: before a task, a colon or the end of the line."""
    bracket = _BRACKET.match(text, at, end)
    if bracket:
        return bracket.end()
    gap = _APPOSITION.match(text, at, end)
    if gap is None or _ADDRESS.match(text, gap.end(), end):
        return at
    close = gap.end()
    for count, word in enumerate(WORD.finditer(text, gap.end(), end)):
        between = text[close : word.start()]
        if count >= _LONGEST_TITLE or re.search(r"[:;.()]", between):
            break
        if word[0].islower() and is_printed_task(text, key, word.start()):
            return close if count else at
        close = word.end()
    return close


@cache
def _families() -> frozenset[str]:
    return frozenset(row["surname"].lower() for row in loader.table("surnames.tsv"))
