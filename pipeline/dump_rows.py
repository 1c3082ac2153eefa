"""The cells of a table in a text dump get their columns back: rows that lack cells, heads that span several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[IVX]{1,4}|[a-zđ])[.)]?")
_VALUE = re.compile(r"[-–—]|[<>≥≤]? ?\d[\d.,/ ]*%?|")


@dataclass(frozen=True, slots=True)
class Printed:
    """A cell as printed: its span in the text, its words, its place in the line, and its column once it is known."""

    start: int
    end: int
    text: str
    at: int
    column: int = 0
    columns: int = 1
    rows: int = 1


Row = list[Printed]


def is_numbered(row: Sequence[Printed]) -> bool:
    """Whether a row begins with a number, a roman numeral or a letter."""
    return bool(row and _NUMBERED.fullmatch(row[0].text))


def by_order(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table whose cells are parted by marks: each cell in its column."""
    width = max(len(_trimmed(row)) for row in rows)
    head = next((at for at, row in enumerate(rows) if at and _begins_body(row, width)), 1)
    placed = [[replace(cell, column=at) for at, cell in enumerate(row[:width])] for row in rows]
    body = [_body_row(row, width) for row in placed[head:]]
    return [*_head_rows(placed[:head], width), *([cell for cell in row if cell.text] for row in body)]


def by_place(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table whose columns are aligned by blanks: each cell in the columns that it stands over."""
    columns: list[tuple[int, int]] = []
    for cell in sorted((cell for row in rows for cell in row), key=lambda c: len(c.text)):
        over = [each for each in columns if _overlap(each, cell) > 0]
        if len(over) < 2:
            ends = [(cell.at, cell.at + len(cell.text)), *over]
            columns = [each for each in columns if each not in over]
            columns.append((min(start for start, _ in ends), max(end for _, end in ends)))
    columns.sort()
    placed = [[_over(cell, columns) for cell in row] for row in rows]
    head = next((at for at, row in enumerate(placed) if at and _opens_body(row)), 1)
    full = [_filled(row, len(columns)) for row in placed[:head]]
    return [*_spanning(full, len(columns)), *placed[head:]]


def _opens_body(row: Row) -> bool:
    """Whether an aligned row is none of the head: numbered in the first column, or a name before its values."""
    if row[0].column > 1:
        return False
    named = not _VALUE.fullmatch(row[0].text) and len(row) > 1
    return is_numbered(row) or (named and all(_VALUE.fullmatch(cell.text) for cell in row[1:]))


def _trimmed(row: Row) -> Row:
    filled = [at for at, cell in enumerate(row) if cell.text]
    return row[: filled[-1] + 1] if filled else []


def _begins_body(row: Row, width: int) -> bool:
    """Whether a row is none of the head: it is numbered, or it names something and gives values."""
    values = [cell for cell in row[1:] if cell.text]
    if is_numbered(row) and not row[0].text.startswith("("):
        return any(cell.text and not _NUMBERED.fullmatch(cell.text) for cell in row[1:])
    named = row[0].text or (len(row) > 1 and row[1].text)
    return bool(named) and len(values) >= (width - 1) / 2 and all(_VALUE.fullmatch(cell.text) for cell in values[1:])


def _body_row(row: Row, width: int) -> Row:
    """A row that lacks cells: a name over several columns before its values, or one that takes the rest."""
    lacking = width - len(row)
    if lacking <= 0 or not row:
        return row
    if len(row) == 1 or (len(row) == 2 and is_numbered(row)):
        return [*row[:-1], replace(row[-1], columns=lacking + 1)]
    if row[0].text and not is_numbered(row) and all(_VALUE.fullmatch(cell.text) for cell in row[1:]):
        return [
            replace(row[0], columns=lacking + 1),
            *(replace(cell, column=cell.column + lacking) for cell in row[1:]),
        ]
    return row


def _head_rows(rows: list[Row], width: int) -> list[Row]:
    """The head with its spans; where a row has fewer cells than the table, each of them spanned its columns."""
    if len(rows) > 1 and len(rows[0]) < width:
        rows = [_over_groups(rows[0], rows[1], width), *rows[1:]]
    return _spanning([_filled(row, width) for row in rows], width)


def _over_groups(upper: Row, lower: Row, width: int) -> Row:
    """The cells of a head's first row over the columns of the second: above its empty places one cell each."""
    below = [at < len(lower) and bool(lower[at].text) for at in range(width)]
    singles = below.count(False)
    groups = _groups(below, len(upper) - singles)
    starts = sorted([at for at, filled in enumerate(below) if not filled] + groups)
    return [replace(cell, column=at) for cell, at in zip(upper, starts, strict=False)]


def _groups(below: Sequence[bool], wanted: int) -> list[int]:
    """Where groups of columns begin: the runs of filled places, cut into equal parts where there are more groups."""
    runs: list[list[int]] = []
    for at, filled in enumerate(below):
        if filled and at and below[at - 1] and runs:
            runs[-1].append(at)
        elif filled:
            runs.append([at])
    while runs and len(runs) < wanted:
        longest = max(runs, key=len)
        if len(longest) < 2:
            break
        parts = wanted - len(runs) + 1
        size = len(longest) // parts if len(longest) % parts == 0 else len(longest) // 2
        at = runs.index(longest)
        runs[at : at + 1] = [longest[:size], longest[size:]]
    return [run[0] for run in runs]


def _filled(row: Row, width: int) -> list[Printed | None]:
    line: list[Printed | None] = [None] * width
    for cell in row:
        if cell.text and cell.column < width:
            line[cell.column] = cell
    return line


def _spanning(rows: list[list[Printed | None]], width: int) -> list[Row]:
    """A head's cells span the empty places beside them that have columns below, and the empty ones below them."""
    free = [[cell is None for cell in row] for row in rows]
    found: list[Row] = []
    for at, row in enumerate(rows):
        found.append([])
        for column, cell in enumerate(row):
            if cell is None:
                continue
            end = max(column + 1, cell.column + cell.columns)
            while end < width and free[at][end] and _has_below(rows, at, end) and _has_below(rows, at, column):
                end += 1
            down = at + 1
            while down < len(rows) and all(free[down][column:end]):
                down += 1
            for covered in free[at:down]:
                covered[column:end] = [False] * (end - column)
            found[-1].append(replace(cell, columns=end - column, rows=down - at))
    return found


def _has_below(rows: Sequence[Sequence[Printed | None]], at: int, column: int) -> bool:
    return any(row[column] is not None for row in rows[at + 1 :])


def _overlap(column: tuple[int, int], cell: Printed) -> int:
    return min(column[1], cell.at + len(cell.text)) - max(column[0], cell.at)


def _over(cell: Printed, columns: Sequence[tuple[int, int]]) -> Printed:
    """The cell in the columns that it stands over, else in the nearest one."""
    over = [at for at, each in enumerate(columns) if _overlap(each, cell) > 0]
    if not over:
        over = [max(range(len(columns)), key=lambda at: _overlap(columns[at], cell))]
    return replace(cell, column=over[0], columns=over[-1] - over[0] + 1)
