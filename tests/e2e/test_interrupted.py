"""Runs that end too early, and what the next one makes of them."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.command import children, kehoach, start, tables
from tests.e2e.papers import write_plan

PLANS = 30


class Archive(NamedTuple):
    """A folder of plans, the tables of an undisturbed run over it, and the seconds that it took."""

    folder: Path
    undisturbed: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("plans")
    for number in range(PLANS):
        write_plan(folder / f"plan-{number:02}.txt", number + 1)
    out = folder.parent / "out-undisturbed"
    began = time.monotonic()
    assert kehoach("run", folder, "--out", out, "--no-prefect").returncode == 0
    return Archive(folder, tables(out), time.monotonic() - began)


def started(folder: Path, out: Path, read: int) -> subprocess.Popen[str]:
    """A run that has read `read` documents so far."""
    run = start("run", folder, "--out", out, "--no-prefect", "--workers", "1")
    deadline = time.monotonic() + 60
    while len(list((out / "documents").glob("*.json"))) < read:
        assert run.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return run


def gone(processes: list[int]) -> bool:
    """Whether the processes end within some seconds."""
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(Path(f"/proc/{pid}").exists() for pid in processes)


@pytest.mark.parametrize("read", [0, 4])
def test_a_killed_run_is_taken_up_again(archive: Archive, tmp_path: Path, read: int) -> None:
    folder, undisturbed, _ = archive
    out = tmp_path / "out"
    run = started(folder, out, read)
    workers = children(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert gone(workers)
    done = kehoach("run", folder, "--out", out, "--no-prefect")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tables(out) == undisturbed
    assert not list(out.rglob("*.part"))


@pytest.mark.parametrize("kills", [2, pytest.param(50, marks=pytest.mark.slow)])
def test_runs_killed_at_random_moments_are_taken_up_again(archive: Archive, tmp_path: Path, kills: int) -> None:
    """From the first import to the last rename: reading, texts, results, tables, and what is made of them."""
    folder, undisturbed, seconds = archive
    moments = random.Random(2026)
    for kill in range(kills):
        out = tmp_path / f"out-{kill}"
        run = start("run", folder, "--out", out, "--no-prefect", "--workers", "2")
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(moments.uniform(0, seconds))
        workers = children(run.pid)
        run.kill()
        run.communicate()
        assert gone(workers), kill
        done = kehoach("run", folder, "--out", out, "--no-prefect")
        assert done.returncode == 0, (kill, done.stdout + done.stderr)
        assert tables(out) == undisturbed, kill
        assert not list(out.rglob("*.part*")), kill
        shutil.rmtree(out)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_soon_and_keeps_what_is_done(
    archive: Archive, tmp_path: Path, number: signal.Signals
) -> None:
    folder, undisturbed, _ = archive
    out = tmp_path / "out"
    run = started(folder, out, 2)
    workers = children(run.pid)
    at = time.monotonic()
    os.kill(run.pid, number)
    _, said = run.communicate(timeout=20)
    assert time.monotonic() - at < 10
    assert run.returncode == 130
    assert "what was read is kept" in said
    assert "Traceback" not in said
    assert gone(workers)
    read = len(list((out / "documents").glob("*.json")))
    assert read >= 2
    if number is signal.SIGTERM:  # its tables can be had as it is, too
        assert kehoach("tables", "--out", out).returncode == 0
        assert (out / "tables" / "documents.csv").read_text(encoding="utf-8").count("plan-") >= read
    assert kehoach("run", folder, "--out", out, "--no-prefect").returncode == 0
    assert tables(out) == undisturbed


def test_a_second_run_on_one_folder_is_refused(archive: Archive, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = started(archive[0], out, 1)
    os.kill(first.pid, signal.SIGSTOP)
    second = kehoach("run", archive[0], "--out", out, "--no-prefect")
    os.kill(first.pid, signal.SIGCONT)
    assert second.returncode == 2
    assert "another run writes to" in second.stderr
    first.communicate(timeout=120)
    assert first.returncode == 0


@pytest.mark.slow
def test_ctrl_c_ends_a_prefect_run_soon(archive: Archive, tmp_path: Path) -> None:
    """A terminal sends Ctrl-C to the whole process group: Prefect's server dies of it as well."""
    out = tmp_path / "out"
    run = start("run", archive[0], "--out", out, "--workers", "1")
    deadline = time.monotonic() + 120
    while not list((out / "documents").glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.05)
    processes = children(run.pid)
    at = time.monotonic()
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=60)
    assert time.monotonic() - at < 10
    assert run.returncode == 130
    assert "what was read is kept" in said
    assert gone(processes)
