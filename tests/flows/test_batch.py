from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.context import FlowRunContext
from rich.console import Console

from flows.batch import run_batch
from flows.environment import QUIET
from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.plan import Request, plan
from pipeline.process import Outcome
from pipeline.progress import LineReporter
from pipeline.run import Report, Run
from pipeline.store import Store
from pipeline.version import ROOT
from tests.pipeline.fakes import WORKER


def carry_out(
    tmp_path: Path, texts: list[str], max_failures: float = 100, reporter: type[LineReporter] = LineReporter
) -> tuple[Report, str]:
    """A run of fake documents as a Prefect flow: its report and what it said."""
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    for number, text in enumerate(texts):
        (plans / f"{number:02}.txt").write_text(text)
    store, inventory = Store(out), Inventory(out)
    store.prepare()
    request = Request([str(plans)], out, workers=2, max_failures=max_failures, worker=WORKER)
    todo = plan(request, collect(request.inputs, out), store, inventory)
    heard = io.StringIO()
    lines = reporter(Console(file=heard, width=300), todo.shown)
    with Run(todo, store, inventory, lines) as begun:
        return run_batch(begun, begun.pool), heard.getvalue()


def last_run() -> FlowRun:
    """The flow run that began last."""
    with get_client(sync_client=True) as client:
        return client.read_flow_runs(sort=FlowRunSort.START_TIME_DESC, limit=1)[0]


def artifacts(of: FlowRun) -> dict[str, list[dict[str, object]]]:
    """The artifacts of a flow run as rows, by key."""
    with get_client(sync_client=True) as client:
        found = client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[of.id])))
    return {str(artifact.key): json.loads(str(artifact.data)) for artifact in found}


@pytest.mark.usefixtures("_server")
def test_documents_are_tasks_and_passing_faults_are_tried_again(tmp_path: Path) -> None:
    report, heard = carry_out(tmp_path, ["Ke hoach", "crash-once a", "raise a", "crash a"])
    assert report.outcomes == {"ok": 2, "failed": 2}
    assert len(heard.splitlines()) == 4
    assert "02.txt: failed (internal_error)" in heard
    assert "03.txt: failed (worker_crashed)" in heard
    run = last_run()
    assert run.state is not None
    assert run.state.is_completed()
    shown = artifacts(run)
    assert {"outcome": "ok", "files": 2, "now": 2} in shown["documents"]
    assert {"outcome": "failed", "files": 2, "now": 2} in shown["documents"]
    assert {row["error_code"] for row in shown["not-read"]} == {"internal_error", "worker_crashed"}
    assert all(row["remedy"] for row in shown["not-read"])
    assert {"table": "deadlines", "rows": report.rows["deadlines"]} in shown["rows"]
    assert {row["code"]: row["rows"] for row in shown["issues"]} == {
        "unknown_unit": 2, "internal_error": 1, "worker_crashed": 1
    }  # fmt: skip


@pytest.mark.usefixtures("_server")
def test_too_many_failures_stop_the_run(tmp_path: Path) -> None:
    report, _ = carry_out(tmp_path, [*(f"raise {number}" for number in range(30)), "Ke hoach"], max_failures=20)
    assert "20 of 20 files failed (internal_error 20)" in report.stopped
    assert report.outcomes["failed"] < 30
    assert report.outcomes["waiting"]
    state = last_run().state
    assert state is not None
    assert state.is_failed()
    assert state.message is not None
    assert "20 of 20 files failed" in state.message


@pytest.mark.usefixtures("_server")
def test_prefect_remembers_nothing_of_a_document_that_has_ended(tmp_path: Path) -> None:
    remembered = []

    class Listener(LineReporter):
        def finished(self, outcome: Outcome) -> None:
            context = FlowRunContext.get()
            assert context is not None
            remembered.append(len(context.run_results))
            super().finished(outcome)

    report, _ = carry_out(tmp_path, [f"Ke hoach {number}" for number in range(60)], reporter=Listener)
    assert report.outcomes == {"ok": 60}
    assert len(remembered) == 60
    assert max(remembered) < 30  # results of the few that ended while one was told of, each with its parts


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
