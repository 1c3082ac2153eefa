"""A scanned page becomes words: cleaned, set upright, read by two engines, mapped back to the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.cell_reader import read_cells
from pipeline.cleaning import clean
from pipeline.layout import compose
from pipeline.line_reader import load_line_reader
from pipeline.model import Grid, PageText, Word
from pipeline.ocr import Reader
from pipeline.ruled import RuledTable
from pipeline.rules import find_tables, without_rules
from pipeline.segments import PlacedWord
from pipeline.upright import Upright, set_upright

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Scan:
    """A page ready for the engines, with its size in points as it stands upright."""

    upright: Upright
    width: float
    height: float


def prepare(image: Image.Image, width: float, height: float) -> Scan:
    """Clean a page of `width` × `height` points and set it upright; never larger in pixels than it came."""
    pixels = np.asarray(image if image.mode in ("L", "RGB") else image.convert("RGB"), np.uint8)
    upright = set_upright(clean(pixels), load_line_reader().page)
    size = (height, width) if upright.clockwise in (90, 270) else (width, height)
    return Scan(upright, *size)


def read_scan(sheet: PageText, image: Image.Image, reader: Reader, dpi: float) -> PageText:
    """The page with its words in reading order; raises what the reader raises.

    `width`, `height` and the boxes are those of the page as it is read: turned by `rotation` degrees
    clockwise from how it came, a small skew left as it is on the scan.
    """
    scan = prepare(image, sheet.width, sheet.height)
    tables = find_tables(scan.upright.image, dpi)
    words = _words(scan.upright.image, reader, dpi, tables)
    composed = compose(words, scan.width, scan.height, tables)
    return replace(
        sheet,
        text=composed.text,
        words=tuple(_back(word, scan) for word in composed.words),
        grids=tuple(_unskewed(grid, scan) for grid in composed.grids(sheet.number)),
        width=scan.width,
        height=scan.height,
        ocr_confidence=_mean(words),
        rotation=scan.upright.clockwise,
    )


def _words(image: Grey, reader: Reader, dpi: float, tables: Sequence[RuledTable]) -> list[PlacedWord]:
    """The printed words; where there are tables, read without their rules, and short cells twice."""
    if not tables:
        return reader.read(Image.fromarray(image), dpi)
    bare = without_rules(image, dpi, tables)
    return read_cells(reader.read(Image.fromarray(bare), dpi), tables, bare, dpi, load_line_reader())


def _back(word: Word, scan: Scan) -> Word:
    return replace(word, box=scan.upright.unskewed(word.box, scan.width, scan.height))


def _unskewed(grid: Grid, scan: Scan) -> Grid:
    """The grid with its cells' boxes as they lie on the scan."""
    boxes = (cell.box and scan.upright.unskewed(cell.box, scan.width, scan.height) for cell in grid.cells)
    return replace(grid, cells=tuple(replace(cell, box=box) for cell, box in zip(grid.cells, boxes, strict=True)))


def _mean(words: Sequence[PlacedWord]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None
