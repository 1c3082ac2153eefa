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
from extractors.borders import type_line_of
from extractors.header_imprint import imprint_at, without_issuer
from extractors.outline import Kind, Outline, Paragraph
from normalizers.keys import LOWER, UPPER, fold
from pipeline.model import Finding, Issue, Value

YEARS = range(2005, 2036)

_NUMBER = re.compile(r"(?<!\w)so\s*[:.;,]?\s*(?P<digits>[^/\n:]{0,14}?)\s*(?P<mark>[/-])\s*(?=[a-z0-9])")
_YEAR = re.compile(r"(?P<year>20\d{2})\s*/\s*")
_SYMBOLS = re.compile(r"[A-ZĐƯ][A-Za-zĐđƯư&,.]*(?:\s?[-–/]\s?[A-ZĐƯ][A-Za-zĐđƯư&]*\d*)*")
# Handwritten days and months come as noise ("ngày} tháng 9"); what is no number stays unread. Letters for digits
# and lost blanks are put up with: "ngày O5 thang0l năm 2024".
_DATE = re.compile(r"ngay(?P<day>[^\n,;]{0,9}?)thang(?P<month>[^\n,;]{0,7}?)n[a-z]{1,2}m(?P<year>[^\n,;]{0,7})(?=\W|$)")
_DIGITS = str.maketrans("ol", "01")
_CAPITAL_WORD = rf"[{UPPER}][\w'’]*\.?"
_PLACE = re.compile(
    rf"(?<!\w)({_CAPITAL_WORD}(?:(?:\s+|\s?[-–]\s?)(?:{_CAPITAL_WORD}|\d+)){{0,5}})\s*[,;.]?\s*(?:[Nn]gày|NGÀY)$"
)
_LEVEL_WORD = re.compile(r"^(?:thanh pho|thi xa|thi tran|tinh|huyen|quan|xa|phuong|tp|tx|tt)[.\s]\s*")
_ABOUT = re.compile(r"(?:v/v|ve viec)\b")
# The issuer's line below the title, joined to it: "... năm 2024 ỦY BAN NHÂN DÂN TỈNH HÀ NAM".
_TAIL = re.compile(
    rf"(?<=[{LOWER}\d])\s+(?:(?:THỦ TƯỚNG )?CHÍNH PHỦ|CHỦ TỊCH NƯỚC[^{LOWER}]*|(?:CHỦ TỊCH |TRƯỞNG )?"
    rf"(?:ỦY BAN NHÂN DÂN|UBND|BAN CHỈ ĐẠO|BỘ TRƯỞNG|BỘ)[^{LOWER}]*)$"
)
_ADDRESSEE = re.compile(r"kinh gui")
# The symbols of a number whose digits, written by hand, are noise: `Số : 4/3 /QĐ-TTg`, `-/KH-ĐHTĐ`.
_SYMBOLS_ALONE = re.compile(rf"/\s?([{UPPER}][{UPPER}{LOWER}&]*\s?-\s?[{UPPER}][{UPPER}{LOWER}&.]*)")


def find(outline: Outline) -> Iterator[Finding | Issue]:
    """The values of the letterhead, each with its place, and what could not be read."""
    head = [each for each in outline.paragraphs if each.kind is Kind.HEAD]
    at = type_line_of(outline.text, outline.key, [(each.start, each.end) for each in head])
    at = len(head) if at is None else at
    yield from _number(outline, head[: at or len(head)])
    yield from _issued(outline, head[: at or len(head)])
    yield from _type_and_title(outline, head, at)


def value(name: str, found: Value, span: tuple[int, int], confidence: float) -> Finding:
    """A header value as a finding of the documents table."""
    return Finding("documents", *span, {name: found}, f"rule:header.{name}", confidence)


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
            if re.fullmatch(r"[1-9]\d{0,4}[a-zA-Z]?|0[1-9]\d{0,3}[a-zA-Z]?|00[1-9]", digits):
                printed = f"{digits}{found['mark']}{year['year'] + '/' if year else ''}{tail}"
                by_hand = outline.text[found.end("digits")].isspace()
                yield value("number", printed, (found.start(), end), 0.7 if by_hand else 0.95)
                if by_hand:
                    message = f"{printed}: the gap before the stroke tells of a number written by hand; check it"
                    yield Issue("number_by_hand", message, paragraph.page, found.start(), end)
            else:
                yield _unread(paragraph, f"before {found['mark']}{tail} ", found.start(), end)
            return
    for paragraph in head:
        alone = _SYMBOLS_ALONE.search(outline.text, paragraph.start, paragraph.end)
        if alone:
            yield _unread(paragraph, f"before /{alone[1]} ", alone.start(), alone.end())
            return
    if head:
        yield _unread(head[0], "", head[0].start, head[0].end)


