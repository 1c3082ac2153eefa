"""The plain types that pass between the stages: open -> read -> repair -> find -> tabulate.

Every type is a frozen dataclass without behaviour that does I/O. `normalizers` and `extractors`
import this module and nothing else of `pipeline`.

Offsets. The raw text of a document is its pages' raw texts joined by one form feed; the repaired
text is one string of flowed paragraphs, one paragraph or bullet a line. All offsets count Unicode
code points; a span is half open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from normalizers.alignment import Alignment

PAGE_BREAK = "\f"

Value = str | int | float | bool | date | None


class TextSource(StrEnum):
    """Where a page's text comes from (column `text_source` of documents; `mixed` is by document)."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    TEXT_FILE = "text_file"


class Status(StrEnum):
    """What became of an input file (column `status` of documents)."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in PDF points (1/72 inch) on the upright page, origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: its span in the page's raw text, its box and the reader's confidence (0..1)."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid: its place, counted from 0, how many rows and columns it spans, and its words.

    `start` and `end` are offsets in the text that the grid belongs to; an empty cell has an empty span. `box` is
    the cell itself between its rules, in points on the page; None in text dumps.
    """

    row: int
    column: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: its cells in reading order, row by row; no two of them cover the same place.

    In a page's text, and in the repaired one, the cells that begin in a row stand on one line, the next one
    that is not empty behind one tab. A table that runs over pages is a grid on each.
    """

    page: int
    cells: tuple[Cell, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Decision:
    """Which text of a page is used, the score of its text layer (0..1) and why, in words."""

    source: TextSource
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as read, in reading order.

    `text` has one printed line a line and a blank line between paragraphs or blocks. `words` are in
    the order of `text`; text files have none. Sizes are in PDF points, 0 for text files; they and the
    boxes are those of the upright page, which is the file's page turned by `rotation` degrees clockwise.
    `grids` are its tables in reading order, their offsets those of `text`. `stamps` is what stamps of receipt say;
    it is no part of `text`, nor are `margin_notes`, handwriting that stood there.
    """

    number: int
    text: str
    decision: Decision
    words: tuple[Word, ...] = ()
    width: float = 0.0
    height: float = 0.0
    ocr_confidence: float | None = None
    rotation: int = 0
    grids: tuple[Grid, ...] = ()
    stamps: tuple[str, ...] = ()
    margin_notes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An input file as it lies on disk; `doc_id` is the first 16 hex digits of the SHA-256."""

    path: str
    sha256: str
    size: int

    @property
    def doc_id(self) -> str:
        """The document's identity: the same bytes are the same document."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that was not understood or not read (a row of issues.csv).

    `start` and `end` point into the repaired text; both are None where no text is meant.
    """

    code: str
    message: str
    page: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """All pages of a document as read."""

    source: SourceFile
    pages: tuple[PageText, ...]
    issues: tuple[Issue, ...] = ()

    @property
    def raw(self) -> str:
        """The pages' raw texts joined by one form feed."""
        return PAGE_BREAK.join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class TokenRepair:
    """One changed (or doubted) token of the repair log; offsets point into raw and repaired text.

    `damage` names the kind (`mangled`, `stripped`, `slip`, `lookalike`, `legacy`, `symbol`, ...);
    `confidence` is the probability that `repaired` is what was printed.
    """

    raw: str
    repaired: str
    damage: str
    confidence: float
    raw_start: int
    start: int


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The repaired text beside the raw one.

    `alignment` maps spans of `text` to spans of `raw` and back. `page_starts[i]` is the offset in
    `text` of the first character that page i+1 contributes (non-decreasing; a paragraph may run
    over a page break). `quality` (0..1) is the share of words that are valid Vietnamese in the end. `grids`
    are the tables of all pages in order, their offsets those of `text`.
    """

    raw: str
    text: str
    alignment: Alignment
    page_starts: tuple[int, ...]
    log: Sequence[TokenRepair] = ()
    quality: float = 0.0
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One row in the making: what was found, where in the repaired text, by which rule, how surely.

    `table` is a table of `pipeline.schema`; `values` hold its own columns by name (dates as
    `datetime.date`, lists as `;`-joined text, unknown as absent or None). The span never holds a
    line break: a quote lies within one paragraph. `box` is that of the table's cell that holds the value,
    where one does; else the words of the quote show where it stands.
    """

    table: str
    start: int
    end: int
    values: Mapping[str, Value]
    method: str
    confidence: float
    section: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a document: header values with their evidence, rows, and issues."""

    document: Mapping[str, Value]
    evidence: tuple[Finding, ...] = ()
    rows: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
