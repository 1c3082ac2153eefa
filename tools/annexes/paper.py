"""Annexes set as pages with ruled tables, and written as text dumps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tools.annexes.model import Annex, AnnexedPlan, Cell, Row, slots
from tools.plans.layout import Line, Page, break_lines, pages, place, printed_text, width

_MARGIN, _TOP, _PADDING, _LEADING = 50.0, 50.0, 3.0, 1.18


@dataclass(slots=True)
class _Sheet:
    """The pages of an annex while they are filled; `y` is where the next row begins."""

    annex: Annex
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    def new_page(self) -> None:
        self.pages.append(Page(landscape=self.annex.landscape))
        self.y = _TOP

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def room(self) -> float:
        return self.page.width - 2 * _MARGIN

    def line(self, words: str, size: float, emphasis: str, how: str) -> None:
        for _, part in break_lines(words, self.room, self.room, size, emphasis):
            self.y += size * 1.25
            x, room = (_MARGIN, self.room)
            if how == "right":
                x, how = x + room - width(part, size, emphasis), "left"
            self.page.lines.append(Line(place(part, x, self.y, room, size, emphasis, how), -1, 0))


def annex_pages(annex: Annex) -> list[Page]:
    """The pages of an annex: its titles, then the table, whose head stands on every page again if it does so."""
    sheet = _Sheet(annex)
    sheet.new_page()
    sheet.line(annex.label, 13, "b", "centre")
    for number, title in enumerate(annex.titles):
        sheet.line(title, 13 if number == 0 else 12, "b" if number == 0 else "i", "centre")
    if annex.unit_line:
        sheet.line(annex.unit_line, 11, "i", "right")
    sheet.y += 8
    _table(sheet)
    for note in annex.notes:
        sheet.line(note, 11, "i", "left")
    return sheet.pages


def _table(sheet: _Sheet) -> None:
    annex = sheet.annex
    wide = _widths(annex, sheet.room)
    edges = [_MARGIN + sum(wide[:at]) for at in range(len(wide) + 1)]
    head, body = _placed(annex.heads, edges, annex.size), _placed(annex.rows, edges, annex.size)
    _draw(sheet, head, edges)
    for block in _blocks(body):
        if sheet.y + sum(each.height for each in block) > sheet.page.height - _TOP:
            sheet.new_page()
            if annex.repeats:
                _draw(sheet, head, edges)
        _draw(sheet, block, edges)


def _widths(annex: Annex, room: float) -> list[float]:
    """The columns' widths: at least that of the longest word, what is left by the annex's shares."""
    least = [0.0] * len(annex.widths)
    for each, cells in zip((*annex.heads, *annex.rows), slots((*annex.heads, *annex.rows), len(least)), strict=True):
        for at, cell in cells:
            if cell.columns == 1:
                longest = max(width(word, annex.size, each.emphasis) for word in cell.text.split(" "))
                least[at] = max(least[at], longest + 2 * _PADDING + 1)
    spare = max(0.0, room - sum(least))
    wanted = [max(0.0, share * room - low) for share, low in zip(annex.widths, least, strict=True)]
    return [low + spare * part / (sum(wanted) or 1.0) for low, part in zip(least, wanted, strict=True)]


@dataclass(slots=True)
class _Placed:
    """A row with the columns of its cells and its height in points."""

    row: Row
    cells: list[tuple[int, Cell]]
    height: float


def _placed(rows: Sequence[Row], edges: Sequence[float], size: float) -> list[_Placed]:
    found = []
    for each, cells in zip(rows, slots(rows, len(edges) - 1), strict=True):
        single = [_lines(cell, at, edges, size, each.emphasis) for at, cell in cells if cell.rows == 1]
        deepest = max((len(lines) for lines in single), default=1)
        found.append(_Placed(each, cells, deepest * size * _LEADING + 2 * _PADDING))
    for index, placed in enumerate(found):
        for at, cell in placed.cells:
            deep = len(_lines(cell, at, edges, size, placed.row.emphasis)) * size * _LEADING + 2 * _PADDING
            lacking = deep - sum(below.height for below in found[index : index + cell.rows])
            if lacking > 0:
                found[index + cell.rows - 1].height += lacking
    return found


def _lines(cell: Cell, at: int, edges: Sequence[float], size: float, emphasis: str) -> list[tuple[int, str]]:
    room = edges[at + cell.columns] - edges[at] - 2 * _PADDING
    return break_lines(cell.text, room, room, size, emphasis)


def _blocks(rows: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Rows that a cell ties together stay on one page."""
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and any(
            cell.rows > end - index for index in range(at, end) for _, cell in rows[index].cells
            if index + cell.rows > end
        ):  # fmt: skip
            end += 1
        yield list(rows[at:end])
        at = end


