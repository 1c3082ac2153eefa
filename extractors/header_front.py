"""The letterhead: number, date and place of issue, kind of document, title.

The head is printed in two columns and reaches us joined in many ways: `Số: 18/KH-UBND Hòa An, ngày
5 tháng 3 năm 2024` may be one line. A handwritten number that was not read leaves a gap
(`Số:    /KH-UBND`): then the number stays empty and an issue says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from data.loader import table
from extractors.borders import is_type_line
from extractors.outline import Kind, Outline, Paragraph
from normalizers.keys import UPPER, fold
from pipeline.model import Finding, Issue, Value

YEARS = range(2005, 2036)

_NUMBER = re.compile(r"(?<!\w)so\s*[:.;,]?\s*(?P<digits>[^/\n:]{0,14}?)\s*(?P<mark>[/-])\s*(?=[a-z0-9])")
_YEAR = re.compile(r"(?P<year>20\d{2})\s*/\s*")
_SYMBOLS = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư&,.]*(?:\s?[-–/]\s?[A-ZĐƯ][A-Za-zĐđƯư&]*\d*)*")
# Digits read as letters and lost blanks are put up with: "ngày O5 thang0l năm 2024".
_DATE = re.compile(
    r"ngay[\s.…_]*(?P<day>[\dol]{1,2})?(?<!\d[ol])[\s.…_]*thang[\s.…_]*(?P<month>[\dol]{1,2})?[\s.…_]*"
    r"n[a-z]{0,2}m[\s.…_]*(?P<year>\d{4})"
)
_DIGITS = str.maketrans("ol", "01")
_CAPITAL_WORD = rf"[{UPPER}][\w'’]*\.?"
_PLACE = re.compile(
    rf"(?<!\w)({_CAPITAL_WORD}(?:(?:\s+|\s?[-–]\s?)(?:{_CAPITAL_WORD}|\d+)){{0,5}})\s*[,;.]?\s*(?:[Nn]gày|NGÀY)$"
)
_LEVEL_WORD = re.compile(r"^(?:thanh pho|thi xa|thi tran|tinh|huyen|quan|xa|phuong|tp|tx|tt)[.\s]\s*")
_ABOUT = re.compile(r"(?:v/v|ve viec)\b")
_ISSUER_LINE = re.compile(r"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|chu tich|giam doc|bo truong|thu tuong)")
_ADDRESSEE = re.compile(r"kinh gui")


def find(outline: Outline) -> Iterator[Finding | Issue]:
    """The values of the letterhead, each with its place, and what could not be read."""
    head = [each for each in outline.paragraphs if each.kind is Kind.HEAD]
    at = next((i for i, each in enumerate(head) if _is_type(outline, each)), len(head))
    yield from _number(outline, head[: at or len(head)])
    yield from _issued(outline, head[: at or len(head)])
    yield from _type_and_title(outline, head, at)


def value(name: str, found: Value, span: tuple[int, int], confidence: float) -> Finding:
    """A header value as a finding of the documents table."""
    return Finding("documents", *span, {name: found}, f"rule:header.{name}", confidence)


def _is_type(outline: Outline, paragraph: Paragraph) -> bool:
    return is_type_line(outline.text, outline.key, paragraph.start, paragraph.end)


def _number(outline: Outline, head: list[Paragraph]) -> Iterator[Finding | Issue]:
    for paragraph in head:
        for found in _NUMBER.finditer(outline.key, paragraph.start, paragraph.end):
            year = _YEAR.match(outline.key, found.end())
            symbols = _SYMBOLS.match(outline.text, year.end() if year else found.end(), paragraph.end)
            if symbols is None or not re.search(r"[A-ZĐ]{2}", symbols[0]):
                continue
            digits = outline.text[found.start("digits") : found.end("digits")].strip(" .…_")
            tail = re.sub(r"\s", "", symbols[0]).replace("–", "-").rstrip(".,-&")
            end = symbols.start() + len(symbols[0].rstrip(" .,-–&"))
            if re.fullmatch(r"\d{1,5}[a-zA-Z]?", digits):
                printed = f"{digits}{found['mark']}{year['year'] + '/' if year else ''}{tail}"
                yield value("number", printed, (found.start(), end), 0.95)
            else:
                yield Issue("header.number_unreadable", f"the number before {found['mark']}{tail} is missing or not "
                            "read; look at the page", paragraph.page, found.start(), end)  # fmt: skip
            return


def _issued(outline: Outline, head: list[Paragraph]) -> Iterator[Finding | Issue]:
    close = [each for each in outline.paragraphs if each.kind is Kind.CLOSE]
    for paragraph in [*head, *close]:
        found = _DATE.search(outline.key, paragraph.start, paragraph.end)
        if found is None:
            continue
        span = found.start(), found.end()
        place = _PLACE.search(outline.text[paragraph.start : found.start() + 4])
        name = _place_name(place[1]) if place else ""
        if place and name:
            start = paragraph.start + place.start(1)
            yield value("place", name, (start, start + len(place[1])), 0.9)
        if not found["day"] or not found["month"]:
            yield Issue("header.date_incomplete", "the day or month of issue is missing or not read; look at the page",
                        paragraph.page, *span)  # fmt: skip
        elif day := _day(int(found["year"]), _digits(found["month"]), _digits(found["day"])):
            clean = found["day"].isdigit() and found["month"].isdigit() and day.year in YEARS
            yield value("issued_on", day, span, 0.95 if clean else 0.6)
            if day.year not in YEARS:
                yield Issue("header.year_out_of_range", f"year of issue {day.year} is not in 2005-2035", paragraph.page,
                            *span)  # fmt: skip
        else:
            yield Issue("header.date_impossible", "the date of issue is not in the calendar", paragraph.page, *span)
        return


def _digits(read: str) -> int:
    return int(read.translate(_DIGITS))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _place_name(printed: str) -> str:
    """The place of issue without its level word; words in capitals before it belong to another column."""
    words = printed.split()
    while len(words) > 1 and words[0].isupper() and len(words[0]) > 1 and not words[-1].isupper():
        words = words[1:]
    name = " ".join(words)
    level = _LEVEL_WORD.match(fold(name))
    return name[level.end() :] if level else name


def _type_and_title(outline: Outline, head: list[Paragraph], at: int) -> Iterator[Finding]:
    if at == len(head):
        yield from _letter(outline, head)
        return
    line = head[at]
    name, width = _type_name(outline.key[line.start : line.end])
    yield value("doc_type", name, (line.start, line.start + width), 0.97)
    parts = [(line.start + width, line.end)] if outline.text[line.start + width : line.end].strip(" :.-_*") else []
    for each in head[at + 1 :]:
        words = outline.text[each.start : each.end]
        if not re.search(r"\w", words) or words.startswith("("):
            continue
        if words.isupper() and parts and _ISSUER_LINE.match(outline.key, each.start):
            break
        parts.append((each.start, each.end))
    title = " ".join(_clean(outline.text[start:end]) for start, end in parts).strip()
    if title:
        yield value("title", title, parts[0], 0.9)


def _letter(outline: Outline, head: list[Paragraph]) -> Iterator[Finding]:
    """A letter (công văn) has no line that names its kind, but a subject (V/v) or an addressee."""
    body = outline.paragraphs[len(head) : len(head) + 4]
    for paragraph in [*head, *body]:
        about = _ABOUT.match(outline.key, paragraph.start) if paragraph in head else None
        if about:
            yield value("doc_type", "Công văn", about.span(), 0.8)
            yield value(
                "title", _clean(outline.text[paragraph.start : paragraph.end]), (paragraph.start, paragraph.end), 0.8
            )
            return
        if head and _ADDRESSEE.match(outline.key, paragraph.start):
            yield value("doc_type", "Công văn", (paragraph.start, paragraph.start + 8), 0.7)
            return


@cache
def _types() -> tuple[tuple[str, str], ...]:
    names = [(fold(row["type"]), row["type"]) for row in table("document_types.tsv")]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _type_name(key: str) -> tuple[str, int]:
    """The kind of document that a folded line opens with, and its width."""
    for known, name in _types():
        if key.startswith(known):
            return name, len(known)
    return "", 0


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[*_]{2,}|^[\s:.\-–]+|[\s\-–_*]+$", " ", words).split())
