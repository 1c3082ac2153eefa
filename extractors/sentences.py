"""Where sentences and clauses end in administrative Vietnamese.

A full stop ends a sentence only before a blank and a capital, a digit or a bracket, and not after an
abbreviation (TP., TX., v.v.), a numbering at the start of the paragraph (`1.`, `Quý 1.`, `Chỉ tiêu 13.2.`)
or within brackets. `;` splits a sentence into clauses, except within brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from normalizers.keys import fold


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of the repaired text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """A sentence with its terminal mark; `clauses` cover it, each with its closing `;`."""

    clauses: tuple[Span, ...]


# "TT. Cao Thượng", "Tp. Vinh", "P. 5": level words and titles that are written with a stop
_ABBREVIATION = re.compile(
    r"(?:: ?1|; ?\d{1,2})\.$|(?:^|[\s(,/])(?:tp|tx|tt|p|q|h|x|t|ths|ts|pgs|gs|bs|ks|cn|ong|ba|dc|d/c|tm|kt|tl|tuq"
    r"|nxb|st|no|nr|[a-z])\.$"
)
_OPENING = re.compile(
    r"(?:\(?(?:[ivxl]{1,5}|[a-z]|\d{1,2}(?:\.\d{1,2})*)[.)/]\s*"
    r"|(?:quy|chi tieu|tieu chi|dieu|buoc|giai doan|dot|noi dung|phan|muc|khoan|chuong|phu luc|bieu)"
    r"(?: so| thu)? (?:\d[\d.]*|[ivx]+|nhat|hai|ba|tu|nam)\.\s*)+"
)
_STOP = re.compile(r"(?:\./\.?|[.!?…]+)[\"”’')\]]*(?=\s|$)")
_BRACKET = re.compile(r"[()]")
_BRACKET_WORDS = 8
_ONE_LETTER = re.compile(r" [ởýổ]$")  # `Hỗ trợ nhà ở. Phòng …`


def sentences(text: str, start: int, end: int, folded: str = "") -> tuple[Sentence, ...]:
    """The sentences of `text[start:end]`, which holds no line break; blank ones are dropped.

    `folded` is `fold(text)` where the caller has it.
    """
    key = folded[start:end] or fold(text[start:end])
    cuts = [0, *(cut for cut in _cuts(text[start:end], key)), end - start]
    found = []
    for low, high in pairwise(cuts):
        span = _strip(text, start + low, start + high)
        if span is not None:
            found.append(Sentence(span.start, span.end, clauses(text, span.start, span.end)))
    return tuple(found)


def clauses(text: str, start: int, end: int) -> tuple[Span, ...]:
    """The `;`-clauses of `text[start:end]`; a semicolon within brackets does not split."""
    if ";" not in text[start:end]:
        whole = _strip(text, start, end)
        return () if whole is None else (whole,)
    depths = _depths(text[start:end])
    cuts = [0, *(i + 1 for i, char in enumerate(text[start:end]) if char == ";" and depths[i] == 0), end - start]
    spans = (_strip(text, start + low, start + high) for low, high in pairwise(cuts))
    return tuple(span for span in spans if span is not None)


def _cuts(text: str, key: str) -> list[int]:
    opening = _OPENING.match(key)
    from_ = opening.end() if opening else 0
    depths = _depths(text)
    return [stop.end() for stop in _STOP.finditer(key, from_) if _ends(text, key, stop, depths)]


def _ends(text: str, key: str, stop: re.Match[str], depths: list[int]) -> bool:
    if depths[stop.start()] > 0 and not stop.group().endswith(")"):
        return False
    after = text[stop.end() :].lstrip()
    if not after:
        return False
    if after[0] == "(":
        inside = after[1:].split(")")[0]
        return len(inside.split()) > _BRACKET_WORDS and inside[:1].isupper()
    if after[0].islower() or after[0] in ",;.)":
        return False
    if stop.group().startswith((".", "…")) and stop.group()[:2] in (".", ". "):
        before = key[max(0, stop.start() - 12) : stop.start() + 1]
        closed = _closes_word(key, stop.start()) or _ONE_LETTER.search(text[: stop.start()]) is not None
        return not _ABBREVIATION.search(before) or closed
    return True


def _closes_word(key: str, at: int) -> bool:
    """Whether the single letters before `at` are a word's end after all: `điểm a.`, `chữ ký số 5.`"""
    return key[max(0, at - 3) : at].endswith((" xa", " ba"))


def _depths(text: str) -> list[int]:
    """The bracket depth before each character; a bracket that is never closed does not count."""
    depths, open_at = [0] * len(text), []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "(":
            open_at.append(bracket.start())
        elif open_at:
            for inner in range(open_at.pop() + 1, bracket.start() + 1):
                depths[inner] += 1
    return depths


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[start] == "(" and text[end - 1] == ")" and text.find(")", start) == end - 1:
        start, end = start + 1, end - 1
    return Span(start, end) if start < end else None
