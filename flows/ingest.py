"""One round of the service: what is new in the inbox and has stopped growing is read, each file once."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from rich.console import Console

from flows.artifacts import publish as publish_artifacts
from flows.batch import read_tasks
from pipeline.inputs import Input, InputError, collect
from pipeline.inventory import Inventory
from pipeline.line_engines import check_engine
from pipeline.plan import Plan, Request, failed_by_machine, plan
from pipeline.progress import LineReporter
from pipeline.query.publish import publish
from pipeline.query.run_record import write_record
from pipeline.run import Report, run
from pipeline.settings import overrides
from pipeline.settling import Settled, settle
from pipeline.store import BusyError, Store
from pipeline.summary import counts

NOTHING_NEW, SKIPPED = "NothingNew", "Skipped"
"""Names of Prefect states: both are Completed."""


@flow(name="kehoach-ingest", flow_run_name="{inbox}", persist_result=False)
def ingest(inbox: str, out: str, workers: int, settle_seconds: float, max_failures: float) -> State[Any]:
    """Read the plans of the inbox that are new; what failed through no fault of the machine waits for `retry`."""
    store, inventory = Store(Path(out)), Inventory(Path(out))
    store.prepare()
    inventory.load()
    found = settle(_plans(inbox, store.root), inventory, settle_seconds)
    try:
        with store.lock():
            inventory.load()
            request = Request([inbox], store.root, workers, settings=overrides(), again=failed_by_machine,
                              max_failures=max_failures)  # fmt: skip
            todo = plan(request, found.items, store, inventory)
            if not (found.new or todo.jobs() or store.has_stale_tables()):
                return Completed(name=NOTHING_NEW, message=f"nothing new{_left(found)}")
            report = _run(todo, store, inventory)
    except BusyError as error:
        return Completed(name=SKIPPED, message=str(error))
    return _state(report, found)


def _plans(inbox: str, out: Path) -> list[Input]:
    """The plans that lie in the inbox; an empty one is no fault."""
    try:
        return collect([inbox], out)
    except InputError:
        return []


def _run(todo: Plan, store: Store, inventory: Inventory) -> Report:
    """Read, compile, and publish as `run` does; raises EngineMissingError before anything is read."""
    started, day = time.monotonic(), datetime.now(UTC)
    if any(not job.path.lower().endswith(".txt") for job in todo.jobs()):
        check_engine()
    report = run(todo, store, inventory, read_tasks, LineReporter(Console(file=sys.stdout), todo.shown))
    seconds = {"reading_and_tables": time.monotonic() - started}
    publish(store.root)
    write_record(todo, report, day, seconds | {"total": time.monotonic() - started})
    publish_artifacts(report, store)
    return report


def _state(report: Report, found: Settled) -> State[Any]:
    if report.stopped:
        return Failed(message=report.stopped)
    return Completed(message=f"{counts(report.now)}{_left(found)}")


def _left(found: Settled) -> str:
    return f"; {len(found.growing)} still growing" if found.growing else ""
