"""A worker whose documents do what their text says: crash, hang, print bad bytes, or become rows."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from normalizers.alignment import from_edits
from pipeline.model import (
    Box,
    Decision,
    DocumentText,
    Finding,
    Findings,
    Issue,
    PageText,
    RepairedText,
    SourceFile,
    TextSource,
    TokenRepair,
    Value,
    Word,
)
from pipeline.process import Job, PageSeen
from pipeline.result import DocumentResult
from pipeline.tabulate import tabulate
from pipeline.worker import serve
from tests.pipeline.misdeeds import MISDEEDS

WORKER = (sys.executable, "-P", "-c", "from tests.pipeline.fakes import main; main()")
"""The command of a worker that fakes reading."""


def main() -> None:
    """Serve fake documents."""
    serve(fake_stages)


def fake_stages(job: Job, page_seen: PageSeen) -> tuple[DocumentResult, RepairedText]:
    """Do what the first word of the document says, else read it."""
    text = Path(job.path).read_text(encoding="utf-8")
    word = text.split(maxsplit=1)[0]
    if word in MISDEEDS:
        MISDEEDS[word](job)
    for number in range(1, 3):
        page_seen(number, 2)
    document = make_document(job.source, text)
    repaired = make_repaired(document)
    return tabulate(document, repaired, make_findings(repaired)), repaired


def make_document(source: SourceFile, text: str) -> DocumentText:
    """A document of one page a form feed, each word 10 points wide and each line 12 high."""
    pages = [make_page(number, part) for number, part in enumerate(text.split("\f"), 1)]
    return DocumentText(source, tuple(pages))


def make_page(number: int, text: str) -> PageText:
    """A page as if it had been read by OCR."""
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        column = at
        for word in line.split():
            column = text.index(word, column)
            left = 10.0 * (column - at)
            box = Box(left, 12.0 * row, left + 10 * len(word), 12.0 * row + 10)
            words.append(Word(column, column + len(word), box, 0.9))
            column += len(word)
        at += len(line) + 1
    return PageText(number, text, Decision(TextSource.OCR, 0.0, "no text layer"), tuple(words), 595.0, 842.0, 0.9)


def make_repaired(document: DocumentText) -> RepairedText:
    """The raw text with lines joined, `dwng` mended, pages parted by a line break."""
    raw = document.raw
    marks = {"\n": " ", "\f": "\n"}
    replacements = [(i, i + 1, marks[c]) for i, c in enumerate(raw) if c in marks]
    at = raw.find("dwng")
    if at >= 0:
        replacements = sorted([*replacements, (at, at + 4, "dựng")])
    text, alignment = from_edits(raw, replacements)
    starts = [0] + [i + 1 for i, c in enumerate(raw) if c == "\f"]
    log = (TokenRepair("dwng", "dựng", "mangled", 0.9, at, at),) if at >= 0 else ()
    return RepairedText(raw, text, alignment, tuple(starts), log, 0.95)


def make_findings(repaired: RepairedText) -> Findings:
    """A deadline for each line, a number for the header, one issue."""
    rows, at = [], 0
    for line in repaired.text.split("\n"):
        values: dict[str, Value] = {"task": line[:40], "due_text": "trong năm 2024", "due_relation": "within"}
        due: dict[str, Value] = {
            "due_start": date(2024, 1, 1),
            "due_end": date(2024, 12, 31),
            "precision": "year",
            "tentative": False,
        }
        rows.append(Finding("deadlines", at, at + len(line), {**values, **due}, "rule:fake", 0.8, "II.1"))
        at += len(line) + 1
    issue = Issue("unknown_unit", "a unit that is not known", start=0, end=5)
    header: dict[str, Value] = {"doc_type": "Kế hoạch", "number": "18/KH-UBND", "issued_on": date(2024, 2, 27)}
    evidence = Finding("documents", 0, 5, {"number": "18/KH-UBND"}, "rule:header", 0.9)
    return Findings(header, (evidence,), tuple(rows), (issue,))
