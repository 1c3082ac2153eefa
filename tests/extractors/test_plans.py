"""Plans of all kinds with their tables, written apart from the rules: how much the extractors find, table by table."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.find import find
from pipeline.extraction_cases import joined
from pipeline.scoring import Score, read_rows, score_table
from tools.measure_extraction import write

PLANS = Path(__file__).parent / "plans"
# Slightly below what is reached: found and exact F1 over all plans.
LEAST = {"criterion_statuses": (0.95, 0.92), "progress": (0.93, 0.9), "citations": (0.95, 0.93)}


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of all plans, a folder for each."""
    out = tmp_path_factory.mktemp("plans")
    for folder in PLANS.iterdir():
        if (folder / "plan.txt").exists():
            repaired = joined((folder / "plan.txt").read_text(encoding="utf-8"))
            rows = find(repaired).rows
            (out / folder.name).mkdir()
            for table in LEAST:
                write(out / folder.name / f"{table}.csv", repaired, [row for row in rows if row.table == table])
    return out


@pytest.mark.parametrize("table", LEAST)
def test_tables_of_plans(table: str, extracted: Path) -> None:
    score = Score(0, 0, 0, 0)
    for folder in extracted.iterdir():
        gold = PLANS / folder.name / f"{table}.csv"
        if gold.exists():
            score += score_table(table, read_rows(folder / gold.name), read_rows(gold))
    least_found, least_exact = LEAST[table]
    assert score.f1(score.found) >= least_found
    assert score.f1(score.exact) >= least_exact
