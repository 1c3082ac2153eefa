"""Tables in a text dump: lines whose cells are parted by tabs, bars, ` / ` or runs of blanks; cells a line each.

Word processors write a cell that spans columns once, spreadsheets leave the places that it covers empty; both
leave a place empty that a cell from above reaches into. Which one it was shows in the number of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.dump_rows import Printed, Row, by_order, by_place, is_numbered
from pipeline.model import Cell, Grid
from pipeline.stacked_rows import opens_stack, stacked_rows

_LINE = re.compile(r"[^\n\f]+")
_RULE = re.compile(r"[\s|:+=-]+")
_COLUMNS = re.compile(r" {2,}")
_SLASHES = re.compile(r" +/ +")
_GAPS = {"blanks": _COLUMNS, "slash": _SLASHES}
_LONGEST_SLASHED = 160  # characters of a line whose cells slashes part: longer ones are sentences
_LEAST_ROWS, _LEAST_ALIGNED, _LEAST_COLUMNS = 2, 3, 3
_FILLED = 2.0  # cells a row, on the average: indented lists have fewer
_STEADY = 0.6  # of the rows begin with a number
_ALIGNED = 0.8  # of the cells stand in one column
_WHOLE = 0.3  # of the rows have all cells
_MOST_STACKED = 2000  # lines of a table that is printed cell by cell
_LONGEST_BREAK = 90  # characters of a lone line between two rows: a group's name


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the dump with its cells by each way of parting them."""

    start: int
    text: str

    @property
    def whole(self) -> Printed:
        """The line as one cell."""
        start, end = _stripped(self.text, 0, len(self.text))
        return Printed(self.start + start, self.start + end, self.text[start:end], start)

    def parted(self, way: str) -> Row:
        """The cells, empty ones too, parted by `way`: tab, bar, slash or blanks."""
        spans = _apart(self.text, _GAPS[way]) if way in _GAPS else _between(self.text, "\t" if way == "tab" else "|")
        return [Printed(self.start + a, self.start + b, self.text[a:b], a) for a, b in spans]


def find_grids(text: str, page: int) -> tuple[Grid, ...]:
    """The tables of a page of a dump, in order, their offsets those of `text`."""
    lines = [_Line(match.start(), match.group()) for match in _LINE.finditer(text)]
    found: list[Grid] = []
    at = 0
    while at < len(lines):
        grid, size = _grid_at(lines[at:], page)
        if grid:
            found.append(grid)
        at += max(size, 1)
    return tuple(found)


def _grid_at(lines: Sequence[_Line], page: int) -> tuple[Grid | None, int]:
    """The table that begins with the first line, and how many lines it takes."""
    for way in ("tab", "bar", "slash", "blanks"):
        size = _run(lines, way)
        if size < (_LEAST_ALIGNED if way in _GAPS else _LEAST_ROWS):
            continue
        block = [line for line in lines[:size] if not _RULE.fullmatch(line.text)]
        rows = [line.parted(way) for line in block]
        if way == "slash" and len({len(row) for row in rows}) != 1:
            continue
        if _is_table(rows, strict=way == "blanks"):
            placed = by_place(rows) if way == "blanks" else by_order(rows)
            return Grid(page, tuple(_cells(placed))), size
    if not opens_stack(lines[0].text):
        return None, 1
    stacked = stacked_rows([line.whole for line in lines[:_MOST_STACKED]])
    return (Grid(page, tuple(_cells(by_order(stacked.rows)))), stacked.lines) if stacked else (None, 1)


def _run(lines: Sequence[_Line], way: str) -> int:
    """How many lines from the first one are rows; the names of groups may stand between them."""
    size = 0
    for at, line in enumerate(lines):
        if _is_row(line, way):
            size = at + 1
        elif not (at and _names_group(lines, at, way)):
            break
    return size


def _is_row(line: _Line, way: str) -> bool:
    if way == "tab":
        return "\t" in line.text.strip()
    if way == "bar":
        return line.text.count("|") >= 2 or bool(_RULE.fullmatch(line.text) and "-" in line.text)
    if way == "slash":
        return len(_SLASHES.findall(line.text)) >= 2 and len(line.text) <= _LONGEST_SLASHED
    return len(_COLUMNS.findall(line.text.strip())) >= 1 and "\t" not in line.text


def _names_group(lines: Sequence[_Line], at: int, way: str) -> bool:
    """Whether a line without cells stands between rows, short and without the end of a sentence."""
    words = lines[at].text.strip()
    between = at + 1 < len(lines) and _is_row(lines[at - 1], way) and _is_row(lines[at + 1], way)
    return way == "tab" and between and len(words) <= _LONGEST_BREAK and not words.endswith((".", ";"))


def _is_table(rows: Sequence[Row], strict: bool) -> bool:
    """Whether the rows have columns: enough of them filled; where only blanks part them, most rows are numbered."""
    filled = [[cell for cell in row if cell.text] for row in rows]
    width = max(map(len, filled), default=0)
    if width < _LEAST_COLUMNS or sum(map(len, filled)) < _FILLED * len(rows):
        return False
    if len(rows) < _LEAST_ALIGNED and min(map(len, rows)) < _LEAST_COLUMNS:
        return False  # two items of a list
    if not strict:
        columns = len({at for row in rows for at, cell in enumerate(row) if cell.text})
        return columns >= _LEAST_COLUMNS and not _is_wrapped(rows)
    in_one = sum(cell.columns == 1 for row in by_place(filled) for cell in row)
    numbered = sum(map(is_numbered, filled))
    return numbered >= _STEADY * (len(rows) - 2) and in_one >= _ALIGNED * sum(map(len, filled))


def _is_wrapped(rows: Sequence[Row]) -> bool:
    """Whether lines are pieces of rows: printed lines that a margin cut begin and end in the middle of cells."""
    return sum(len(row) == max(map(len, rows)) for row in rows) < _WHOLE * len(rows)


def _cells(rows: Sequence[Row]) -> Iterator[Cell]:
    for at, row in enumerate(rows):
        for cell in row:
            yield Cell(at, cell.column, cell.start, cell.end, cell.rows, cell.columns)


def _between(line: str, mark: str) -> list[tuple[int, int]]:
    """The spans between marks, without outer blanks; bars at the ends of the line part nothing."""
    cuts = [at for at, char in enumerate(line) if char == mark]
    if mark == "|" and cuts:
        start = cuts.pop(0) + 1 if not line[: cuts[0]].strip() else 0
        end = cuts.pop() if cuts and not line[cuts[-1] + 1 :].strip() else len(line)
    else:
        start, end = 0, len(line)
    starts, ends = [start, *(at + 1 for at in cuts)], [*cuts, end]
    return [_stripped(line, a, b) for a, b in zip(starts, ends, strict=True)]


def _apart(line: str, gaps: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans between `gaps`: runs of two and more blanks, slashes between blanks."""
    spans, start = [], len(line) - len(line.lstrip())
    end = len(line.rstrip())
    for gap in gaps.finditer(line, start, end):
        spans.append((start, gap.start()))
        start = gap.end()
    return [*spans, (start, end)] if start < end else spans


def _stripped(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end
