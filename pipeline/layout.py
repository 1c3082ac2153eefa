"""The reading order of a page, from the boxes of its words alone: OCR words or those of a text layer.

The raw text has one printed line a line and a blank line between paragraphs and blocks. The issuer's column
comes before the motto's and `Nơi nhận` before the signer. A row of a table is one line, its cells parted by a
tab, the lines of a cell joined by blanks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import quantiles

from pipeline.cells import rows
from pipeline.columns import Kind, Region, bands, regions
from pipeline.model import Word
from pipeline.paragraphs import PrintedLine, begins
from pipeline.segments import PlacedWord, Segment, levelled, segments

__all__ = ["PlacedWord", "compose"]

CELL, WORD = "\t", " "
_BLOCK = 2.2  # pitches: a larger gap in a column parts its blocks

Token = tuple[str, PlacedWord]  # what stands before the word, and the word


def compose(words: Sequence[PlacedWord], width: float, height: float) -> tuple[str, tuple[Word, ...]]:
    """The page's raw text in reading order, and its words with their spans in it.

    `width` and `height` are those of the page in points. Every word that is not blank occurs once; blanks
    within a word's text are closed up.
    """
    printed = [PlacedWord("".join(w.text.split()), w.box, w.confidence) for w in words if w.text.strip()]
    level = levelled(printed)
    origin = {id(moved): word for moved, word in zip(level, printed, strict=True)}
    found = regions(segments(level), height)
    tokens = (token for region in found for token in _READERS[region.kind](region))
    return _written((before, origin[id(word)]) for before, word in tokens)


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


_READERS = {Kind.LINES: _read_lines, Kind.COLUMNS: _read_columns, Kind.TABLE: _read_table}
