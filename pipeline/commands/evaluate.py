"""`evaluate`: results measured against gold that people made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import USAGE, complain, say

evaluate = typer.Typer(no_args_is_help=True, help="Measure results against gold that people made.")


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
