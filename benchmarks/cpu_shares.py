"""What share of a run's CPU time each part takes, by the clocks of its threads: `python -m benchmarks.cpu_shares`.

    python -m benchmarks.cpu_shares [--documents 40] [--pages 10] [--drawn 20] [--class office]

The archive is that of `benchmarks.archive`; it is read by `kehoach run ARCHIVE --workers 2 --no-prefect`, with workers
that note what each part takes (`benchmarks.timed_run`, `benchmarks.timed_worker`). The whole is what the operating
system counts for the run and all its processes, so what no part notes is the start and the load. A profiler's samples
are threads that are ready to run, which on busy cores are not those that run.

"From files to tables" leaves out the databases, the calendar and the dictionary that a run makes of its tables; each
share is that of the time of what it names.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.archive import archive_options, make_archive
from benchmarks.timed_run import PUBLISHING, TABLES
from benchmarks.timed_worker import LOADING, OCR
from benchmarks.watch import watch

UNNOTED = "start, load of modules and models, the rest"


def noted(notes: Path) -> Counter[str]:
    """CPU seconds by part, of all workers."""
    found: Counter[str] = Counter()
    for file in notes.iterdir():
        found.update(json.loads(file.read_text(encoding="utf-8")))
    return found


def table(parts: Mapping[str, float], whole: float, pages: int) -> Iterator[str]:
    """The lines of the table: CPU seconds a page and shares of the `whole`, by part."""
    all_parts = {**parts, UNNOTED: whole - sum(parts.values())}
    yield "| part | CPU s a page | share |"
    yield "| --- | --- | --- |"
    for name, seconds in sorted(all_parts.items(), key=lambda part: -part[1]):
        yield f"| {name} | {seconds / pages:.4f} | {100 * seconds / whole:.1f} % |"
    unpublished = whole - parts[PUBLISHING]
    reading = sum(seconds for name, seconds in parts.items() if name not in (LOADING, TABLES, PUBLISHING))
    for name, of in (
        ("the whole", whole),
        ("from files to tables", unpublished),
        ("reading, repair, extraction alone", reading),
    ):
        yield f"| **all but OCR: {name}** | {(of - parts[OCR]) / pages:.4f} | {100 * (1 - parts[OCR] / of):.1f} % |"


def main() -> None:
    """Make the archive, read it, and print the table."""
    args = archive_options(__doc__, documents=40, pages=10, drawn=20).parse_args()
    with tempfile.TemporaryDirectory(prefix="kehoach-shares-") as folder:
        archive, out, notes = (Path(folder) / name for name in ("archive", "out", "notes"))
        notes.mkdir()
        make_archive(archive, args.documents, args.pages, args.name, args.drawn)
        taken = watch([sys.executable, "-P", "-m", "benchmarks.timed_run", *map(str, (archive, out, notes))])
        for line in table(noted(notes), taken.cpu, args.documents * args.pages):
            print(line)


if __name__ == "__main__":
    main()
