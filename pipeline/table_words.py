"""The words of a ruled table: which cell each stands in, and their order within it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from normalizers.keys import fold
from pipeline.columns import bands
from pipeline.ruled import RuledCell, RuledTable
from pipeline.segments import PlacedWord, segments

_FRAMED = re.compile(r"cong hoa xa hoi chu|doc lap . tu do|noi nhan ?:")

CellWords = Mapping[RuledCell, Sequence[PlacedWord]]


def cell_words(table: RuledTable, words: Sequence[PlacedWord]) -> CellWords | None:
    """The words in each cell, in reading order; None for a frame around a document's head or close."""
    inside = [word for word in words if _in_table(table, word)]
    found = {cell: _ordered([word for word in inside if cell.holds(word.box)]) for cell in table.cells}
    texts = (fold(" ".join(word.text for word in held)) for held in found.values())
    return None if any(_FRAMED.search(text) for text in texts) else found


def rows(table: RuledTable) -> Iterator[list[RuledCell]]:
    """The cells that begin in each row, from left to right."""
    for row in sorted({cell.row for cell in table.cells}):
        yield sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.column)


def _in_table(table: RuledTable, word: PlacedWord) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return table.box.x0 <= x <= table.box.x1 and table.box.y0 <= y <= table.box.y1


def _ordered(words: Sequence[PlacedWord]) -> list[PlacedWord]:
    """The words of a cell line by line."""
    return [word for band in bands(segments(words)) for segment in band for word in segment.words]
