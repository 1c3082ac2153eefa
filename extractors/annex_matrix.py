"""What tables of units and criteria state.

Marks say whether a criterion is met; a count beside them, and the number of units below them, must agree.
A year in a cell says when a criterion was or will be met; shares (`85%`) say neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from data import loader
from extractors.context import Context
from extractors.criteria_tables import Count, Mark, Matrix, matrix_of
from extractors.due import Due
from extractors.outline import Outline
from extractors.table_titles import Caption
from extractors.table_values import Place, figure
from extractors.tables import Table, TableRow
from normalizers.criteria_sets import CriteriaSet, grade_in, set_for
from normalizers.dates import Years, find_times
from pipeline.model import Box, Finding, Issue, Value

MET, NOT_MET = "met", "not_met"
_PLANNED = re.compile(r"(?<!\w)(?:ke hoach|dang ky|lo trinh|du kien|phan dau|muc tieu)(?!\w)")
_STATES = re.compile(
    r"(?<!\w)(?:hien trang|ket qua|thuc trang|tinh den|den ngay|den thang|danh gia|ra soat|tong hop)(?!\w)"
)
_YEAR = re.compile(r"20[0-3]\d")
_SHARE = re.compile(r"\d{1,3}(?:[.,]\d+)?\s?%|\d+(?:[.,]\d+)?")
_SURE, _BLANK_SURE, _PLANNED_SURE, _DOUBTED = 0.92, 0.75, 0.6, 0.5


def find(outline: Outline, context: Context, table: Table, caption: Caption) -> list[Finding | Issue] | None:
    """The statuses and counts of a table of criteria; None for another table."""
    del outline
    matrix = matrix_of(context, table)
    return None if matrix is None else list(_Reading(context, caption, matrix).findings())


@dataclass(frozen=True)
class _Reading:
    """What the marks of a matrix mean, by its legend, its title and each other."""

    context: Context
    caption: Caption
    matrix: Matrix

    def findings(self) -> Iterator[Finding | Issue]:
        unknown = sorted({mark.cell.text for mark in self.matrix.marks if self.said(mark) is None})
        if unknown:
            first = next(mark for mark in self.matrix.marks if self.said(mark) is None)
            words = ", ".join(f"'{each}'" for each in unknown[:5])
            yield Issue("annex_unknown_mark", f"{words}: neither met nor not met", None, *first.row.span)
        doubted, mismatches = self._checked()
        yield from mismatches
        for mark in self.matrix.marks:
            of = self.set_of(mark.unit)
            if of and of.name(mark.criterion) and (found := self._status(mark, of, mark.unit.name in doubted)):
                yield found
        for count in self.matrix.counts:
            of = self.set_of(count.unit)
            if of and (found_count := self._progress(count, of, count.unit.name in doubted)):
                yield found_count

    @cached_property
    def on(self) -> date | None:
        """The day that the table speaks of: its title's, else that of issue."""
        times = find_times(self.caption.title, Years(None, self.context.issued_on))
        days = [each.due_end for each in times if each.due_end and each.kind in ("day", "month", "quarter", "year")]
        past = [day for day in days if not self.context.issued_on or day <= self.context.issued_on]
        return past[-1] if past else self.context.issued_on

    @cached_property
    def is_planned(self) -> bool:
        """Whether the marks say what is to be met."""
        return bool(_PLANNED.search(self.caption.key)) and not _STATES.search(self.caption.key)

    @cached_property
    def blank(self) -> str:
        """What an empty cell says: the other of the two where only one is ever marked; empty where both are."""
        said = {self.said(mark) for mark in self.matrix.marks if mark.cell.text.strip()} - {None, ""}
        return {MET: NOT_MET, NOT_MET: MET}[said.pop() or ""] if len(said) == 1 else ""

    def said(self, mark: Mark) -> str | None:
        """met, not_met, empty for nothing (a blank, a share, a year), None for a mark that is not known."""
        text = mark.cell.text.strip(" .").lower()
        if not text:
            return ""
        known = self.caption.legend.get(text, _marks().get(text))
        if known is not None:
            return known
        return "" if _YEAR.fullmatch(text) or _SHARE.fullmatch(text) else None

    def set_of(self, unit: Place) -> CriteriaSet | None:
        """The set of criteria that holds for a unit on the day."""
        return set_for(unit.level, self.on or self.context.day, grade_in(self.caption.key), self.caption.title)

    def _meaning(self, mark: Mark) -> tuple[str, str, float, Due | None]:
        """Status, derivation, confidence and due time of a mark."""
        text = mark.cell.text.strip(" .")
        if _YEAR.fullmatch(text):
            year, day = int(text), self.on or self.context.day
            if day and year < day.year:
                return MET, "stated", _SURE, None
            return NOT_MET, "stated", _SURE, Due(text, date(year, 1, 1), date(year, 12, 31), "within")
        said = self.said(mark)
        if said and self.is_planned:
            return (NOT_MET, "implied", _PLANNED_SURE, self._planned_due()) if said == MET else ("", "", 0.0, None)
        if said:
            return said, "stated", _SURE, None
        return (self.blank, "implied", _BLANK_SURE, None) if not text and not self.is_planned else ("", "", 0.0, None)

    def _planned_due(self) -> Due | None:
        times = [t for t in find_times(self.caption.title, Years(None, self.context.issued_on)) if t.due_end]
        last = times[-1] if times else None
        return Due(last.text, last.due_start, last.due_end, last.relation) if last else None

    def _checked(self) -> tuple[set[str], list[Issue]]:
        """The names of the units whose counts disagree with their marks, and the counts that do."""
        doubted: set[str] = set()
        found: list[Issue] = []
        if self.is_planned:
            return doubted, found
        for count in self.matrix.counts:
            own = [self._meaning(mark)[0] for mark in self.matrix.marks if mark.unit == count.unit]
            said = figure(count.cell.text)
            if said and "" not in own and said.value != own.count(MET):
                doubted.add(count.unit.name)
                message = f"{count.unit.area}: {said.value:g} criteria are counted, {own.count(MET)} are marked as met"
                found.append(Issue("annex_sum_mismatch", message, None, *count.row.span))
        for number, cell, row in self.matrix.sums:
            column = [self._meaning(mark)[0] for mark in self.matrix.marks if mark.criterion == number]
            said = figure(cell.text)
            if said and "" not in column and said.value != column.count(MET):
                message = f"criterion {number}: {said.value:g} units are counted, {column.count(MET)} are marked as met"
                found.append(Issue("annex_sum_mismatch", message, None, *row.span))
        return doubted, found

    def _status(self, mark: Mark, of: CriteriaSet, doubted: bool) -> Finding | None:
        status, derivation, sure, due = self._meaning(mark)
        if not status:
            return None
        values: dict[str, Value] = {
            "unit_level": mark.unit.level, "unit": mark.unit.name, "criteria_set": of.code, "criterion": mark.criterion,
            "criterion_name": of.name(mark.criterion), "status": status, "derivation": derivation, "as_of": self.on,
            **(due.values() if due else {}),
        }  # fmt: skip
        return self._finding("criterion_statuses", "criterion", mark.row, mark.cell.box, values, sure, doubted)

    def _progress(self, count: Count, of: CriteriaSet, doubted: bool) -> Finding | None:
        said = figure(count.cell.text)
        if said is None or said.value != int(said.value) or said.value > of.total:
            return None
        total = int(said.whole) if said.whole else self._total(count, of)
        values: dict[str, Value] = {
            "unit_level": count.unit.level, "unit": count.unit.name, "criteria_set": of.code, "met": int(said.value),
            "total": total, "as_of": self.on, "recognition": "",
        }  # fmt: skip
        return self._finding("progress", "progress", count.row, count.cell.box, values, _SURE, doubted)

    def _total(self, count: Count, of: CriteriaSet) -> int | None:
        """The set's total, where the table has all its criteria."""
        own = {mark.criterion for mark in self.matrix.marks if mark.unit == count.unit}
        return of.total if own == set(of.names) else None

    def _finding(  # noqa: PLR0913, PLR0917 - a row of either table
        self,
        table: str,
        rule: str,
        row: TableRow,
        box: Box | None,
        values: dict[str, Value],
        sure: float,
        doubted: bool,
    ) -> Finding:
        method = f"rule:annex.{rule}.doubted" if doubted else f"rule:annex.{rule}"
        return Finding(table, *row.span, values, method, sure * (_DOUBTED if doubted else 1), self.caption.section, box)


@cache
def _marks() -> dict[str, str]:
    return {row["mark"]: row["status"] for row in loader.table("annex_marks.tsv")}
