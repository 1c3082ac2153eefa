"""What documents and engines can do to the process that reads them, by the first word of a fake document."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar
from weakref import WeakSet

from pipeline.process import Job

LEAKED: list[bytes] = []
"""What a worker never gives back."""


class Litter:
    """What only the garbage collector gives back."""

    alive: ClassVar[WeakSet[Litter]] = WeakSet()

    def __init__(self) -> None:
        self.itself = self
        self.alive.add(self)


def litter(job: Job) -> None:
    """Leave something behind; raise an error where what others have left is still there."""
    gc.collect()
    if len(Litter.alive) > 1:
        raise ValueError("litter of several documents")
    Litter()


def crash_once(job: Job) -> None:
    """Die the first time that a document of this output folder is read."""
    mark = Path(job.out) / "crashed"
    if not mark.exists():
        mark.touch()
        os._exit(3)


def machine_dies(job: Job) -> None:
    """Kill the process that has ordered the reading, and with it all that it reads."""
    template = Path(f"/proc/{os.getppid()}/stat").read_text(encoding="utf-8")
    os.kill(int(template.rpartition(")")[2].split()[1]), signal.SIGKILL)
    time.sleep(3600)


def template_dies(job: Job) -> None:
    """Kill the process that this one was forked from, then itself."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def spin(job: Job) -> None:
    """Use the processor without end."""
    while True:
        pass


def eat(megabytes: int = 1_000) -> None:
    """Take memory a piece at a time, and keep it."""
    held = []
    for _ in range(megabytes // 10):
        held.append(b"\xff" * 10_000_000)
        time.sleep(0.02)
    time.sleep(3600)


def engine_eats(job: Job) -> None:
    """Start a program that takes memory."""
    subprocess.run([sys.executable, "-c", "from tests.pipeline.misdeeds import eat; eat()"], check=False)


def bad_bytes(job: Job) -> None:
    """Send what is no message."""
    os.write(_event_pipe(), b"\xff\x00 no message\n")
    time.sleep(3600)


def flood(job: Job) -> None:
    """Send a message without end."""
    while True:
        os.write(_event_pipe(), b"x" * 65_536)


def large_result(job: Job) -> None:
    """Write a file of two megabytes."""
    (Path(job.out) / "text" / "large").write_bytes(b"x" * 2_000_000)


def fail(error: Exception) -> None:
    """Raise an error."""
    raise error


def _event_pipe() -> int:
    """The pipe on which a worker sends its events: the only one that it writes to beside its log."""
    pipes = [int(file.name) for file in Path("/proc/self/fd").iterdir() if "pipe:" in str(file.resolve())]
    return max(number for number in pipes if fcntl.fcntl(number, fcntl.F_GETFL) & os.O_ACCMODE == os.O_WRONLY)


MISDEEDS: dict[str, Callable[[Job], object]] = {
    "crash": lambda job: os.kill(os.getpid(), signal.SIGSEGV),
    "crash-once": crash_once,
    "killed": lambda job: os.kill(os.getpid(), signal.SIGKILL),
    "hang": lambda job: time.sleep(3600),
    "engine-hangs": lambda job: subprocess.run(["sleep", "3600"], check=False),
    "slow": lambda job: time.sleep(0.3),
    "machine-dies": machine_dies,
    "template-dies": template_dies,
    "spin": spin,
    "litter": litter,
    "eat": lambda job: eat(),
    "engine-eats": engine_eats,
    "leak": lambda job: LEAKED.append(b"\xff" * 150_000_000),
    "bad-bytes": bad_bytes,
    "flood": flood,
    "large-result": large_result,
    "noise": lambda job: print("a library that prints to stdout"),  # noqa: T201
    "raise": lambda job: fail(ValueError("a fault of the code")),
    "memory": lambda job: fail(MemoryError()),
}
