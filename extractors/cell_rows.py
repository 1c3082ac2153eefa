"""Rows of tables that a text dump prints cell by cell: number, task, agencies, and a time that closes the row.

Only what stands so is read: a line that is a number alone, a few short lines, and a line that is a time alone.
Tables with ruling lines are read where the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.agency import agency_name
from extractors.agency_phrases import agency_list
from extractors.context import Context
from extractors.due import years_of
from extractors.outline import Kind, Outline, Paragraph
from normalizers.agencies import heads
from normalizers.dates import NO_DUE, TimePhrase, find_times
from normalizers.keys import fold

_NUMBER = re.compile(r"\d{1,3}\.?")
_LONGEST_ROW, _LONGEST_CELL = 9, 240
# a narrow cell breaks names: `Hội Liên hiệp` alone is half of one, `Hội Nông dân xã` and `Phòng Nội vụ` are whole
_WHOLE_NAME = re.compile(
    r"(?:(?<!\w)(?:xa|huyen|tinh|thi tran|thanh pho|thi xa|phuong|quan|thon|lien quan)"
    r"|^cong chuc [\w&, -]{4,60}"
    r"|(?:^|, )(?:phong|so|bo|tram) (?:[\w-]*[&-][\w&-]*|[\w&-]+ [\w&-]+(?: .*)?))[.,;]?$"
)
_LEVEL_NAME = re.compile(r"(?:(?:Xã|Thị trấn|Huyện|Thôn|xã|thị trấn|huyện|thôn) )?[^\W\d_]+(?: [^\W\d_]+){0,3}")


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row: its cells in order, the time that closes it, and which cells hold nothing but agencies."""

    cells: tuple[Paragraph, ...]
    time: TimePhrase
    agencies: tuple[tuple[Paragraph, tuple[str, ...]], ...]
    task: str
    unit: str


def cell_rows(outline: Outline, context: Context) -> Iterator[CellRow]:
    """The rows that a time alone on its line closes, in order."""
    for paragraph in outline.body_paragraphs():
        if paragraph.kind is Kind.BODY and not paragraph.mark and paragraph.end - paragraph.start < 60:
            cells = _cells_before(outline, paragraph)
            broken = len(cells) > 1 and _BROKEN.search(outline.key, cells[-1].start, cells[-1].end) is not None
            time = _time_alone(outline, context, paragraph, cells[-1] if broken else None) if cells else None
            if time:
                yield _row(outline, cells[:-1] if broken else cells, time)


# a time that its narrow cell breaks: `Trước ngày` over `20/12/2023`
_BROKEN = re.compile(r"(?:^|\s)(?:truoc|den|het|trong|cham nhat|muon nhat|cuoi|dau|giua|ngay|thang|quy|nam)$")


def _time_alone(outline: Outline, context: Context, paragraph: Paragraph, above: Paragraph | None) -> TimePhrase | None:
    """The time that is all of a line, with the relation words that the line `above` breaks off."""
    words = outline.text[paragraph.start : paragraph.end]
    lead = outline.text[above.start : above.end] + " " if above else ""
    found = find_times(lead + words, years_of(outline, context, paragraph))
    if len(found) != 1 or found[0].relation in NO_DUE:
        return None
    if (lead + words)[: found[0].start].strip() or (lead + words)[found[0].end :].strip(" .;,|"):
        return None
    start = paragraph.start + max(0, found[0].start - len(lead))
    return replace(found[0], start=start, end=paragraph.end, core=start)


def _cells_before(outline: Outline, paragraph: Paragraph) -> tuple[Paragraph, ...]:
    cells: list[Paragraph] = []
    for before in reversed(outline.paragraphs[max(0, paragraph.index - _LONGEST_ROW) : paragraph.index]):
        if _NUMBER.fullmatch(outline.text, before.start, before.end):
            return tuple(reversed(cells))
        if before.mark or before.label or before.end - before.start > _LONGEST_CELL:
            break
        cells.append(before)
    return ()


def _row(outline: Outline, cells: tuple[Paragraph, ...], time: TimePhrase) -> CellRow:
    agencies, broken = _broken_names(outline, cells)
    if not agencies:
        agencies = tuple((cell, names) for cell in cells if (names := _only_agencies(outline, cell)))
    named = {cell.index for cell, _ in agencies} | {cell.index for cell in broken}
    words = [outline.text[cell.start : cell.end] for cell in cells if cell.index not in named]
    first = words[0] if words else ""
    unit = first if _LEVEL_NAME.fullmatch(first) and first.istitle() and not agencies else ""
    return CellRow(cells, time, agencies, " ".join(words), unit)


def _broken_names(
    outline: Outline, cells: tuple[Paragraph, ...]
) -> tuple[tuple[tuple[Paragraph, tuple[str, ...]], ...], tuple[Paragraph, ...]]:
    """The agencies of cells whose names narrow columns break over lines (`Công chức`, `TC-KT`, `Hội Nông`, `dân xã`).

    They begin with the first cell from which on names fill all of the rest; empty where the lines hold other words.
    """
    for first in range(1, len(cells)):
        columns = _columns([outline.text[cell.start : cell.end] for cell in cells[first:]])
        names = [_names_alone(column) for column in columns]
        if columns and all(names) and len(columns) <= _MOST_COLUMNS:
            return tuple((cells[first + at], each) for at, each in enumerate(names)), cells[first:]
    return (), ()


def _columns(lines: list[str]) -> list[str]:
    """The lines joined to columns: one starts where a line opens a name and the line before ends no list in a comma."""
    columns: list[str] = []
    for line in lines:
        opens = agency_list(line, fold(line), 0, len(line)) or heads().match(fold(line))
        if columns and (columns[-1].endswith((",", " và", "-")) or not opens):
            columns[-1] += " " + line
        else:
            columns.append(line)
    return columns


def _names_alone(words: str) -> tuple[str, ...]:
    """The names of a column that holds nothing else; empty otherwise."""
    listed = agency_list(words, fold(words), 0, len(words)) if words[:1].isupper() else []
    if not listed or words[listed[-1].end :].strip(" .,;"):
        return ()
    return tuple(agency_name(words, agency) for agency in listed)


_MOST_COLUMNS = 2


def _only_agencies(outline: Outline, cell: Paragraph) -> tuple[str, ...]:
    found = agency_list(outline.text, outline.key, cell.start, cell.end)
    if not found or outline.key[found[-1].end : cell.end].strip(" .,;"):
        return ()
    if not _WHOLE_NAME.search(outline.key[cell.start : cell.end]):
        return ()
    return tuple(agency_name(outline.text, agency) for agency in found)
