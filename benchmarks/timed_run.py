"""`kehoach run ARCHIVE --workers 2 --no-prefect`, whose processes note the CPU seconds of what they do.

    python -m benchmarks.timed_run ARCHIVE OUT NOTES

`benchmarks.cpu_shares` starts it. It imports what the command imports, and little more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.stopwatch import Part, Stopwatch
from pipeline import pool
from pipeline.cli import app

WORKERS = 2
TABLES, PUBLISHING = "tables", "databases, calendar, dictionary"
PARTS = (
    Part(TABLES, "pipeline.run", "compile_tables"),
    Part(PUBLISHING, "pipeline.query.publish", "publish"),
)

if __name__ == "__main__":
    archive, out, notes = sys.argv[1:]
    pool.COMMAND = (sys.executable, "-P", "-m", "benchmarks.timed_worker", notes)
    watch = Stopwatch(PARTS)
    watch.time_the_parts()
    try:
        app(["run", archive, "--out", out, "--workers", str(WORKERS), "--no-prefect"], prog_name="kehoach")
    finally:
        watch.write(Path(notes))
