"""`OUT/reviewed/`: the tables with all decisions laid over them, and the list of the decisions."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.fields import Column
from pipeline.files import write_text
from pipeline.inventory import Inventory
from pipeline.review.decisions import REVIEW, Decision, merged, read_decisions, write_decisions
from pipeline.review.overlay import Reviewed, Ruling, StaleError, review
from pipeline.schema import COMMON, EXTRACTED, TABLES, Row, Table, safe
from pipeline.store import Store
from pipeline.tables import TableWriter, rows_by_document

LEDGER = "reviews.csv"
_LISTED = ("outcome", "why", "row_id", "column", "old_value", "new_value", "note")
_REVIEW = Column(
    REVIEW,
    "string",
    "What a person decided: accepted, corrected, added; empty where nobody did",
    "Người duyệt quyết định: accepted (đúng), corrected (đã sửa), added (thêm); trống nếu chưa duyệt",
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many decisions hold and how many are stale, and how many rows they touch, by verdict."""

    applied: int
    stale: int
    rows: Mapping[str, int]
    rulings: Sequence[Ruling]


def reviewed_table(name: str) -> Table:
    """A table as it is reviewed: its columns, `review`, and what stood in each column before it was corrected."""
    table = TABLES[name]
    own = [column for column in table.columns if column.name not in COMMON]
    before = [
        replace(
            column,
            name=f"{column.name}_original",
            en=f"{column.name} as extracted, where it was corrected",
            vi=f"{column.name} như trích xuất, nếu đã sửa",
            required=False,
        )
        for column in own
    ]
    return replace(table, columns=(*table.columns, _REVIEW, *before))


def ledger(out: Path) -> list[Decision]:
    """All decisions that were applied to an output folder; raises CorrectionsError where the ledger is damaged."""
    path = out / LEDGER
    return read_decisions(path) if path.exists() else []


def verdicts(
    store: Store, doc_id: str, tables: Mapping[str, Sequence[Row]], decisions: Sequence[Decision]
) -> dict[str, str]:
    """What was decided about the extracted rows of a document, by row_id: accepted, corrected or rejected."""
    kept = {
        str(row["row_id"]): row
        for rows in _reviewed(store, doc_id, tables, decisions).tables.values()
        for row in rows
        if "row_id" in row
    }
    extracted = [str(row["row_id"]) for name in EXTRACTED for row in tables.get(name, ())]
    said = {row_id: str(kept[row_id].get(REVIEW) or "") if row_id in kept else "rejected" for row_id in extracted}
    return {row_id: verdict for row_id, verdict in said.items() if verdict}


def apply(store: Store, inventory: Inventory, new: Sequence[Decision] = ()) -> Counts:
    """Lay all earlier decisions and the new ones over the tables and write `reviewed/`.

    New decisions that don't fit (unknown row, old value differs, a value that its column can't hold) are listed
    as stale and not kept; earlier ones that have become stale stay in the ledger, so that they hold again when
    the row comes back. Raises OSError, OutputError.
    """
    given = {(decision.row_id, decision.column) for decision in new}
    decisions = merged(ledger(store.root), new)
    counts = _write(store, inventory, decisions)
    kept = [
        ruling.decision
        for ruling in counts.rulings
        if ruling.outcome == "applied" or (ruling.decision.row_id, ruling.decision.column) not in given
    ]
    write_decisions(store.root / LEDGER, kept)
    return counts


def refresh(store: Store, inventory: Inventory) -> Counts | None:
    """Write `reviewed/` anew after the tables have changed; None where nothing was ever decided."""
    return apply(store, inventory) if (store.root / LEDGER).exists() else None


def _write(store: Store, inventory: Inventory, decisions: Sequence[Decision]) -> Counts:
    folder = store.root / "reviewed"
    folder.mkdir(exist_ok=True)
    about: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        about[decision.doc_id].append(decision)
    rulings: list[Ruling] = []
    rows: Counter[str] = Counter()
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(TableWriter(reviewed_table(name), folder)) for name in ("documents", *EXTRACTED)
        }
        for doc_id, tables in rows_by_document(store, inventory):
            made = _reviewed(store, doc_id, tables, about.pop(doc_id, []))
            rulings += made.rulings
            for name, writer in writers.items():
                for row in made.tables.get(name, ()):
                    writer.add(row)
                    rows[str(row.get(REVIEW) or "")] += name != "documents"
        for writer in writers.values():
            writer.finish()
    rulings += [Ruling(each, "stale", str(_unknown(each))) for lost in about.values() for each in lost]
    _list(folder / "decisions.csv", rulings)
    outcomes = Counter(ruling.outcome for ruling in rulings)
    rows["rejected"] = sum(r.outcome == "applied" and r.decision.new_value == "rejected" for r in rulings)
    named = {name: rows[name] for name in ("accepted", "corrected", "added", "rejected") if rows[name]}
    return Counts(outcomes["applied"], outcomes["stale"], named, tuple(rulings))


def _reviewed(
    store: Store, doc_id: str, tables: Mapping[str, Sequence[Row]], decisions: Sequence[Decision]
) -> Reviewed:
    if not decisions:
        return Reviewed(tables, ())
    path = store.text / f"{doc_id}.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return review(doc_id, tables, text, decisions)


def _unknown(decision: Decision) -> StaleError:
    if not decision.table:
        return StaleError(f"{decision.row_id!r} is no row_id")
    return StaleError("there is no such document")


def _list(path: Path, rulings: Sequence[Ruling]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_LISTED)
    for ruling in rulings:
        own = ruling.decision
        said = (ruling.outcome, ruling.why, own.row_id, own.column, own.old_value, own.new_value, own.note)
        writer.writerow([safe(text) for text in said])
    write_text(path, "\ufeff" + stream.getvalue())
