"""Tables of units and criteria by their shape: units down and criteria across, or criteria down and units across."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.context import Context
from extractors.table_heads import Role
from extractors.table_values import Place, is_sum, place
from extractors.tables import Table, TableCell, TableRow
from normalizers.criteria_sets import CriteriaSet, set_for
from normalizers.keys import fold

_LEAST_CRITERIA = 5
_NUMBERED = re.compile(r"(?:tieu chi (?:so )?)?(\d{1,2})\s*[.:–-]?\s*(?=\D|$)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell for one unit and one criterion: what it says (empty: nothing that is known), and where."""

    unit: Place
    criterion: int
    cell: TableCell
    row: TableRow


@dataclass(frozen=True, slots=True)
class Count:
    """How many criteria a unit meets, as the table says."""

    unit: Place
    cell: TableCell
    row: TableRow


@dataclass(frozen=True, slots=True)
class Matrix:
    """The marks and counts of a table, and the counts of units by criterion (`Số xã đạt`)."""

    marks: tuple[Mark, ...]
    counts: tuple[Count, ...]
    sums: tuple[tuple[int, TableCell, TableRow], ...]


def matrix_of(context: Context, table: Table) -> Matrix | None:
    """The marks of a table of criteria; None for another table."""
    return _across(context, table) or _down(context, table)


def _across(context: Context, table: Table) -> Matrix | None:
    """Units down, criteria across."""
    of = set_for("xã", context.day)
    numbered = {at: head.criterion or _named(of, head.leaf) for at, head in enumerate(table.heads)}
    label = table.column(Role.PLACE)
    label = (
        next((at for at, head in enumerate(table.heads) if head.role is not Role.INDEX), 0) if label is None else label
    )
    criteria = _without_gaps({at: number for at, number in numbered.items() if at > label and number}, table)
    if len(criteria) < _LEAST_CRITERIA or len(set(criteria.values())) < len(criteria):
        return None
    level = _level(table.heads[label].key)
    counted = [at for at in table.columns(Role.MET_COUNT, Role.TOTAL) if at not in criteria]
    marks: list[Mark] = []
    counts: list[Count] = []
    sums: list[tuple[int, TableCell, TableRow]] = []
    for row in table.rows:
        unit = None if is_sum(row.text(label)) else place(row.text(label), context, level)
        if is_sum(row.text(label)) or is_sum(row.text(0)):
            sums += [(number, row.cells[at], row) for at, number in criteria.items() if row.text(at)]
        elif unit and not row.is_across:
            marks += [Mark(unit, number, row.cells[at], row) for at, number in criteria.items()]
            counts += [Count(unit, row.cells[at], row) for at in counted[:1] if row.text(at)]
    return Matrix(tuple(marks), tuple(counts), tuple(sums)) if marks else None


def _without_gaps(criteria: dict[int, int], table: Table) -> dict[int, int]:
    """The numbers of the columns; one whose head was not read has the number between those beside it."""
    missing = {
        at: criteria[at - 1] + 1
        for at in range(len(table.heads))
        if at not in criteria and criteria.get(at + 1, 0) - criteria.get(at - 1, 0) == 2 and at - 1 in criteria
    }
    return criteria | missing


def _down(context: Context, table: Table) -> Matrix | None:
    """Criteria down, units across."""
    label = table.column(Role.CRITERION, Role.INDICATOR, Role.TASK)
    if label is None:
        return None
    units = {
        at: found
        for at, head in enumerate(table.heads)
        if at > label and (found := place(head.leaf, context, _level(head.key)))
    }
    numbers = list(_numbers(table, label, context))
    if not units or len({number for _, number in numbers}) < _LEAST_CRITERIA:
        return None
    marks = [Mark(unit, number, row.cells[at], row) for row, number in numbers for at, unit in units.items()]
    totals = [row for row in table.rows if is_sum(row.text(label)) or is_sum(row.text(0))]
    counts = [Count(unit, row.cells[at], row) for row in totals for at, unit in units.items() if row.text(at)]
    return Matrix(tuple(marks), tuple(counts), ())


def _numbers(table: Table, label: int, context: Context) -> Iterator[tuple[TableRow, int]]:
    """The rows that name a criterion, with its number: printed before it, or that of its name."""
    index = table.column(Role.INDEX)
    of = set_for("xã", context.day)
    for row in table.rows:
        words = row.text(label).strip()
        printed = _NUMBERED.match(fold(words))
        number = int(printed[1]) if printed else 0
        if not number and index is not None and row.text(index).strip(" .").isdigit():
            number = int(row.text(index).strip(" ."))
        named = _named(of, words)
        if row.is_across or not words or is_sum(words) or not (number or named):
            continue
        if of and of.name(named or number):
            yield row, named or number


def _named(of: CriteriaSet | None, words: str) -> int:
    key = _NUMBERED.sub("", fold(words), count=1).strip(" .")
    return next((n for n in (of.names if of else ()) if of and key and key in of.variants(n)), 0)


def _level(key: str) -> str:
    return "huyện" if re.search(r"(?<!\w)huyen(?!\w)", key) and not re.search(r"(?<!\w)xa(?!\w)", key) else ""
