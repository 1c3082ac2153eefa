"""`run`: read plans and write tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from pipeline.commands.common import Out, settings
from pipeline.commands.reading import Runner, orchestrator, read, told
from pipeline.inputs import Input, collect
from pipeline.inventory import Inventory
from pipeline.store import Store

if TYPE_CHECKING:
    from pipeline.plan import Request

Workers = Annotated[int, typer.Option(min=1, help="Documents read at once.")]
MaxFailures = Annotated[
    float,
    typer.Option(
        min=0,
        max=100,
        help="Stop when more percent of the files than this fail (crash, time out …); from 20 files on.",
    ),
]
Publish = Annotated[
    bool, typer.Option(help="At the end write the databases, the calendar and the data dictionary, as `publish` does.")
]
Prefect = Annotated[bool, typer.Option(help="Orchestrate with Prefect's embedded server.")]
RunnerName = Annotated[
    Runner, typer.Option("--runner", help="Who reads: processes of this machine, or the workers of a Dask cluster.")
]
Address = Annotated[
    str, typer.Option(help="The Dask scheduler, e.g. tcp://10.0.0.1:8786; without it a cluster of this machine.")
]
CORES = os.cpu_count() or 1


def run(
    inputs: Annotated[list[str], typer.Argument(help="Folders, files or globs of plans: PDF, TIFF, PNG, JPEG, TXT.")],
    out: Out = Path("out"),
    workers: Workers = CORES,
    limit: Annotated[int | None, typer.Option(min=0, help="Read at most so many documents.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read all, also what was read before.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be read, and why.")] = False,
    max_failures: MaxFailures = 20.0,
    searchable_pdf: Annotated[
        bool, typer.Option("--searchable-pdf", help="Also write a copy of each scan with its text unseen behind it.")
    ] = False,
    alto: Annotated[bool, typer.Option("--alto", help="Also write the words with boxes as ALTO.")] = False,
    publish: Publish = True,
    prefect: Prefect = True,
    runner: RunnerName = Runner.LOCAL,
    address: Address = "",
) -> None:
    """Read plans and write tables, texts and doubts to --out.

    A second run reads only what is new, failed before, or was read by another version of the code.
    Exit code: 0 all files are read, 1 something failed, 2 the command can't be carried out.
    """
    from pipeline.plan import Request

    with told(out):
        exports = [name for name, asked in (("searchable", searchable_pdf), ("alto", alto)) if asked]
        request = Request(inputs, out, workers, limit, force, settings(), max_failures=max_failures, exports=exports)
        items = collect(inputs, out)
        if dry_run:
            _show(request, items)
        else:
            read(request, items, orchestrator(prefect, runner, address), publish)


def _show(request: Request, items: list[Input]) -> None:
    """Show the plan of a run; nothing is written."""
    from pipeline.plan import plan
    from pipeline.summary import print_plan

    inventory = Inventory(request.out)
    inventory.load()
    print_plan(Console(), plan(request, items, Store(request.out), inventory))
