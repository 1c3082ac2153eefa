"""Findings -> rows: each with its quote, source text, page and box, checked against the schema.

What can't be grounded in the text is not emitted; it becomes an issue row. So does every value that
does not fit its column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.grounding import Grounding, UngroundedError
from pipeline.model import DocumentText, Finding, Findings, Issue, RepairedText, Status, TextSource
from pipeline.result import DocumentResult
from pipeline.schema import EXTRACTED, TABLES, Problem, Row, clean, missing, safe
from pipeline.unsure_numbers import SHARE_RIGHT, UnsureNumber, UnsureNumbers

PAGE_ISSUES = ("page_failed",)
"""Issues that say that a page's text is missing: the document is `partial`."""

DOUBT = 0.5
"""A row with an implausible value keeps this share of its confidence."""


def tabulate(document: DocumentText, repaired: RepairedText, findings: Findings) -> DocumentResult:
    """The rows of one document, numbered in document order within each table.

    The spans of `findings` are checked: `quote` is `repaired.text[char_start:char_end]`, holds no line
    break, and begins with no sign that a spreadsheet would run (the span begins behind it). Findings
    without such a span, of an unknown table or without a required value give an issue row instead.
    """
    grounding, unsure = Grounding(document, repaired), UnsureNumbers(document, repaired)
    doc_id = document.source.doc_id
    issues = [_issue_row(doc_id, grounding, issue) for issue in (*document.issues, *findings.issues)]
    tables: dict[str, list[Row]] = {name: [] for name in EXTRACTED}
    doubted: dict[UnsureNumber, None] = {}
    for finding in sorted(findings.rows, key=lambda found: (found.start, found.end)):
        made = _row(grounding, finding)
        issues += [_issue_row(doc_id, grounding, issue) for issue in made[1]]
        if made[0] is not None:
            rests_on = unsure.within(finding.start, finding.end, finding.box)
            doubted |= dict.fromkeys(rests_on)
            rows = tables[finding.table]
            row_id = f"{doc_id}-{finding.table}-{len(rows) + 1:03}"
            rows.append({"doc_id": doc_id, "row_id": row_id, **(_less_sure(made[0]) if rests_on else made[0])})
    numbers = (number.issue(repaired.text[number.start : number.end]) for number in doubted)
    issues += [_issue_row(doc_id, grounding, issue) for issue in numbers]
    header, problems = clean(TABLES["documents"], findings.document)
    issues += [_issue_row(doc_id, grounding, _misfit(problem, "documents")) for problem in problems]
    return DocumentResult(
        doc_id=doc_id,
        sha256=document.source.sha256,
        status=_status(document),
        document=_document_row(document, repaired, header),
        tables={name: tuple(rows) for name, rows in tables.items()},
        issues=tuple(issues),
        evidence=tuple(_evidence(grounding, findings.evidence)),
        pages=tuple(_pages(document, repaired)),
    )


def _row(grounding: Grounding, finding: Finding) -> tuple[Row | None, list[Issue]]:
    """The row of a finding without its ids, None where it can't stand; and what was wrong."""
    start, end = finding.start, finding.end
    if finding.table not in EXTRACTED:
        return None, [Issue("unknown_table", f"{finding.method}: there is no table {finding.table!r}")]
    try:
        place = grounding.place(start, end, finding.box)
    except UngroundedError as error:
        return None, [Issue("ungrounded", f"{finding.method}: {error}")]
    table = TABLES[finding.table]
    about: Row = {"section": finding.section, "confidence": round(finding.confidence, 4), "method": finding.method}
    row, problems = clean(table, {**finding.values, **place, **about})
    if any(problem.kept for problem in problems):
        row["confidence"] = round(finding.confidence * DOUBT, 4)
    issues = [_misfit(problem, finding.method, start, end) for problem in problems]
    lacking = [name for name in missing(table, row) if name not in ("doc_id", "row_id")]
    if lacking:
        message = f"{finding.method}: a row of {finding.table} without {', '.join(lacking)}"
        return None, [*issues, Issue("incomplete_row", message, start=start, end=end)]
    return row, issues


def _less_sure(row: Row) -> Row:
    """A row that rests on a number which may be misread."""
    confidence = row["confidence"]
    return {**row, "confidence": round(SHARE_RIGHT * confidence, 4)} if isinstance(confidence, float) else row


def _misfit(problem: Problem, method: str, start: int | None = None, end: int | None = None) -> Issue:
    code = "implausible_value" if problem.kept else "invalid_value"
    return Issue(code, f"{method}: {problem.column}: {problem.message}", start=start, end=end)


def _issue_row(doc_id: str, grounding: Grounding, issue: Issue) -> Row:
    row: Row = {"doc_id": doc_id, "page": issue.page, "code": issue.code, "message": safe(issue.message)}
    if issue.start is not None and issue.end is not None:
        row |= grounding.excerpt(issue.start, issue.end)
        row["page"] = issue.page or row["page"]
    return {name: value for name, value in row.items() if value not in (None, "")}


def _status(document: DocumentText) -> Status:
    return Status.PARTIAL if any(issue.code in PAGE_ISSUES for issue in document.issues) else Status.OK


def _document_row(document: DocumentText, repaired: RepairedText, header: Row) -> Row:
    """The document's own row; what is known of the file overrules what was found in the text."""
    status = _status(document)
    known: Row = {
        "doc_id": document.source.doc_id,
        "sha256": document.source.sha256,
        "pages": len(document.pages),
        "text_source": _text_source(document),
        "text_quality": round(repaired.quality, 4),
        "ocr_confidence": _mean([page.ocr_confidence for page in document.pages if page.ocr_confidence is not None]),
        "status": status.value,
        "outcome": status.value,
    }
    if status is Status.PARTIAL:
        lost = [issue for issue in document.issues if issue.code in PAGE_ISSUES]
        known |= {"error_code": lost[0].code, "error": safe("; ".join(issue.message for issue in lost))}
        known["remedy"] = "See issues.csv for the pages; scan them again, or read the file again with --force."
    row = {**header, **known}
    return {name: row[name] for name in TABLES["documents"].header if row.get(name) is not None}


def _text_source(document: DocumentText) -> str:
    sources = {page.decision.source for page in document.pages}
    return sources.pop().value if len(sources) == 1 else "mixed" if sources else TextSource.TEXT_FILE.value


def _mean(shares: Sequence[float]) -> float | None:
    return round(sum(shares) / len(shares), 4) if shares else None


def _evidence(grounding: Grounding, findings: Iterable[Finding]) -> Iterable[Row]:
    """The quotes behind the header's values; what has no place in the text has no evidence."""
    for finding in findings:
        for name, value in finding.values.items():
            place = grounding.excerpt(finding.start, finding.end)
            if value is not None and place:
                yield {"column": name, "method": finding.method, "confidence": finding.confidence, **place}


def _pages(document: DocumentText, repaired: RepairedText) -> Iterable[dict[str, object]]:
    for page, start in zip(document.pages, repaired.page_starts, strict=True):
        yield {
            "number": page.number,
            "text_source": page.decision.source.value,
            "score": round(page.decision.score, 4),
            "reason": page.decision.reason,
            "width": round(page.width, 1),
            "height": round(page.height, 1),
            "rotation": page.rotation,
            "text_start": start,
            "words": len(page.words),
            "ocr_confidence": page.ocr_confidence and round(page.ocr_confidence, 4),
        }
