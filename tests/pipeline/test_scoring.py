from __future__ import annotations

import csv
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluate_tables import NoGoldError, evaluate_tables
from pipeline.scoring import SCORED, Score, read_rows, score_document, score_table
from pipeline.version import ROOT

SHARED = ROOT.parent / "shared"
QUOTE = "Hoàn thành 02 tiêu chí chưa đạt trong năm 2024"


def target(**cells: str) -> dict[str, str]:
    return {"value": "2", "unit": "tiêu chí", "quote": QUOTE, "comparator": "eq", **cells}


@pytest.mark.parametrize(
    ("predicted", "found", "exact"),
    [
        (target(), 1, 1),
        (target(value="2.0", unit="tieu chi"), 1, 1),
        (target(comparator="ge"), 1, 0),
        (target(value="3"), 0, 0),
        (target(quote="Ủy ban nhân dân xã báo cáo định kỳ"), 0, 0),
        (target(quote=""), 0, 0),
    ],
)
def test_found_and_exact(predicted: dict[str, str], found: int, exact: int) -> None:
    score = score_table("targets", [predicted], [target()])
    assert (score.found, score.exact) == (found, exact)


def test_rows_pair_one_to_one() -> None:
    score = score_table("targets", [target(), target()], [target()])
    assert (score.predicted, score.gold, score.found) == (2, 1, 1)
    assert score.f1(score.found) == pytest.approx(2 / 3)


def test_exact_pairs_come_first() -> None:
    score = score_table("targets", [target(comparator="ge"), target()], [target(), target(comparator="ge")])
    assert score.exact == 2


def test_nothing_on_both_sides_is_right() -> None:
    assert Score(0, 0, 0, 0).f1(0) == 1.0


def test_document_fields() -> None:
    assert score_document({"number": "18/KH-UBND"}, {"number": "18/KH-UBND", "signer": "A"}) == 15


def write(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_the_report_shows_each_document_and_all_rows(tmp_path: Path) -> None:
    write(tmp_path / "tables" / "documents.csv", [{"doc_id": "d1", "source_path": "plans/a.txt", "duplicate_of": ""}])
    write(tmp_path / "tables" / "targets.csv", [{"doc_id": "d1", **target()}, {"doc_id": "d2", **target()}])
    write(tmp_path / "gold" / "a" / "documents.csv", [{"source_path": "a.txt"}])
    write(tmp_path / "gold" / "a" / "targets.csv", [target(), target(value="9")])
    said = evaluate_tables(tmp_path / "tables", tmp_path / "gold")
    assert "| plans/a.txt | 16/16 | 0.667 / 0.667 (2) |" in said
    with pytest.raises(NoGoldError, match="named like"):
        evaluate_tables(tmp_path / "tables", tmp_path / "tables")


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="the gold is not beside the project")
@pytest.mark.parametrize("name", ["000", "002", "004"])
def test_the_scores_are_those_of_the_shared_script(tmp_path: Path, name: str) -> None:
    gold, rng = SHARED / "gold" / name, random.Random(name)
    for table in SCORED:
        rows = read_rows(gold / f"{table}.csv")
        damaged = [{**row, **({rng.choice(list(row)): "7"} if rng.random() < 0.4 else {})} for row in rows]
        damaged = [row for row in damaged if rng.random() < 0.8]
        if damaged:
            write(tmp_path / f"{table}.csv", damaged)
    shutil.copy(gold / "documents.csv", tmp_path / "documents.csv")
    script = [sys.executable, str(SHARED / "score" / "score_tables.py"), str(tmp_path), str(gold)]
    said = subprocess.run(script, capture_output=True, text=True, check=True).stdout
    for table in SCORED:
        score = score_table(table, read_rows(tmp_path / f"{table}.csv"), read_rows(gold / f"{table}.csv"))
        line = next(line for line in said.splitlines() if line.startswith(table))
        figures = re.findall(r"[\d.]+", line)
        assert [int(figures[0]), int(figures[1])] == [score.predicted, score.gold]
        assert [figures[4], figures[5]] == [f"{score.f1(score.found):.3f}", f"{score.f1(score.exact):.3f}"]
