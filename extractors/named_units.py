"""The units that a statement names: `(xã Yên Sơn, Hòa Bình)`, `gồm: Tân Lập và Minh Khai`, with their years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.letters import CAPITALS
from normalizers.dates import TimePhrase

_LEVEL = (
    r"(?:các\s+)?(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Tt]hôn|[Bb]ản|[Xx]óm|[Ấấ]p|[Hh]uyện|[Tt]hị xã|[Tt]hành phố"
    r"|TT\.?|TX\.?|TP\.?)"
)
_NAME = rf"[{CAPITALS}⟦][\w⟦?⟧'’.-]*(?:\s+(?:[{CAPITALS}][\w'’.-]*|\d{{1,2}}(?![/\d]))){{0,3}}"
_ONE = rf"(?:{_LEVEL}\s+)?{_NAME}"
_LEAD = r"(?:(?:cụ thể|gồm|bao gồm|gồm có|là|đó là|dự kiến|tại|ở|trong đó|các xã|xã|thôn|các thôn|huyện)\s*:?\s*)*"
NAMES = _LIST = rf"{_ONE}(?:\s*(?:,|;|và|-)\s*(?:các\s+)?{_ONE})*"
_BRACKET = re.compile(rf"\(\s*{_LEAD}(?P<list>{_LIST})\s*[,.;]?\s*\)")
_BEHIND = re.compile(rf"(?:gồm|bao gồm|gồm có|cụ thể|là|đó là|:)\s*:?\s*{_LEAD}(?P<list>{_LIST})")
_AT = re.compile(
    rf"(?:\b(?:ở|tại|thuộc)\s+)(?:các|\d+)\s+(?:xã|phường|thôn|bản|xóm|ấp|buôn|huyện)\s*:?\s*(?P<list>{_LIST})"
)
_SPLIT = re.compile(r"\s*(?:,|;|\bvà\b|\s-\s)\s*")
_TIMED = re.compile(rf"(?P<list>{_LIST})\s*[,(:]?\s*$")


@dataclass(frozen=True, slots=True)
class Named:
    """Names without their level words, in printed order, and where the list stands in the text."""

    names: tuple[str, ...]
    start: int
    end: int


def named_units(text: str, start: int, end: int) -> Named | None:
    """The first list of named units in `text[start:end]`: in brackets, or behind `gồm`, `là`, `ở các xã` or a colon."""
    found = next((hit for way in (_BRACKET, _BEHIND, _AT) if (hit := way.search(text, start, end))), None)
    if found is None:
        return None
    names = split_names(found["list"])
    return Named(names, found.start(), found.end()) if names else None


def split_names(printed: str) -> tuple[str, ...]:
    """`xã Yên Sơn, Hòa Bình và thị trấn Vôi` -> the bare names."""
    parts = (re.sub(rf"^{_LEVEL}\s+", "", part.strip()) for part in _SPLIT.split(printed))
    return tuple(part.strip(" .") for part in parts if part.strip(" ."))


def by_time(text: str, start: int, end: int, times: list[TimePhrase]) -> list[tuple[Named, TimePhrase]]:
    """The parts of `xã Yên Sơn năm 2023, xã Hòa Bình năm 2024`: each time with the names before it.

    Empty unless at least two times stand behind names.
    """
    parts: list[tuple[Named, TimePhrase]] = []
    at = start
    for time in times:
        if not start <= time.start < end:
            continue
        found = _TIMED.search(text, at, time.start)
        if found:
            parts.append((Named(split_names(found["list"]), found.start(), found.end()), time))
        at = time.end
    return parts if len(parts) >= 2 else []
