"""Phases of a schedule: headings that date what stands below them (`1. Giai đoạn chuẩn bị (trước ngày 20/3):`)."""

from __future__ import annotations

import re

from extractors.outline import Outline, Paragraph
from extractors.verbs import opens_task
from normalizers.dates import TimePhrase

_PHASE = re.compile(r"(?:giai doan|dot|buoc|vu|thoi ky|thoi gian)(?!\w)")
_SCHEDULE = re.compile(r"(?<!\w)(?:tien do|lo trinh|ke hoach thoi gian|thoi gian|cac giai doan|cac buoc)(?!\w)")
_OPENS = re.compile(
    r"(?:[(–-]|[:,(–-]\s*(?:thoi gian|tien do|thuc hien)(?: thuc hien)?\s*:?)\s*(?:tu |trong |den |truoc )*$"
)
_CLOSES = re.compile(r"\s*\)?\s*[:.]?\s*$")


def is_phase(outline: Outline, paragraph: Paragraph, time: TimePhrase) -> bool:
    """Whether a heading with lines below it is a phase that ends with its time, by its words or those above it."""
    key = outline.key
    opens = _OPENS.search(key, paragraph.body, time.start)
    closes = opens and _CLOSES.match(key, time.end, paragraph.end)
    if not (closes and (paragraph.label or paragraph.lead_in) and outline.children(paragraph)):
        return False
    above = next(outline.ancestors(paragraph), None)
    scheduled = above is not None and _SCHEDULE.search(key, above.body, above.end) is not None
    season = opens is not None and opens[0][0] == "(" and time.kind == "range" and not opens_task(key, paragraph.body)
    return scheduled or season or _PHASE.match(key, paragraph.body) is not None
