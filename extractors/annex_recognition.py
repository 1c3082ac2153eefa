"""Tables of units and when they will be recognised: a year or quarter beside each, or a mark below its year."""

from __future__ import annotations

import re
from datetime import date

from extractors.context import Context
from extractors.due import Due, due_of
from extractors.outline import Outline
from extractors.table_heads import Role
from extractors.table_titles import Caption
from extractors.table_values import Place, is_blank, is_sum, place
from extractors.tables import Table, TableCell, TableRow
from normalizers.criteria_sets import grade_in, set_for
from normalizers.dates import NO_DUE, Years, find_times
from pipeline.model import Finding, Issue, Value

_RECOGNITION = re.compile(
    r"(?<!\w)(?:dat chuan|ve dich|cong nhan)(?!\w)|(?<!\w)(?:nong thon moi|ntm) (?:nang cao|kieu mau)"
)
_TO_COME = re.compile(r"(?<!\w)(?:dang ky|lo trinh|ke hoach|du kien|phan dau|danh sach)(?!\w)")
_MARK = re.compile(r"[x×+✓✔v]|1|đ|đạt", re.IGNORECASE)
_SURE = 0.85


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The units that are expected to be recognised, with the time; None for another table."""
    del outline
    label = table.column(Role.PLACE)
    if label is None or not (_RECOGNITION.search(caption.key) and _TO_COME.search(caption.key)):
        return None
    times = [_time(context, table, row) for row in table.rows]
    if 2 * sum(each is not None for each in times) <= sum(not row.is_across for row in table.rows):
        return None
    rows = zip(table.rows, times, strict=True)
    level = table.level(label)
    named = (
        (row, time, None if is_sum(row.text(label)) else place(row.text(label), context, level)) for row, time in rows
    )
    return [_of_row(context, caption, row, unit, time) for row, time, unit in named if unit and time]


def _of_row(context: Context, caption: Caption, row: TableRow, unit: Place, time: tuple[Due, TableCell]) -> Finding:
    due, cell = time
    of = set_for(unit.level, due.end or context.day, grade_in(caption.key), caption.title)
    values: dict[str, Value] = {
        "unit_level": unit.level, "unit": unit.name, "criteria_set": of.code if of else "",
        "as_of": context.issued_on, "recognition": "expected", **due.values(),
    }  # fmt: skip
    return Finding("progress", *row.span, values, "rule:annex.recognition", _SURE, caption.section, cell.box)


def _time(context: Context, table: Table, row: TableRow) -> tuple[Due, TableCell] | None:
    """The time that a row names, or the year over its one mark."""
    for column in table.columns(Role.DEADLINE):
        words = row.text(column)
        found = find_times(words if not words.isdigit() else f"năm {words}", Years(context.year, context.issued_on))
        due = [each for each in found if each.relation not in NO_DUE and not each.recurrence]
        if due:
            return due_of(due[0]), row.cells[column]
    years = [at for at in table.columns(Role.TIME) if not is_blank(row.text(at)) and _MARK.fullmatch(row.text(at))]
    span = table.heads[years[0]].years if len(years) == 1 else None
    if span is None:
        return None
    words = table.heads[years[0]].leaf
    return Due(words, date(span[0], 1, 1), date(span[1], 12, 31), "within"), row.cells[years[0]]
