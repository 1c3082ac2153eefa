"""The rows of a table without its rules: cells are runs of close lines in a column, rows are cells side by side.

Where rows stand as close as the lines of a cell, each line with a number in the first column begins a row;
where the numbers stand in the middle of their rows, each line that fills most columns.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from pipeline.columns import Region, bands
from pipeline.segments import Segment

Cell = list[Segment]
Row = dict[int, Cell]  # by the column's place
_SAME_CELL = 1.12  # of the table's closest distance of lines: rows stand a little farther apart
_CLOSEST = 0.9  # word heights: lines of one cell can't be closer
_FULL = 0.6  # share of the columns
_ON_TOP = 0.8  # of the numbers stand on their row's first line, not in its middle


def rows(table: Region) -> list[list[Cell]]:
    """The rows of a table from top to bottom, each a list of cells from left to right."""
    columns: dict[int, list[Segment]] = defaultdict(list)
    for segment in table.segments:
        columns[_column(segment, table)].append(segment)
    step = _closest_step(list(columns.values()))
    cells = [(at, cell) for at, column in columns.items() for cell in _cells(column, step)]
    starts = [min(s.core[0] for s in band) for band in _first_lines(table)]
    found = [row for group in _side_by_side(cells) for row in _parted(group, starts)]
    return [[row[at] for at in sorted(row)] for row in found]


def _column(segment: Segment, table: Region) -> int:
    return bisect_left(table.gutters, (segment.box.x0 + segment.box.x1) / 2)


def _first_lines(table: Region) -> list[list[Segment]]:
    """The lines that begin a row: those with a number in the first column, else those that fill most columns."""
    lines = bands(table.segments)
    full = [line for line in lines if _is_full(line, table)]
    numbered = [line for line in lines if _column(line[0], table) == 0]
    on_top = sum(_is_full(line, table) for line in numbered)
    return numbered if len(numbered) > 1 and on_top >= _ON_TOP * len(numbered) else full


def _is_full(band: Sequence[Segment], table: Region) -> bool:
    return len({_column(segment, table) for segment in band}) >= _FULL * (len(table.gutters) + 1)


def _closest_step(columns: Sequence[Sequence[Segment]]) -> float:
    steps = [
        below.middle - above.middle
        for column in columns
        for above, below in pairwise(_down(column))
        if below.middle - above.middle > _CLOSEST * above.usual
    ]
    return min(steps, default=0.0)


def _cells(column: Sequence[Segment], step: float) -> list[Cell]:
    found: list[Cell] = []
    for segment in _down(column):
        if found and segment.middle - found[-1][-1].middle <= _SAME_CELL * step:
            found[-1].append(segment)
        else:
            found.append([segment])
    return found


def _side_by_side(cells: Sequence[tuple[int, Cell]]) -> list[Row]:
    """Cells whose heights on the page overlap, as one row."""
    found: list[Row] = []
    bottom = float("-inf")
    for at, cell in sorted(cells, key=lambda pair: pair[1][0].core[0]):
        if cell[0].core[0] >= bottom:
            found.append({})
        found[-1][at] = found[-1].get(at, []) + cell
        bottom = max(bottom, *(segment.core[1] for segment in cell))
    return found


def _parted(row: Row, starts: Sequence[float]) -> list[Row]:
    """The rows in what may be several that stand close: parted where a line fills most columns."""
    tops = [s.core[0] for cell in row.values() for s in cell]
    inside = [start for start in starts if min(tops) <= start <= max(tops)]
    if len(inside) < 2:
        return [row]
    parted: dict[int, Row] = defaultdict(dict)
    for at, cell in row.items():
        for segment in cell:
            index = max(bisect_right(inside, segment.middle) - 1, 0)
            parted[index].setdefault(at, []).append(segment)
    return [parted[index] for index in sorted(parted)]


def _down(column: Sequence[Segment]) -> list[Segment]:
    return [segment for band in bands(column) for segment in band]
