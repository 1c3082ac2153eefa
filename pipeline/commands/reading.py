"""What `run` and `retry` share: reading files under the lock of the output folder, and the report at the end."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from pipeline.commands.common import FAILED, USAGE, UsageError, complain, complaints
from pipeline.inputs import Input
from pipeline.inventory import Inventory
from pipeline.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline.plan import Plan, Request
    from pipeline.progress import Reporter
    from pipeline.run import Orchestrator, Report


class Runner(StrEnum):
    """Who reads the documents of a run."""

    LOCAL = "local"
    DASK = "dask"


@contextlib.contextmanager
def told(out: Path) -> Iterator[None]:
    """Turn what goes wrong within the block, and an interruption, into a message and an exit code."""
    from pipeline.interruption import INTERRUPTED, STOPPED
    from pipeline.orchestration import OrchestratorError

    try:
        with complaints(out):
            yield
    except OrchestratorError as error:
        complain(str(error))
        raise typer.Exit(USAGE) from error
    except KeyboardInterrupt as error:
        complain(STOPPED)
        raise typer.Exit(INTERRUPTED) from error


def read(request: Request, items: Sequence[Input], orchestrate: Orchestrator, publishing: bool) -> None:
    """Read the files, write the tables, and, if asked, what is made of them; exits with 1 where something failed.

    Raises OutputError, EngineMissingError, OrchestratorError, OSError, KeyboardInterrupt.
    """
    from pipeline.plan import plan
    from pipeline.progress import reporter
    from pipeline.run import run_plainly
    from pipeline.summary import print_report
    from pipeline.tessdata import ENGINES, best_engine, why_not

    started, day, console = time.monotonic(), datetime.now(UTC), Console()
    store, inventory = Store(request.out), Inventory(request.out)
    store.prepare()
    with store.lock():
        inventory.load()
        todo = plan(request, items, store, inventory)
        jobs = todo.jobs()
        if any(not job.path.lower().endswith(".txt") for job in jobs):
            from pipeline.line_engines import check_engine

            check_engine()
            if "engine" not in request.settings and (why := why_not(ENGINES[0])):
                console.print(f"Scans are read by {best_engine()}, which takes longer: {why}.")
        carry_out = orchestrate if jobs else run_plainly
        report = carry_out(todo, store, inventory, reporter(console, todo.shown))
        seconds = {"reading_and_tables": time.monotonic() - started}
        if publishing:
            from pipeline.query.publish import publish

            publish(request.out)
        seconds["total"] = time.monotonic() - started
        from pipeline.query.run_record import write_record

        write_record(todo, report, day, seconds)
    print_report(console, report, request.out, seconds["total"])
    _exit(report)


def orchestrator(prefect: bool, runner: Runner, address: str) -> Orchestrator:
    """What carries a run out; raises UsageError where the options contradict each other.

    Prefect and Dask take seconds to come up, so they are imported when the run begins.
    """
    if runner is Runner.DASK and not prefect:
        raise UsageError("--runner dask goes through Prefect; leave --no-prefect out")
    if address and runner is not Runner.DASK:
        raise UsageError("--address is that of a Dask scheduler; give --runner dask as well")

    def carry_out(plan: Plan, store: Store, inventory: Inventory, reporter: Reporter) -> Report:
        from pipeline.run import run_plainly

        if runner is Runner.DASK:
            from flows.launch import run_on_cluster

            return run_on_cluster(plan, store, inventory, reporter, address)
        if prefect:
            from flows.launch import run_here

            return run_here(plan, store, inventory, reporter)
        return run_plainly(plan, store, inventory, reporter)

    return carry_out


def _exit(report: Report) -> None:
    if report.stopped:
        complain(report.stopped)
    raise typer.Exit(0 if report.all_read else FAILED)
