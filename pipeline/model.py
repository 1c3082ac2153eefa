"""The plain types that pass between the stages: open -> read -> repair -> find -> tabulate.

Every type is a frozen dataclass without behaviour that does I/O. `normalizers` and `extractors`
import this module and nothing else of `pipeline`.

Offsets. The raw text of a document is its pages' raw texts joined by one form feed; the repaired
text is one string of flowed paragraphs, one paragraph or bullet a line. All offsets count Unicode
code points; a span is half open.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """

    number: int
    text: str
    decision: Decision
    words: tuple[Word, ...] = ()
    width: float = 0.0
    height: float = 0.0
    ocr_confidence: float | None = None
    rotation: int = 0


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
    over a page break). `quality` (0..1) is the share of words that are valid Vietnamese in the end.
    """

    raw: str
    text: str
    alignment: Alignment
    page_starts: tuple[int, ...]
    log: tuple[TokenRepair, ...] = ()
    quality: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One row in the making: what was found, where in the repaired text, by which rule, how surely.

    `table` is a table of `pipeline.schema`; `values` hold its own columns by name (dates as
    `datetime.date`, lists as `;`-joined text, unknown as absent or None). The span never holds a
    line break: a quote lies within one paragraph.
    """

    table: str
    start: int
    end: int
    values: Mapping[str, Value]
    method: str
    confidence: float
    section: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in a document: header values with their evidence, rows, and issues."""

    document: Mapping[str, Value]
    evidence: tuple[Finding, ...] = ()
    rows: tuple[Finding, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
