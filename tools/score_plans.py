"""Score the extraction on plans that have gold tables beside their text, as Markdown.

    python -m tools.score_plans FOLDER [--read] [--show] [--tasks]

FOLDER holds a folder a plan, each with `plan.txt` and its gold tables. The text is taken as read and repaired
without fault: printed lines are only joined to paragraphs. `--read` reads and repairs it as a run does, tables of
tabs and bars with it. `--show` lists what was missed, invented or inexact. `--tasks` tells how the tasks of the
deadlines and assignments that were found are worded, which no score counts: the share that the gold words alike, and
the mean ratio of rapidfuzz between the two.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from rapidfuzz import fuzz

from extractors.find import find
from normalizers.repair import repair
from pipeline.evaluate_extraction import Measured, cells, measure
from pipeline.extraction_cases import Case, joined
from pipeline.model import SourceFile
from pipeline.read import read
from pipeline.repair_cases import document
from pipeline.scoring import DOCUMENT_FIELDS, SCORED, Cells, Score, exact_pairs, found_pairs, read_rows, unlike
from pipeline.tabulate import tabulate

_LONG = 110
_ALIKE = 100.0


def main() -> None:
    """Run the tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--read", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--tasks", action="store_true")
    args = parser.parse_args()
    cases = [(read_case if args.read else case_of)(path.parent) for path in sorted(args.folder.glob("*/plan.txt"))]
    if not cases:
        parser.error(f"{args.folder} holds no folder with a plan.txt")
    if args.show:
        print("\n".join(line for case in cases for line in differences(case)))
    if args.tasks:
        print("\n".join(task_report(cases, table) for table in ("deadlines", "assignments")), end="\n\n")
    print("\n".join(report([measure(case) for case in cases])))


def case_of(folder: Path) -> Case:
    """A plan as the extractors get it."""
    text = (folder / "plan.txt").read_text(encoding="utf-8")
    return Case("plans", folder.name, folder, document(text), joined(text))


def read_case(folder: Path) -> Case:
    """A plan as a run reads and repairs it."""
    path = folder / "plan.txt"
    read_text = read(path, SourceFile(str(path), "0" * 64, path.stat().st_size))
    return Case("plans", folder.name, folder, read_text, repair(read_text))


def report(measured: list[Measured]) -> Iterator[str]:
    """A line a plan and one for all: F1 found / exact of each table, and the mean of the tables with rows."""
    yield f"| plan | fields | {' | '.join(SCORED)} | mean |"
    yield f"| --- | --- |{' --- |' * (len(SCORED) + 1)}"
    for each in measured:
        yield _line(each.case, each.fields, each.scores, each.mean(), each.mean(exact=True))
    totals = {name: sum((each.scores[name] for each in measured), Score(0, 0, 0, 0)) for name in SCORED}
    means = (fmean(each.mean(exact) for each in measured) for exact in (False, True))
    yield _line(f"all {len(measured)}", fmean(each.fields for each in measured), totals, *means)


def _line(name: str, fields: float, scores: dict[str, Score], found: float, exact: float) -> str:
    figures = (
        f"{s.f1(s.found):.3f} / {s.f1(s.exact):.3f} ({s.gold})" if s.predicted + s.gold else "–"
        for s in scores.values()
    )
    return f"| {name} | {fields:.3g}/{len(DOCUMENT_FIELDS)} | {' | '.join(figures)} | {found:.3f} / {exact:.3f} |"


def differences(case: Case) -> Iterator[str]:
    """What the rules and the gold of a plan don't agree on, a line each."""
    result = tabulate(case.document, case.repaired, find(case.repaired))
    header, gold_header = cells(result.document), read_rows(case.gold / "documents.csv")[0]
    yield from (f"{case.name}: documents: {line}" for line in _both(header, gold_header, DOCUMENT_FIELDS))
    for table, (keys, more) in SCORED.items():
        rows = [cells(row) for row in result.tables.get(table, ())]
        gold = read_rows(case.gold / f"{table}.csv")
        exact = exact_pairs(table, rows, gold)
        found = found_pairs(table, rows, gold, exact)
        for p, g in found:
            yield f"{case.name}: {table}: inexact: {'; '.join(_both(rows[p], gold[g], more))} | {_quote(gold[g])}"
        ours, theirs = ({pair[side] for pair in exact + found} for side in (0, 1))
        for word, all_rows, paired in (("missed", gold, theirs), ("invented", rows, ours)):
            for at, row in enumerate(all_rows):
                if at not in paired:
                    yield f"{case.name}: {table}: {word}: {[row.get(key, '') for key in keys]} | {_quote(row)}"


def task_report(cases: Sequence[Case], table: str) -> str:
    """How the tasks of a table's rows that were found are worded beside the gold's."""
    ratios = [each for case in cases for each in task_ratios(case, table)]
    alike = sum(each == _ALIKE for each in ratios) / len(ratios)
    return f"{table}: {len(ratios)} tasks, {alike:.3f} alike, mean ratio {fmean(ratios):.1f}"


def task_ratios(case: Case, table: str) -> Iterator[float]:
    """The ratio between our words and the gold's for the task of each row that was found, 100 for the same."""
    rows = [cells(row) for row in tabulate(case.document, case.repaired, find(case.repaired)).tables.get(table, ())]
    gold = read_rows(case.gold / f"{table}.csv")
    exact = exact_pairs(table, rows, gold)
    for p, g in exact + found_pairs(table, rows, gold, exact):
        ours, theirs = (" ".join((row.get("task") or "").lower().strip(" .,;:").split()) for row in (rows[p], gold[g]))
        yield fuzz.ratio(ours, theirs)


def _both(row: Cells, gold: Cells, names: Sequence[str]) -> list[str]:
    return [f"{name} {row.get(name, '')!r}, gold {gold.get(name, '')!r}" for name in unlike(row, gold, names)]


def _quote(row: Cells) -> str:
    return (row.get("quote") or "")[:_LONG]


if __name__ == "__main__":
    main()
