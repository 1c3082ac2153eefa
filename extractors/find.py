"""All extractors over one repaired text: header first, then the tables, then what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from extractors import annexes, assignments, citations, criteria, deadlines, header, ner_rows, progress, targets
from extractors.calibration import calibrated
from extractors.context import Context, context_of
from extractors.outline import Outline, outline
from extractors.spellings import settle
from pipeline.model import Finding, Findings, Issue, RepairedText

Extractor = Callable[[Outline, Context], Iterable[Finding | Issue]]

EXTRACTORS: tuple[Extractor, ...] = (
    citations.find,
    targets.find,
    deadlines.find,
    criteria.find,
    progress.find,
    assignments.find,
)


class Ways(StrEnum):
    """By what the rows are found: rules, the trained tagger, or both, where the rules win."""

    BOTH = "both"
    RULES = "rules"
    NER = "ner"


def _unheard() -> None:
    """Nobody listens."""


def find(repaired: RepairedText, ways: Ways = Ways.BOTH, alive: Callable[[], None] = _unheard) -> Findings:
    """Everything that the extractors find in a document, with calibrated confidence; see `uncalibrated`."""
    found = uncalibrated(repaired, ways, alive)
    return replace(found, rows=tuple(calibrated(found.rows, repaired.log)))


def uncalibrated(repaired: RepairedText, ways: Ways = Ways.BOTH, alive: Callable[[], None] = _unheard) -> Findings:
    """Everything that the extractors find, rows in the order of the text, each with its rule's own score.

    The header is always read by rules, but for a signer that they don't see.
    `alive` is called before each extractor.
    Never fails on a text's content: an empty text gives empty findings, noise gives issues.
    """
    order = outline(repaired)
    values, evidence, issues = header.find(order)
    context = context_of(values)
    read = annexes.find(order, context, repaired.grids) if ways is not Ways.NER else annexes.Annexes()
    order = replace(order, tabled=read.lines)
    issues += (replace(each, page=order.page(each.start or 0)) for each in read.issues)
    if ways is not Ways.RULES and (signer := ner_rows.signer(order, values)):
        values, evidence = {**values, **signer.values}, [*evidence, signer]
    rows: list[Finding] = [] if ways is not Ways.NER else ner_rows.alone(order, context)
    for extractor in EXTRACTORS if ways is not Ways.NER else ():
        alive()
        for each in extractor(order, context):
            if isinstance(each, Issue):
                issues.append(each)
            else:
                rows.append(each)
    rows += _new(read.rows, rows)
    if ways is Ways.BOTH:
        rows = ner_rows.complete(order, context, rows)
    rows, doubts = settle(rows, values)
    issues += (replace(each, page=order.page(each.start or 0)) for each in doubts)
    kept = _unique(rows)
    issues += _implausible(kept, order)
    return Findings(values, tuple(evidence), tuple(kept), tuple(sorted(set(issues), key=_issue_place)))


def _new(rows: Iterable[Finding], known: Sequence[Finding]) -> list[Finding]:
    """Rows of tables without the statuses that the text states already."""
    about = ("unit_level", "unit", "criteria_set", "criterion", "indicator", "status")

    def state(row: Finding) -> tuple[object, ...]:
        return tuple(row.values.get(name) or "" for name in about)

    said = {state(row) for row in known if row.table == "criterion_statuses"}
    return [row for row in rows if row.table != "criterion_statuses" or state(row) not in said]


def _unique(rows: Iterable[Finding]) -> list[Finding]:
    """Rows in the order of the text; of two with the same table, place and values the surer one."""
    best: dict[object, Finding] = {}
    for row in rows:
        same = (
            row.table,
            row.start,
            row.end,
            tuple(sorted((k, str(v)) for k, v in row.values.items() if v is not None)),
        )
        if same not in best or best[same].confidence < row.confidence:
            best[same] = row
    return sorted(best.values(), key=lambda row: (row.start, row.end))


def _implausible(rows: Iterable[Finding], order: Outline) -> Iterator[Issue]:
    """Dates outside 2005-2035 (dates of cited laws reach back to 1945)."""
    for row in rows:
        for name in ("due_start", "due_end", "as_of"):
            day = row.values.get(name)
            if isinstance(day, date) and not 2005 <= day.year <= 2035:
                message = f"{name} {day.year} is not in 2005-2035"
                yield Issue("year_out_of_range", message, order.page(row.start), row.start, row.end)


def _issue_place(issue: Issue) -> tuple[int, int, str, str]:
    return (issue.page or 0, issue.start or 0, issue.code, issue.message)
