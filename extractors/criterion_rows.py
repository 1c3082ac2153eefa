"""Rows of a table of criteria: `5 | Trường học | Chưa đạt | 2019`, or a line for each cell.

A row names the criterion and says a bare status behind it; the number in front is the criterion's own or the
row's. What lies between (the norm, the present state) may be any words, where cells are told apart by bars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.criterion_cues import MET, NOT_MET
from extractors.criterion_names import name_at
from extractors.outline import Outline, Paragraph
from normalizers.criteria_sets import CriteriaSet

_INDEX = re.compile(
    r"(?:\|\s*)?(?:\d{1,2}\s*[|.]?\s+|(?:tieu chi|tc)\s+(?:so\s+)?\d{1,2}\s*[|:.-]?\s+)?"
    r"(?:\|\s*)?(?:tieu chi\s+)?"
)
_MET = r"da dat(?: chuan)?|dat(?: chuan| yeu cau)?|(?:da )?hoan thanh|co ban dat|duy tri"
_NOT_MET = r"chua dat(?: chuan)?|khong dat|chua hoan thanh|chua"
_STATUS = rf"(?:(?P<not_met>{_NOT_MET})|(?P<met>{_MET}))"
_TIME = r"(?:(?:trong |truoc |den )?(?:nam |quy |thang )?[\divx/]+|-|co|khong)"
_REST = re.compile(rf"\s*[|:]?\s*{_STATUS}\s*(?:\|?\s*{_TIME}\s*)*[|.;]*\s*$")
_NOTED = re.compile(rf"\s*{_STATUS}\s+(?=\w)")  # `5 Trường học Chưa đạt Thiếu 02 phòng học`
_STATES = re.compile(_STATUS)
_LONGEST = 300
_CELL = re.compile(rf"\s*{_STATUS}\s*$")


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A table's row: the criterion, its status, and the paragraph in which its name stands."""

    criterion: int
    status: str
    paragraph: Paragraph


def may_be_row(outline: Outline, paragraph: Paragraph) -> bool:
    """Whether a paragraph is as short as a row, and states something itself or by the cell behind it.

    It begins with a number, has bars between its cells, or is a cell between that of its number and that of its status.
    """
    if paragraph.end - paragraph.start > _LONGEST:
        return False
    index = _INDEX.match(outline.key, paragraph.start, paragraph.end)
    if (index and index.end() > paragraph.start) or "|" in outline.key[paragraph.start : paragraph.end]:
        following = outline.paragraphs[paragraph.index + 1 : paragraph.index + 2]
        end = following[0].end if following else paragraph.end
        return _STATES.search(outline.key, paragraph.start, end) is not None
    return bool(_status_cell(outline, paragraph))


def criterion_rows(outline: Outline, of: CriteriaSet, paragraph: Paragraph) -> Iterator[CriterionRow]:
    """What a paragraph says as a table's row; nothing where it is none."""
    key, start, end = outline.key, paragraph.start, paragraph.end
    if not may_be_row(outline, paragraph):
        return
    index = _INDEX.match(key, start, end)
    at = index.end() if index else start
    named = name_at(key, at, end, of)
    if named is None:
        return
    status = _of_row(key, start, named.end, end, indexed=at > start) or _of_cells(outline, paragraph, named.end)
    noted = _NOTED.match(key, named.end, end) if not status and key[start:at].strip(" .|").isdigit() else None
    if noted and outline.text[noted.start() :].lstrip()[0].isupper() and outline.text[noted.end()].isupper():
        status = _status(noted)
    if status:
        yield CriterionRow(named.criterion, status, paragraph)


def _of_row(key: str, start: int, at: int, end: int, indexed: bool) -> str:
    bars = "|" in key[start:end]
    found = _REST.match(key, at, end) if indexed or bars else None
    if found:
        return _status(found)
    if not bars:
        return ""
    cells = key[at:end].split("|")[1:]
    said = [cell for each in cells if (cell := _CELL.match(each))]
    return _status(said[-1]) if len(said) == 1 else ""


def _of_cells(outline: Outline, paragraph: Paragraph, at: int) -> str:
    """The status of a row that is set a cell a line: number, name, status."""
    return "" if outline.key[at : paragraph.end].strip(" .|") else _status_cell(outline, paragraph)


def _status_cell(outline: Outline, paragraph: Paragraph) -> str:
    """The status that stands behind a paragraph, where a number stands before it."""
    around = outline.paragraphs[max(0, paragraph.index - 1) : paragraph.index + 2]
    if len(around) < 3:
        return ""
    before, behind = (outline.key[each.start : each.end] for each in (around[0], around[2]))
    found = _CELL.match(behind)
    return _status(found) if found and re.fullmatch(r"\d{1,2}\.?", before) else ""


def _status(found: re.Match[str]) -> str:
    return NOT_MET if found["not_met"] else MET
