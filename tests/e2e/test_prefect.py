"""Runs with Prefect on this machine, as a user meets them: what Prefect keeps of them, and what is left behind."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from tests.e2e.command import children, kehoach, start, tables
from tests.e2e.papers import write_plan


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans")
    for number in range(1, 4):
        write_plan(folder / f"plan-{number}.txt", number)
    (folder / "empty.pdf").write_bytes(b"")
    return folder


@pytest.fixture
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.mark.usefixtures("_own_home")
def test_a_run_over_a_damaged_database_leaves_its_history(plans: Path, tmp_path: Path) -> None:
    """Each document is a task with its state; documents, rows and issues are artifacts; the damaged file is kept."""
    home, out = tmp_path / "cache" / "kehoach" / "prefect", tmp_path / "out"
    home.mkdir(parents=True)
    (home / "prefect.db").write_bytes(b"what a broken disk has left " * 500)
    done = kehoach("run", plans, "--out", out)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(list(home.glob("unusable-*.db"))) == 1
    with sqlite3.connect(f"{(home / 'prefect.db').as_uri()}?mode=ro", uri=True) as history:
        (flow,) = history.execute("SELECT state_name, id FROM flow_run").fetchall()
        tasks = dict(history.execute("SELECT name, state_name FROM task_run").fetchall())
        artifacts = dict(history.execute("SELECT key, data FROM artifact WHERE flow_run_id = ?", flow[1:]).fetchall())
    history.close()
    assert flow[0] == "Completed"
    assert tasks == {f"{plans.name}/plan-{number}.txt": "Completed" for number in range(1, 4)} | {
        f"{plans.name}/empty.pdf": "Failed"
    }
    shown = {key: json.loads(json.loads(data)) for key, data in artifacts.items()}
    assert {row["outcome"]: row["files"] for row in shown["documents"] if row["files"]} == {"ok": 3, "empty": 1}
    assert [row["error_code"] for row in shown["not-read"]] == ["empty_file"]
    assert {row["table"]: row["rows"] for row in shown["rows"]}["documents"] == 4
    assert {row["code"] for row in shown["issues"]} >= {"empty_file"}


@pytest.mark.slow
@pytest.mark.usefixtures("_own_home")
def test_a_killed_run_leaves_no_process_and_is_taken_up(plans: Path, tmp_path: Path) -> None:
    alone, out = tmp_path / "alone", tmp_path / "out"
    assert kehoach("run", plans, "--out", alone, "--no-prefect").returncode == 1
    for words in (b"flows.run_server", b"pipeline.worker"):
        run = start("run", plans, "--out", out)
        deadline = time.monotonic() + 120
        while not any(words in command(pid) for pid in children(run.pid)) and time.monotonic() < deadline:
            time.sleep(0.05)
        processes = children(run.pid)
        assert processes
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        deadline = time.monotonic() + 20
        while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [command(pid) for pid in processes if Path(f"/proc/{pid}").exists()]
    assert kehoach("run", plans, "--out", out).returncode == 1
    assert tables(out) == tables(alone)


@pytest.mark.slow
@pytest.mark.usefixtures("_own_home")
def test_runs_that_begin_at_once_share_a_new_history(plans: Path, tmp_path: Path) -> None:
    at_once = [start("run", plans, "--out", tmp_path / f"out-{number}") for number in range(3)]
    said = [run.communicate(timeout=300) for run in at_once]
    assert [run.returncode for run in at_once] == [1, 1, 1], said
    with sqlite3.connect(tmp_path / "cache" / "kehoach" / "prefect" / "prefect.db") as history:
        assert history.execute("SELECT state_name FROM flow_run").fetchall() == [("Completed",)] * 3
        assert history.execute("SELECT count(*) FROM artifact").fetchall() == [(12,)]
    history.close()


def command(pid: int) -> bytes:
    """The command line of a process; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