def _draw(sheet: _Sheet, rows: Sequence[_Placed], edges: Sequence[float]) -> None:
    size = sheet.annex.size
    for index, each in enumerate(rows):
        for at, cell in each.cells:
            high = sum(below.height for below in rows[index : index + cell.rows])
            x0, x1, y1 = edges[at], edges[at + cell.columns], sheet.y + high
            lines = _lines(cell, at, edges, size, each.row.emphasis)
            top = sheet.y + (high - len(lines) * size * _LEADING) / 2 - 0.25 * size
            for number, (_, words) in enumerate(lines):
                if words:
                    baseline = top + (number + 1) * size * _LEADING
                    room = x1 - x0 - 2 * _PADDING
                    placed = place(words, x0 + _PADDING, baseline, room, size, each.row.emphasis, cell.align)
                    sheet.page.lines.append(Line(placed, -1, 0))
            sheet.page.rules += [
                (x0, sheet.y, x1, sheet.y),
                (x0, y1, x1, y1),
                (x0, sheet.y, x0, y1),
                (x1, sheet.y, x1, y1),
            ]
        sheet.y += each.height


def laid_out(annexed: AnnexedPlan) -> list[Page]:
    """All pages: the plan's, then those of its annexes."""
    return [*pages(annexed.plan), *(page for annex in annexed.annexes for page in annex_pages(annex))]


def tabbed(annexed: AnnexedPlan) -> str:
    """A text dump whose cells are parted by tabs, as a word processor or a spreadsheet saves a table.

    A word processor writes a cell that spans columns once; a spreadsheet leaves the columns that it covers empty.
    Both leave cells empty that a cell from above reaches into. The plan's seed decides.
    """
    spread = annexed.plan.seed % 2 == 0
    return _dump(annexed, lambda annex: ("\t".join(_texts(cells, spread)) for cells in _grid(annex)))


def blank_padded(annexed: AnnexedPlan) -> str:
    """A text dump whose columns are aligned by blanks, a line a row."""

    def rows(annex: Annex) -> Iterator[str]:
        texts = [_texts(cells, True) for cells in _grid(annex)]
        wide = [max(len(each[at]) for each in texts if at < len(each)) for at in range(len(annex.widths))]
        for each in texts:
            yield "   ".join(words.ljust(room) for words, room in zip(each, wide, strict=True)).rstrip()

    return _dump(annexed, rows)


def _dump(annexed: AnnexedPlan, rows: object) -> str:
    parts = [printed_text(annexed.plan, pages(annexed.plan)).rstrip("\n")]
    for annex in annexed.annexes:
        lines = [annex.label, *annex.titles, *([annex.unit_line] if annex.unit_line else []), ""]
        lines += rows(annex)  # type: ignore[operator]
        parts.append("\n".join([*lines, "", *annex.notes]).rstrip("\n"))
    return "\n\f".join(parts) + "\n"


def _grid(annex: Annex) -> list[list[Cell | None]]:
    """Every row as cells by column; None where a cell from above or from the left reaches into."""
    placed = slots((*annex.heads, *annex.rows), len(annex.widths))
    found: list[list[Cell | None]] = []
    for cells in placed:
        line: list[Cell | None] = [None] * len(annex.widths)
        for at, cell in cells:
            line[at] = cell
        found.append(line)
    return found


def _texts(cells: Sequence[Cell | None], spread: bool) -> list[str]:
    texts: list[str] = []
    covered = 0
    for cell in cells:
        if covered and cell is None:
            covered -= 1
            if spread:
                texts.append("")
            continue
        texts.append(cell.text if cell else "")
        covered = cell.columns - 1 if cell else 0
    return texts
