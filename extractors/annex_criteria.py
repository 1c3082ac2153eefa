"""Tables of communes and their criteria: `1 Tân Lập 17/19 5, 13 Quý IV/2018`.

An annex lists the communes with the criteria met, those missing and the time for them. A table's row reaches
us as one line or as a line for each cell; both are read, the quote is the line that holds the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.due import Due, due_of, years_of
from extractors.outline import Kind, Outline, Paragraph
from normalizers.dates import find_times
from normalizers.keys import LOWER, UPPER

_NAME = rf"(?:[{UPPER}]{{1,2}} )?[{UPPER}][\w'’-]*[{LOWER}'’][\w'’-]*(?: (?:[{UPPER}][\w'’-]*|\d))*"
_ROW = re.compile(
    rf"(?:(?<=\n)|^)(?P<index>\d{{1,2}})\.?\s+(?:(?:Xã|xã|Thị trấn|TT\.?)\s+)?(?P<name>{_NAME})\s+"
    r"(?P<met>\d{1,2})(?:\s?/\s?(?P<total>\d{1,2}))?(?=\s)\s+(?P<lacking>\d{1,2}(?:\s?[,;]\s?\d{1,2})*(?=\s|$)|Không|-)?"
)
_HEADER = re.compile(r"(?:ten xa|don vi|xa, thi tran|xa)\s[^.]{0,80}tieu chi[^.]{0,40}dat")
_HEADER_REACH = 260


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A table's row: the commune, what it meets of how many, the criteria that it lacks, and when it will meet them."""

    unit: str
    met: int
    total: int | None
    lacking: tuple[int, ...]
    due: Due | None
    span: tuple[int, int]
    paragraph: Paragraph


def commune_rows(outline: Outline, context: Context) -> Iterator[CommuneRow]:
    """The rows of all tables of communes and criteria."""
    found = list(_ROW.finditer(outline.text))
    header_end = -1
    for row, following in zip(found, [*found[1:], None], strict=False):
        headed = _HEADER.search(outline.key, max(0, row.start() - _HEADER_REACH), row.start())
        header_end = row.end() if headed or (header_end >= 0 and row.start() - header_end < _HEADER_REACH) else -1
        paragraph = outline.paragraph_at(row.start("name"))
        if header_end < 0 or paragraph is None or paragraph.kind in (Kind.HEAD, Kind.CLOSE):
            continue
        if paragraph.index in outline.tabled:
            continue
        lacking = tuple(int(each) for each in re.findall(r"\d+", row["lacking"] or ""))
        total = int(row["total"]) if row["total"] else None
        end = min(following.start() if following else len(outline.text), row.end() + 60)
        due = _due(outline, context, paragraph, (row.end(), end))
        span = (paragraph.start, paragraph.end)
        yield CommuneRow(row["name"], int(row["met"]), total, lacking, due, span, paragraph)


def _due(outline: Outline, context: Context, paragraph: Paragraph, cell: tuple[int, int]) -> Due | None:
    words = outline.text[cell[0] : cell[1]].replace("\n", " ")
    times = [each for each in find_times(words, years_of(outline, context, paragraph)) if not each.recurrence]
    return due_of(times[0]) if times else None
