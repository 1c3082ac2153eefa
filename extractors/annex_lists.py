"""Tables that list units with what they meet, what they lack and by when: `Tân Lập | 17/19 | 5, 13 | Quý IV/2018`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.context import Context
from extractors.due import Due, due_of, when
from extractors.outline import Outline
from extractors.table_heads import Role
from extractors.table_titles import Caption
from extractors.table_values import Place, figure, is_sum, place
from extractors.tables import Table, TableCell, TableRow
from normalizers.criteria_sets import CriteriaSet, grade_in, set_for
from normalizers.dates import NO_DUE, TimePhrase, Years, find_times
from pipeline.model import Finding, Issue, Value

_NUMBERS = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ONLY_NUMBERS = re.compile(r"(?:\D{0,12}\d{1,2}(?:\.\d)?(?:\s*\([^)]*\))?\s*[,;.và\s-]*)+")
_NONE = re.compile(r"(?i)(?:không|0|-|–)?")
_SURE, _IMPLIED = 0.92, 0.9
TASK = "hoàn thành các tiêu chí chưa đạt"


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The counts, statuses and times of a list of units; None for another table."""
    label = table.column(Role.PLACE)
    met, lacking = table.column(Role.MET_COUNT, Role.MET_LIST), table.column(Role.LACKING)
    if label is None or (met is None and lacking is None):
        return None
    found: list[Finding | Issue] = []
    level = table.level(label)
    for row in table.rows:
        unit = None if row.is_across or is_sum(row.text(label)) else place(row.text(label), context, level)
        of = _set_of(context, caption, unit) if unit else None
        if unit and of:
            found += _of_row(context, table, caption, row, unit, of)
    return found


def _set_of(context: Context, caption: Caption, unit: Place) -> CriteriaSet | None:
    return set_for(unit.level, context.day, grade_in(caption.key), caption.title)


def _of_row(  # noqa: PLR0913, PLR0917 - what a row means hangs on all of its table
    context: Context, table: Table, caption: Caption, row: TableRow, unit: Place, of: CriteriaSet
) -> Iterator[Finding | Issue]:  # fmt: skip
    met, lacking = table.column(Role.MET_COUNT, Role.MET_LIST), table.column(Role.LACKING)
    count = figure(row.text(met)) if met is not None else None
    numbers = _listed(row.text(lacking)) if lacking is not None else None
    time, cell = _time(context, table, row)
    common: dict[str, Value] = {"unit_level": unit.level, "unit": unit.name, "criteria_set": of.code}
    if count and met is not None and count.value.is_integer() and count.value <= of.total:
        values: dict[str, Value] = {
            "met": int(count.value), "total": int(count.whole) if count.whole else None, "as_of": context.issued_on,
            "recognition": "",
        }  # fmt: skip
        yield Finding("progress", *row.span, common | values, "rule:annex.progress", _SURE, caption.section,
                      row.cells[met].box)  # fmt: skip
    if numbers is not None and lacking is not None:
        due = due_of(time) if time else None
        yield from _statuses(context, caption, row, common, of, numbers, due, row.cells[lacking],
                             count.value if count else None)  # fmt: skip
    if time and cell and numbers:
        deadline = {"task": TASK, "lead_agency": "", "coordinating_agencies": "", "unit": unit.name, **when(time)}
        yield Finding("deadlines", *row.span, deadline, "rule:annex.deadline", 0.85, caption.section, cell.box)


def _listed(words: str) -> list[int] | None:
    """The numbers of a list of criteria; none of `Không`, None for what is no list."""
    if _NONE.fullmatch(words.strip(" .")):
        return [] if words.strip() else None
    return [int(each) for each in _NUMBERS.findall(words)] if _ONLY_NUMBERS.fullmatch(words) else None


def _statuses(  # noqa: PLR0913, PLR0917 - the statuses of one row
    context: Context, caption: Caption, row: TableRow, common: dict[str, Value], of: CriteriaSet, numbers: list[int],
    due: Due | None, cell: TableCell, met: float | None,
) -> Iterator[Finding | Issue]:  # fmt: skip
    unknown = [each for each in numbers if not of.name(each)]
    if unknown:
        yield Issue("criterion_number_unknown", f"the set {of.code} has no criterion {unknown[0]}", None, *row.span)
    known = [each for each in numbers if of.name(each)]
    agrees = met is None or met + len(known) == of.total
    if not agrees:
        message = f"{met:g} criteria are met and {len(known)} lacking, the set {of.code} has {of.total}"
        yield Issue("criteria_count_mismatch", message, None, *row.span)
    rest = [each for each in of.names if each not in known] if met is not None and agrees else []
    for number in (*known, *rest):
        lacks = number in known
        values: dict[str, Value] = {
            "criterion": number, "criterion_name": of.name(number), "status": "not_met" if lacks else "met",
            "derivation": "stated" if lacks else "implied", "as_of": context.issued_on,
            **(due.values() if due and lacks else {}),
        }  # fmt: skip
        sure = (_SURE if lacks else _IMPLIED) * (1 if agrees else 0.6)
        method = "rule:annex.lacking" if agrees else "rule:annex.lacking.doubted"
        yield Finding("criterion_statuses", *row.span, common | values, method, sure, caption.section, cell.box)


def _time(context: Context, table: Table, row: TableRow) -> tuple[TimePhrase | None, TableCell | None]:
    """The time by which a unit meets what it lacks."""
    for column in table.columns(Role.DEADLINE):
        times = [
            t for t in find_times(row.text(column), Years(context.year, context.issued_on)) if t.relation not in NO_DUE
        ]
        if times and not times[0].recurrence:
            return times[0], row.cells[column]
    return None, None
