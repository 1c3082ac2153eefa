"""Pages of PDF files: pixels by pypdfium2, words of the text layer and ruled tables by pdfplumber.

pdfplumber keeps the objects of every page that it has parsed; it is opened anew for each run of
pages and each page is closed, so that memory stays flat on long files.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.text import extract_words
from PIL import Image
from pypdfium2 import raw as pdfium_c

from pipeline.decoding import decoding
from pipeline.errors import DamagedFileError, EncryptedFileError, OverLimitError
from pipeline.inflation import check_inflation
from pipeline.layout import PlacedWord
from pipeline.model import Box
from pipeline.pages import POINTS, BrokenPage, Page, Pixels, check_pixels
from pipeline.pdf_scan import own_pixels
from pipeline.plain_scans import plain_scans
from pipeline.ruled import RuledTable, table_of
from pipeline.rules import find_tables
from pipeline.settings import ReadSettings
from pipeline.text_source import COVER_DPI, is_blank, is_blank_scan

_RUN = 20
"""Pages that share one opened pdfplumber document, or one look at which of them are plain scans."""

LEAST_DPI = 100
"""Below this, 13-point letters are too small to be read."""

_LEAST_EDGES, _MOST_EDGES = 6, 6_000
_FILLED = 0.5  # share of a page
_RULES_DPI = 150

_SAME_WORD = 2.0
"""Points between characters of one word; scanners' layers set a box for each word."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a page's text layer gives: words, the tables drawn with them, and whether a scan lies before it."""

    words: tuple[PlacedWord, ...] = ()
    tables: tuple[RuledTable, ...] = ()
    is_scan: bool = False


_NO_LAYER = Layer()


@contextmanager
def pages(path: Path, settings: ReadSettings) -> Iterator[tuple[int, Iterator[Page]]]:
    """The number of pages and the pages of a PDF; raises EncryptedFileError, DamagedFileError, OverLimitError."""
    check_inflation(path, settings.max_inflated)
    document = _open(path)
    try:
        count = len(document)
        if count > settings.max_pages:
            raise OverLimitError(
                f"The PDF has {count:,} pages, the limit is {settings.max_pages:,}.",
                "Split the file, or raise KEHOACH_MAX_PAGES.",
            )
        if count == 0:
            raise DamagedFileError("The PDF has no pages.")
        yield count, _each(document, path, settings)
    finally:
        document.close()


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFileError("The PDF asks for a password.") from error
        raise DamagedFileError(f"The PDF cannot be opened: {_reason(path)}.") from error


def _reason(path: Path) -> str:
    """Why pdfium refused: most often the file breaks off before its end mark."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        ended = b"%%EOF" in stream.read()
    return "its structure is broken" if ended else "it breaks off before its end"


