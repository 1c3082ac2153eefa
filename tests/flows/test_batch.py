from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness
from rich.console import Console

from flows.batch import read_all
from flows.environment import QUIET
from pipeline.pool import WorkerPool
from pipeline.process import Job
from pipeline.progress import LineReporter
from pipeline.store import Store
from pipeline.version import ROOT
from tests.pipeline.fakes import WORKER


@pytest.fixture(scope="module")
def _server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.mark.usefixtures("_server")
def test_documents_are_tasks_and_passing_faults_are_tried_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    Store(out).prepare()
    jobs = []
    for number, text in enumerate(["Ke hoach", "crash-once a", "raise a", "crash a"]):
        path = tmp_path / f"{number}.txt"
        path.write_text(text)
        jobs.append(Job(str(path), path.name, f"{number}" * 64, 1, str(out), "v"))
    heard = io.StringIO()
    with WorkerPool(2, command=WORKER) as pool:
        outcomes = read_all(jobs, pool, LineReporter(Console(file=heard, width=300), len(jobs)))
    found = {outcome.source_path: outcome.failure and outcome.failure.code for outcome in outcomes}
    assert found == {"0.txt": None, "1.txt": None, "2.txt": "internal_error", "3.txt": "worker_crashed"}
    assert len(heard.getvalue().splitlines()) == 4


def test_prefect_stays_quiet_and_off_the_users_profile(tmp_path: Path) -> None:
    code = "import flows, os; print(os.environ['PREFECT_HOME'], os.environ['DO_NOT_TRACK'])"
    inherited = {name: value for name, value in os.environ.items() if name not in {*QUIET, "PREFECT_HOME"}}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == [str(tmp_path / "kehoach" / "prefect"), "1"]


def test_a_home_that_cannot_be_written_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code = "import flows, os; print(os.environ['PREFECT_HOME'])"
    inherited = {name: value for name, value in os.environ.items() if name != "PREFECT_HOME"}
    environment = {**inherited, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "file")}
    said = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "kehoach-prefect-" in said.stdout
