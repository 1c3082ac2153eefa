"""Who leads by office: `do Sở Y tế làm trưởng đoàn`, `…: Sở Nội vụ chủ trì, Hội Nông dân tỉnh phối hợp; tháng 7`."""

from __future__ import annotations

import re

from extractors.agency import agency_name
from extractors.agency_phrases import agencies
from extractors.outline import Outline

_OFFICE = r"(?:to truong|truong doan|doan truong|truong ban|truong nhom|nhom truong)"
_IN_BRACKETS = r"(?:lam|thuc hien|phu trach|dam nhan)(?=\s*\))"  # `(do Huyện đoàn làm)`
_NAMED = re.compile(rf"(?<!\w)(?:chu tri|phu trach chinh|dau moi|{_OFFICE}|{_IN_BRACKETS})(?!\w)")
_LEADS = re.compile(
    rf"\s*,?\s*(?:duoc (?:phan cong|giao)\s+)?(?:(?:la|lam)\s+)?(?:{_OFFICE}(?!\w)"
    rf"|{_IN_BRACKETS}|(?:chu tri|phu trach chinh|dau moi(?: thuc hien)?)(?=\s*(?:[,;.()–-]|$)|\s+viec(?!\w)))"
)
_HELPS = re.compile(r"[\s,]*(?:cung\s+)?(?:tham gia|phoi hop|ho tro|giup|cung)(?!\w)")


def chief(outline: Outline, start: int, end: int) -> tuple[str, ...]:
    """The agency that a stretch of the text names as leader, the last one of several; empty without one.

    `chủ trì` counts where no task follows it: with one, the agency is the subject of its own clause.
    """
    if not _NAMED.search(outline.key, start, end):
        return ()
    found = agencies(outline.text, outline.key, start, end)
    leading = [each for each in found if _LEADS.match(outline.key, each.end, end)]
    return (agency_name(outline.text, leading[-1]),) if leading else ()


def helps(key: str, at: int, end: int) -> bool:
    """Whether an agency whose predicate starts at `at` only takes part (`Hội Nông dân tham gia`)."""
    return _HELPS.match(key, at, end) is not None
