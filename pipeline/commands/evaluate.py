"""`evaluate`: results measured against gold that people made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import FAILED, USAGE, complain, say

evaluate = typer.Typer(invoke_without_command=True, help="Measure results against gold that people made.")


@evaluate.callback()
def evaluate_without_command(context: typer.Context) -> None:
    """Measure results against gold that people made; without a command, all that stands in docs/results.md."""
    if context.invoked_subcommand is None:
        evaluate_all()


@evaluate.command("all")
def evaluate_all(
    only: Annotated[str, typer.Option(help="Only commands that contain this text.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the commands.")] = False,
    page: Annotated[Path | None, typer.Option(help="Another page than docs/results.md.")] = None,
) -> None:
    """Make the tables of docs/results.md anew: run the command of each marked part and put its output there.

    Takes tens of minutes. Exit code: 0 all parts are made anew, 1 a command gave no figures and its part was left.
    """
    from pipeline.evaluate_all import PAGE, commands, make_anew

    path = page or PAGE
    if not path.is_file():
        complain(f"{path}: no such page")
        raise typer.Exit(USAGE)
    if dry_run:
        for command in commands(path):
            say(command)
        return
    failed = [part for part in make_anew(path, only, say) if part.error]
    for part in failed:
        complain(f"{part.command}: {part.error}; its part was left as it was")
    raise typer.Exit(FAILED if failed else 0)


@evaluate.command("tables")
def evaluate_tables(
    gold: Annotated[
        Path, typer.Option(help="Folder with a folder of gold tables for each file, named like it up to the first dot.")
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Measure the tables of this run only.")] = None,
    ways: Annotated[str, typer.Option(help="What finds the rows: rules, ner (the trained tagger) or both.")] = "both",
    mangled: Annotated[bool, typer.Option("--mangled", help="Damaged input only; plans as mangled text.")] = False,
    scans: Annotated[bool, typer.Option(help="Also read scans by OCR; takes minutes.")] = True,
    plans: Annotated[
        int, typer.Option(min=1, help="Generated plans, evenly spread over the families that tuning never saw.")
    ] = 40,
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
        complain(str(error))
        raise typer.Exit(USAGE) from error
    say(said)


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
    ablation: Annotated[
        bool, typer.Option("--ablation", help="What each part of the restorer brings, and nothing else.")
    ] = False,
) -> None:
    """Error rates of the repair on mangled, stripped, clean and encoded text, beside its aims."""
    from pipeline.evaluate_repair import evaluate_repair as measure
    from pipeline.repair_ablation import ablation as parts

    if not gold.is_dir():
        complain(f"{gold}: no such folder; give the folder of the gold documents with --gold")
        raise typer.Exit(USAGE)
    say(parts(gold, lines) if ablation else measure(gold, lines=lines, scans=scans))


@evaluate.command("scans")
def evaluate_scans(
    gold: Annotated[
        Path, typer.Option(help="Folder of gold documents; real scans in `scans` beside it are read too.")
    ] = Path("../shared/gold"),
    pages: Annotated[int, typer.Option(min=1, help="Generated pages of each class of damage.")] = 20,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="What each step before the reading brings, and nothing else.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only this class of damage, or `layout`, `real`, `retyped`; can be given again."),
    ] = None,
) -> None:
    """Error rates of reading by class of damage and on real scans, beside plain Tesseract, trueocr and the aims.

    Takes minutes to an hour; each row is printed once it is measured, standard error tells each page.
    """
    from pipeline import evaluate_scans as whole
    from pipeline import scan_ablation as steps
    from pipeline.errors import KehoachError

    parts = steps.PARTS if ablate else whole.PARTS
    unknown = [part for part in only or () if part not in parts]
    if unknown:
        complain(f"--only {unknown[0]} is unknown; give one of {', '.join(parts)}")
        raise typer.Exit(USAGE)
    measure = steps.ablation if ablate else whole.evaluate_scans
    try:
        for line in measure(gold, pages, complain, only or ()):
            say(line)
    except KehoachError as error:
        complain(f"{error.cause} {error.remedy}")
        raise typer.Exit(FAILED) from error
