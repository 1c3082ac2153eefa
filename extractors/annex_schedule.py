"""Tables of works: what is to be done, who leads, who helps, until when (`Biểu phân công, tiến độ`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.agency import agency_name
from extractors.agency_phrases import agency_list
from extractors.context import Context
from extractors.due import when
from extractors.outline import Outline
from extractors.table_heads import Role
from extractors.table_titles import Caption
from extractors.table_values import is_blank
from extractors.tables import EMPTY, Table, TableCell, TableRow
from extractors.wrapped_rows import unwrapped
from normalizers.dates import NO_DUE, TimePhrase, Years, find_times
from normalizers.keys import fold
from pipeline.model import Finding, Issue

_ROLES = {Role.LEAD: "lead", Role.EXECUTE: "execute", Role.ADVISE: "advise"}
_STEADY = re.compile(r"(?:thuong xuyen|lien tuc|hang ngay|khi co|theo |ca nam|dinh ky$|\d{4}\s*[-–]\s*\d{4}$)")
_SEPARATOR = re.compile(r"\s*[;,]\s*(?=[^\W\d_a-zđ])|\s*;\s*|\s+-\s+(?=(?:Phòng|Sở|Ban|UBND|Hội|Đoàn|Công an))")
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[-+*•])\s+")
_SURE = 0.9


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The dated tasks and the assignments of a table of works; None for another table."""
    task = table.column(Role.TASK, Role.INDICATOR)
    doers = table.columns(*_ROLES)
    if task is None or not (doers or table.column(Role.DEADLINE) is not None):
        return None
    if table.column(Role.TASK) is None and not doers:
        return None
    del outline
    found: list[Finding | Issue] = []
    above: dict[int, TableCell] = {}
    for row in unwrapped(table):
        if row.is_across or is_blank(row.text(task)):
            above.clear()
            continue
        held = {at: _inherited(row, at, above) for at in (*doers, *table.columns(Role.PARTNER, Role.DEADLINE))}
        above |= held
        found += _of_row(context, table, caption, row, row.cells[task], held)
    return found


def _inherited(row: TableRow, at: int, above: dict[int, TableCell]) -> TableCell:
    """A row's cell; in text dumps one that is empty because the cell above reaches into it."""
    cell = row.cells[at]
    return above.get(at, EMPTY) if not cell.text and cell.box is None else cell


def _of_row(  # noqa: PLR0913, PLR0917 - what a row means hangs on all of its table
    context: Context, table: Table, caption: Caption, row: TableRow, task: TableCell,
    held: dict[int, TableCell],
) -> Iterator[Finding | Issue]:  # fmt: skip
    words = _NUMBERED.sub("", task.text).strip(" .;:-–+")
    words = words[:1].lower() + words[1:] if words[1:2].islower() else words
    doers = [(at, names) for at in table.columns(*_ROLES) if (names := _agencies(held[at]))]
    leads = [name for _, names in doers for name in names]
    partners = [name for at in table.columns(Role.PARTNER) for name in _agencies(held[at])]
    for column in table.columns(Role.DEADLINE):
        yield from _dated(context, caption, row, held[column], words, leads, partners)
    for at, names in doers:
        role = _ROLES[table.heads[at].role]
        yield from (_assigned(caption, row, name, role, words, held[at]) for name in names)
    for at in table.columns(Role.PARTNER):
        for name in _agencies(held[at]):
            yield _assigned(caption, row, name, "coordinate", words, held[at])


def _dated(  # noqa: PLR0913, PLR0917 - the columns of a deadline
    context: Context, caption: Caption, row: TableRow, cell: TableCell, task: str, leads: list[str], partners: list[str]
) -> Iterator[Finding | Issue]:  # fmt: skip
    times = _times(context, caption, cell.text)
    if not times and cell.text and not is_blank(cell.text) and not _STEADY.match(fold(cell.text)):
        yield Issue("annex_unknown_value", f"'{cell.text}' is no time", None, *row.span)
    for time in times:
        values = {
            "task": task, "lead_agency": ";".join(leads), "coordinating_agencies": ";".join(partners), "unit": "",
            **when(time),
        }  # fmt: skip
        yield Finding("deadlines", *row.span, values, "rule:annex.deadline", _SURE, caption.section, cell.box)


def _times(context: Context, caption: Caption, words: str) -> list[TimePhrase]:
    """The times of a cell; a half date has the year of the table's title, else the plan's."""
    titled = {int(year) for year in re.findall(r"(?<!\d)20[0-3]\d(?!\d)", caption.title)}
    year = titled.pop() if len(titled) == 1 else context.year
    return [each for each in find_times(words, Years(year, context.issued_on)) if each.relation not in NO_DUE]


def _agencies(cell: TableCell) -> list[str]:
    """The agencies of a cell as printed: those that the lexicon knows, else the parts of its list."""
    if is_blank(cell.text):
        return []
    text, key = cell.text, cell.key
    found = agency_list(text, key, 0, len(text))
    if found and not key[found[-1].end :].strip(" .,;"):
        return [agency_name(text, each) for each in found]
    parts = (_NUMBERED.sub("", part).strip(" .;,-–") for part in _SEPARATOR.split(cell.text))
    return [part for part in parts if part and any(char.isalpha() for char in part)]


def _assigned(  # noqa: PLR0913, PLR0917 - the columns of an assignment
    caption: Caption, row: TableRow, agency: str, role: str, task: str, cell: TableCell
) -> Finding:
    values = {"agency": agency, "role": role, "task": task}
    return Finding("assignments", *row.span, values, "rule:annex.assignment", _SURE, caption.section, cell.box)
