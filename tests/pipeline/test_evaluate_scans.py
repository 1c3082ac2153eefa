"""The figures of reading come from pages and their truth, each row as soon as it is measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from pipeline import evaluate_scans as module
from pipeline import scan_cases as cases
from pipeline.commands.evaluate import evaluate
from pipeline.evaluate_scans import evaluate_scans, measure
from pipeline.scan_cases import CLASSES, OTHER_PAGES, NoPagesError, ScanCase
from pipeline.scan_readers import Reading, kehoach, plain_tesseract, trueocr_alone
from tests.pipeline.paper import PLAN, drawn, pdf
from tools.degraded_pages import EVALUATION_SEED
from tools.degraded_pages import degraded as degraded_pages

TRUTH = "2\nBảo vệ môi trường nước sạch\nPhòng Y tế chủ trì thực hiện năm 2023"


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain Tesseract loses a line, trueocr a mark, kehoach a word; the repair drops the page number."""
    said = {
        "plain_tesseract": Reading(TRUTH.rsplit("\n", 1)[0], "", 2.0),
        "trueocr_alone": Reading(TRUTH.replace("sạch", "sách"), "", 1.0),
        "kehoach": Reading(TRUTH.replace("trì ", ""), TRUTH.removeprefix("2\n"), 3.0),
    }
    for name, reading in said.items():
        monkeypatch.setattr(module, name, lambda path, reading=reading: reading)


def degraded(scratch: Path, name: str, count: int) -> list[ScanCase]:
    (scratch / "00.txt").write_text(TRUTH, encoding="utf-8")
    return [cases._generated(name, scratch / "00.png")] * count


@pytest.mark.usefixtures("readers")
def test_page_numbers_are_no_errors_of_the_repair(tmp_path: Path) -> None:
    scores = measure(degraded(tmp_path, "clean", 1)[0])
    assert scores.plain.wrong == 9
    assert scores.second.marks == 1
    assert scores.raw.wrong == 1
    assert (scores.repaired.wrong, scores.repaired.tokens) == (0, scores.raw.tokens - 1)


@pytest.mark.usefixtures("readers")
def test_rows_come_as_they_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "degraded", degraded)
    (tmp_path / "scans" / "some").mkdir(parents=True)
    (tmp_path / "scans" / "some" / "a.pdf").touch()
    (tmp_path / "scans" / "some" / "a.truth.txt").write_text(TRUTH, encoding="utf-8")
    told: list[str] = []
    lines = evaluate_scans(tmp_path / "gold", 2, told.append)
    rows = [line for line in lines if line.startswith(("| clean", "| mean"))]
    assert rows[0].startswith("| clean, 300 dpi | 56.25 % | 6.25 % | 6.25 % | no worse | 0.40 % | accepted | 0.00 % |")
    assert rows[0].endswith("| 2.00 | 3.00 | 1.50 |")
    assert rows[-1] == "| mean | 0.00 % | 6.25 % | 0.00 % | 0.00 % | 1.00 % | 0.30 % | goal |"
    assert told.count("clean, 300 dpi: 00.png") == 2
    assert told[-1] == "a"
    some = list(evaluate_scans(tmp_path / "gold", 2, told.append, ["turned", "retyped"]))
    assert [line.split("|")[1].strip() for line in some if "%" in line] == ["turned and skewed", "a", "mean"]


@pytest.mark.usefixtures("readers")
def test_what_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> list[ScanCase]:
        raise NoPagesError("pages can't be made: FreeSerif is not installed")

    monkeypatch.setattr(cases, "degraded", none)
    said = "\n".join(evaluate_scans(tmp_path / "gold", 1))
    assert said.count("left out: pages can't be made: FreeSerif is not installed") == len(CLASSES) + len(OTHER_PAGES)
    assert f"Real scans left out: {tmp_path / 'scans'} is no folder" in said


def test_every_way_reads_a_page(tmp_path: Path) -> None:
    path = pdf(tmp_path / "scan.pdf", [drawn([*PLAN, "", *PLAN], dpi=200)])
    for way in (plain_tesseract, trueocr_alone, kehoach):
        reading = way(path)
        found = reading.raw.split()
        assert sum(word in found for word in " ".join(PLAN).split()) > 0.8 * len(" ".join(PLAN).split()), way
        assert reading.seconds > 0


def test_a_blank_page_has_no_text(tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    Image.fromarray(np.full((400, 300), 255, np.uint8)).save(path)
    assert kehoach(path).raw == plain_tesseract(path).raw.strip() == ""


def test_pages_of_the_evaluation_are_others_than_those_of_tuning(tmp_path: Path) -> None:
    (case,) = cases.degraded(tmp_path, "low", 1)
    assert len(case.truth.split()) > 150
    assert Image.open(case.path).info["dpi"][0] == pytest.approx(120, abs=1)
    assert case.truth not in {page.truth for page in degraded_pages("low", 3)}
    assert case.truth == next(degraded_pages("low", 1, first=EVALUATION_SEED)).truth


def test_an_unknown_class_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(NoPagesError, match="class burnt"):
        cases.degraded(tmp_path, "burnt", 1)


def test_an_unknown_part_is_refused_with_those_that_exist() -> None:
    result = CliRunner().invoke(evaluate, ["scans", "--only", "burnt"])
    assert result.exit_code == 2
    assert "photocopy" in result.stderr
