"""Questions on the command line."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from pipeline.version import ROOT
from tests.e2e.command import COMMAND, environment, kehoach
from tests.pipeline.query.plans import write_output

QUESTION = "SELECT province, count(*) AS n FROM targets WHERE indicator = 'ntm_commune' GROUP BY 1"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_output(tmp_path_factory.mktemp("asked"))


def test_a_question_is_answered(out: Path) -> None:
    done = kehoach("query", QUESTION, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"Hà Giang +1 ", done.stdout)
    assert json.loads(kehoach("query", QUESTION, "--out", out, "--format", "json").stdout) == [
        {"province": "Hà Giang", "n": 1}
    ]


def test_an_answer_goes_to_a_file(out: Path, tmp_path: Path) -> None:
    done = kehoach("query", QUESTION, "--out", out, "--to", tmp_path / "a.csv")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"1 rows in {tmp_path / 'a.csv'}" in done.stderr
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfprovince,n\n" + "Hà Giang,1\n".encode()


def test_no_cell_of_an_answer_is_a_formula(out: Path) -> None:
    question = "SELECT '=cmd|'' /C calc''!A0' AS a, '- gạch' AS b, -1.5 AS \"=c\""
    assert kehoach("query", question, "--out", out, "--format", "csv").stdout == "a,b,c\ncmd|' /C calc'!A0,gạch,-1.5\n"


def test_without_a_question_it_tells_what_there_is(out: Path) -> None:
    done = kehoach("query", "--out", out)
    assert done.returncode == 0
    assert "targets (2 rows): Targets (chỉ tiêu, mục tiêu)" in done.stdout
    assert "criteria_latest (view, 3 rows)" in done.stdout


def test_a_question_comes_from_a_pipe_and_the_answer_goes_into_one(out: Path) -> None:
    command = [*COMMAND, "query", "-", "--out", str(out), "--format", "csv"]
    asking = subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert asking.stdin
    assert asking.stdout
    assert asking.stderr
    asking.stdin.write("FROM range(1000000)")
    asking.stdin.close()
    assert asking.stdout.readline() == "range\n"
    asking.stdout.close()
    assert asking.stderr.read() == ""
    assert asking.wait() == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["SELECT * FROM target"], 'Did you mean "targets"'),
        (["SELECT 1", "--format", "xlsx"], "--format xlsx is unknown; give one of table, csv, json, parquet"),
        (["SELECT 1", "--to", "answer.xlsx"], "--format xlsx is unknown"),
        (["SELECT 1", "--format", "parquet"], "give a file with --to"),
    ],
)
def test_what_can_not_be_answered_is_told(out: Path, arguments: list[str], said: str) -> None:
    done = kehoach("query", *arguments, "--out", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    done = kehoach("query", "SELECT 1", "--out", tmp_path)
    assert done.returncode == 2
    assert "holds no table documents; give the --out of a run" in done.stderr


def test_the_manual_is_true(out: Path) -> None:
    manual = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
    for sql in re.findall(r"```sql\n(.*?)```", manual, re.DOTALL)[0].strip().splitlines():
        assert kehoach("query", sql, "--out", out).returncode == 0, sql
    options = set(re.findall(r"--[a-z-]+", kehoach("query", "--help").stdout)) - {"--help"}
    assert [option for option in options if f"`{option}" not in manual] == []
