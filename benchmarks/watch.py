"""A command with what it takes: wall time, CPU seconds, and the peak memory of its processes by role."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EVERY_SECONDS = 0.5
ROLES = {
    "pipeline.worker": "worker",
    "flows.run_server": "Prefect's server",
    "tesseract": "Tesseract",
    "gs": "Ghostscript",
}
"""Words in the command of a process that tell what it does."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of wall time and CPU (with all children), and the largest peak memory in MB by role of the process."""

    wall: float
    cpu: float
    memory: dict[str, int]


def kehoach(*arguments: str) -> list[str]:
    """The command line of this tree."""
    return [sys.executable, "-P", "-m", "pipeline.cli", *arguments]


def watch(command: Sequence[str]) -> Taken:
    """Run a command to its end; raises CalledProcessError with what it said where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1"}
    started = time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        memory: dict[str, int] = {}
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, memory, ended))
        watcher.start()
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said[-2000:])
    return Taken(time.monotonic() - started, used.ru_utime + used.ru_stime, memory)


def _watch(pid: int, memory: dict[str, int], ended: threading.Event) -> None:
    """Note the high-water marks of a process and its descendants until it ends."""
    while not ended.wait(EVERY_SECONDS):
        parents = {child: parent for child, parent in map(_family, Path("/proc").glob("[0-9]*")) if child}
        for child in parents:
            if _descends(child, pid, parents):
                role = "run" if child == pid else _role(child)
                memory[role] = max(memory.get(role, 0), _peak(child))


def _family(folder: Path) -> tuple[int, int]:
    """A process and its parent; zeros where it has just ended."""
    try:
        return int(folder.name), int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0, 0


def _descends(child: int, pid: int, parents: dict[int, int]) -> bool:
    while child and child != pid:
        child = parents.get(child, 0)
    return child == pid


def _role(pid: int) -> str:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        return "other"
    names = {
        "pipeline.worker": "worker",
        "flows.run_server": "Prefect's server",
        "tesseract": "Tesseract",
        "gs": "Ghostscript",
    }
    return next((role for name, role in names.items() if name in command), "other")


def _peak(pid: int) -> int:
    """The high-water mark of a process's memory in MB, 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)
