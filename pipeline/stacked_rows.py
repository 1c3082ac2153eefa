"""Tables that a text dump prints cell by cell, a line each: `TT`, `Xã`, `Cây (cây)`, `1`, `Tân Lập`, `4.000`, `2`, ….

Only tables of figures are read: a head that opens with `TT`, then rows counted from 1, a name and the same number of
figures in each. A line that opens with a small letter goes on with the cell above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.dump_rows import Printed, Row

_INDEX = re.compile(r"(?:S|s)?(?:TT|tt)|Số TT|SỐ TT")
_FIGURE = re.compile(r"[-–—]|[<>≥≤]?\s?\d[\d.,/]*\s?%?")
_NAME = re.compile(r"[^\W\d_].*")
_SUM = re.compile(r"(?:Tổng|TỔNG|Cộng|CỘNG|Toàn)(?!\w).{0,20}")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_LEAST_ROWS, _MOST_COLUMNS, _MOST_HEAD, _MOST_NAME = 2, 10, 16, 3


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table: its rows, and how many lines they take."""

    rows: list[Row]
    lines: int


def opens_stack(line: str) -> bool:
    """Whether a line can be the first cell of such a table."""
    return _INDEX.fullmatch(line.strip()) is not None


def stacked_rows(lines: Sequence[Printed]) -> Stacked | None:
    """The table whose first cell is the first of the lines, None without one."""
    first = next((at for at, line in enumerate(lines[: _MOST_HEAD + 1]) if line.text == "1"), 0)
    head = [lines[0], *_cells(lines[1:first])]
    columns = len(head) - 2
    if not (first and 1 <= columns <= _MOST_COLUMNS):
        return None
    rows, at = [head], first
    while (row := _row(lines[at:], len(rows), columns)) is not None:
        rows.append(row[0])
        at += row[1]
    if len(rows) <= _LEAST_ROWS:
        return None
    whole = _sum(lines[at:], columns)
    return Stacked([*rows, whole], at + columns + 1) if whole else Stacked(rows, at)


def _cells(lines: Sequence[Printed]) -> list[Printed]:
    """The cells of lines that may go on with each other."""
    found: list[Printed] = []
    for line in lines:
        if found and not (line.text[:1].isupper() or _YEAR.match(line.text)):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
    return found


def _joined(upper: Printed, lower: Printed) -> Printed:
    return Printed(upper.start, lower.end, f"{upper.text} {lower.text}", upper.at)


def _row(lines: Sequence[Printed], number: int, columns: int) -> tuple[Row, int] | None:
    """The row of that number and how many lines it takes; its last figure may not run on in one more."""
    if not lines or lines[0].text.rstrip(".") != str(number):
        return None
    size = next((at for at, line in enumerate(lines[1 : _MOST_NAME + 2]) if not _NAME.fullmatch(line.text)), 0)
    figures = lines[1 + size : 1 + size + columns]
    if not size or len(figures) < columns or not all(_FIGURE.fullmatch(line.text) for line in figures):
        return None
    name = lines[1]
    for line in lines[2 : 1 + size]:
        name = _joined(name, line)
    return [lines[0], name, *figures], 1 + size + columns


def _sum(lines: Sequence[Printed], columns: int) -> Row:
    """The row that sums up; empty for other lines."""
    figures = lines[1 : 1 + columns]
    if len(figures) < columns or not _SUM.fullmatch(lines[0].text):
        return []
    if not all(_FIGURE.fullmatch(line.text) for line in figures):
        return []
    return [Printed(lines[0].start, lines[0].start, "", lines[0].at), *lines[: 1 + columns]]
