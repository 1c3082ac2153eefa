"""Numbers and days that a hand wrote into the head: flagged where the engines are not sure of them.

Clerks write `Số: ... /QĐ-UBND` and `ngày ... tháng` by hand when a paper is signed (own observation: four
decisions of five); engines read pen strokes as whatever letters are near.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.keys import fold
from pipeline.model import Issue, PageText

HANDWRITING = "handwriting"

_HEAD = 0.4  # of the page: the number and the day stand above
_SURE = 0.75
_CODE = r"\s*(?:/\s*(?:[A-ZĐ]|\d{4}/)|-\s*[A-ZĐ]{2,}\s*/)"  # /KH-UBND, /2024/QĐ-UBND, of Party bodies -KH/HU
_LABEL = r"S[ốôóoỐ]\s*[:.;]?"
_NUMBERS = (
    rf"^\s*{_LABEL}\s*(.{{0,8}}?){_CODE}",
    r"^\s*(.{0,8}?)\s*/\s*(?:\d{4}/)?[A-ZĐ]{2,}\s?-",
    rf"(?:^|\t)\s*{_LABEL}(?!\w)(.{{0,20}})",
)
_BLANKS = (
    ("number", _NUMBERS),
    ("day", (r"ng[àa]y(.{0,8}?)th[áa]ng.{1,8}?năm",)),
    ("month", (r"ng[àa]y.{1,8}?th[áa]ng(.{0,8}?)năm",)),
)
_MOTTO = re.compile(r"(?:cong hoa xa hoi|dang cong san|doc lap\W{1,3}tu do)")
_SYMBOLS = re.compile(r"[A-ZĐ]{2,}-[A-ZĐ]{2,}")  # KH-UBND
_PLACE_AND_DAY = re.compile(r"^[^\n,]{2,30},\s*ngay.{0,8}?thang.{1,8}?nam", re.MULTILINE)


def find_handwriting(page: PageText) -> Iterator[Issue]:
    """An issue for each number, day or month of the head that is missing, no number, or not surely read."""
    end = max((word.end for word in page.words if word.box.y1 < _HEAD * page.height), default=0)
    head = page.text[:end]
    is_numbered = _SYMBOLS.search(head) is not None and _PLACE_AND_DAY.search(fold(head)) is not None
    is_letter = is_numbered or _MOTTO.search(fold(head)) is not None
    for name, patterns in _BLANKS:
        found = next((match for each in patterns if (match := re.search(each, head, re.MULTILINE))), None)
        if found is not None:
            text = found[1].strip()
            start = found.start(1) + len(found[1]) - len(found[1].lstrip())
            sure = _confidence(page, start, start + len(text))
        elif is_letter:
            text, sure = "", 0.0
        else:
            continue
        if not text.isdecimal() or sure < _SURE:
            said = f"read as “{text}” with confidence {sure:.2f}" if text else "not read"
            message = f"Page {page.number}: the {name} in the head may be written by hand; it is {said}."
            yield Issue(HANDWRITING, message, page.number)


def _confidence(page: PageText, start: int, end: int) -> float:
    touched = [word.confidence or 0.0 for word in page.words if word.start < end and start < word.end]
    return min(touched, default=0.0)
