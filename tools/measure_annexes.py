"""Measure the annex tables: found and exact F1 of generated annexes, by form and kind.

    python -m tools.measure_annexes [--count 10] [--first 1000] [--form pdf --form scan ...] [--kind matrix ...]

Each annex is written with its gold, read, repaired and extracted as a run does it; the scores are those of
`kehoach evaluate tables`. Rows that the rules find elsewhere in the plan count as wrong.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.find import find
from normalizers.repair import repair
from pipeline.evaluate_extraction import cells
from pipeline.model import SourceFile
from pipeline.read import read
from pipeline.scoring import SCORED, Score, read_rows, score_table
from pipeline.tabulate import tabulate
from tools.annexes.forms import FORMS, suffix
from tools.annexes.generate import generate, write_gold
from tools.annexes.kinds import KINDS

FIRST_SEED = 1000
NOTHING = Score(0, 0, 0, 0)


def scores(path: Path, gold: Path) -> Iterator[tuple[str, Score]]:
    """The score of each table of one document."""
    document = read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))
    repaired = repair(document)
    result = tabulate(document, repaired, find(repaired))
    for table in SCORED:
        rows = [cells(row) for row in result.tables.get(table, ())]
        yield table, score_table(table, rows, read_rows(gold / f"{table}.csv"))


def measure(kind: str, form: str, seeds: Sequence[int], folder: Path) -> dict[str, Score]:
    """The scores of the annexes of one kind in one form, table by table."""
    found: dict[str, Score] = defaultdict(lambda: NOTHING)
    for seed in seeds:
        annexed = generate(kind, seed)
        path = folder / f"{kind}-{seed}.{form}{suffix(form)}"
        path.write_bytes(FORMS[form](annexed))
        write_gold(folder / path.stem, annexed)
        for table, score in scores(path, folder / path.stem):
            found[table] += score
    return found


def report(kinds: Sequence[str], forms: Sequence[str], seeds: Sequence[int]) -> Iterator[str]:
    """The figures as a Markdown table: found / exact F1 (gold rows)."""
    yield f"| annex | table | {' | '.join(forms)} |"
    yield f"| --- | --- |{' --- |' * len(forms)}"
    totals = dict.fromkeys(forms, NOTHING)
    with TemporaryDirectory() as folder:
        for kind in kinds:
            measured = {form: measure(kind, form, seeds, Path(folder)) for form in forms}
            for table in SCORED:
                row = [measured[form].get(table, NOTHING) for form in forms]
                totals = {form: totals[form] + score for form, score in zip(forms, row, strict=True)}
                if any(score.predicted + score.gold for score in row):
                    yield f"| {kind} | {table} | {' | '.join(map(_cell, row))} |"
    yield f"| all rows | | {' | '.join(_cell(totals[form]) for form in forms)} |"


def _cell(score: Score) -> str:
    return f"{score.f1(score.found):.3f} / {score.f1(score.exact):.3f} ({score.gold})"


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10, help="annexes of each kind")
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="first seed; lower ones were looked at")
    parser.add_argument("--form", action="append", choices=sorted(FORMS))
    parser.add_argument("--kind", action="append", choices=sorted(KINDS))
    args = parser.parse_args()
    seeds = range(args.first, args.first + args.count)
    for line in report(args.kind or list(KINDS), args.form or list(FORMS), seeds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
