"""The reading order of a page, from the boxes of its words alone: OCR words or those of a text layer.

The raw text has one printed line a line and a blank line between paragraphs and blocks. The issuer's column
comes before the motto's and `Nơi nhận` before the signer. A row of a table is one line, its cells parted by a
tab, the lines of a cell joined by blanks; a cell that spans rows stands in its first one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from pipeline.cells import rows
from pipeline.columns import Kind, Region, bands, regions
from pipeline.model import Cell, Grid, Word
from pipeline.paragraphs import PrintedLine, begins
from pipeline.ruled import RuledTable
from pipeline.segments import PlacedWord, Segment, levelled, segments
from pipeline.table_words import CellWords, cell_words
from pipeline.table_words import rows as ruled_rows

__all__ = ["Composed", "PlacedWord", "compose"]

CELL, WORD = "\t", " "
_BLOCK = 2.2  # pitches: a larger gap in a column parts its blocks

Token = tuple[str, PlacedWord]  # what stands before the word, and the word
Table = tuple[RuledTable, CellWords]


@dataclass(frozen=True, slots=True)
class Composed:
    """A page's raw text, its words and the cells of its ruled tables with their spans in it."""

    text: str
    words: tuple[Word, ...]
    tables: tuple[tuple[Cell, ...], ...] = ()

    def grids(self, page: int) -> tuple[Grid, ...]:
        """The tables as grids of that page."""
        return tuple(Grid(page, cells) for cells in self.tables)


def compose(words: Sequence[PlacedWord], width: float, height: float, ruled: Sequence[RuledTable] = ()) -> Composed:
    """The page's raw text in reading order, and its words and ruled tables with their spans in it.

    `width` and `height` are those of the page in points. Every word that is not blank occurs once; blanks
    within a word's text are closed up. A ruled table that frames a head or a close is read as if unruled.
    """
    printed = [_closed_up(word) for word in words if word.text.strip()]
    lines = segments(printed)
    level = levelled(printed, lines)
    origin = {id(moved): word for moved, word in zip(level, printed, strict=True)}
    tables = [(table, held) for table in ruled if (held := cell_words(table, printed)) is not None]
    inside = {id(word) for _, held in tables for cell in held.values() for word in cell}
    rest = [moved for moved in level if id(origin[id(moved)]) not in inside]
    tokens: list[Token] = []
    for above, table in _between(rest, tables):
        found = regions(lines if level is printed and len(above) == len(printed) else segments(above), height)
        tokens += [(before, origin[id(word)]) for region in found for before, word in _READERS[region.kind](region)]
        tokens += _read_ruled(*table) if table else []
    text, placed = _written(tokens)
    return Composed(text, placed, tuple(_cells(table, tokens, placed) for table in tables))


def _closed_up(word: PlacedWord) -> PlacedWord:
    text = "".join(word.text.split())
    return word if text == word.text else PlacedWord(text, word.box, word.confidence)


def _between(words: Sequence[PlacedWord], tables: Sequence[Table]) -> Iterator[tuple[list[PlacedWord], Table | None]]:
    """Each table behind the words above it; the words below the last one are alone."""
    rest = list(words)
    for ruled, held in tables:
        above = [word for word in rest if (word.box.y0 + word.box.y1) / 2 < ruled.box.y0]
        yield above, (ruled, held)
        rest = [word for word in rest if (word.box.y0 + word.box.y1) / 2 >= ruled.box.y0]
    yield rest, None


def _written(tokens: Iterable[Token]) -> tuple[str, tuple[Word, ...]]:
    pieces: list[str] = []
    placed: list[Word] = []
    at = 0
    for before, word in tokens:
        gap = before if at else ""
        start = at + len(gap)
        at = start + len(word.text)
        pieces += [gap, word.text]
        placed.append(Word(start, at, word.box, word.confidence))
    return "".join(pieces), tuple(placed)


def _cells(table: Table, tokens: Sequence[Token], placed: Sequence[Word]) -> tuple[Cell, ...]:
    """The cells with the spans of their words; an empty one stands where the cell before it ends."""
    spans = {id(word): (at.start, at.end) for (_, word), at in zip(tokens, placed, strict=True)}
    cells = []
    end = min((spans[id(word)][0] for words in table[1].values() for word in words), default=0)
    for row in ruled_rows(table[0]):
        for ruled in row:
            words = table[1][ruled]
            start, end = (spans[id(words[0])][0], spans[id(words[-1])][1]) if words else (end, end)
            cells.append(Cell(ruled.row, ruled.column, start, end, ruled.rows, ruled.columns, ruled.box))
    return tuple(cells)


def _line(row: Iterable[Segment], before: str) -> list[Token]:
    words = [word for segment in row for word in segment.words]
    return [(WORD if index else before, word) for index, word in enumerate(words)]


def _read_lines(region: Region) -> list[Token]:
    lines = [PrintedLine(tuple(band)) for band in bands(region.segments)]
    return [
        token
        for line, is_begin in zip(lines, begins(lines), strict=True)
        for token in _line(line.segments, "\n\n" if is_begin else "\n")
    ]


def _read_columns(region: Region) -> list[Token]:
    border = region.gutters[0]
    left = [s for s in region.segments if s.box.x0 + s.box.x1 < 2 * border]
    right = [s for s in region.segments if s.box.x0 + s.box.x1 >= 2 * border]
    return [*_read_column(left), *_read_column(right)]


def _read_column(column: Sequence[Segment]) -> list[Token]:
    lines = [PrintedLine(tuple(band)) for band in bands(column)]
    steps = [b.baseline - a.baseline for a, b in pairwise(lines)]
    pitch = quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else max(steps, default=0.0)
    tokens: list[Token] = []
    for index, line in enumerate(lines):
        apart = not index or steps[index - 1] > _BLOCK * pitch
        tokens += _line(line.segments, "\n\n" if apart else "\n")
    return tokens


def _read_table(region: Region) -> list[Token]:
    tokens: list[Token] = []
    for index, row in enumerate(rows(region)):
        for place, cell in enumerate(row):
            tokens += _line(cell, CELL if place else "\n" if index else "\n\n")
    return tokens


def _read_ruled(table: RuledTable, held: CellWords) -> list[Token]:
    tokens: list[Token] = []
    for row in ruled_rows(table):
        filled = [held[cell] for cell in row if held[cell]]
        for place, words in enumerate(filled):
            before = CELL if place else "\n" if tokens else "\n\n"
            tokens += [(WORD if index else before, word) for index, word in enumerate(words)]
    return tokens


_READERS = {Kind.LINES: _read_lines, Kind.COLUMNS: _read_columns, Kind.TABLE: _read_table}
