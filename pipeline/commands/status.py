"""`status` and `retry`: what became of the files so far, and another try for those that were not read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import UsageError, complaints, say, settings
from pipeline.commands.reading import Runner, orchestrator, read, told
from pipeline.commands.run import CORES, Address, MaxFailures, Prefect, Publish, RunnerName, Workers
from pipeline.inventory import Inventory
from pipeline.store import OutputError, Store

Folder = Annotated[Path, typer.Argument(metavar="OUT", help="The --out of a run or of the service.")]


def status(
    out: Folder = Path("out"),
    every: Annotated[bool, typer.Option("--all", help="Name every file; else at most 20 of a kind.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object.")] = False,
) -> None:
    """Show what is done, what waits, what was not read, why, and what to do about it."""
    from pipeline.overview import arrived, states
    from pipeline.service import service_of
    from pipeline.status_report import as_json as machine_report
    from pipeline.status_report import report

    with complaints(out):
        service = service_of(out)
        store, inventory = Store(out), _known(out, may_be_empty=service is not None)
        found = list(states(store, inventory))
        if service is not None:
            found += arrived(service.inbox, out, inventory)
        say(machine_report(store, found) if as_json else report(store, found, every))


def retry(
    out: Folder = Path("out"),
    code: Annotated[str, typer.Option(help="Only files of this error code, or of this class of outcome.")] = "",
    workers: Workers = CORES,
    max_failures: MaxFailures = 100.0,
    publish: Publish = True,
    prefect: Prefect = True,
    runner: RunnerName = Runner.LOCAL,
    address: Address = "",
) -> None:
    """Read again what was not read, or not wholly: after more memory, a raised limit, a mended disk.

    Exit code: 0 all of them are read, 1 something failed again, 2 the command can't be carried out.
    """
    from pipeline.overview import not_read, states
    from pipeline.plan import Request, not_wholly_read

    with told(out):
        store, inventory = Store(out), _known(out)
        items = not_read(store, inventory, code)
        if not items:
            left = sorted({state.code for state in states(store, inventory) if state.code})
            raise UsageError(f"{out} holds no file of that kind to read again; there are: {', '.join(left) or 'none'}")
        request = Request((), out, workers, settings=settings(), again=not_wholly_read, max_failures=max_failures)
        read(request, items, orchestrator(prefect, runner, address), publish)


def _known(out: Path, may_be_empty: bool = False) -> Inventory:
    """The files that the folder knows; raises OutputError where it is no output folder."""
    inventory = Inventory(out)
    inventory.load()
    if not len(inventory) and not may_be_empty:
        raise OutputError(f"{out} holds no documents; give the --out of a run")
    return inventory
