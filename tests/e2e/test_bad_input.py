from __future__ import annotations

from pathlib import Path

import frictionless
import pytest

from tests.e2e.command import kehoach, rows
from tests.e2e.papers import write_bad_files, write_plan


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], Path, str, int]:
    """A folder with one good plan and every kind of bad file, after a run."""
    folder = tmp_path_factory.mktemp("archive")
    codes = write_bad_files(folder)
    write_plan(folder / "good.txt", 5)
    out = folder.parent / "out-of-bad"
    done = kehoach("run", folder, "--out", out, "--no-prefect")
    return codes, out, done.stdout + done.stderr, done.returncode


def test_the_exit_code_says_that_something_failed(bad: tuple[dict[str, str], Path, str, int]) -> None:
    assert bad[3] == 1


def test_every_bad_file_has_its_row_with_cause_and_remedy(bad: tuple[dict[str, str], Path, str, int]) -> None:
    codes, out, _, _ = bad
    found = {Path(row["source_path"]).name: row for row in rows(out, "documents")}
    assert {name: row["error_code"] for name, row in found.items() if row["status"] == "failed"} == codes
    assert all(row["error"] and row["remedy"] for name, row in found.items() if name in codes)
    assert found["good.txt"]["status"] == "ok"
    assert {Path(row["source_path"]).name for row in rows(out, "issues") if row["code"] in codes.values()} == set(codes)


def test_every_bad_file_has_one_clear_line(bad: tuple[dict[str, str], Path, str, int]) -> None:
    codes, out, said, _ = bad
    outcomes = {Path(row["source_path"]).name: row["outcome"] for row in rows(out, "documents")}
    for name, code in codes.items():
        lines = [line for line in said.splitlines() if f"/{name}:" in line]
        assert len(lines) == 1, (name, lines)
        assert f"{outcomes[name]} ({code})" in lines[0]
    assert "Traceback" not in said


def test_the_tables_of_bad_files_validate(bad: tuple[dict[str, str], Path, str, int]) -> None:
    report = frictionless.validate(str(bad[1] / "tables" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "fieldName", "note"])


def test_a_folder_without_plans(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    done = kehoach("run", tmp_path / "plans", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no plans in" in done.stderr
    assert not (tmp_path / "out").exists()


def test_an_input_that_is_not_there(tmp_path: Path) -> None:
    done = kehoach("run", tmp_path / "plans", "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no such file or folder; check the path" in done.stderr


def test_an_output_folder_that_cannot_be_written(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.txt", 3)
    done = kehoach("run", plan, "--out", plan / "out")
    assert done.returncode == 2
    assert "can't be written" in done.stderr
    assert "--out" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_setting_that_is_no_number(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.txt", 3)
    done = kehoach("run", plan, "--out", tmp_path / "out", settings={"KEHOACH_MAX_PAGES": "many"})
    assert done.returncode == 2
    assert "KEHOACH_MAX_PAGES" in done.stderr


@pytest.mark.parametrize("languages", ["eng", None])
def test_a_missing_engine_is_told_before_anything_is_read(tmp_path: Path, languages: str | None) -> None:
    plans, bin_ = tmp_path / "plans", tmp_path / "bin"
    plans.mkdir()
    bin_.mkdir()
    (plans / "plan.pdf").write_bytes(b"%PDF-1.4")
    if languages is not None:
        (bin_ / "tesseract").write_text(f'#!/bin/sh\nprintf "List of available languages (1):\\n{languages}\\n"\n')
        (bin_ / "tesseract").chmod(0o755)
    done = kehoach("run", plans, "--out", tmp_path / "out", "--no-prefect", settings={"PATH": str(bin_)})
    assert done.returncode == 2
    assert "apt-get install tesseract-ocr" in done.stderr
    assert "Traceback" not in done.stderr
