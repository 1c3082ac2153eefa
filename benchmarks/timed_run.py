"""The code of `kehoach run ARCHIVE --workers 2 --no-prefect`, with workers that note what each part takes.

    python -m benchmarks.timed_run ARCHIVE OUT NOTES

`benchmarks.cpu_shares` starts it. It imports what the command imports, and no more.
"""

from __future__ import annotations

import sys

from pipeline import pool
from pipeline.cli import app

WORKERS = 2

if __name__ == "__main__":
    archive, out, notes = sys.argv[1:]
    pool.COMMAND = (sys.executable, "-P", "-m", "benchmarks.timed_worker", notes)
    app(["run", archive, "--out", out, "--workers", str(WORKERS), "--no-prefect"], prog_name="kehoach")
