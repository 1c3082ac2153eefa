"""Figures of the repair come from texts and their truth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from normalizers.repair import repair
from normalizers.restorer import Repair, Restored
from normalizers.triage import Damage
from pipeline import evaluate_repair as module
from pipeline import repair_ablation, repair_cases
from pipeline.evaluate_repair import Doubt, Figure, Measures, doubts, evaluate_repair, figures, reliability
from pipeline.repair_cases import Case

TRUTH = """KẾ HOẠCH
Thực hiện chương trình nước sạch năm 2022

- Đến ngày 30/6 có 85% số hộ dùng nước sạch.
- Giao Phòng Kinh tế theo dõi, đôn đốc các xã thực hiện.
"""


class Echo:
    """Puts one word right and one wrong, whatever the text."""

    def restore(self, text: str, damage: Sequence[Damage], confidences: Sequence[float] | None = None) -> Restored:
        new = {"nuoc": ("nước", 0.95), "sach": ("sách", 0.35)}
        found = [m for m in re.finditer(r"\w+", text) if m.group() in new]
        log = [Repair(m.start(), m.end(), m.group(), *_kind(new[m.group()])) for m in found]
        return Restored(tuple((entry.start, entry.end, entry.repaired) for entry in log), tuple(log))


def _kind(pair: tuple[str, float]) -> tuple[str, Damage, float]:
    return pair[0], Damage.STRIPPED, pair[1]


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dump named 000 with its truth, no held-out lines and no built pages."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "gold" / "000").mkdir(parents=True)
    (tmp_path / "seeds" / "000.txt").write_text(repair_cases.strip(TRUTH), encoding="utf-8")
    (tmp_path / "gold" / "000" / "truth.txt").write_text(TRUTH, encoding="utf-8")

    monkeypatch.setattr(module, "BUILT", tmp_path / "build")
    return tmp_path / "gold"


def test_figures(gold: Path) -> None:
    measures = Measures(Echo())
    found = {figure.case: figure.value for figure in figures(gold, measures, lines=5, scans=False)}
    assert found["clean"] == 0
    assert found["digits"] == 1
    assert found["digits made worse"] == 0
    assert 0.3 < found["mangled 000"] < 0.9
    assert found["mangled 000"] == found["stripped 000"]
    assert len(measures.doubts) == 8
    assert {doubt.right for doubt in measures.doubts if doubt.confidence > 0.9} == {True}
    assert {doubt.right for doubt in measures.doubts if doubt.confidence < 0.4} == {False}


def test_the_report_names_what_was_left_out(gold: Path) -> None:
    report = evaluate_repair(gold, restorer=Echo())
    assert "| mangled 000 | SER |" in report
    assert report.count("left out") == 2
    assert "| 0.9–1.0 | 4 | 0.950 | 1.000 |" in report


def test_reliability_has_the_share_that_is_right_by_bin() -> None:
    lines = reliability([Doubt(0.95, True), Doubt(1.0, False), Doubt(0.31, False)])
    assert lines[2:] == ["| 0.3–0.4 | 1 | 0.310 | 0.000 |", "| 0.9–1.0 | 2 | 0.975 | 0.500 |"]


def test_log_entries_are_compared_with_the_token_that_they_align_with() -> None:
    measures = Measures(Echo())
    case = Case("x", repair_cases.document("cac ho dung nuoc cua nha may"), "Các hộ dùng nước của nhà máy")
    assert measures.figure("x", case) == Figure("x", 6 / 7, "SER before 1.0000; 7 tokens; CER 0.3182")
    assert measures.doubts == [Doubt(0.95, True)]
    assert doubts(repair(case.document, Echo()), "⟦?⟧") == []


def test_the_ablation_switches_parts_of_the_restorer_on_one_by_one(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repair_ablation, "BUILT", gold.parent / "build")
    table = repair_ablation.ablation(gold, lines=5).splitlines()
    assert table[0] == "| SER | mangled 000 | stripped 000 |"
    rates = [[float(cell) for cell in row.split("|")[2:-1]] for row in table[2:]]
    assert len(rates) == len(repair_ablation.STEPS)
    assert rates[0][1] > rates[1][1] >= rates[-1][1]
