"""Tables of a document as rows and columns: grids joined over pages, heads read, merged cells filled.

A grid of the next page goes on with a table where it has as many columns and either the same head or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from extractors.outline import Outline
from extractors.table_heads import Head, Role, role_of
from normalizers.keys import fold
from normalizers.units import is_unit
from pipeline.model import Box, Cell, Grid

_COUNTED = re.compile(r"\(?\s*(?:\d{1,2}|[a-d])\s*\)?(?:\s*=.*)?")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivx]{1,5}|[a-d])[.)]?")
_LEVELS = (("huyen", "huyện"), ("thon", "thôn"), ("ban", "thôn"), ("xa", "xã"), ("phuong", "xã"))
_SPECKS = "'’‘`\"“”|_~,;:«» "
_SAME_HEAD = 85.0  # rapidfuzz ratio of two heads' words
_MOST_HEAD_ROWS = 5
_LONGEST_BREAK = 12  # characters between a table's parts on two pages: page numbers


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of the repaired text: its words, their span, its box on the page, and whether it spans places."""

    text: str
    start: int
    end: int
    box: Box | None
    is_merged: bool

    @property
    def key(self) -> str:
        """The mark-free words."""
        return fold(self.text)


EMPTY = TableCell("", 0, 0, None, is_merged=False)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row below the head: a cell for each column, the merged ones in every place that they cover.

    `span` is that of the row's own line of the text, what a value of the row quotes; `own` are the columns whose
    cells begin in this row.
    """

    cells: tuple[TableCell, ...]
    span: tuple[int, int]
    own: frozenset[int]

    @property
    def is_across(self) -> bool:
        """Whether one cell takes up all of the row but for its number: the name of a group."""
        filled = {cell.start: cell for at, cell in enumerate(self.cells) if cell.text and at in self.own}
        first, *others = filled.values()
        if not others:
            return True
        numbered = len(others) == 1 and _NUMBER.fullmatch(first.key) is not None
        return numbered and (others[0].is_merged or not first.key.strip("(.)").isdigit())

    def text(self, column: int) -> str:
        """The words in a column."""
        return self.cells[column].text


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns' heads, its rows, and the numbers of its first and last line."""

    heads: tuple[Head, ...]
    rows: tuple[TableRow, ...]
    lines: tuple[int, ...]

    def columns(self, *roles: Role) -> list[int]:
        """The columns of these roles, from left to right."""
        return [at for at, head in enumerate(self.heads) if head.role in roles]

    def column(self, *roles: Role) -> int | None:
        """The first column of one of these roles."""
        return next(iter(self.columns(*roles)), None)

    def body(self, column: int) -> list[str]:
        """The words of a column below its head."""
        return [row.text(column) for row in self.rows]

    def level(self, column: int) -> str:
        """The level of bare names in a column: as the head says; under `Huyện A`, `Huyện B` they are communes."""
        said = {level for word, level in _LEVELS if re.search(rf"(?<!\w){word}(?!\w)", self.heads[column].key)}
        if len(said) == 1:
            return said.pop()
        grouped = any(fold(words).startswith(("huyen ", "thi xa ")) for words in self.body(column))
        return "xã" if "xã" in said and grouped else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A grid with its places filled: by row and column the cell that covers it."""

    grid: Grid
    places: tuple[tuple[Cell | None, ...], ...]
    depth: int


def tables(outline: Outline, grids: Sequence[Grid]) -> Iterator[Table]:
    """The tables of a document in order; a grid without words is none."""
    group: list[_Part] = []
    for grid in grids:
        if not any(cell.start < cell.end for cell in grid.cells):
            continue
        part = _part(outline.text, replace(grid, cells=tuple(_clean(outline.text, cell) for cell in grid.cells)))
        if group and _goes_on(outline, group, part):
            group.append(part)
            continue
        if group:
            yield _table(outline, group)
        group = [part]
    if group:
        yield _table(outline, group)


def _clean(text: str, cell: Cell) -> Cell:
    """The cell without what engines make of specks and rules at its ends (`'Tổng số`, `Tổng cộng,`)."""
    words = text[cell.start : cell.end]
    if not any(map(str.isalnum, words)):
        return cell
    start, end = len(words) - len(words.lstrip(_SPECKS)), len(words.rstrip(_SPECKS))
    return replace(cell, start=cell.start + start, end=cell.start + end)


def _part(text: str, grid: Grid) -> _Part:
    places: list[list[Cell | None]] = [[None] * grid.width for _ in range(grid.height)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                places[row][column] = cell
    filled = tuple(tuple(row) for row in places)
    return _Part(grid, filled, _head_depth(text, filled))


def _words(text: str, cell: Cell | None) -> str:
    return text[cell.start : cell.end] if cell else ""


def _head_depth(text: str, places: Sequence[Sequence[Cell | None]]) -> int:
    """How many rows the head has: what its cells reach down to, groups with what stands below them."""
    first = [_words(text, cell) for cell in places[0]]
    if not _is_head(first):
        return 0
    depth = 1
    while depth < min(len(places), _MOST_HEAD_ROWS):
        above = [cell for row in places[:depth] for cell in row if cell]
        reaches = any(cell.row + cell.rows > depth for cell in above)
        grouped = any(c.columns > 1 and c.row + c.rows == depth and _has_parts(text, c, places[depth]) for c in above)
        if not reaches and not grouped and not _is_counted([_words(text, cell) for cell in places[depth]]):
            break
        depth += 1
    return depth if depth < len(places) else 1


def _has_parts(text: str, group: Cell, row: Sequence[Cell | None]) -> bool:
    """Whether the columns under a group have heads of their own."""
    below = {_words(text, cell) for cell in row[group.column : group.column + group.columns]}
    return len(below - {""}) > 1


def _is_head(texts: Sequence[str]) -> bool:
    """Whether a row names columns: one of them is understood, and the first is no row's number."""
    if _NUMBER.fullmatch(fold(texts[0])):
        return False
    known = [text for text in texts if text and role_of(text) is not Role.OTHER]
    return bool(known) or (
        len({text for text in texts if text}) > 1 and not any(char.isdigit() for char in "".join(texts))
    )