def _each(document: pdfium.PdfDocument, path: Path, settings: ReadSettings) -> Iterator[Page]:
    plumber: PDF | None = None
    plain = lru_cache(1)(lambda run: plain_scans(path, len(document), range(run * _RUN, (run + 1) * _RUN)))
    try:
        for index in range(len(document)):
            if index % _RUN == 0 and plumber is not None:
                _close(plumber)
                plumber = None
            try:
                page = document[index]
            except pdfium.PdfiumError:
                yield BrokenPage(index + 1, f"Page {index + 1} of the PDF is damaged.")
                continue
            try:
                has_layer = _has_characters(page)
                if has_layer and plumber is None:
                    numbers = list(range(index - index % _RUN + 1, min(len(document), index - index % _RUN + _RUN) + 1))
                    plumber = _plumber(path, numbers)
                layer = _layer(plumber, index % _RUN) if has_layer and plumber is not None else _NO_LAYER
                width, height = page.get_size()
                scan = not has_layer and index in plain(index // _RUN)
                yield PdfPage(index + 1, width, height, page, layer, settings.max_pixels, settings.dpi, scan)
            finally:
                page.close()
    finally:
        if plumber is not None:
            _close(plumber)


def _plumber(path: Path, numbers: list[int]) -> PDF | None:
    """The file in pdfplumber, None where its parser gives up on what pdfium still reads."""
    try:
        with decoding("The text layer cannot be read"):
            return pdfplumber.open(path, pages=numbers)
    except DamagedFileError:
        return None


def _close(plumber: PDF) -> None:
    """Give the file back; pdfplumber parses pages once more to close them, and stumbles over damaged ones."""
    with contextlib.suppress(DamagedFileError), decoding("The PDF cannot be closed"):
        plumber.close()
    plumber.stream.close()


def _has_characters(page: pdfium.PdfPage) -> bool:
    text = page.get_textpage()
    try:
        return bool(text.count_chars() > 0)
    finally:
        text.close()


def _layer(plumber: PDF, index: int) -> Layer:
    """The text layer of a page, in points of its visible part; none where it can't be parsed."""
    try:
        with decoding("The text layer cannot be read"):
            page = plumber.pages[index]
            try:
                return _parsed(page)
            finally:
                page.close()
    except DamagedFileError:
        return _NO_LAYER


def _parsed(page: PlumberPage) -> Layer:
    left, top = page.cropbox[0] - page.mediabox[0], page.mediabox[3] - page.cropbox[3]
    dx, dy = (0.0, 0.0) if page.rotation else (left, top)
    tables = _drawn(page)
    words = tuple(_moved_word(word, dx, dy) for word in _words(page.chars, tables))
    return Layer(words, tuple(table.moved(-dx, -dy) for table in tables), _is_scan(page))


def _is_scan(page: PlumberPage) -> bool:
    """Whether one image fills most of the page."""
    whole = page.width * page.height
    return any((each["x1"] - each["x0"]) * (each["bottom"] - each["top"]) > _FILLED * whole for each in page.images)


def _words(chars: Sequence[Any], tables: Sequence[RuledTable]) -> Iterator[Any]:
    """The words of a page, those of each cell by themselves: rows of cells in the middle of others run together."""
    cells = [cell for table in tables for cell in table.cells]
    inside: dict[int, list[Any]] = {}
    for char in chars:
        box = Box(char["x0"], char["top"], char["x1"], char["bottom"])
        at = next((at for at, cell in enumerate(cells) if cell.holds(box)), -1)
        inside.setdefault(at, []).append(char)
    for group in inside.values():
        yield from extract_words(group, x_tolerance=_SAME_WORD, y_tolerance=3)


def _moved_word(word: Any, dx: float, dy: float) -> PlacedWord:
    return PlacedWord(word["text"], Box(word["x0"] - dx, word["top"] - dy, word["x1"] - dx, word["bottom"] - dy))


def _drawn(page: PlumberPage) -> list[RuledTable]:
    """The tables whose rules are drawn; a page of a thousand lines (a map, a plan of a building) has none."""
    if not _LEAST_EDGES <= len(page.edges) <= _MOST_EDGES:
        return []
    boxes = ([Box(*map(float, cell)) for cell in each.cells] for each in page.find_tables())
    return [table for cells in boxes if (table := table_of(cells)) is not None]


@dataclass(frozen=True)
class PdfPage:
    """A page of a PDF; usable until the next one is taken.

    `dpi` is what it will be read at; `is_plain` says that it holds an image that shows as it is stored.
    """

    number: int
    width: float
    height: float
    source: pdfium.PdfPage
    text: Layer
    max_pixels: int
    dpi: float
    is_plain: bool = False

    def layer(self) -> list[PlacedWord]:
        """The words of the text layer."""
        return list(self.text.words)

    def tables(self) -> list[RuledTable]:
        """The ruled tables of the text layer; where it lies behind a scan, those of the scan."""
        if not self.text.is_scan:
            return list(self.text.tables)
        return find_tables(np.asarray(self.image(_RULES_DPI).convert("L")), _RULES_DPI)

    def is_blank(self) -> bool:
        """Whether the page bears no print; a plain scan is looked at as it is, for rendering decodes it once more."""
        if not self.is_plain or self._own is None:
            return is_blank(self.image(COVER_DPI))
        return is_blank_scan(self._own, self._own.shape[1] * POINTS / self.width)

    def image(self, dpi: float) -> Image.Image:
        """The page at about `dpi`: a scan's own pixels, or rendered; posters at what the limit of pixels allows."""
        own = self._own_pixels(dpi)
        return self._rendered(dpi) if own is None else Image.fromarray(own)

    def pixels(self, dpi: float) -> Pixels:
        """The image as numbers."""
        own = self._own_pixels(dpi)
        return np.asarray(self._rendered(dpi), np.uint8) if own is None else own

    def _own_pixels(self, dpi: float) -> Pixels | None:
        return self._own if dpi == self.dpi else own_pixels(self.source, dpi, self.max_pixels, self.is_plain)

    @cached_property
    def _own(self) -> Pixels | None:
        """The scan as it will be read, decoded once."""
        return own_pixels(self.source, self.dpi, self.max_pixels, self.is_plain)

    def _rendered(self, dpi: float) -> Image.Image:
        fitting = 0.999 * POINTS * math.sqrt(self.max_pixels / max(1.0, self.width * self.height))
        scale = max(min(dpi, fitting), min(dpi, LEAST_DPI)) / POINTS
        check_pixels(int(self.width * scale), int(self.height * scale), self.max_pixels)
        try:
            bitmap = self.source.render(scale=scale)
        except pdfium.PdfiumError as error:
            raise DamagedFileError(f"Page {self.number} cannot be rendered.") from error
        image: Image.Image = bitmap.to_pil()
        return image.convert("RGB")
