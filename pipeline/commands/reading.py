"""What `run` and `retry` share: reading files under the lock of the output folder, and the report at the end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from pipeline.commands.common import FAILED, complain, complaints
from pipeline.inputs import Input
from pipeline.inventory import Inventory
from pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.plan import Request
    from pipeline.run import Orchestrator, Report


@contextlib.contextmanager
def told(out: Path) -> Iterator[None]:
    """Turn what goes wrong within the block, and an interruption, into a message and an exit code."""
    from pipeline.run import INTERRUPTED, STOPPED

    try:
        with complaints(out):
            yield
    except KeyboardInterrupt as error:
        complain(STOPPED)
        raise typer.Exit(INTERRUPTED) from error


def read(request: Request, items: Sequence[Input], prefect: bool, publishing: bool) -> None:
    """Read the files, write the tables, and, if asked, what is made of them; exits with 1 where something failed.

    Raises OutputError, EngineMissingError, OSError, KeyboardInterrupt.
    """
    from pipeline.line_engines import check_engine
    from pipeline.plan import plan
    from pipeline.progress import reporter
    from pipeline.query.publish import publish
    from pipeline.query.run_record import write_record
    from pipeline.summary import print_report

    started, day, console = time.monotonic(), datetime.now(UTC), Console()
    store, inventory = Store(request.out), Inventory(request.out)
    store.prepare()
    with store.lock():
        inventory.load()
        todo = plan(request, items, store, inventory)
        jobs = todo.jobs()
        if any(not job.path.lower().endswith(".txt") for job in jobs):
            check_engine()
        run = orchestrator(prefect and bool(jobs))
        report = run(todo, store, inventory, reporter(console, todo.shown))
        seconds = {"reading_and_tables": time.monotonic() - started}
        if publishing:
            publish(request.out)
        seconds["total"] = time.monotonic() - started
        write_record(todo, report, day, seconds)
    print_report(console, report, request.out, seconds["total"])
    _exit(report)


def orchestrator(prefect: bool) -> Orchestrator:
    """What carries a run out; Prefect takes seconds to come up, so nothing else imports it."""
    if prefect:
        from flows.batch import run_batch

        return run_batch
    from pipeline.run import run_plainly

    return run_plainly


def _exit(report: Report) -> None:
    if report.stopped:
        complain(report.stopped)
    raise typer.Exit(0 if report.all_read else FAILED)
