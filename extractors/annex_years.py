"""Targets in a table with the years down the side: `Năm | Khu dân cư kiểu mẫu (xóm) | Vườn mẫu (vườn)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.context import Context
from extractors.indicators import OTHER, indicator_of
from extractors.outline import Outline
from extractors.table_heads import Head, Role
from extractors.table_titles import Caption
from extractors.table_values import figure, is_blank
from extractors.tables import Table, TableRow
from extractors.target_rules import basis_of
from normalizers.keys import fold
from normalizers.quantities import Quantity
from normalizers.units import kind_of, unit_at
from pipeline.model import Finding, Issue, Value

_YEAR = re.compile(r"(?:năm\s+)?(20\d\d)\.?", re.IGNORECASE)
_NO_GOAL = frozenset({Role.INDEX, Role.UNIT, Role.NOTE, Role.MONEY, Role.BASE, Role.TIME})
_LEAST_ROWS = 2
_KNOWN_SURE, _OTHER_SURE = 0.85, 0.75


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The targets of a table whose rows are years to come; None for any other table."""
    del outline
    side = next((at for at in range(min(2, len(table.heads))) if _is_years(table, at)), None)
    if side is None:
        return None
    first = context.issued_on.year if context.issued_on else 0
    found: list[Finding | Issue] = []
    for row in table.rows:
        year = _YEAR.fullmatch(row.text(side).strip())
        if year and int(year[1]) >= first:
            found += _of_row(context, table, caption, row, side)
    return found or None


def _is_years(table: Table, column: int) -> bool:
    """Whether the column names a year in each row but those that sum up."""
    years = [_YEAR.fullmatch(row.text(column).strip()) for row in table.rows]
    return sum(year is not None for year in years) >= max(_LEAST_ROWS, len(years) - 1)


def _of_row(context: Context, table: Table, caption: Caption, row: TableRow, side: int) -> Iterator[Finding]:
    printed = row.text(side).strip()
    year = int(printed[-4:])
    for column in range(side + 1, len(table.heads)):
        head, words = table.heads[column], row.text(column)
        unit = _unit(head)
        read = None if head.role in _NO_GOAL or is_blank(words) else figure(words, unit)
        if read is None:
            continue
        named = head.own_words or head.leaf
        entry = indicator_of(f"{fold(named)} {fold(unit)}", unit or read.unit)
        quantity = Quantity(0, 0, 0, 0, read.comparator, read.value, read.value_max, read.whole, unit, kind_of(unit))
        values: dict[str, Value] = {
            "indicator": entry.code, "indicator_text": named, "area": f"{context.level} {context.unit}".strip(),
            "comparator": read.comparator, "value": read.value, "value_max": read.value_max,
            "unit": unit or read.unit, "denominator": read.whole,
            "basis": basis_of(quantity, fold(named) + " ", "", entry.code),
            "due_text": printed, "due_start": date(year, 1, 1), "due_end": date(year, 12, 31), "due_relation": "within",
        }  # fmt: skip
        sure = _OTHER_SURE if entry.code == OTHER else _KNOWN_SURE
        yield Finding(
            "targets", *row.span, values, "rule:annex.target.years", sure, caption.section, row.cells[column].box
        )


def _unit(head: Head) -> str:
    """The unit in the head's brackets, else what its words count; empty where neither says one."""
    for words in (head.unit, re.sub(r"^[Ss]ố (?:lượng )?", "", head.leaf)):
        found = unit_at(words, fold(words), 0) if words else None
        if found:
            return found.text
    return "%" if fold(head.leaf).startswith(("ty le", "ti le")) else ""
