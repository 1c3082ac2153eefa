"""What other tools open, made of the tables: databases, a calendar, the data dictionary.

Everything starts from `OUT/tables`; what was made of the very same tables by the same code is left as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from pipeline.dictionary import write_dictionary
from pipeline.query import calendar_file, duckdb_file, sqlite_file
from pipeline.query.relations import relations
from pipeline.query.source import check_tables, parquet_path
from pipeline.schema import TABLES

_FILES: dict[str, tuple[Callable[[Path, Path, str], None], Callable[[Path], str]]] = {
    "kehoach.duckdb": (duckdb_file.write_duckdb, duckdb_file.stamp_of),
    "kehoach.sqlite": (sqlite_file.write_sqlite, sqlite_file.stamp_of),
    "deadlines.ics": (calendar_file.write_calendar, calendar_file.stamp_of),
}
"""How each file is written, and how it tells of which tables it was made."""


def publish(out: Path) -> list[str]:
    """Bring the files up to the tables; the names of those that were written. Raises OutputError, OSError.

    Each is written whole or not at all, with flat memory.
    """
    check_tables(out)
    stamp = stamp_of(out)
    stale = [name for name, (_, made_of) in _FILES.items() if made_of(out / name) != stamp]
    for name in stale:
        write, _ = _FILES[name]
        write(out, out / name, stamp)
    write_dictionary(out)
    return stale


def stamp_of(out: Path) -> str:
    """16 hex digits over the tables, their descriptions and the code that makes the files."""
    digest = hashlib.sha256(repr(tuple(relations())).encode())
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    for name in TABLES:
        with parquet_path(out, name).open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:16]