def _unread(paragraph: Paragraph, where: str, start: int, end: int) -> Issue:
    message = f"the number {where}is missing or not read; look at the page"
    return Issue("number_unreadable", message, paragraph.page, start, end)


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
        day, month, year = (_digits(found[name]) for name in ("day", "month", "year"))
        if day is None or month is None or year is None or year < 1000:
            yield Issue("issued_on_incomplete", "the day, month or year of issue is missing or not read; look at the "
                        "page", paragraph.page, *span)  # fmt: skip
        elif on := _day(year, month, day):
            clean = all(found[name].strip(" .…_").isdigit() for name in ("day", "month", "year"))
            yield value("issued_on", on, span, 0.95 if clean and on.year in YEARS else 0.6)
            if on.year not in YEARS:
                yield Issue("issued_on_out_of_range", f"year of issue {on.year} is not in 2005-2035", paragraph.page,
                            *span)  # fmt: skip
        else:
            yield Issue("issued_on_impossible", "the date of issue is not in the calendar", paragraph.page, *span)
        return


def _digits(read: str) -> int | None:
    """The number that was read, None for noise and for nothing."""
    digits = re.sub(r"[\s.…_~–-]", "", read).translate(_DIGITS)
    return int(digits) if digits.isdigit() and digits.isascii() and len(digits) <= 4 else None


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
    name = name[level.end() :] if level else name
    return "" if re.search(r"[A-ZĐ]-[A-ZĐ]", name) else name


def _type_and_title(outline: Outline, head: list[Paragraph], at: int) -> Iterator[Finding]:
    if at == len(head):
        yield from _letter(outline, head)
        return
    line = head[at]
    name, width = _type_name(outline.key[line.start : line.end])
    yield value("doc_type", name, (line.start, line.start + width), 0.97)
    parts = [(line.start + width, line.end)] if outline.text[line.start + width : line.end].strip(" :.-_*") else []
    issuers = {outline.key[each.start : each.end] for each in head[:at]}
    for each in head[at + 1 :]:
        words = outline.text[each.start : each.end]
        if not re.search(r"\w", words) or words.startswith("(") or is_stamp(words):
            continue
        if _ADDRESSEE.match(outline.key, each.start):
            break
        key = outline.key[each.start : each.end]
        if words.isupper() and parts and (key in issuers or _issuer_line().match(key)):
            break
        imprint = imprint_at(outline, each.start, each.end)
        if imprint:
            issuers.add(outline.key[slice(*imprint.issuer)])
        if imprint and imprint.end == each.end:
            continue
        parts.append((imprint.end, without_issuer(outline, imprint, each.end)) if imprint else (each.start, each.end))
    title = _TAIL.sub("", " ".join(_clean(outline.text[start:end]) for start, end in parts).strip())
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


def is_stamp(line: str) -> bool:
    """Whether a line is of a stamp over the letterhead (`CÔNG VĂN ĐẾN`, `CỔNG THÔNG TIN ĐIỆN TỬ CHÍNH PHỦ`)."""
    key = fold(line)
    capitals = sum(map(str.isupper, line)) > sum(map(str.islower, line))
    return any(words in key for words, capital in _stamps() if capitals or not capital)


@cache
def _issuer_line() -> re.Pattern[str]:
    """How the line between title and preamble opens: a body, or the office of one who issues alone."""
    offices = "|".join(sorted((fold(row["title"]) for row in table("signer_titles.tsv")), key=len, reverse=True))
    return re.compile(rf"(?:uy ban nhan dan|ubnd|hoi dong nhan dan|{offices})(?!\w)")


@cache
def _stamps() -> tuple[tuple[str, bool], ...]:
    """The words of stamps as keys, and whether they tell one only in capitals."""
    return tuple((fold(row["words"]), row["set"] == "capitals") for row in table("stamp_words.tsv"))


def _clean(words: str) -> str:
    return " ".join(re.sub(r"[*_]{2,}|^[\s:.\-–]+|[\s\-–_*]+$", " ", words).split())
