"""Sums of a table's rows and columns, checked: what disagrees is told, and how far its cells can be trusted.

A sum row adds up the rows of places above it, or below it where it stands first; groups have sums of their
own. Only figures that add up are checked: counts, not shares and averages.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Values = Mapping[tuple[int, int], float]
"""A figure by row and column; places without one are nothing."""

DOUBTED_SUM, DOUBTED_PART, CULPRIT = 0.5, 0.75, 0.3
"""What remains of the confidence of a sum that disagrees, of its parts, of the one part that explains it all."""


class Kind(StrEnum):
    """What a row is for the sums."""

    PART = "part"
    GROUP = "group"
    SUM = "sum"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A sum that is not that of its parts: its cell, what it says, what the parts make."""

    row: int
    column: int
    said: float
    made: float
    across: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """The sums that disagree, and what remains of the confidence of cells (1 where not listed)."""

    mismatches: tuple[Mismatch, ...] = ()
    trust: Mapping[tuple[int, int], float] = field(default_factory=dict)


def check(
    values: Values, kinds: Sequence[Kind], columns: Sequence[int], totals: Mapping[int, Sequence[int]]
) -> Checked:
    """Check the sum rows of `columns`, and the total columns (`totals`: column -> the columns that it adds up).

    A total column that adds up in less than half of its rows is no sum (a cumulative figure, a level) and not
    reported; a sum row that adds up in no column is one mismatch a column all the same.
    """
    down = [each for column in columns for each in _down(values, kinds, column)]
    across = [each for column, parts in totals.items() for each in _across(values, column, parts)]
    return Checked((*down, *across), _trust(values, kinds, down, across, totals))


def adds_up(values: Values, column: int, parts: Sequence[int]) -> bool:
    """Whether a column is the sum of others in most rows."""
    rows = sorted({row for row, at in values if at == column})
    right = [row for row in rows if math.isclose(values[row, column], _sum(values, row, parts), abs_tol=1e-6)]
    return len(rows) > 0 and 2 * len(right) > len(rows)


def _down(values: Values, kinds: Sequence[Kind], column: int) -> list[Mismatch]:
    found = []
    for row, kind in enumerate(kinds):
        if kind not in (Kind.SUM, Kind.GROUP) or (row, column) not in values:
            continue
        parts = [at for at in _parts(kinds, row) if (at, column) in values]
        made = sum(values[at, column] for at in parts)
        if parts and not math.isclose(values[row, column], made, abs_tol=1e-6):
            found.append(Mismatch(row, column, values[row, column], made, across=False))
    return found


def _parts(kinds: Sequence[Kind], row: int) -> list[int]:
    """The rows that a sum adds up: a group's own, else all parts."""
    if kinds[row] is Kind.GROUP:
        end = next((at for at in range(row + 1, len(kinds)) if kinds[at] in (Kind.GROUP, Kind.SUM)), len(kinds))
        return [at for at in range(row + 1, end) if kinds[at] is Kind.PART]
    return [at for at, kind in enumerate(kinds) if kind is Kind.PART]


def _across(values: Values, column: int, parts: Sequence[int]) -> list[Mismatch]:
    if not adds_up(values, column, parts):
        return []
    rows = sorted({row for row, at in values if at == column})
    made = {row: _sum(values, row, parts) for row in rows}
    return [
        Mismatch(row, column, values[row, column], made[row], across=True)
        for row in rows if not math.isclose(values[row, column], made[row], abs_tol=1e-6)
    ]  # fmt: skip


def _sum(values: Values, row: int, parts: Sequence[int]) -> float:
    return sum(values.get((row, at), 0.0) for at in parts)


def _trust(
    values: Values, kinds: Sequence[Kind], down: Sequence[Mismatch], across: Sequence[Mismatch],
    totals: Mapping[int, Sequence[int]],
) -> dict[tuple[int, int], float]:  # fmt: skip
    trust: dict[tuple[int, int], float] = {}

    def doubt(place: tuple[int, int], share: float) -> None:
        trust[place] = min(trust.get(place, 1.0), share)

    explained = [(a, b) for a in down for b in across if _explains(values, a, b, totals)]
    known = {id(each) for pair in explained for each in pair}
    for each in (each for each in down if id(each) not in known):
        doubt((each.row, each.column), DOUBTED_SUM)
        for at in _parts(kinds, each.row):
            doubt((at, each.column), DOUBTED_PART)
    for each in (each for each in across if id(each) not in known):
        doubt((each.row, each.column), DOUBTED_SUM)
        for column in totals[each.column]:
            doubt((each.row, column), DOUBTED_PART)
    return trust | {(second.row, first.column): CULPRIT for first, second in explained}


def _explains(values: Values, down: Mismatch, across: Mismatch, totals: Mapping[int, Sequence[int]]) -> bool:
    """Whether one cell alone makes a column and a row disagree: a part by the same amount, or the column's sum."""
    if (across.row, down.column) not in values or down.column not in totals[across.column]:
        return False
    off = down.made - down.said
    if down.row == across.row:
        off = -off
    return math.isclose(off, across.made - across.said, abs_tol=1e-6)
