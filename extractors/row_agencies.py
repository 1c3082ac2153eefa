"""Rows of tables that stand on one line: `1 | Ban hành kế hoạch | Phòng Nội vụ | Phòng Tư pháp | Tháng 3/2023`.

Cells are parted by `|`, by a tab, by a dash between blanks, or, where a text dump keeps blanks alone, by the agency
names themselves just before the time that closes the row (`1 Ban hành kế hoạch Phòng Nội vụ Tháng 3/2023`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.agency import Agency, agency_name
from extractors.agency_phrases import agencies, agency_list
from extractors.outline import Kind, Outline, Paragraph
from extractors.sentences import Span
from extractors.subjects import subject

_PART = re.compile(r"\s*[|\t]\s*|\s+[-–]\s+")
_TIME_CELL = re.compile(r"[\s|–-]*(?:(?:du kien|hoan thanh|xong|thoi gian|trong|truoc|den)[\s:]*)*")
_NUMBERED = re.compile(r"\|?\s*\d{1,3}\.?\s*(?:\||\s[-–]|(?=\s))")
_BOUND = re.compile(
    r"(?<!\w)(?:cua|voi|cho|ve|gui|do|tai|va|boi|theo|tu|den|trinh|bao cao|giao|de nghi|cung|phoi hop|tham muu)\s*$"
)


@dataclass(frozen=True, slots=True)
class RowAgencies:
    """Who stands in a row: the agencies of its first agency cell, those of the others, and where the task ends."""

    lead: tuple[str, ...]
    partners: tuple[str, ...]
    task_start: int
    task_end: int


def row_agencies(outline: Outline, paragraph: Paragraph, time: int, after: int = 0) -> RowAgencies | None:
    """The agency cells just before the time of a row, or behind it; None where the paragraph is no row.

    `time` is where the words of the time start, `after` where they end, 0 where agencies behind it don't count.
    """
    opening = _NUMBERED.match(outline.key, paragraph.start, time)
    parted = _PART.search(outline.text, paragraph.body, time) is not None
    if not (opening or (parted and paragraph.label)) or outline.key.find(":", paragraph.body, time) > 0:
        return None
    cells = _parted(outline, paragraph, time) if parted else _cells(outline, _closing(outline, paragraph, time))
    if not cells and opening and after:
        return _behind(outline, paragraph, Span(max(paragraph.body, opening.end()), time), after)
    if not cells:
        return None
    names = [tuple(agency_name(outline.text, agency) for agency in cell) for cell in cells]
    start = max(paragraph.body, opening.end()) if opening else paragraph.body
    if not outline.key[start : cells[0][0].start].strip(" .|-–"):
        return None  # `1. Phòng Nội vụ trước ngày 5/5 gửi báo cáo`: a sentence
    if not parted and _charges(outline, start, cells[0][0].start):
        return None
    return RowAgencies(names[0], tuple(name for cell in names[1:] for name in cell), start, cells[0][0].start)


def _charges(outline: Outline, start: int, end: int) -> bool:
    """`1. Giao đồng chí A chủ trì họp Ban Quản lý vào ngày 25`: a sentence that charges somebody else."""
    found = subject(outline.text, outline.key, start, end)
    return found is not None and found.call in ("order", "request")


def _behind(outline: Outline, paragraph: Paragraph, task: Span, after: int) -> RowAgencies | None:
    """The row's last cell where it is one of agencies: `2 | Làm đường | Tháng 5/2024 | Công chức Địa chính`."""
    gap = re.compile(r"[\s|,–-]*").match(outline.key, after, paragraph.end)
    listed = agency_list(outline.text, outline.key, gap.end(), paragraph.end) if gap else []
    if not listed or outline.key[listed[-1].end : paragraph.end].strip(" .,;|"):
        return None
    return RowAgencies(tuple(agency_name(outline.text, each) for each in listed), (), task.start, task.end)


def _closing(outline: Outline, paragraph: Paragraph, time: int) -> list[Agency]:
    """The last agencies before the time, with nothing but separators between them and it."""
    run: list[Agency] = []
    end = time
    for agency in reversed(agencies(outline.text, outline.key, paragraph.body, time)):
        gap = outline.key[agency.end : end]
        allowed = _TIME_CELL.fullmatch(gap) if not run else re.fullmatch(r"[\s|,;–-]*(?:va )?", gap)
        if not allowed or not outline.text[agency.start].isupper():
            break
        run.insert(0, agency)
        end = agency.start
    while run and _BOUND.search(outline.key, paragraph.body, run[0].start):
        run.pop(0)
    return run


def _cells(outline: Outline, run: list[Agency]) -> list[list[Agency]]:
    cells: list[list[Agency]] = []
    for agency in run:
        if not cells or not outline.key[cells[-1][-1].end : agency.start].strip():
            cells.append([agency])
        else:
            cells[-1].append(agency)
    return cells


def _parted(outline: Outline, paragraph: Paragraph, time: int) -> list[list[Agency]]:
    """The cells between `|` or dashes that hold nothing but agencies, those just before the time's cell."""
    ruled = re.search(r"[|\t]", outline.text[paragraph.body : time])
    part = re.compile(r"\s*[|\t]\s*" if ruled else r"\s+[-–]\s+")
    cuts = list(part.finditer(outline.text, paragraph.body, time))
    found: list[list[Agency]] = []
    end = cuts[-1].start() if cuts and _TIME_CELL.fullmatch(outline.key, cuts[-1].end(), time) else time
    for cut in reversed(cuts):
        if cut.end() >= end:
            continue
        listed = agency_list(outline.text, outline.key, cut.end(), end)
        rest = outline.key[listed[-1].end : end].strip(" .,;") if listed else "-"
        if rest and not (len(listed) == 1 and len(rest.split()) <= 3):
            break
        if rest:
            listed = [Agency(listed[0].start, end)]
        found.insert(0, listed)
        end = cut.start()
    return found


def executes(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether the table's head names its agencies as those who do it (`Đơn vị thực hiện`), not as leaders."""
    for above in reversed(outline.paragraphs[max(0, paragraph.index - 40) : paragraph.index]):
        key = outline.key_of(above)
        if above.kind is not Kind.HEADING and re.search(r"(?:don vi|co quan|bo phan|nguoi) (?:chu tri|thuc hien)", key):
            return "chu tri" not in key
    return False
