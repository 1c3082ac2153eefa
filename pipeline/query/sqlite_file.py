"""The tables as one SQLite file. SQLite knows no comments, so they stand in `_columns` and in the CREATE statements."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb

from pipeline.fields import Column, Words
from pipeline.files import replacing
from pipeline.query.described import SelfDescription, descriptions
from pipeline.query.questions import views
from pipeline.query.relations import Relation, comment, relations
from pipeline.query.source import connect
from pipeline.query.views import SQLITE
from pipeline.schema import EXTRACTED

_BATCH = 5_000
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "date": "DATE"}
_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA page_size = 8192;"
"""The file takes its place when it is whole, so no journal is needed while it is written; 64 MiB of cache."""


def write_sqlite(out: Path, path: Path, stamp: str) -> None:
    """Write the database whole or not at all; memory stays flat. Raises OutputError, OSError.

    Days are ISO text, booleans 0 and 1. The same tables give the same bytes with the same SQLite.
    """
    with replacing(path) as part, connect(out, in_order=True) as source, closing(sqlite3.connect(part)) as target:
        target.executescript(_QUICK)
        tables = [relation for relation in relations() if not relation.is_view]
        for relation in tables:
            target.execute(_create(relation))
            _copy(source, target, relation)
        for description in descriptions(stamp):
            _describe(target, description)
        for relation in tables:
            target.execute(f"CREATE INDEX {relation.name}_by_document ON {relation.name} (doc_id)")
            if relation.name in EXTRACTED:
                target.execute(f"CREATE UNIQUE INDEX {relation.name}_by_row ON {relation.name} (row_id)")
        for view in views():
            note = comment(Words(view.en, view.vi), view.caution)
            target.execute(f"CREATE VIEW {view.name} AS -- {note}\n{view.select(SQLITE)}")
        target.execute("ANALYZE")
        target.commit()


def stamp_of(path: Path) -> str:
    """Of which tables the database was made; empty where it can't be read."""
    if not path.is_file():
        return ""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT value FROM _about WHERE name = 'tables'").fetchone()
    except sqlite3.DatabaseError:
        return ""
    return str(found[0]) if found else ""


def _create(relation: Relation) -> str:
    """The CREATE TABLE statement, with a comment behind the name and behind each column; SQLite keeps it as it is."""
    last = relation.columns[-1]
    lines = [f"CREATE TABLE {relation.name} ( -- {comment(relation.about, relation.caution)}"]
    for column in relation.columns:
        comma = "" if column is last else ","
        words = comment(Words(column.en, column.vi), column.caution)
        lines.append(f"  {column.name} {_TYPES[column.type]}{comma} -- {words}")
    return "\n".join([*lines, ")"])


def _copy(source: duckdb.DuckDBPyConnection, target: sqlite3.Connection, relation: Relation) -> None:
    found = source.execute(f"SELECT {', '.join(map(_plain, relation.columns))} FROM {relation.name}")
    marks = ", ".join("?" for _ in relation.columns)
    while rows := found.fetchmany(_BATCH):
        target.executemany(f"INSERT INTO {relation.name} VALUES ({marks})", rows)


def _plain(column: Column) -> str:
    """The expression of a column in the types that SQLite has."""
    cast = {"date": "VARCHAR", "boolean": "INTEGER"}.get(column.type)
    return f"CAST({column.name} AS {cast})" if cast else column.name


def _describe(target: sqlite3.Connection, description: SelfDescription) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in description.columns)
    target.execute(f"CREATE TABLE {description.name} ({columns}) -- {description.about}")
    marks = ", ".join("?" for _ in description.columns)
    target.executemany(f"INSERT INTO {description.name} VALUES ({marks})", description.rows)
