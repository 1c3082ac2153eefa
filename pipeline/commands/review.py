"""`apply` and `review`: what people decided about rows, and which rows they should look at."""

from __future__ import annotations

import contextlib
import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import FAILED, Out, UsageError, complaints, say
from pipeline.inventory import Inventory
from pipeline.store import OutputError, Store


def apply(
    corrections: Annotated[Path, typer.Argument(help="corrections.csv of the report, or written by hand.")],
    out: Out = Path("out"),
) -> None:
    """Lay decisions about rows over the extraction; the tables as decided stand in `reviewed` in --out.

    Lines that don't fit (unknown row, another old value, an impossible value) are listed and not applied.
    Exit code: 0 all lines are applied, 1 some are not, 2 the command can't be carried out.
    """
    from pipeline.review.decisions import CorrectionsError, read_decisions
    from pipeline.review.reviewed import apply as lay_over

    store, inventory = _results(out)
    with complaints(out):
        try:
            decisions = read_decisions(corrections)
        except CorrectionsError as error:
            raise UsageError(str(error)) from error
        with store.lock():
            counts = lay_over(store, inventory, decisions)
    for ruling in counts.rulings:
        if ruling.outcome == "stale":
            say(f"not applied: {ruling.decision.row_id} {ruling.decision.column}: {ruling.why}")
    touched = ", ".join(f"{number} {name}" for name, number in counts.rows.items()) or "none"
    say(f"decisions: {counts.applied} applied, {counts.stale} stale; rows: {touched}; tables: {out / 'reviewed'}")
    raise typer.Exit(FAILED if counts.stale else 0)


def review(
    out: Annotated[Path, typer.Argument(help="The folder of the results: the --out of a run.")] = Path("out"),
    worst: Annotated[int, typer.Option(min=1, help="How many rows to list.")] = 50,
    to: Annotated[Path | None, typer.Option(help="Write the list to this CSV file.")] = None,
    gold: Annotated[Path | None, typer.Option(help="Export the reviewed documents as gold into this folder.")] = None,
) -> None:
    """List the rows that deserve a look first: in doubt, against a check, or with rare values.

    With --gold, the documents whose rows are all decided are written as gold for `evaluate tables` instead.
    """
    store, inventory = _results(out)
    with complaints(out):
        if gold is not None:
            _export(store, inventory, gold)
        else:
            _list(store, worst, to)


def _results(out: Path) -> tuple[Store, Inventory]:
    store, inventory = Store(out), Inventory(out)
    inventory.load()
    with complaints(out):
        if not len(inventory) or not (store.tables / "documents.parquet").exists():
            raise OutputError(f"{out} holds no tables; give the --out of a run")
    return store, inventory


def _list(store: Store, count: int, to: Path | None) -> None:
    from dataclasses import astuple, fields

    from pipeline.review.reviewed import ledger
    from pipeline.review.worst import Suspect, worst
    from pipeline.schema import safe

    decided = {decision.row_id for decision in ledger(store.root)}
    found = [row for row in worst(store.tables, count + len(decided)) if row.row_id not in decided][:count]
    with to.open("w", encoding="utf-8-sig", newline="") if to else contextlib.nullcontext(sys.stdout) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([field.name for field in fields(Suspect)])
        writer.writerows([safe(value) if isinstance(value, str) else value for value in astuple(row)] for row in found)


def _export(store: Store, inventory: Inventory, gold: Path) -> None:
    from pipeline.review.gold import export_gold
    from pipeline.review.reviewed import refresh

    with store.lock():
        if refresh(store, inventory) is None:
            raise UsageError(f"nothing was decided about {store.root}; apply a corrections.csv first")
    exported = export_gold(store, gold)
    for path in exported.in_part:
        say(f"left out: {path} is reviewed in part only")
    say(f"gold of {len(exported.whole)} documents: {gold}")
