"""How soon a run on one small file has its first row, with Prefect and without: `python -m benchmarks.start`.

Each way runs in a process of its own, in turn, into a new folder. *Read* is when the document's result stands on the
disk, *row* when documents.csv and the other tables hold it, *end* when the command is done. `--fresh` gives Prefect
an empty home each time, as on the first run of a user.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.version import ROOT

WAYS = {"with Prefect": (), "--no-prefect": ("--no-prefect",)}
AIMS = {"with Prefect": 12, "--no-prefect": 4}
"""Seconds to the first row that are aimed at, on a quiet machine."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the command to the result on the disk, to the row in the tables, to the end; CPU seconds of all."""

    read: float
    row: float
    end: float
    cpu: float


def measure(file: Path, options: tuple[str, ...], fresh: bool) -> Start:
    """Run the command once."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        command = [sys.executable, "-P", "-m", "pipeline.cli", "run", str(file), "--out", str(out), *options]
        home = {"XDG_CACHE_HOME": folder} if fresh else {}
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **home}
        before, began = _cpu(), time.monotonic()
        run = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        read = _until(lambda: any(out.glob("documents/*.json")), run) - began
        row = _until((out / "tables" / "documents.csv").exists, run) - began
        if run.wait():
            raise SystemExit(f"the run ended with {run.returncode}")
        return Start(read, row, time.monotonic() - began, _cpu() - before)


def _until(is_so: Callable[[], bool], run: subprocess.Popen[bytes]) -> float:
    while not is_so():
        if run.poll() not in {None, 0}:
            raise SystemExit(f"the run ended with {run.returncode}")
        time.sleep(0.01)
    return time.monotonic()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the best and the worst of the runs of each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="*", type=Path, default=[ROOT / "data" / "samples" / "huyen-ntm-2020.txt"])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--fresh", action="store_true", help="an empty home for Prefect each time")
    asked = parser.parse_args()
    print("| file | way | read, s: best (worst) | row, s: best (worst) | aim | end, s: best (worst) | CPU s, best |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for file in asked.file:
        runs: dict[str, list[Start]] = {way: [] for way in WAYS}
        for _ in range(asked.repeat):
            for way, options in WAYS.items():
                runs[way].append(measure(file, options, asked.fresh))
        for way, starts in runs.items():
            spans = (_span([getattr(start, name) for start in starts]) for name in ("read", "row", "end"))
            read, row, end = spans
            print(f"| {file.name} | {way} | {read} | {row} | {AIMS[way]} | {end} | {min(s.cpu for s in starts):.1f} |")


def _span(values: list[float]) -> str:
    return f"{min(values):.1f} ({max(values):.1f})"


if __name__ == "__main__":
    main()