def _is_counted(texts: Sequence[str]) -> bool:
    """`(1) (2) (3)`, `A B 1 2`: the row of a head that counts the columns."""
    filled = [fold(text) for text in texts if text]
    return len(filled) >= max(2, len(texts) - 1) and all(_COUNTED.fullmatch(text) for text in filled)


def _goes_on(outline: Outline, group: Sequence[_Part], part: _Part) -> bool:
    """Whether a grid goes on with the table of `group`."""
    last = group[-1].grid
    if part.grid.width != last.width or not 0 <= part.grid.page - last.page <= 1:
        return False
    between = outline.text[max(c.end for c in last.cells) : min(c.start for c in part.grid.cells)].strip()
    if len(between) > _LONGEST_BREAK:
        return False
    if not part.depth:
        return True
    heads = (" ".join(_words(outline.text, cell) for cell in each.grid.cells if cell.row < each.depth)
             for each in (group[0], part))  # fmt: skip
    return fuzz.ratio(*map(fold, heads)) >= _SAME_HEAD


def _table(outline: Outline, group: Sequence[_Part]) -> Table:
    width = group[0].grid.width
    heads = tuple(_head(outline.text, group[0], column) for column in range(width))
    rows = tuple(
        row
        for part in group
        for at in range(part.depth, part.grid.height)
        if (row := _row(outline, part, at)) is not None
    )
    heads = tuple(_by_content(head, [row.text(at) for row in rows]) for at, head in enumerate(heads))
    cells = [cell for part in group for cell in part.grid.cells if cell.start < cell.end]
    lines = sorted({paragraph.index for cell in cells if (paragraph := outline.paragraph_at(cell.start))})
    return Table(heads, rows, tuple(lines))


def _by_content(head: Head, body: Sequence[str]) -> Head:
    """`Đơn vị` heads places or units of measure: the cells below tell which."""
    filled = [words for words in body if words]
    units = sum(is_unit(words) for words in filled)
    return replace(head, by_content=Role.UNIT) if head.role is Role.PLACE and 2 * units > len(filled) else head


def _head(text: str, part: _Part, column: int) -> Head:
    """The words over a column from top to bottom, each cell once, without the row that counts the columns."""
    cells: list[Cell] = []
    for row in part.places[: part.depth]:
        cell = row[column]
        counts = _is_counted([_words(text, each) for each in row])
        if cell and cell not in cells and cell.start < cell.end and not counts:
            cells.append(cell)
    return Head(tuple(text[cell.start : cell.end] for cell in cells))


def _row(outline: Outline, part: _Part, at: int) -> TableRow | None:
    """The row, None where nothing begins in it."""
    own = [cell for cell in part.grid.cells if cell.row == at and cell.start < cell.end]
    if not own:
        return None
    line = outline.paragraph_at(own[0].start)
    span = (line.start, line.end) if line else (own[0].start, own[-1].end)
    cells = tuple(_cell(outline.text, cell) for cell in part.places[at])
    columns = {column for cell in own for column in range(cell.column, cell.column + cell.columns)}
    return TableRow(cells, span, frozenset(columns))


def _cell(text: str, cell: Cell | None) -> TableCell:
    if cell is None:
        return EMPTY
    merged = cell.rows > 1 or cell.columns > 1
    return TableCell(text[cell.start : cell.end], cell.start, cell.end, cell.box, merged)
