"""`kehoach evaluate tables` without a run: what the extraction reaches on texts, scans and generated plans.

Found and exact F1 are those of `scoring`; a group's figure is the mean of its documents' means, each over the
tables that have rows (assignments apart, as they are the loosest table). The aims are data/extraction_goals.tsv.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import fmean
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

from data import loader
from extractors.find import Ways, find
from pipeline import extraction_cases as cases
from pipeline.errors import KehoachError
from pipeline.evaluate_tables import APART
from pipeline.extraction_cases import Case
from pipeline.model import Value
from pipeline.reliability import Judged, calibration_error, reliability
from pipeline.result import DocumentResult
from pipeline.schema import Row
from pipeline.scoring import DOCUMENT_FIELDS, SCORED, Cells, Score, exact_pairs, read_rows, score_document, score_table
from pipeline.tabulate import tabulate

_NOTHING = Score(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Measured:
    """One document's scores by table, its right header fields, and each found row judged."""

    case: str
    group: str
    scores: dict[str, Score]
    fields: int
    judged: tuple[Judged, ...]

    def mean(self, exact: bool = False) -> float:
        """Mean F1 over the tables with rows, found or exact."""
        counted = [s for name, s in self.scores.items() if name not in APART and s.predicted + s.gold]
        return fmean([s.f1(s.exact if exact else s.found) for s in counted] or [1.0])


@dataclass
class Report:
    """All that was measured, in order; `left_out` says which inputs were not there."""

    measured: list[Measured] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, name: str, inputs: Callable[[], Iterable[Case]], ways: Ways) -> None:
        """Measure the inputs, or note why they can't be had."""
        before = len(self.measured)
        try:
            self.measured += (measure(case, ways) for case in inputs())
        except (KehoachError, CalledProcessError, FileNotFoundError) as error:
            self.left_out.append(f"{name}: left out: {error}")
        if len(self.measured) == before:
            self.left_out.append(f"{name}: no input")

    def of(self, group: str) -> list[Measured]:
        """The documents of a group."""
        return [each for each in self.measured if each.group == group]


def measure(case: Case, ways: Ways = Ways.BOTH) -> Measured:
    """Extract one document and score it against its gold."""
    result = tabulate(case.document, case.repaired, find(case.repaired, ways))
    header = score_document(cells(result.document), read_rows(case.gold / "documents.csv")[0])
    scores, judged = {}, []
    for table in SCORED:
        rows, gold = _rows(result, table), read_rows(case.gold / f"{table}.csv")
        scores[table] = score_table(table, rows, gold)
        right = {place for place, _ in exact_pairs(table, rows, gold)}
        judged += [
            Judged(table, row["method"], float(row["confidence"]), place in right) for place, row in enumerate(rows)
        ]
    return Measured(case.name, case.group, scores, header, tuple(judged))


def _rows(result: DocumentResult, table: str) -> list[Cells]:
    return [cells(row) for row in result.tables.get(table, ())]


def cells(row: Row) -> dict[str, str]:
    """A row as the cells of its CSV file."""
    return {name: _cell(value) for name, value in row.items()}


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def evaluate_extraction(gold: Path, ways: Ways, mangled: bool, scanned: bool, count: int) -> str:
    """The figures beside their aims, each document, and the reliability of the confidence, as Markdown."""
    report = Report()
    if not mangled:
        report.add(cases.TRUE, lambda: cases.true_texts(gold), ways)
    report.add(cases.REPAIRED, lambda: cases.dumps(gold), ways)
    if scanned:
        report.add(cases.SCANS, lambda: cases.scans(gold), ways)
        report.add(cases.SAMPLES, cases.samples, ways)
    with TemporaryDirectory() as scratch:
        form = "mangled" if mangled else "printed"
        report.add(cases.UNSEEN, lambda: cases.generated(Path(scratch), form, count), ways)
    judged = [row for each in report.of(cases.UNSEEN) for row in each.judged]
    error = f"Rows of the generated plans by confidence (mean distance {calibration_error(judged):.3f}):"
    return "\n".join([*_aims(report), "", *_documents(report), "", error, "", *reliability(judged)])


def _aims(report: Report) -> Iterator[str]:
    yield "| input | documents | found | exact | accept | goal | | fields | assignments |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for aim in loader.table("extraction_goals.tsv"):
        members = report.of(aim["case"])
        if not members:
            continue
        found, exact = (fmean(each.mean(strict) for each in members) for strict in (False, True))
        accept, goal = (f"{aim[f'found_{each}']} / {aim[f'exact_{each}']}" for each in ("accept", "goal"))
        level = next(
            (word for word, name in (("goal", "goal"), ("accepted", "accept"))
             if found >= float(aim[f"found_{name}"]) and exact >= float(aim[f"exact_{name}"])),
            "missed",
        )  # fmt: skip
        tasks = sum((each.scores["assignments"] for each in members), _NOTHING)
        fields = f"{fmean(each.fields for each in members):.1f} (least {min(each.fields for each in members)})"
        yield (f"| {aim['case']} | {len(members)} | {found:.3f} | {exact:.3f} | {accept} | {goal} | {level} "
               f"| {fields} | {tasks.f1(tasks.found):.3f} |")  # fmt: skip
    yield from (f"\n{line}" for line in report.left_out)


def _documents(report: Report) -> Iterator[str]:
    """Each document by itself, all generated plans as one, with each table's F1 found / exact (gold rows).

    Figures by family of the plans kept out of tuning would be a guide to tune by.
    """
    yield f"| document | fields | {' | '.join(SCORED)} | mean |"
    yield f"| --- | --- |{' --- |' * (len(SCORED) + 1)}"
    groups: dict[str, list[Measured]] = {}
    for each in report.measured:
        name = each.group if each.group == cases.UNSEEN else f"{each.case}, {each.group}"
        groups.setdefault(name, []).append(each)
    for name, members in groups.items():
        columns = [_cell_of(sum((each.scores[table] for each in members), _NOTHING)) for table in SCORED]
        fields = f"{fmean(each.fields for each in members):.1f}/{len(DOCUMENT_FIELDS)}"
        mean = f"{fmean(each.mean() for each in members):.3f} / {fmean(each.mean(exact=True) for each in members):.3f}"
        yield f"| {' | '.join([name, fields, *columns, mean])} |"


def _cell_of(score: Score) -> str:
    if not score.predicted + score.gold:
        return "–"
    return f"{score.f1(score.found):.3f} / {score.f1(score.exact):.3f} ({score.gold})"


def compare_ways(gold: Path, count: int) -> str:
    """Each table's F1 by rules, by the tagger and by both, on clean and mangled text, as Markdown."""
    lines = [f"| input | ways | {' | '.join(SCORED)} |", f"| --- | --- |{' --- |' * len(SCORED)}"]
    with TemporaryDirectory() as scratch:
        for name, inputs in _inputs(gold, Path(scratch), count).items():
            for ways in (Ways.RULES, Ways.NER, Ways.BOTH):
                measured = [measure(case, ways) for case in inputs]
                columns = [_cell_of(sum((each.scores[table] for each in measured), _NOTHING)) for table in SCORED]
                lines.append(f"| {' | '.join([name, ways, *columns])} |")
    return "\n".join(lines)


def _inputs(gold: Path, scratch: Path, count: int) -> dict[str, Sequence[Case]]:
    return {
        "true texts, clean": list(cases.true_texts(gold)),
        "dumps as they are, repaired": list(cases.dumps(gold)),
        "generated, clean": list(cases.generated(scratch / "clean", "printed", count)),
        "generated, mangled and repaired": list(cases.generated(scratch / "mangled", "mangled", count)),
    }
