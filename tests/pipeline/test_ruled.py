"""Ruling lines become tables whose cells know their rows and columns."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Box
from pipeline.ruled import Edge, RuledTable, ruled_tables

WIDE, HIGH = 80.0, 20.0


def level(y: float, x0: float, x1: float, lean: float = 0.0) -> Edge:
    return Edge(x0, y + lean * x0, x1, y + lean * x1, True)


def upright(x: float, y0: float, y1: float, lean: float = 0.0) -> Edge:
    return Edge(x + lean * y0, y0, x + lean * y1, y1, False)


def grid(rows: int, columns: int, across: float = 0.0, down: float = 0.0) -> list[Edge]:
    right, bottom = 50 + columns * WIDE, 100 + rows * HIGH
    return [
        *(level(100 + row * HIGH, 50, right, across) for row in range(rows + 1)),
        *(upright(50 + column * WIDE, 100, bottom, down) for column in range(columns + 1)),
    ]


def shape(table: RuledTable) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]


@given(st.integers(2, 30), st.integers(2, 22), st.floats(-0.004, 0.004), st.floats(-0.012, 0.012))
def test_every_place_of_a_leaning_table_is_a_cell(rows: int, columns: int, across: float, down: float) -> None:
    (table,) = ruled_tables(grid(rows, columns, across, down))
    assert shape(table) == [(row, column, 1, 1) for row, column in product(range(rows), range(columns))]


def test_cells_span_where_a_rule_is_left_out() -> None:
    edges = [edge for edge in grid(3, 3) if not (edge.is_level and edge.y0 == 100 + HIGH)]
    edges = [edge for edge in edges if not (not edge.is_level and edge.x0 == 50 + 2 * WIDE)]
    edges += [level(100 + HIGH, 50 + WIDE, 50 + 3 * WIDE), upright(50 + 2 * WIDE, 100 + HIGH, 100 + 3 * HIGH)]
    (table,) = ruled_tables(edges)
    assert shape(table)[:4] == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert table.cells[1].box == Box(50 + WIDE, 100, 50 + 3 * WIDE, 100 + HIGH)


def test_a_broken_rule_leaves_no_hole() -> None:
    edges = [edge for edge in grid(4, 3) if edge != upright(50 + WIDE, 100, 100 + 4 * HIGH)]
    edges += [upright(50 + WIDE, 100, 100 + 1.4 * HIGH), upright(50 + WIDE, 100 + 3 * HIGH, 100 + 4 * HIGH)]
    (table,) = ruled_tables(edges)
    covered = [place for cell in table.cells for place in product(
        range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns))]  # fmt: skip
    assert sorted(covered) == list(product(range(4), range(3)))


def test_frames_and_underlines_are_no_tables() -> None:
    assert ruled_tables(grid(1, 1)) == []
    assert ruled_tables(grid(1, 4)) == []
    assert ruled_tables([level(90, 100, 300), level(400, 100, 300)]) == []
    assert ruled_tables([]) == []


def test_two_tables_of_a_page_are_two() -> None:
    below = [Edge(e.x0, e.y0 + 300, e.x1, e.y1 + 300, e.is_level) for e in grid(2, 4)]
    assert [len(table.cells) for table in ruled_tables([*grid(3, 2), *below])] == [6, 8]
