"""Runs on Dask: what becomes of documents whose worker dies, and of clusters that can't be used."""

from __future__ import annotations

import io
import pickle
from pathlib import Path

import pytest
from rich.console import Console

from flows import cluster as cluster_module
from flows.batch import DocumentFailedError
from flows.cluster import run_on_cluster
from pipeline.errors import WorkerCrashedError
from pipeline.inputs import collect
from pipeline.inventory import Inventory
from pipeline.model import Status
from pipeline.orchestration import ClusterError
from pipeline.plan import Request, plan
from pipeline.process import Outcome
from pipeline.progress import LineReporter
from pipeline.run import Report
from pipeline.store import Store
from tests.flows.dask_cluster import cluster
from tests.pipeline.fakes import WORKER

ONE_DEATH = {
    "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0",
    "DASK_DISTRIBUTED__SCHEDULER__WORKER_SATURATION": "1.0",
}
"""A document is given up at the first death of its worker; none waits at a worker that reads another."""


def carry_out(tmp_path: Path, texts: list[str], address: str) -> tuple[Report, str]:
    """A run of fake documents on a cluster: its report and what it said."""
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        (plans / f"{number:02}.txt").write_text(text)
    store, inventory = Store(out), Inventory(out)
    store.prepare()
    request = Request([str(plans)], out, workers=1, max_failures=100, worker=WORKER)
    todo = plan(request, collect(request.inputs, out), store, inventory)
    heard = io.StringIO()
    lines = LineReporter(Console(file=heard, width=300), todo.shown, every_seconds=0)
    return run_on_cluster(todo, store, inventory, lines, address), heard.getvalue()


@pytest.mark.usefixtures("_server")
def test_a_document_that_kills_its_dask_worker_fails_and_the_others_are_read(tmp_path: Path) -> None:
    texts = ["Ke hoach", "raise a", *(f"slow {number}" for number in range(8)), "machine-dies a"]
    with cluster(tmp_path, more=ONE_DEATH) as two:
        report, heard = carry_out(tmp_path, texts, two.address)
        assert sorted(worker.poll() is None for worker in two.workers) == [False, True]
    assert report.outcomes == {"ok": 9, "failed": 2}
    assert "10.txt: failed (worker_crashed): The Dask workers that read it died" in heard
    assert "01.txt: failed (internal_error)" in heard
    assert "00.txt: page 1 of 2" in heard


@pytest.mark.usefixtures("_server")
def test_clusters_that_can_not_be_used_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "CONNECT_SECONDS", 1.0)
    monkeypatch.setattr(cluster_module, "WORKERS_SECONDS", 1.0)
    with pytest.raises(ClusterError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        carry_out(tmp_path, ["Ke hoach"], "tcp://127.0.0.1:1")
    with pytest.raises(ClusterError, match=r"can't reach Prefect's server at http://127\.0\.0\.1:.*PREFECT_API_URL"):
        carry_out(tmp_path, ["Ke hoach"], "tcp://192.0.2.1:8786")
    with cluster(tmp_path, workers=0) as empty, pytest.raises(ClusterError, match="has no worker"):
        carry_out(tmp_path, ["Ke hoach"], empty.address)


@pytest.mark.usefixtures("_server")
def test_workers_of_another_version_or_without_the_folder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(tmp_path, workers=1) as one:
        monkeypatch.setattr(cluster_module, "code_version", lambda: "another")
        with pytest.raises(ClusterError, match="runs another version of kehoach"):
            carry_out(tmp_path, ["Ke hoach"], one.address)
        monkeypatch.undo()
        monkeypatch.setattr(Store, "mark_tables", lambda store, stale: None)
        with pytest.raises(ClusterError, match=r"does not see .*/out; share it at this path"):
            carry_out(tmp_path / "elsewhere", ["Ke hoach"], one.address)


def test_a_failed_document_can_be_sent_between_processes() -> None:
    outcome = Outcome("a.pdf", "0123", Status.FAILED, failure=WorkerCrashedError("It died").failure)
    sent = pickle.loads(pickle.dumps(DocumentFailedError(outcome)))
    assert sent.outcome == outcome
    assert str(sent) == "It died."
