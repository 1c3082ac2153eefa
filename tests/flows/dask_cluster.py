"""A Dask cluster of two worker processes on this machine, started as the docs say."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.command import environment

PROGRAM = str(Path(sys.executable).with_name("dask"))


@dataclass
class Cluster:
    """The scheduler's address, and the workers' processes."""

    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self) -> None:
        """Start another worker with one thread; no nanny takes care of it."""
        command = [PROGRAM, "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        self.workers.append(_quiet([*command, "--death-timeout", "60", "--local-directory", "/tmp"]))


@contextlib.contextmanager
def cluster(folder: Path, workers: int = 2, more: Mapping[str, str] | None = None) -> Iterator[Cluster]:
    """A cluster that ends with the block; `more` is the scheduler's environment."""
    file = folder / "scheduler.json"
    scheduler = _quiet(
        [PROGRAM, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)],
        **(more or {}),
    )
    started = Cluster("")
    try:
        started.address = _address(file)
        for _ in range(workers):
            started.add_worker()
        yield started
    finally:
        for process in (*started.workers, scheduler):
            process.kill()
            process.wait()


def _quiet(command: list[str], **more: str) -> subprocess.Popen[bytes]:
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(command, env={**os.environ, **environment(**more)}, stdout=nowhere, stderr=nowhere)


def _address(file: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.1)
    raise TimeoutError(file)
