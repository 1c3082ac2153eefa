"""A scanned page becomes words: cleaned, set upright, read by two engines, mapped back to the scan."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.cell_reader import read_cells
from pipeline.cleaning import clean
from pipeline.layout import Composed, compose
from pipeline.line_reader import load_line_reader
from pipeline.margin_notes import MarginNote, find_margin_notes, without_notes
from pipeline.model import Box, Grid, PageText, Word
from pipeline.ocr import Reader
from pipeline.pages import POINTS, Pixels
from pipeline.received_stamps import Stamp, find_stamps, without_stamps
from pipeline.ruled import Edge, RuledTable, ruled_tables
from pipeline.rules import find_edges, find_tables, without_rules
from pipeline.segments import PlacedWord
from pipeline.two_pages import find_gutter, side_by_side
from pipeline.upright import Upright, set_upright

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Scan:
    """A page ready for the engines, with its size in points as it stands upright.

    `image` is the upright page without its `stamps` of receipt and the `notes` in its margin; `gutter` the column
    (pixels) where two pages on one image are parted. `edges` are the ruling lines where they are known.
    """

    upright: Upright
    width: float
    height: float
    image: Grey
    stamps: tuple[Stamp, ...] = ()
    notes: tuple[MarginNote, ...] = ()
    gutter: int | None = None
    edges: tuple[Edge, ...] | None = None

    def tables(self, part: Grey, dpi: float) -> list[RuledTable]:
        """The ruled tables of one of the `parts`."""
        return find_tables(part, dpi) if self.edges is None else ruled_tables(self.edges)

    @property
    def parts(self) -> list[Grey]:
        """The image, or its two halves."""
        if self.gutter is None:
            return [self.image]
        return [np.ascontiguousarray(half) for half in np.split(self.image, [self.gutter], axis=1)]


def prepare(pixels: Pixels, width: float, height: float, leave_out: Collection[str] = ()) -> Scan:
    """Clean a page of `width` × `height` points and set it upright; never larger in pixels than it came.

    `pixels` are grey (height × width) or RGB (height × width × 3). Steps of `pipeline.settings.STEPS` that `leave_out`
    names are not taken.
    """
    engine, dpi = load_line_reader(), pixels.shape[1] * POINTS / width
    cleaned = clean(pixels, leave_out)
    upright = Upright(cleaned, 0, 0.0) if "upright" in leave_out else set_upright(cleaned, engine.page)
    size = (height, width) if upright.clockwise in (90, 270) else (width, height)
    edges = find_edges(upright.image, dpi)
    stamps = () if "without_stamps" in leave_out else find_stamps(upright.image, edges, dpi, engine)
    page = without_stamps(upright.image, stamps, dpi) if stamps else upright.image
    notes = () if "without_notes" in leave_out else find_margin_notes(page)
    page = without_notes(page, notes) if notes else page
    gutter = None if "two_pages" in leave_out else find_gutter(page)
    is_same = page is upright.image and gutter is None
    return Scan(upright, *size, page, stamps, notes, gutter, tuple(edges) if is_same else None)


def read_scan(sheet: PageText, pixels: Pixels, reader: Reader, dpi: float, leave_out: Collection[str] = ()) -> PageText:
    """The page with its words in reading order; raises what the reader raises.

    `width`, `height` and the boxes are those of the page as it is read: turned by `rotation` degrees
    clockwise from how it came, a small skew left as it is on the scan.
    """
    scan = prepare(pixels, sheet.width, sheet.height, leave_out)
    composed = _composed(scan, reader, dpi, "cell_reader" not in leave_out)
    return replace(
        sheet,
        text=composed.text,
        words=_back(composed.words, scan),
        grids=tuple(_unskewed(grid, scan) for grid in composed.grids(sheet.number)),
        width=scan.width,
        height=scan.height,
        ocr_confidence=_mean(composed.words),
        rotation=scan.upright.clockwise,
        stamps=tuple(stamp.text for stamp in scan.stamps),
        margin_notes=tuple(_in_points(note.box, scan, dpi) for note in scan.notes),
    )


def _composed(scan: Scan, reader: Reader, dpi: float, twice: bool) -> Composed:
    """What stands on the page, or on each of the two pages of the image; `twice` is for short cells."""
    found = []
    for part in scan.parts:
        tables = scan.tables(part, dpi)
        words = _words(part, reader, dpi, tables, twice)
        found.append(compose(words, part.shape[1] * POINTS / dpi, scan.height, tables))
    return found[0] if scan.gutter is None else side_by_side(found[0], found[1], scan.gutter * POINTS / dpi)


def _words(image: Grey, reader: Reader, dpi: float, tables: Sequence[RuledTable], twice: bool) -> list[PlacedWord]:
    """The printed words; where there are tables, read without their rules, and with `twice` short cells again."""
    if not tables:
        return reader.read(image, dpi)
    bare = without_rules(image, dpi, tables)
    words = reader.read(bare, dpi)
    return read_cells(words, tables, bare, dpi, load_line_reader()) if twice else words


def _in_points(box: Box, scan: Scan, dpi: float) -> Box:
    """A place on the upright image, in pixels, as it lies on the scan."""
    scale = POINTS / dpi
    placed = Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
    return scan.upright.unskewed(placed, scan.width, scan.height)


def _back(words: tuple[Word, ...], scan: Scan) -> tuple[Word, ...]:
    """The words with their boxes as they lie on the scan."""
    if not scan.upright.degrees:
        return words
    boxes = (scan.upright.unskewed(word.box, scan.width, scan.height) for word in words)
    return tuple(Word(word.start, word.end, box, word.confidence) for word, box in zip(words, boxes, strict=True))


def _unskewed(grid: Grid, scan: Scan) -> Grid:
    """The grid with its cells' boxes as they lie on the scan."""
    boxes = (cell.box and scan.upright.unskewed(cell.box, scan.width, scan.height) for cell in grid.cells)
    return replace(grid, cells=tuple(replace(cell, box=box) for cell, box in zip(grid.cells, boxes, strict=True)))


def _mean(words: Sequence[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None
