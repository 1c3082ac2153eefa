from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.children import Child
from pipeline.version import ROOT

LIVES = ("timeit", "-n", "1", "-r", "1", "import time; time.sleep(600)")
DIES = ("timeit", "-n", "1", "-r", "1", "print('I die')")


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def ended(child: Child) -> None:
    deadline = time.monotonic() + 30
    while child.is_alive and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.is_alive


@pytest.fixture
def child(clock: Clock) -> Iterator[Child]:
    child = Child(LIVES, clock=clock)
    yield child
    child.stop()


def test_a_killed_process_is_started_again(child: Child, clock: Clock) -> None:
    assert child.keep()
    assert not child.keep()
    clock.now = 100.0
    os.kill(child._process.pid, signal.SIGKILL)  # type: ignore[union-attr]
    ended(child)
    assert not child.keep()
    clock.now += 1.0
    assert child.keep()
    assert child.is_alive


def test_a_process_that_ends_soon_waits_longer_and_longer(clock: Clock, tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child(DIES, log, clock=clock)
    waits = []
    assert child.keep()
    for _ in range(8):
        ended(child)
        waits.append(0)
        while not child.keep():
            clock.now += 1.0
            waits[-1] += 1
    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]
    assert log.read_text().splitlines()[0] == "I die"


def test_stopping_ends_what_the_process_has_started(clock: Clock, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    code = (
        "import subprocess, time; started = subprocess.Popen(['sleep', '600']); "
        f"open({str(told)!r}, 'w').write(str(started.pid)); time.sleep(600)"
    )
    child = Child(["timeit", "-n", "1", "-r", "1", code], clock=clock)
    child.keep()
    while not told.exists() or not told.read_text():
        time.sleep(0.02)
    child.stop(grace_seconds=0.2)
    deadline = time.monotonic() + 5
    while alive(int(told.read_text())) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(int(told.read_text()))
    child.stop()


def test_a_process_ends_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import time; from flows.children import Child; child = Child(" + repr(LIVES) + "); child.keep(); "
        "print(child._process.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert Path(f"/proc/{pid}").exists()
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not alive(pid)


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()
