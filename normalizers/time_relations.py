"""The words before a time, and what they make of it: `trước`, `chậm nhất đến`, `trong`, `từ`.

The word nearest to the time decides (`xong trước`: before, `chậm nhất trong`: within), except that `chậm nhất`
stays a last day before `vào`. The words stand in data/time_words.tsv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from data import loader
from normalizers.keys import fold

_HOUR = r"(?:(?:luc\s+)?\d{1,2}(?:\s?(?:h|g|gio)\s?\d{0,2}|:\d{2})(?:\s?phut)?,?\s+)?"


_NO_FROM = (
    r"(?:(?<=dau )|(?<=vat )|(?<=thu )|(?<=rieng ))tu(?!\w)"  # `vốn đầu tư năm 2023`, `vật tư tháng 5` are no `từ`
)


@dataclass(frozen=True, slots=True)
class Lead:
    """The relation words directly before a time: where they start, and the relation (empty without one)."""

    start: int
    relation: str


def lead(key: str, at: int) -> Lead:
    """Read the relation words of the mark-free `key` that end at `at`."""
    start = at
    found: list[str] = []  # what `trước 17h00 ngày 20/5` says of the hour is kept in the words alone
    while word := _words().search(key, max(0, start - 40), start):
        value = _values()[" ".join(word[1].split())]
        if value == "xong":
            return Lead(start, _decide(found) or "xong")
        if value != "filler":
            found.append(value)
        elif not found and not _words().search(key, max(0, word.start(1) - 40), word.start(1)):
            break  # `là tháng 5`: the copula alone is no relation word
        start = word.start(1)
    return Lead(start, _decide(found))


def _decide(found: list[str]) -> str:
    if not found:
        return ""
    if found[0] in ("within?", "by") and "by!" in found:
        return "by"
    return found[0].rstrip("!?")


@cache
def _values() -> dict[str, str]:
    return {fold(row["phrase"]): row["value"] for row in loader.table("time_words.tsv") if row["kind"] == "relation"}


@cache
def _words() -> re.Pattern[str]:
    phrases = "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(_values(), key=len, reverse=True))
    return re.compile(rf"(?<![\w/])(?!{_NO_FROM})({phrases})\s?,?:?\s+{_HOUR}$")
