"""The gold tables of a plan, with the lines of its printed text that hold each quote."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.plans.layout import Page, pages, printed_text
from tools.plans.model import Plan

_DUE = ("due_text", "due_start", "due_end", "due_relation")
_PLACE = ("quote", "line_start", "line_end")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "documents": (
        "source_path", "doc_type", "number", "issuer", "parent_issuer", "level", "province", "province_code",
        "district", "district_code", "commune", "commune_code", "place", "issued_on", "title", "period_start",
        "period_end", "signer", "signer_title", "signed_for", "status", "error",
    ),
    "citations": ("section", "cited_type", "cited_number", "cited_on", "cited_issuer", "cited_subject", "role", *_PLACE),
    "targets": (
        "section", "indicator", "indicator_text", "area", "named_units", "comparator", "value", "value_max", "unit",
        "denominator", "basis", *_DUE, *_PLACE,
    ),
    "deadlines": (
        "section", "task", "lead_agency", "coordinating_agencies", "unit", "due_text", "due_relation", "due_start",
        "due_end", "precision", "tentative", "year_inferred", "recurrence", *_PLACE,
    ),
    "criterion_statuses": (
        "section", "unit_level", "unit", "criteria_set", "criterion", "indicator", "criterion_name", "status",
        "derivation", "as_of", "reason", *_DUE, *_PLACE,
    ),
    "progress": (
        "section", "unit_level", "unit", "criteria_set", "met", "total", "as_of", "recognition", *_DUE, *_PLACE,
    ),
    "assignments": ("agency", "role", "task", "section", *_PLACE),
}  # fmt: skip
Rows = list[dict[str, str]]


def tables(plan: Plan, laid: Sequence[Page] | None = None) -> dict[str, Rows]:
    """All tables of the plan; a target repeated word for word is one row."""
    spans = _line_spans(laid if laid is not None else pages(plan), plan)
    found: dict[str, Rows] = {name: [] for name in COLUMNS}
    found["documents"].append({name: plan.document.get(name, "") for name in COLUMNS["documents"]} | {"status": "ok"})
    seen: set[tuple[str, ...]] = set()
    for index, paragraph in enumerate(plan.paragraphs):
        for fact, quote in paragraph.quotes():
            row = dict(fact.values) | {"section": paragraph.section, "quote": quote}
            identity = (fact.table, *(value for _, value in sorted(row.items())))
            if identity in seen:
                continue
            seen.add(identity)
            start = paragraph.text.index(quote)
            first, last = _lines(spans[index], start, start + len(quote))
            row |= {"line_start": str(first), "line_end": str(last)}
            found[fact.table].append({name: row.get(name, "") for name in COLUMNS[fact.table]})
    return found


def _line_spans(laid: Sequence[Page], plan: Plan) -> dict[int, list[tuple[int, int, int]]]:
    """By paragraph: (start, end, line number) of its printed lines; numbers as in the printed text."""
    numbered = printed_text(plan, laid).split("\n")
    spans: dict[int, list[tuple[int, int, int]]] = {}
    at = 0
    for page in laid:
        for line in page.lines:
            while numbered[at].lstrip("\f") != line.text:
                at += 1
            spans.setdefault(line.paragraph, []).append((line.start, line.start + len(line.text), at + 1))
            at += 1
    return spans


def _lines(spans: Iterable[tuple[int, int, int]], start: int, end: int) -> tuple[int, int]:
    touched = [number for first, last, number in spans if first < end and last > start]
    return min(touched), max(touched)


def write(folder: Path, plan: Plan, laid: Sequence[Page] | None = None, source: str = "") -> None:
    """Write truth.txt and the tables as CSV into `folder`, which is made."""
    laid = laid if laid is not None else pages(plan)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "truth.txt").write_text(printed_text(plan, laid), encoding="utf-8")
    found = tables(plan, laid)
    found["documents"][0]["source_path"] = source
    for name, rows in found.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
