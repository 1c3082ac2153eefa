"""Decisions laid over the rows of one document: what holds, and what has become stale and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.model import Value
from pipeline.review.decisions import REVIEW, VERDICTS, Decision
from pipeline.review.values import value_of
from pipeline.schema import COMMON, TABLES, Row, Table
from pipeline.tables import cell

ADDED = "review"
"""The method of a row that a person added."""

_GROUND = ("page", "section", "quote")
"""Common columns that a person may give for an added row."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision with what became of it: `applied`, or `stale` with the reason."""

    decision: Decision
    outcome: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The rows of a document as decided, by table, and what became of each decision."""

    tables: Mapping[str, Sequence[Row]]
    rulings: Sequence[Ruling]


class StaleError(ValueError):
    """A decision doesn't fit the rows any more; the message says why."""


def review(doc_id: str, tables: Mapping[str, Sequence[Row]], text: str, decisions: Sequence[Decision]) -> Reviewed:
    """Lay the decisions about a document over its rows; `text` is its repaired text.

    Each row gets the columns `review` and, where a value was corrected, `<column>_original`. Rejected rows are
    left out. The rows that are given are not changed.
    """
    rows = {name: [dict(row) for row in given] for name, given in tables.items()}
    rulings: list[Ruling] = []
    added: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.adds:
            added[decision.row_id].append(decision)
        else:
            rulings.append(_ruling(decision, rows))
    for row_id, about in added.items():
        rulings += _add(doc_id, row_id, about, rows, text)
    kept = {name: [row for row in given if row.get(REVIEW) != "rejected"] for name, given in rows.items()}
    return Reviewed(kept, rulings)


def _ruling(decision: Decision, rows: Mapping[str, list[dict[str, Any]]]) -> Ruling:
    try:
        row = _row_of(decision, rows)
        _apply(decision, row)
    except StaleError as error:
        return Ruling(decision, "stale", str(error))
    return Ruling(replace(decision, quote=str(row.get("quote", ""))), "applied")


def _row_of(decision: Decision, rows: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The row that a decision is about: by its name where the quote is still the same, or else by the quote alone."""
    own = rows.get(decision.table, [])
    if decision.table == "documents":
        return _only(own, "there is no such document")
    named = [row for row in own if row["row_id"] == decision.row_id]
    if named and (not decision.quote or named[0].get("quote") == decision.quote):
        return named[0]
    alike = [row for row in own if decision.quote and row.get("quote") == decision.quote]
    if decision.column != REVIEW:
        alike = [row for row in alike if cell(row.get(decision.column)) == decision.old_value]
    return _only(alike, "there is no such row" if not named else "the row speaks of another passage now")


def _only(rows: Sequence[dict[str, Any]], otherwise: str) -> dict[str, Any]:
    if len(rows) != 1:
        raise StaleError(otherwise if not rows else "several rows have this quote now")
    return rows[0]


def _apply(decision: Decision, row: dict[str, Any]) -> None:
    table = TABLES[decision.table]
    if decision.column == REVIEW:
        if decision.new_value not in VERDICTS:
            raise StaleError(f"review is one of {', '.join(VERDICTS)}, not {decision.new_value!r}")
        row[REVIEW] = decision.new_value
        return
    value = _value(table, decision)
    if cell(row.get(decision.column)) != decision.old_value:
        raise StaleError(f"the value is now {cell(row.get(decision.column))!r}, not {decision.old_value!r}")
    row[f"{decision.column}_original"] = row.get(decision.column)
    row[decision.column] = value
    row[REVIEW] = "corrected"


def _value(table: Table, decision: Decision, also: Sequence[str] = ()) -> Value:
    column = table.column(decision.column)
    if column is None or (column.name in COMMON and column.name not in also):
        raise StaleError(f"{table.name} has no column {decision.column!r} that can be corrected")
    try:
        return value_of(table, column, decision.new_value)
    except ValueError as error:
        raise StaleError(str(error)) from error


def _add(
    doc_id: str, row_id: str, about: Sequence[Decision], rows: Mapping[str, list[dict[str, Any]]], text: str
) -> list[Ruling]:
    """Add a row of a person's own; where one of its values can't stand, nothing of it does."""
    name = about[0].table
    row: dict[str, Any] = {"doc_id": doc_id, "row_id": row_id, "confidence": 1.0, "method": ADDED, REVIEW: "added"}
    try:
        if name not in rows:
            raise StaleError("there is no such document")
        row |= {decision.column: _value(TABLES[name], decision, _GROUND) for decision in about}
        row |= _place(str(row.get("quote") or ""), text)
    except StaleError as error:
        return [Ruling(decision, "stale", str(error)) for decision in about]
    rows[name].append(row)
    return [Ruling(decision, "applied") for decision in about]


def _place(quote: str, text: str) -> dict[str, int]:
    """Where an added row's quote stands; a row without a quote has no place."""
    if not quote:
        return {}
    start = text.find(quote)
    if start < 0:
        raise StaleError("the quote does not stand in the document's text")
    return {"char_start": start, "char_end": start + len(quote)}
