"""Tables on their way through the repair: their cells in a page's text, then in the repaired one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalizers.draft import Draft
from normalizers.parts import Part
from pipeline.model import Cell, Grid, PageText


def cells_of(part: Part) -> list[tuple[int, int]]:
    """The spans of all cells of a part's tables, in the part's text."""
    end = part.start + len(part.text)
    cells = (cell for grid in part.page.grids for cell in grid.cells)
    return [(c.start - part.start, c.end - part.start) for c in cells if part.start <= c.start and c.end <= end]


def joints(part: Part) -> Iterator[tuple[int, int, str]]:
    """Replacements that set each row on one line: a tab for line breaks between its cells, a blank within them."""
    text, end = part.text, part.start + len(part.text)
    for grid in part.page.grids:
        last: tuple[int, int] | None = None
        for cell in grid.cells:
            if cell.start >= cell.end or cell.start < part.start or cell.end > end:
                continue
            start, stop = cell.start - part.start, cell.end - part.start
            if last and last[0] == cell.row and "\n" in (gap := text[last[1] : start]) and not gap.strip():
                yield last[1], start, "\t".ljust(start - last[1])
            yield from ((at, at + 1, " ") for at in range(start, stop) if text[at] == "\n")
            last = (cell.row, stop)


def repaired_grids(pages: Sequence[PageText], draft: Draft) -> Iterator[Grid]:
    """The tables of all pages with their cells' spans in the draft's text; its raw text joins the pages' texts."""
    offset = 0
    for page in pages:
        for grid in page.grids:
            yield replace(grid, cells=tuple(_moved(cell, offset, draft) for cell in grid.cells))
        offset += len(page.text) + 1


def _moved(cell: Cell, offset: int, draft: Draft) -> Cell:
    start, end = draft.alignment.from_raw(offset + cell.start, offset + cell.end)
    end = min(end, len(draft.text)) if cell.start < cell.end else start
    while start < end and draft.text[start].isspace():
        start += 1
    while end > start and draft.text[end - 1].isspace():
        end -= 1
    return replace(cell, start=start, end=end)
