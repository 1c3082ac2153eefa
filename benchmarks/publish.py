"""What it costs to publish, ask and compare the tables of a large archive.

    python -m benchmarks.publish OUT [--documents 10000]

The tables of OUT (e.g. of `./kehoach run data/samples --out OUT`) are repeated with other names until there are that
many documents, in a temporary folder. Each step runs in a fresh process: CPU seconds, peak memory, size of its file.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from pipeline.query.ask import ask
from pipeline.query.calendar_file import write_calendar
from pipeline.query.compare import compare
from pipeline.query.duckdb_file import write_duckdb
from pipeline.query.formats import Format, write_file
from pipeline.query.source import parquet_path, quoted
from pipeline.query.sqlite_file import write_sqlite
from pipeline.schema import TABLES
from pipeline.version import ROOT

_STAMP = "0123456789abcdef"
_FOUND = "SELECT province, count(*) FROM targets WHERE quote_key LIKE '%nong thon moi%' GROUP BY 1"


def _search(out: Path, path: Path) -> None:
    with ask(out, _FOUND) as answer:
        write_file(answer, path, Format.CSV)


def _all_quotes(out: Path, path: Path) -> None:
    with ask(out, "SELECT * FROM search") as answer:
        write_file(answer, path, Format.CSV)


def _compare(out: Path, path: Path) -> None:
    with compare(out, out.parent / "changed") as differences:
        path.write_text(str(sum(1 for _ in differences)), encoding="utf-8")


STEPS: dict[str, Callable[[Path, Path], None]] = {
    "kehoach.duckdb": lambda out, path: write_duckdb(out, path, _STAMP),
    "kehoach.sqlite": lambda out, path: write_sqlite(out, path, _STAMP),
    "deadlines.ics": lambda out, path: write_calendar(out, path, _STAMP),
    "query: targets by province, searched without marks": _search,
    "query: every quote to CSV": _all_quotes,
    "diff with an output in which one document in ten differs": _compare,
}


def repeat(source: Path, out: Path, documents: int, changed: bool = False) -> None:
    """Write the tables of `source` so often that there are `documents`; some with other confidences."""
    (out / "tables").mkdir(parents=True)
    times = -(-documents // pq.read_metadata(parquet_path(source, "documents")).num_rows)
    with duckdb.connect(config={"threads": 1}) as connection:
        for name, table in TABLES.items():
            as_now = {
                "doc_id": "format('{:06x}', i) || substr(doc_id, 7)",
                "row_id": "format('{:06x}', i) || substr(row_id, 7)",
                "quote": "quote || ' ' || i",
                "source_path": "i || '/' || source_path",
            } | ({"confidence": "CASE WHEN i % 10 = 0 THEN confidence / 2 ELSE confidence END"} if changed else {})
            own = ", ".join(f"{sql} AS {column}" for column, sql in as_now.items() if column in table.header)
            rows = f"SELECT t.* REPLACE ({own}) FROM range({times}) AS r(i), {quoted(parquet_path(source, name))} AS t"
            target = quoted(parquet_path(out, name))
            connection.execute(f"COPY ({rows} ORDER BY i) TO {target} (FORMAT parquet, COMPRESSION zstd)")


def measure(step: str, out: Path) -> str:
    """A row of the table: a step, measured in this process."""
    path = out / "made"
    started = time.process_time()
    STEPS[step](out, path)
    seconds = time.process_time() - started
    return f"| {step} | {seconds:.1f} | {_peak():.0f} | {path.stat().st_size / 1e6:.1f} |"


def _peak() -> float:
    """The peak memory of this process in MB; getrusage would tell that of its parent where that had more."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else float("nan")


def main() -> None:
    """Measure all steps, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(measure(arguments.step, arguments.out))
        return
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        repeat(arguments.out, out, arguments.documents)
        repeat(arguments.out, Path(folder) / "changed", arguments.documents, changed=True)
        rows = sum(pq.read_metadata(parquet_path(out, name)).num_rows for name in TABLES)
        print(f"{arguments.documents} documents, {rows} rows\n")
        print("| step | CPU s | peak MB | file MB |\n| --- | --- | --- | --- |")
        for step in STEPS:
            command = [sys.executable, "-P", "-m", "benchmarks.publish", str(out), "--step", step]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
            print(done.stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
