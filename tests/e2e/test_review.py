"""Corrections by the command line: applied, kept over reruns, stale where the ground has changed, exported as gold."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.e2e.command import kehoach, rows, tables
from tests.e2e.papers import write_plan


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The output of a run over two small plans."""
    (tmp_path / "plans").mkdir()
    for number in (1, 2):
        write_plan(tmp_path / "plans" / f"plan-{number}.txt", number)
    assert kehoach("run", tmp_path / "plans", "--out", tmp_path / "out", "--no-prefect").returncode == 0
    return tmp_path / "out"


def corrections(folder: Path, *lines: tuple[str, str, str, str]) -> Path:
    path = folder / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["row_id", "column", "old_value", "new_value", "note"])
        writer.writerows([*line, ""] for line in lines)
    return path


def reviewed(out: Path, table: str) -> dict[str, dict[str, str]]:
    with (out / "reviewed" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["row_id"]: row for row in csv.DictReader(stream)}


def test_corrections_are_laid_over_and_survive_a_rerun(out: Path, tmp_path: Path) -> None:
    row = rows(out, "deadlines")[0]
    before = tables(out)
    given = corrections(
        tmp_path,
        (row["row_id"], "task", row["task"], "nộp báo cáo"),
        (row["row_id"], "due_end", "1999-01-01", "2020-01-01"),
        ("0" * 16 + "-deadlines-001", "review", "", "accepted"),
    )
    done = kehoach("apply", given, "--out", out)
    assert done.returncode == 1
    assert "decisions: 1 applied, 2 stale; rows: 1 corrected" in done.stdout
    assert "not applied" in done.stdout
    assert "there is no such document" in done.stdout
    assert tables(out) == before
    for command in ((), ("run", tmp_path / "plans", "--no-prefect", "--force"), ("tables",)):
        if command:
            assert kehoach(*command, "--out", out).returncode == 0
        found = reviewed(out, "deadlines")[row["row_id"]]
        assert (found["task"], found["task_original"], found["review"]) == ("nộp báo cáo", row["task"], "corrected")
    columns = pq.read_table(out / "reviewed" / "deadlines.parquet").column_names
    assert {"review", "task_original", "due_end_original"} <= set(columns)


def test_a_report_shows_what_was_decided(out: Path, tmp_path: Path) -> None:
    accepted, rejected, corrected, open_ = (row["row_id"] for row in rows(out, "deadlines")[:4])
    task = rows(out, "deadlines")[2]["task"]
    given = corrections(
        tmp_path,
        (accepted, "review", "", "accepted"),
        (rejected, "review", "", "rejected"),
        (corrected, "task", task, "nộp báo cáo"),
    )
    assert kehoach("apply", given, "--out", out).returncode == 0
    assert kehoach("report", out).returncode == 0
    site = "".join(path.read_text(encoding="utf-8") for path in (out / "report" / "documents").glob("*.html"))
    decided = dict(re.findall(r'<tr id="([^"]+)"[^>]* data-decided="([a-z]+)"', site))
    assert decided == {accepted: "accepted", rejected: "rejected", corrected: "corrected"}
    assert f'<tr id="{open_}"' in site


def test_a_second_file_overrules_the_first(out: Path, tmp_path: Path) -> None:
    row = rows(out, "deadlines")[0]
    for task in ("một", "hai"):
        assert (
            kehoach("apply", corrections(tmp_path, (row["row_id"], "task", row["task"], task)), "--out", out).returncode
            == 0
        )
    assert reviewed(out, "deadlines")[row["row_id"]]["task"] == "hai"


def test_a_changed_file_leaves_the_decision_stale_and_the_run_goes_on(out: Path, tmp_path: Path) -> None:
    row = rows(out, "deadlines")[0]
    assert (
        kehoach("apply", corrections(tmp_path, (row["row_id"], "task", row["task"], "x")), "--out", out).returncode == 0
    )
    path = tmp_path / next(r["source_path"] for r in rows(out, "documents") if r["doc_id"] == row["doc_id"])
    path.write_text(path.read_text(encoding="utf-8") + "\nThêm một dòng.\n", encoding="utf-8")
    assert kehoach("run", tmp_path / "plans", "--out", out, "--no-prefect").returncode == 0
    with (out / "reviewed" / "decisions.csv").open(encoding="utf-8-sig", newline="") as stream:
        (listed,) = csv.DictReader(stream)
    assert (listed["outcome"], listed["why"]) == ("stale", "there is no such document")
    assert "x" not in {found["task"] for found in reviewed(out, "deadlines").values()}


def test_the_worst_rows_come_first_and_decided_ones_no_more(out: Path, tmp_path: Path) -> None:
    listed = list(csv.DictReader(kehoach("review", out, "--worst", "3").stdout.splitlines()))
    assert len(listed) == 3
    weights = [float(row["weight"]) for row in listed]
    assert weights == sorted(weights, reverse=True)
    first = listed[0]["row_id"]
    assert kehoach("apply", corrections(tmp_path, (first, "review", "", "accepted")), "--out", out).returncode == 0
    target = tmp_path / "look.csv"
    assert kehoach("review", out, "--worst", "1000", "--to", target).returncode == 0
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert first not in {row["row_id"] for row in csv.DictReader(stream)}


def test_reviewed_documents_become_gold(out: Path, tmp_path: Path) -> None:
    documents = [row["doc_id"] for row in rows(out, "documents")]
    names = ("citations", "targets", "deadlines", "criterion_statuses", "progress", "assignments")
    own = [row["row_id"] for name in names for row in rows(out, name) if row["doc_id"] == documents[0]]
    other = next(row["row_id"] for row in rows(out, "deadlines") if row["doc_id"] == documents[1])
    decided = [(row_id, "review", "", "accepted") for row_id in [*own, other]]
    assert kehoach("apply", corrections(tmp_path, *decided), "--out", out).returncode == 0
    done = kehoach("review", out, "--gold", tmp_path / "gold")
    assert "gold of 1 documents" in done.stdout
    assert "is reviewed in part only" in done.stdout
    (folder,) = (tmp_path / "gold").iterdir()
    assert (folder / "truth.txt").read_text(encoding="utf-8")
    scored = kehoach("evaluate", "tables", "--gold", tmp_path / "gold", "--out", out)
    assert "1.000 / 1.000" in scored.stdout
    assert "0." not in scored.stdout.splitlines()[2].split("|", 3)[3].replace("1.000", "")


def test_gold_without_decisions_is_refused(out: Path, tmp_path: Path) -> None:
    done = kehoach("review", out, "--gold", tmp_path / "gold")
    assert done.returncode == 2
    assert "nothing was decided" in done.stderr


def test_corrections_that_are_not_there(out: Path, tmp_path: Path) -> None:
    done = kehoach("apply", tmp_path / "corrections.csv", "--out", out)
    assert done.returncode == 2
    assert "give the corrections.csv that the report downloads" in done.stderr
    assert kehoach("apply", tmp_path / "corrections.csv", "--out", tmp_path).returncode == 2
