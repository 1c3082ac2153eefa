"""Read a document: each page's text from its layer, from OCR, or from the text file.

A page that fails is an issue and leaves an empty page; the others are kept. The document fails
where all pages do.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline.errors import KehoachError, NothingToReadError, UnreadableFileError, VanishedFileError
from pipeline.handwriting import find_handwriting
from pipeline.layout import PlacedWord, compose
from pipeline.model import Decision, DocumentText, Issue, PageText, SourceFile, TextSource
from pipeline.ocr import Reader
from pipeline.opening import Kind, kind_of, open_pages
from pipeline.pages import POINTS, Page, Pixels
from pipeline.ruled import RuledTable
from pipeline.settings import ReadSettings
from pipeline.text_file import decode, split_pages
from pipeline.text_grids import find_grids
from pipeline.text_source import COVER_DPI, NO_LAYER, choose_text_source

PageSeen = Callable[[int, int], None]
"""Called with the number of pages read so far and of all pages."""

StartReader = Callable[[], Reader]
"""Gives the reader of scans; loaded when the first page needs it."""

PAGE_FAILED = "page_failed"
BLANK_PAGE = "blank_page"
RECEIVED_STAMP = "received_stamp"
MARGIN_NOTE = "margin_note"


@dataclass(frozen=True, slots=True)
class _Read:
    """What became of a page: its text, and what there is to say of it."""

    page: PageText
    issue: Issue | None = None
    error: KehoachError | None = None


def read(
    path: Path,
    source: SourceFile,
    settings: ReadSettings | None = None,
    page_seen: PageSeen | None = None,
    reader: Reader | None = None,
) -> DocumentText:
    """Read the file at `path`; `page_seen` is told after each page. Raises KehoachError."""
    settings = settings or ReadSettings()
    seen = page_seen or (lambda page, pages: None)
    kind = kind_of(path, settings)
    if kind is Kind.TEXT:
        return _read_text(path, source, seen)
    start_reader = cache(lambda: reader or reader_of(settings))
    results: list[_Read] = []
    with open_pages(path, kind, settings) as (count, pages):
        for result in _read_pages(pages, start_reader, settings):
            results.append(result)
            seen(len(results), count)
    return _document(source, results)


@cache
def reader_of(settings: ReadSettings) -> Reader:
    """The reader of scans that the settings name, the same for all documents; raises FileNotFoundError without models.

    What reads scans takes seconds to import and load, which documents without scans need not pay.
    """
    from normalizers.plausible import load_plausibility  # noqa: PLC0415
    from pipeline.line_engines import start_engine  # noqa: PLC0415
    from pipeline.line_reader import load_line_reader  # noqa: PLC0415
    from pipeline.page_reader import PageReader  # noqa: PLC0415

    engine = start_engine(settings.engine, settings.language)
    second = load_line_reader() if settings.second_reader == "trueocr" else None
    thinning, hooks = ("thinned" not in settings.left_out), ("lost_hooks" not in settings.left_out)
    return PageReader(engine, second, load_plausibility(), settings.ocr_timeout, thinning, hooks)


def _read_text(path: Path, source: SourceFile, seen: PageSeen) -> DocumentText:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise VanishedFileError("The file is not there any more.") from error
    except OSError as error:
        raise UnreadableFileError(f"The file cannot be read: {error.strerror}.") from error
    text, encoding = decode(content)
    if not text.strip():
        raise NothingToReadError("The text file holds blanks only.", "Fetch the file again from its source.")
    decision = Decision(TextSource.TEXT_FILE, 1.0, f"a text file in {encoding}")
    pages = tuple(
        PageText(number, page, decision, grids=find_grids(page, number))
        for number, page in enumerate(split_pages(text), 1)
    )
    seen(len(pages), len(pages))
    return DocumentText(source, pages)


def _document(source: SourceFile, results: list[_Read]) -> DocumentText:
    errors = [result.error for result in results if result.error]
    if errors and len(errors) == len(results):
        raise errors[0]
    if not any(result.page.text for result in results):
        if errors:
            raise errors[0]
        raise NothingToReadError(f"All {len(results)} pages are blank." if len(results) > 1 else "The page is blank.")
    issues = [result.issue for result in results if result.issue]
    issues += [issue for result in results for issue in (*_stamps(result.page), *_margin_notes(result.page))]
    first = results[0].page
    if first.decision.source is TextSource.OCR:
        issues += find_handwriting(first)
    return DocumentText(source, tuple(result.page for result in results), tuple(issues))


def _stamps(page: PageText) -> Iterator[Issue]:
    for said in page.stamps:
        text = " / ".join(said.split("\n"))
        message = f"Page {page.number}: a stamp of receipt is left out of the text: {text}"
        yield Issue(RECEIVED_STAMP, message, page.number)


def _margin_notes(page: PageText) -> Iterator[Issue]:
    for box in page.margin_notes:
        place = f"{box.x0:.0f}, {box.y0:.0f} to {box.x1:.0f}, {box.y1:.0f} points"
        message = f"Page {page.number}: handwriting in the margin ({place}) is left out of the text."
        yield Issue(MARGIN_NOTE, message, page.number)


def _read_pages(pages: Iterator[Page], reader: StartReader, settings: ReadSettings) -> Iterator[_Read]:
    """Read pages in order; OCR runs beside the rendering of the next ones, `page_workers` at a time."""
    waiting: deque[Future[_Read]] = deque()
    pool = _threads(settings.page_workers)
    try:
        for page in pages:
            try:
                waiting.append(_start(page, reader, settings, pool))
            except KehoachError as error:
                waiting.append(_done(_failed(page.number, error)))
            while len(waiting) > settings.page_workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        wait([future for future in waiting if not future.cancel()])


@cache
def _threads(count: int) -> ThreadPoolExecutor:
    """The threads of this process that read pages: they live as long, for each loads an engine of its own."""
    return ThreadPoolExecutor(count)


def _start(page: Page, reader: StartReader, settings: ReadSettings, pool: ThreadPoolExecutor) -> Future[_Read]:
    """Take what the open page gives (layer, pixels), and leave the rest to the pool."""
    words = page.layer()
    if not words and page.is_blank():
        return _done(_blank(page))
    decision = choose_text_source(words, page.image(COVER_DPI)) if words else NO_LAYER
    sheet = PageText(page.number, "", decision, (), page.width, page.height)
    if sheet.decision.source is TextSource.TEXT_LAYER:
        return _done(_Read(_filled(sheet, words, page.tables())))
    return pool.submit(_recognise, sheet, page.pixels(settings.dpi), reader(), settings)


def _recognise(sheet: PageText, pixels: Pixels, reader: Reader, settings: ReadSettings) -> _Read:
    from pipeline.scan import read_scan  # noqa: PLC0415 - see reader_of

    try:
        page = read_scan(sheet, pixels, reader, pixels.shape[1] * POINTS / sheet.width, settings.left_out)
    except KehoachError as error:
        return _failed(sheet.number, error)
    if not page.text:
        return _Read(page, Issue(BLANK_PAGE, f"Page {page.number}: OCR finds no word.", page.number))
    return _Read(page)


def _filled(sheet: PageText, words: list[PlacedWord], tables: list[RuledTable]) -> PageText:
    """The page with its words and tables in reading order."""
    composed = compose(words, sheet.width, sheet.height, tables)
    known = [word.confidence for word in words if word.confidence is not None]
    confidence = sum(known) / len(known) if known else None
    grids = composed.grids(sheet.number)
    return replace(sheet, text=composed.text, words=composed.words, ocr_confidence=confidence, grids=grids)


def _blank(page: Page) -> _Read:
    sheet = PageText(page.number, "", Decision(TextSource.OCR, 0.0, "a blank page"), (), page.width, page.height)
    return _Read(sheet, Issue(BLANK_PAGE, f"Page {page.number} is blank.", page.number))


def _failed(number: int, error: KehoachError) -> _Read:
    page = PageText(number, "", Decision(TextSource.OCR, 0.0, f"not read: {error.cause}"))
    issue = Issue(PAGE_FAILED, f"Page {number} was not read ({error.code}): {error.cause} {error.remedy}", number)
    return _Read(page, issue, error)


def _done(result: _Read) -> Future[_Read]:
    future: Future[_Read] = Future()
    future.set_result(result)
    return future
