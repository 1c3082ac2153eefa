"""A run on a Dask cluster that loses a worker."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.e2e.command import children, kehoach, start, tables
from tests.e2e.papers import write_plan
from tests.flows.dask_cluster import cluster


def test_a_cluster_that_loses_a_worker_makes_the_same_tables(tmp_path: Path) -> None:
    folder, alone, out = tmp_path / "plans", tmp_path / "alone", tmp_path / "out"
    folder.mkdir()
    for number in range(40):
        write_plan(folder / f"plan-{number:02}.txt", number + 1)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert kehoach("run", folder, "--out", alone, "--no-prefect").returncode == 1
    with cluster(tmp_path) as two:
        run = start("run", folder, "--out", out, "--runner", "dask", "--address", two.address)
        deadline = time.monotonic() + 240
        while len(list((out / "documents").glob("*.json"))) < 3:
            assert run.poll() is None, run.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        two.workers[0].kill()
        said, complaints = run.communicate(timeout=240)
        assert two.workers[1].poll() is None
    assert run.returncode == 1, said + complaints
    assert "40 ok" in said
    assert "Traceback" not in complaints
    assert len(list((out / "documents").glob("*.json"))) == 41
    assert tables(out) == tables(alone)


@pytest.mark.slow
@pytest.mark.parametrize("address", [True, False], ids=["a cluster", "a cluster of its own"])
def test_ctrl_c_ends_a_run_on_a_cluster_and_the_next_goes_on(tmp_path: Path, address: bool) -> None:
    """The workers of a cluster that is not the run's live on, and take the next run; its own ones are gone."""
    folder, alone, out = tmp_path / "plans", tmp_path / "alone", tmp_path / "out"
    folder.mkdir()
    for number in range(80):
        write_plan(folder / f"plan-{number:03}.txt", number + 1)
    assert kehoach("run", folder, "--out", alone, "--no-prefect").returncode == 0
    with cluster(tmp_path, workers=2 if address else 0) as two:
        there = ("--address", two.address) if address else ()
        run = start("run", folder, "--out", out, "--runner", "dask", *there)
        deadline = time.monotonic() + 240
        while len(list((out / "documents").glob("*.json"))) < 3:
            assert run.poll() is None, run.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.01)
        processes, read = children(run.pid), len(list((out / "documents").glob("*.json")))
        os.killpg(run.pid, signal.SIGINT)
        _, complaints = run.communicate(timeout=60)
        assert (run.returncode, "what was read is kept" in complaints) == (130, True), complaints
        assert "Traceback" not in complaints
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]
        assert len(list((out / "documents").glob("*.json"))) < 80
        on = kehoach("run", folder, "--out", out, "--runner", "dask", *there)
    assert (on.returncode, "80 ok" in on.stdout) == (0, True), on.stdout + on.stderr
    assert int(on.stdout.partition("read now: ")[2].partition(";")[0]) <= 80 - read
    assert tables(out) == tables(alone)


def test_options_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.txt", 1)
    alone = kehoach("run", plan, "--out", tmp_path / "out", "--runner", "dask", "--no-prefect")
    assert (alone.returncode, "leave --no-prefect out" in alone.stderr) == (2, True)
    lost = kehoach("run", plan, "--out", tmp_path / "out", "--address", "tcp://127.0.0.1:8786")
    assert (lost.returncode, "give --runner dask as well" in lost.stderr) == (2, True)
