from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from extractors.find import Ways
from pipeline import extraction_cases as cases
from pipeline.evaluate_extraction import compare_ways, evaluate_extraction, measure
from pipeline.repair_cases import document
from pipeline.scoring import read_rows

PLAN = (
    "ỦY BAN NHÂN DÂN\nXÃ YÊN HÒA\nSố: 12/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Yên Hòa, ngày 15 tháng 3 năm 2023\n\nKẾ HOẠCH\nPhòng, chống dịch bệnh năm 2023\n\nI. NHIỆM VỤ\n\n"
    "1. Trạm Y tế phun hóa chất diệt muỗi tại các thôn, hoàn thành trước ngày 30/5/2023.\n\n"
    "2. Trạm Y tế lập danh sách trẻ em cần tiêm, hoàn thành trước ngày 15/6/2023.\n"
)
DEADLINES = [
    {"due_end": "2023-05-30", "due_relation": "before", "precision": "day", "lead_agency": "Trạm Y tế",
     "quote": "1. Trạm Y tế phun hóa chất diệt muỗi tại các thôn, hoàn thành trước ngày 30/5/2023."},
    {"due_end": "2023-06-15", "due_relation": "by", "precision": "day", "lead_agency": "Trạm Y tế",
     "quote": "2. Trạm Y tế lập danh sách trẻ em cần tiêm, hoàn thành trước ngày 15/6/2023."},
]  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold folder `one` with its dump beside it; the second deadline's relation is not what the text says."""
    folder = tmp_path / "gold" / "one"
    folder.mkdir(parents=True)
    (folder / "truth.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(PLAN, encoding="utf-8")
    for name, rows in (("documents", [{"number": "12/KH-UBND", "level": "xã"}]), ("deadlines", DEADLINES)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path / "gold"


def test_a_document_is_scored_and_its_rows_are_judged(gold: Path) -> None:
    (case,) = cases.true_texts(gold)
    measured = measure(case, Ways.RULES)
    deadlines = measured.scores["deadlines"]
    assert (deadlines.predicted, deadlines.gold, deadlines.found, deadlines.exact) == (2, 2, 2, 1)
    assert [row.right for row in measured.judged if row.table == "deadlines"] == [True, False]


def test_the_report_sets_figures_beside_aims(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unseen(scratch: Path, form: str, count: int, group: str = cases.UNSEEN) -> list[cases.Case]:
        return [cases.Case(group, "family-1", gold / "one", document(PLAN), cases.joined(PLAN))]

    monkeypatch.setattr(cases, "generated", unseen)
    said = evaluate_extraction(gold, Ways.RULES, mangled=False, scanned=False, count=1)
    assert re.search(r"\| true text \| 1 \| \d\.\d{3} \| \d\.\d{3} \| 0\.92 / 0\.82 \| 0\.98 / 0\.93 \| missed", said)
    assert "| generated, unseen | " in said
    assert "family" not in said
    assert "| confidence | rows |" in said


def test_inputs_that_are_not_there_are_named(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(scratch: Path, form: str, count: int, group: str = cases.UNSEEN) -> list[cases.Case]:
        raise FileNotFoundError("no tools here")

    monkeypatch.setattr(cases, "generated", missing)
    said = evaluate_extraction(gold, Ways.RULES, mangled=True, scanned=False, count=1)
    assert "generated, unseen: left out: no tools here" in said


def test_ways_are_compared_by_table(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "generated", lambda *_: [])
    said = compare_ways(gold, 1)
    assert [line.split(" | ")[1] for line in said.splitlines()[2:5]] == ["rules", "ner", "both"]


def test_generated_plans_come_with_their_gold(tmp_path: Path) -> None:
    (first, *_) = cases.generated(tmp_path, "printed", 1, "seen")
    assert read_rows(first.gold / "documents.csv")[0]["doc_type"]
    assert first.repaired.text
