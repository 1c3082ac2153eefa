"""The command line: `./kehoach COMMAND`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from pipeline.errors import KehoachError
from pipeline.inputs import InputError, collect
from pipeline.inventory import Inventory
from pipeline.store import OutputError, Store
from pipeline.version import ROOT

if TYPE_CHECKING:
    from pipeline.run import ReadAll, Request

FAILED, USAGE = 1, 2

app = typer.Typer(
    name="kehoach",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn archives of scanned Vietnamese plans (kế hoạch) into tables that can be trusted.",
)

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the results; made where it is missing.")]


@app.command()
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
    from pipeline.process import failure_of
    from pipeline.run import INTERRUPTED, STOPPED, Request

    console = Console()
    try:
        request = Request(inputs, out, workers, limit, force, _settings())
        failed = _dry_run(console, request) if dry_run else _run(console, request, prefect)
    except (InputError, OutputError) as error:
        _complain(str(error))
        raise typer.Exit(USAGE) from error
    except KehoachError as error:
        failure = failure_of(error)
        _complain(f"{failure.message} {failure.remedy}")
        raise typer.Exit(USAGE) from error
    except OSError as error:
        _complain(f"{error.filename or out}: {error.strerror}; make room or check the rights, then run again")
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt as error:
        _complain(STOPPED)
        raise typer.Exit(INTERRUPTED) from error
    raise typer.Exit(FAILED if failed else 0)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def test(context: typer.Context) -> None:
    """Run the test suite; further arguments go to pytest.

    Tests marked `slow` are left out; `./kehoach test -m slow` runs only those.
    """
    arguments = context.args or ["-n", "2", "-m", "not slow"]
    command = [sys.executable, "-P", "-m", "pytest", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
    raise typer.Exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


@app.command()
def tables(out: Out = Path("out")) -> None:
    """Write the tables anew from the documents that are read, e.g. after a stopped run."""
    from pipeline.tables import compile_tables

    store, inventory = Store(out), Inventory(out)
    try:
        inventory.load()
        if not len(inventory):
            raise OutputError(f"{out} holds no documents; give the --out of a run")
        with store.lock():
            rows = compile_tables(store, inventory)
    except OutputError as error:
        _complain(str(error))
        raise typer.Exit(USAGE) from error
    Console().print(", ".join(f"{number} {name}" for name, number in rows.items()), highlight=False)


@app.command()
def explain(
    row_id: Annotated[str, typer.Argument(help="The row's name, column row_id of a table.")], out: Out = Path("out")
) -> None:
    """Show where a row comes from: quote in context, page, box, raw text, repairs, rule and score."""
    from pipeline.explain import UnknownRowError
    from pipeline.explain import explain as origin

    try:
        Console().print(origin(Store(out), row_id), markup=False, highlight=False, soft_wrap=True)
    except (UnknownRowError, OutputError, OSError) as error:
        _complain(str(error))
        raise typer.Exit(USAGE) from error


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A PDF or an image.")],
    page: Annotated[int, typer.Option(min=1, help="The page, counted from 1.")] = 1,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the images.")] = Path("inspected"),
) -> None:
    """Show how a page is read: the page after each cleaning step, and the words with boxes and confidences over it."""
    from pipeline.errors import KehoachError
    from pipeline.inspect import inspect as look

    try:
        for path in look(file, page, out):
            Console().print(str(path), markup=False, highlight=False, soft_wrap=True)
    except KehoachError as error:
        _complain(f"{file}: {error.cause} {error.remedy}")
        raise typer.Exit(FAILED) from error
    except OSError as error:
        _complain(f"{error.filename or out}: {error.strerror}; make room or check the rights, then run again")
        raise typer.Exit(FAILED) from error


evaluate = typer.Typer(no_args_is_help=True, help="Measure results against gold that people made.")
app.add_typer(evaluate, name="evaluate")


@evaluate.command("tables")
def evaluate_tables(
    gold: Annotated[
        Path, typer.Option(help="Folder with a folder of gold tables for each file, named like it up to the first dot.")
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Measure the tables of this run only.")] = None,
    ways: Annotated[str, typer.Option(help="What finds the rows: rules, ner (the trained tagger) or both.")] = "both",
    mangled: Annotated[bool, typer.Option("--mangled", help="Damaged input only; plans as mangled text.")] = False,
    scans: Annotated[bool, typer.Option(help="Also read scans by OCR; takes minutes.")] = True,
    plans: Annotated[int, typer.Option(min=1, help="Generated plans of each family that tuning never saw.")] = 10,
    compare: Annotated[
        bool, typer.Option("--compare", help="Each table by rules, ner and both, clean and mangled.")
    ] = False,
) -> None:
    """F1 of the tables, found and exact, beside its aims, and the reliability of the confidence, as Markdown.

    Without --out the extraction is run on the texts of --gold and the dumps and scans beside it, on the sample
    scans and on generated plans; with it the tables of a run are measured.
    """
    from pipeline.evaluate_tables import NoGoldError
    from pipeline.evaluate_tables import evaluate_tables as measure

    try:
        said = measure(out / "tables", gold) if out else _measured(gold, ways, mangled, scans, plans, compare)
    except NoGoldError as error:
        _complain(str(error))
        raise typer.Exit(USAGE) from error
    Console(width=10_000).print(said, markup=False, highlight=False, soft_wrap=True)


def _measured(gold: Path, ways: str, mangled: bool, scans: bool, plans: int, compare: bool) -> str:
    """The extraction measured on the gold and generated plans; raises NoGoldError."""
    from extractors.find import Ways
    from pipeline.evaluate_extraction import compare_ways, evaluate_extraction
    from pipeline.evaluate_tables import NoGoldError

    if not gold.is_dir():
        raise NoGoldError(f"{gold}: no such folder; give the folder of the gold documents with --gold")
    if ways not in list(Ways):
        raise NoGoldError(f"--ways {ways} is unknown; give one of {', '.join(Ways)}")
    return compare_ways(gold, plans) if compare else evaluate_extraction(gold, Ways(ways), mangled, scans, plans)


@evaluate.command("repair")
def evaluate_repair(
    gold: Annotated[
        Path, typer.Option(help="Folder of gold documents, each with truth.txt; seeds and scans beside it.")
    ],
    lines: Annotated[int, typer.Option(min=1, help="Held-out lines of each corpus to measure on.")] = 2000,
    scans: Annotated[bool, typer.Option("--scans", help="Also read and repair the real scans; takes minutes.")] = False,
) -> None:
    """Error rates of the repair on mangled, stripped, clean and encoded text, beside its aims."""
    from pipeline.evaluate_repair import evaluate_repair as measure

    if not gold.is_dir():
        _complain(f"{gold}: no such folder; give the folder of the gold documents with --gold")
        raise typer.Exit(USAGE)
    Console(width=10_000).print(measure(gold, lines=lines, scans=scans), markup=False, highlight=False, soft_wrap=True)


def _settings() -> dict[str, Any]:
    """The reader's settings of the environment; raises InputError where one can't be used."""
    from pipeline.settings import overrides

    try:
        return overrides()
    except ValueError as error:
        raise InputError(str(error)) from error


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
    return bool(report.statuses.get("failed") or report.statuses.get("partial"))


def _orchestrator(prefect: bool) -> ReadAll:
    """What orders the reading; Prefect takes seconds to come up, so nothing else imports it."""
    if prefect:
        from flows.batch import read_all

        return read_all
    from pipeline.run import read_all as read_all_plainly

    return read_all_plainly


def _complain(message: str) -> None:
    Console(stderr=True).print(f"kehoach: {message}", markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    app(prog_name="kehoach")
