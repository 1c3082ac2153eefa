"""Ruled tables: from ruling lines to cells that know their rows and columns.

Vector rules of a PDF and strokes of a page image come as the same edges; pdfplumber's table finder closes
them to cells. All lengths are points, boxes those of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import Any

from pdfplumber import table as finder

from pipeline.model import Box

_SAME = 3.0  # edges nearer to each other are one
_JOINED = 9.0  # a rule that is interrupted by less goes on
_LEAST_CELLS, _LEAST_ROWS, _LEAST_COLUMNS = 4, 2, 2
_MOST_EDGES = 800  # of a page; drawings and hatched charts have more
_LONG = 60.0  # what is shorter tells no slope


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruling line from its left or upper end to the other one."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_level: bool

    @property
    def length(self) -> float:
        """From end to end."""
        return self.x1 - self.x0 if self.is_level else self.y1 - self.y0

    @property
    def slope(self) -> float:
        """How far a level rule sinks, or an upright one goes to the right, a point."""
        across = self.y1 - self.y0 if self.is_level else self.x1 - self.x0
        return across / self.length if self.length else 0.0


@dataclass(frozen=True, slots=True)
class Shear:
    """How level and upright rules lean on a scan whose sheet was drawn in unevenly; none in a drawn PDF."""

    level: float = 0.0
    upright: float = 0.0

    def straight(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the page lies on one whose rules stand straight."""
        return x - self.upright * y, y - self.level * x

    def back(self, box: Box) -> Box:
        """A box of the straight page moved to where it lies on the page; boxes are small, they keep their size."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        dx, dy = self.upright * (y + self.level * x), self.level * (x + self.upright * y)
        return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between its rules: its box, its first row and column from 0, and how many it spans."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int

    def holds(self, box: Box) -> bool:
        """Whether the middle of `box` lies in the cell."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        return self.box.x0 <= x < self.box.x1 and self.box.y0 <= y < self.box.y1


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's cells, row by row, and the box around them."""

    box: Box
    cells: tuple[RuledCell, ...]

    def moved(self, dx: float, dy: float) -> RuledTable:
        """The table at another place of the page."""
        if not (dx or dy):
            return self
        cells = tuple(replace(cell, box=_moved(cell.box, dx, dy)) for cell in self.cells)
        return RuledTable(_moved(self.box, dx, dy), cells)


def ruled_tables(edges: Sequence[Edge]) -> list[RuledTable]:
    """The tables that `edges` close, from top to bottom; frames, stamps and lone boxes are none."""
    shear = Shear(_slope(e for e in edges if e.is_level), _slope(e for e in edges if not e.is_level))
    merged = finder.merge_edges([_entry(edge, shear) for edge in edges], _SAME, _SAME, _JOINED, _JOINED)
    if len(merged) > _MOST_EDGES:
        return []
    cells = finder.intersections_to_cells(finder.edges_to_intersections(merged, _SAME, _SAME))
    groups = ([Box(*map(float, cell)) for cell in group] for group in finder.cells_to_tables(cells))
    return [table for boxes in groups if (table := table_of(boxes, shear)) is not None]


def table_of(boxes: Sequence[Box], shear: Shear = Shear()) -> RuledTable | None:
    """The table made of these cells of the straight page; None where they are too few to be one."""
    left, top = _borders(b.x0 for b in boxes), _borders(b.y0 for b in boxes)
    if len(boxes) < _LEAST_CELLS or len(left) < _LEAST_COLUMNS or len(top) < _LEAST_ROWS:
        return None
    placed = _apart([_placed(box, left, top, shear) for box in boxes])
    corners = ([*left, max(b.x1 for b in boxes)], [*top, max(b.y1 for b in boxes)])
    cells = sorted([*placed, *_left_open(placed, *corners, shear)], key=lambda cell: (cell.row, cell.column))
    inside = [cell.box for cell in cells]
    around = Box(
        min(b.x0 for b in inside), min(b.y0 for b in inside), max(b.x1 for b in inside), max(b.y1 for b in inside)
    )
    return RuledTable(around, tuple(cells))


def _moved(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def _slope(edges: Iterable[Edge]) -> float:
    """The slope of the rules: the median over the long ones, weighed by length."""
    long = sorted((edge for edge in edges if edge.length >= _LONG), key=lambda edge: edge.slope)
    half = sum(edge.length for edge in long) / 2
    for edge in long:
        half -= edge.length
        if half <= 0:
            return edge.slope
    return 0.0


def _placed(box: Box, left: Sequence[float], top: Sequence[float], shear: Shear) -> RuledCell:
    row, column = bisect_right(top, box.y0 + _SAME) - 1, bisect_right(left, box.x0 + _SAME) - 1
    rows = bisect_right(top, box.y1 - _SAME) - row
    return RuledCell(shear.back(box), row, column, rows, bisect_right(left, box.x1 - _SAME) - column)


def _apart(cells: Sequence[RuledCell]) -> list[RuledCell]:
    """The cells without those that reach into smaller ones: broken rules close two of them around the same place."""
    taken: set[tuple[int, int]] = set()
    kept = []
    for cell in sorted(cells, key=lambda each: each.rows * each.columns):
        places = set(_places(cell))
        if not places & taken:
            taken |= places
            kept.append(cell)
    return kept


def _left_open(
    cells: Iterable[RuledCell], left: Sequence[float], top: Sequence[float], shear: Shear
) -> Iterator[RuledCell]:
    """A cell for each place that no closed cell covers: its rules are broken or too faint."""
    taken = {place for cell in cells for place in _places(cell)}
    for row, (y0, y1) in enumerate(pairwise(top)):
        for column, (x0, x1) in enumerate(pairwise(left)):
            if (row, column) not in taken:
                yield RuledCell(shear.back(Box(x0, y0, x1, y1)), row, column, 1, 1)


def _places(cell: RuledCell) -> Iterator[tuple[int, int]]:
    return product(range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns))


def _borders(places: Iterable[float]) -> list[float]:
    """The distinct places, from the least on."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def _entry(edge: Edge, shear: Shear) -> dict[str, Any]:
    """An edge of the straight page as pdfplumber has it: a line without width."""
    (x0, y0), (x1, y1) = shear.straight(edge.x0, edge.y0), shear.straight(edge.x1, edge.y1)
    if edge.is_level:
        y = (y0 + y1) / 2
        return {"orientation": "h", "x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0}
    x = (x0 + x1) / 2
    return {"orientation": "v", "x0": x, "x1": x, "top": y0, "bottom": y1, "height": y1 - y0}
