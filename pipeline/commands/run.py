"""`run`: read plans and write tables."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from pipeline.commands.common import FAILED, Out, complain, complaints, settings
from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.store import Store

if TYPE_CHECKING:
    from pipeline.run import ReadAll, Request


def run(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files or globs of plans: PDF, TIFF, PNG, JPEG, TXT.")],
    out: Out = Path("out"),
    workers: Annotated[int, typer.Option(min=1, help="Documents read at once.")] = os.cpu_count() or 1,
    limit: Annotated[int | None, typer.Option(min=0, help="Read at most so many documents.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read all, also what was read before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be read, and why.")] = False,
    prefect: Annotated[bool, typer.Option(help="Orchestrate with Prefect's embedded server.")] = True,
) -> None:
    """Read plans and write tables, texts and doubts to --out.

    A second run reads only what is new, failed before, or was read by another version of the code.
    Exit code: 0 all files are read, 1 something failed, 2 the command can't be carried out.
    """
    from pipeline.run import INTERRUPTED, STOPPED, Request

    console = Console()
    try:
        with complaints(out):
            request = Request(inputs, out, workers, limit, force, settings())
            failed = _dry_run(console, request) if dry_run else _run(console, request, prefect)
    except KeyboardInterrupt as error:
        complain(STOPPED)
        raise typer.Exit(INTERRUPTED) from error
    raise typer.Exit(FAILED if failed else 0)


def _dry_run(console: Console, request: Request) -> bool:
    """Show the plan of a run; nothing is written."""
    from pipeline.run import plan
    from pipeline.summary import print_plan

    inventory = Inventory(request.out)
    inventory.load()
    print_plan(console, plan(request, Store(request.out), inventory))
    return False


def _run(console: Console, request: Request, prefect: bool) -> bool:
    """Carry a run out; whether something of it failed."""
    from pipeline.ocr import check_engine
    from pipeline.progress import reporter
    from pipeline.run import plan, run
    from pipeline.summary import print_report

    started = time.monotonic()
    store, inventory = Store(request.out), Inventory(request.out)
    collect(request.inputs, request.out)
    store.prepare()
    with store.lock():
        inventory.load()
        todo = plan(request, store, inventory)
        jobs = todo.jobs()
        if any(not job.path.lower().endswith(".txt") for job in jobs):
            check_engine()
        read = _orchestrator(prefect and bool(jobs))
        report = run(todo, store, inventory, read, reporter(console, todo.shown))
    print_report(console, report, request.out, time.monotonic() - started)
    return not report.all_read


def _orchestrator(prefect: bool) -> ReadAll:
    """What orders the reading; Prefect takes seconds to come up, so nothing else imports it."""
    if prefect:
        from flows.batch import read_all

        return read_all
    from pipeline.run import read_all as read_all_plainly

    return read_all_plainly
