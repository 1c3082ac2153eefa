"""`kehoach evaluate tables`: a run's tables against a folder of gold tables, as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.scoring import DOCUMENT_FIELDS, SCORED, Score, read_rows, score_document, score_table

APART = frozenset({"assignments"})
"""Tables that are shown but don't count in the means: the loosest one."""


class NoGoldError(LookupError):
    """No gold table belongs to a document of the run; the message says how they are matched."""


def evaluate_tables(tables: Path, gold: Path) -> str:
    """The scores of all documents that have gold, as Markdown; raises NoGoldError.

    `gold` holds a folder for each document, named like its source file up to the first dot: the gold of
    `plan` is that of `plan.pdf` and `plan.scan.pdf`.
    """
    documents = read_rows(tables / "documents.csv")
    pairs = [(row, folder) for row in documents if (folder := _gold_of(row, gold)) and not row["duplicate_of"]]
    if not pairs:
        raise NoGoldError(
            f"{gold} has no folder that is named like a file of {tables / 'documents.csv'} (up to its first dot)"
        )
    lines = [f"| document | fields | {' | '.join(SCORED)} | mean |", f"| --- | --- |{' --- |' * (len(SCORED) + 1)}"]
    totals = dict.fromkeys(SCORED, Score(0, 0, 0, 0))
    for row, folder in pairs:
        scores = {name: _score(name, tables, folder, row["doc_id"]) for name in SCORED}
        totals = {name: totals[name] + score for name, score in scores.items()}
        right = score_document(row, read_rows(folder / "documents.csv")[0])
        lines.append(_line(row["source_path"], f"{right}/{len(DOCUMENT_FIELDS)}", scores))
    return "\n".join([*lines, _line("all rows", "", totals), "", "Each cell: F1 of rows found / exact (gold rows)."])


def _gold_of(row: dict[str, str], gold: Path) -> Path | None:
    folder = gold / PurePosixPath(row["source_path"]).name.partition(".")[0]
    return folder if row["doc_id"] and (folder / "documents.csv").exists() else None


def _score(table: str, tables: Path, gold: Path, doc_id: str) -> Score:
    predicted = [row for row in read_rows(tables / f"{table}.csv") if row["doc_id"] == doc_id]
    return score_table(table, predicted, read_rows(gold / f"{table}.csv"))


def _line(name: str, fields: str, scores: dict[str, Score]) -> str:
    counted = [score for table, score in scores.items() if table not in APART and score.predicted + score.gold]
    mean = "–"
    if counted:
        found, exact = (sum(s.f1(hits(s)) for s in counted) / len(counted) for hits in (_found, _exact))
        mean = f"{found:.3f} / {exact:.3f}"
    return f"| {' | '.join([name, fields, *_cells(scores), mean])} |"


def _found(score: Score) -> int:
    return score.found


def _exact(score: Score) -> int:
    return score.exact


def _cells(scores: dict[str, Score]) -> Iterator[str]:
    for score in scores.values():
        none = not score.predicted + score.gold
        yield "–" if none else f"{score.f1(score.found):.3f} / {score.f1(score.exact):.3f} ({score.gold})"
