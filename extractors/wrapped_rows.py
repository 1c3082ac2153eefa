"""Rows of a dump's table whose cells were cut to the width of their columns: further lines without a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.agency_phrases import agency_list
from extractors.table_heads import Role
from extractors.tables import Table, TableCell, TableRow
from normalizers.keys import fold

_LEAST_FILLED = 2


def unwrapped(table: Table) -> Iterator[TableRow]:
    """The rows with the lines that go on with their cells; a line with a number or a time of its own is a row.

    `| 1 | Nạo vét kênh Nam, | Trạm Thủy nông |` over `| | kênh Chàm | Ninh Phước |` is one row. Its cells keep the span
    of their first line.
    """
    index, due = table.column(Role.INDEX), table.column(Role.DEADLINE)
    held: TableRow | None = None
    for row in table.rows:
        if held and index is not None and due is not None and _goes_on(held, row, index, due):
            held = replace(held, cells=tuple(map(_joined, held.cells, row.cells)))
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _goes_on(held: TableRow, row: TableRow, index: int, due: int) -> bool:
    filled = [at for at, cell in enumerate(row.cells) if cell.text]
    dump = all(cell.box is None for cell in row.cells)
    numbered = held.text(index).strip(" .").isdigit() and held.text(due)
    return dump and bool(numbered) and len(filled) >= _LEAST_FILLED and index not in filled and due not in filled


def _joined(first: TableCell, second: TableCell) -> TableCell:
    if not (first.text and second.text):
        return first
    listed = _is_name(first.text) and _is_name(second.text)  # the comma between two names is not in the cell
    return replace(first, text=f"{first.text}{',' if listed else ''} {second.text}")


def _is_name(words: str) -> bool:
    found = agency_list(words, fold(words), 0, len(words))
    return bool(found) and not words[found[-1].end :].strip(" .,;")
