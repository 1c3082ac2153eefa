"""The score of plans beside their gold: figures as Markdown, and each disagreement told."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from tools import score_plans

PLAN = """UBND HUYỆN CẨM XUYÊN
Số: 12/KH-UBND

KẾ HOẠCH
Xây dựng nông thôn mới năm 2023

Căn cứ Quyết định số 263/QĐ-TTg ngày 22/02/2022 của Thủ tướng Chính phủ;

I. MỤC TIÊU

- Có thêm 02 xã đạt chuẩn nông thôn mới.
"""
TARGET = {"indicator": "ntm_commune", "comparator": "eq", "value": "2", "unit": "xã", "basis": "additional",
          "due_start": "2023-01-01", "due_end": "2023-12-31", "quote": "Có thêm 02 xã đạt chuẩn"}  # fmt: skip
CITED = {"cited_type": "Nghị quyết", "cited_number": "7/NQ-HĐND", "role": "basis", "quote": "Căn cứ Quyết định"}


def rows(path: Path, row: dict[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(row))
        writer.writeheader()
        writer.writerow(row)


def said(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    monkeypatch.setattr(sys, "argv", ["score_plans", str(folder), *more])
    score_plans.main()
    return capsys.readouterr().out


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans" / "huyen"
    folder.mkdir(parents=True)
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    rows(folder / "documents.csv", {"doc_type": "Kế hoạch", "number": "13/KH-UBND"})
    rows(folder / "targets.csv", TARGET)
    rows(folder / "citations.csv", CITED)
    return tmp_path / "plans"


def test_found_and_exact_of_each_table(
    plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(plans, monkeypatch, capsys).splitlines()
    assert [line.split(" | ")[2] for line in lines[2:]] == ["1.000 / 1.000 (1)"] * 2
    assert lines[-1].startswith("| all 1 |")
    assert lines[-1].endswith("| 0.500 / 0.500 |")


def test_disagreements_are_told(
    plans: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(plans / "huyen" / "targets.csv", {**TARGET, "basis": "total"})
    told = said(plans, monkeypatch, capsys, "--show")
    assert "huyen: documents: number '12/KH-UBND', gold '13/KH-UBND'" in told
    assert "huyen: targets: inexact: basis 'additional', gold 'total'" in told
    assert "huyen: citations: missed: ['7/NQ-HĐND', '']" in told
    assert "huyen: citations: invented: ['263/QĐ-TTg', '2022-02-22']" in told


def test_a_folder_without_plans_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        said(tmp_path, monkeypatch, capsys)
    assert "holds no folder with a plan.txt" in capsys.readouterr().err
