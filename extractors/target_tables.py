"""A table of targets: which column names its rows, which hold goals, what each row and column stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extractors.context import Context
from extractors.table_heads import Head, Role
from extractors.table_sums import Checked, Kind, check
from extractors.table_titles import Caption
from extractors.table_values import Figure, Place, figure, is_average, is_blank, is_sum, place
from extractors.tables import Table, TableRow
from normalizers.keys import fold
from normalizers.units import is_unit

_NO_GOAL = frozenset({Role.INDEX, Role.UNIT, Role.NOTE, Role.PLACE, Role.INDICATOR, Role.MONEY, Role.BASE, Role.SIZE})
_TO_DO = re.compile(r"(?:th|thuc hien)(?!\w)")
_GROUPED = re.compile(r"(?:[IVX]{1,4}|[A-C])[.)]?")
_NO_SUM = re.compile(r"(?<!\w)(?:ty le|ti le|binh quan|thu nhap|muc|luy ke|%)(?!\w)")
_BRACKETED = re.compile(r"\s*\(([^()]{1,30})\)\s*$")


@dataclass(frozen=True)
class TargetTable:
    """A table with what its columns and rows stand for; `label` is the column that names the rows."""

    context: Context
    table: Table
    caption: Caption

    @cached_property
    def label(self) -> int:
        """The column that names the rows: places or indicators."""
        named = self.table.column(Role.PLACE, Role.INDICATOR, Role.TASK)
        if named is not None:
            return named
        return next((at for at, head in enumerate(self.table.heads) if head.role is not Role.INDEX), 0)

    @cached_property
    def values(self) -> list[int]:
        """The columns whose figures are goals."""
        heads = self.table.heads
        found = [at for at, head in enumerate(heads) if at > self.label and not self._is_told(head)]
        return [at for at in found if self._holds_figures(at)]

    def _is_told(self, head: Head) -> bool:
        """Whether a column tells no goals: names, units, money, what is or was; `Thực hiện 2026` may be to come."""
        if head.years and head.years[1] < self._first_year:
            return True
        to_come = head.years and head.years[0] >= self._first_year and _TO_DO.match(fold(head.leaf))
        return head.role in _NO_GOAL and not (head.role is Role.BASE and to_come)

    @cached_property
    def _first_year(self) -> int:
        """The plan's first year that is not over on its day of issue."""
        days = [day for day in (self.context.issued_on, self.context.period_start) if day]
        return max((day.year for day in days), default=0)

    def _holds_figures(self, column: int) -> bool:
        filled = [words for words in self.table.body(column) if not is_blank(words)]
        return bool(filled) and 2 * sum(figure(words) is not None for words in filled) > len(filled)

    @cached_property
    def places(self) -> dict[int, Place]:
        """The rows that name a unit."""
        level = self.table.level(self.label)
        read = ((at, place(row.text(self.label), self.context, level)) for at, row in enumerate(self.table.rows))
        return {at: found for at, found in read if found is not None and not self._is_total(self.table.rows[at])}

    @cached_property
    def column_places(self) -> dict[int, str]:
        """The columns that stand for a unit, where rows are indicators; empty for the plan's own (`Toàn huyện`)."""
        if self.by_place:
            return {}
        heads = {at: self.table.heads[at].leaf for at in self.values}
        named = {at: found.area for at, words in heads.items() if (found := place(words, self.context))}
        return named | {at: "" for at, words in heads.items() if is_sum(words)} if named else {}

    @cached_property
    def by_place(self) -> bool:
        """Whether most rows are places."""
        rows = [at for at, row in enumerate(self.table.rows) if row.text(self.label) and not row.is_across]
        named = [at for at in rows if not self._is_total(self.table.rows[at])]
        return 2 * len(set(named) & set(self.places)) > len(named)

    @cached_property
    def figures(self) -> dict[tuple[int, int], Figure]:
        """The figures by row and column; a group's name has none."""
        found: dict[tuple[int, int], Figure] = {}
        for at, row in enumerate(self.table.rows):
            for column in range(self.label + 1, len(self.table.heads)):
                words = row.text(column)
                if not row.is_across and not is_blank(words) and (read := figure(words, self.unit(row, column))):
                    found[at, column] = read
        return found

    @cached_property
    def kinds(self) -> list[Kind]:
        """What each row is for the sums."""
        return [self._kind(at, row) for at, row in enumerate(self.table.rows)]

    def _kind(self, at: int, row: TableRow) -> Kind:
        if self._is_total(row):
            return Kind.OTHER if is_average(row.text(self.label)) else Kind.SUM
        index = self.table.column(Role.INDEX)
        if index is not None and _GROUPED.fullmatch(row.text(index).strip()):
            return Kind.GROUP
        return Kind.PART if at in self.places else Kind.OTHER

    def _is_total(self, row: TableRow) -> bool:
        return any(is_sum(words) for at in range(self.label + 1) if (words := row.text(at)))

    def unit(self, row: TableRow, column: int) -> str:
        """The unit of a figure as printed: of its row, its head, the line above the table; empty where none says."""
        at = self.table.column(Role.UNIT)
        if at is not None and row.text(at):
            return row.text(at)
        named = _BRACKETED.search(row.text(self.label)) if self.table.heads[self.label].role is not Role.PLACE else None
        head = self.table.heads[column].unit
        for words in (named[1] if named else "", head):
            if words and is_unit(words):
                return words
        return self.caption.unit

    @cached_property
    def years(self) -> list[int]:
        """The value columns that stand for one year each."""
        return [at for at in self.values if (years := self.table.heads[at].years) and years[0] == years[1]]

    @cached_property
    def totals(self) -> dict[int, list[int]]:
        """The columns that add up years: `Tổng cộng`, `Giai đoạn 2021-2025` -> the years' columns."""
        heads = self.table.heads
        sums = [at for at in self.values if at not in self.years and (heads[at].role is Role.TOTAL or heads[at].years)]
        return {at: self.years for at in sums if len(self.years) > 1}

    def checked(self) -> Checked:
        """The sums of the table's counts; a table of indicators has none."""
        if not self.by_place:
            return Checked()
        columns = [at for at in self.values if self._adds(at)]
        figures = {at: each.value for at, each in self.figures.items() if each.value_max is None and at[1] in columns}
        return check(figures, self.kinds, columns, {at: years for at, years in self.totals.items() if at in columns})

    def _adds(self, column: int) -> bool:
        """Whether the figures of a column are counts."""
        words = f"{self.caption.key} {self.table.heads[column].key}" if not self.table.heads[column].own_words else ""
        units = {self.unit(row, column) for row in self.table.rows}
        shares = any("%" in words for words in self.table.body(column))
        named = _NO_SUM.search(words or self.table.heads[column].key)
        return not shares and not named and not any("%" in unit or "/" in unit for unit in units)
