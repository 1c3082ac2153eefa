"""The command line as a user meets it, in a process of its own."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.version import ROOT

COMMAND = (sys.executable, "-P", "-m", "pipeline.cli")
TABLES = ("citations", "targets", "deadlines", "criterion_statuses", "progress", "assignments")


def environment(**more: str) -> dict[str, str]:
    """The environment of a command, with one Tesseract thread."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1", **more}


def kehoach(*arguments: str | Path, settings: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, env=environment(**(settings or {})), capture_output=True, text=True, check=False)


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a command, in a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def rows(out: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table as text."""
    with (out / "tables" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def tables(out: Path) -> dict[str, bytes]:
    """The bytes of all files in `tables`."""
    return {path.name: path.read_bytes() for path in sorted((out / "tables").iterdir())}


def children(pid: int) -> list[int]:
    """The processes whose ancestor is `pid`."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(status.parent.name)] = int(fields[1])
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [grandchild for child in found for grandchild in children(child)]
