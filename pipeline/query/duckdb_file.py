"""The tables as one DuckDB file, with comments on every table, view and column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.arrow_columns import column
from pipeline.fields import Words
from pipeline.files import replacing
from pipeline.query.described import SelfDescription, descriptions
from pipeline.query.questions import views
from pipeline.query.relations import comment, relations
from pipeline.query.source import check_tables, config, quoted, select_wide
from pipeline.query.views import DUCKDB
from pipeline.query.wide import UNMARK
from pipeline.schema import TABLES

_ARROW = {"TEXT": pa.string(), "INTEGER": pa.int64()}
STORAGE = "v1.2.0"
"""The oldest DuckDB that opens the file: tools and R packages of 2025 do, at a quarter more bytes than today's form."""


def write_duckdb(out: Path, path: Path, stamp: str) -> None:
    """Write the database whole or not at all; memory stays flat. Raises OutputError, OSError.

    The content is the same for the same tables; the bytes are not, since DuckDB marks each file with a number of
    its own.
    """
    check_tables(out)
    with replacing(path) as part, duckdb.connect(config=config(in_order=True)) as connection:
        connection.execute(f"ATTACH {quoted(part)} AS written (STORAGE_VERSION {quoted(STORAGE)})")
        connection.execute("USE written")
        connection.execute(UNMARK)
        for table in TABLES.values():
            connection.execute(f"CREATE TABLE {table.name} AS {select_wide(out, table)}")
        connection.execute("BEGIN")  # else each row and comment is flushed to the disk by itself
        for description in descriptions(stamp):
            _describe(connection, description)
        for view in views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.select(DUCKDB)}")
        for sentence in _comments():
            connection.execute(sentence)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH written")


def stamp_of(path: Path) -> str:
    """Of which tables the database was made; empty where it can't be read."""
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute("SELECT value FROM _about WHERE name = 'tables'").fetchone()
    except duckdb.Error:
        return ""
    return str(found[0]) if found else ""


def _describe(connection: duckdb.DuckDBPyConnection, description: SelfDescription) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in description.columns)
    connection.execute(f"CREATE TABLE {description.name} ({columns})")
    connection.execute(f"COMMENT ON TABLE {description.name} IS {quoted(description.about)}")
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in description.columns])
    columns_of_rows = zip(*description.rows, strict=True)
    rows = pa.table([column(each, field.type) for each, field in zip(columns_of_rows, schema, strict=True)], schema)
    connection.register("described", rows)  # row by row takes ten times as long
    connection.execute(f"INSERT INTO {description.name} SELECT * FROM described")
    connection.unregister("described")


def _comments() -> Iterator[str]:
    for relation in relations():
        kind = "VIEW" if relation.is_view else "TABLE"
        yield f"COMMENT ON {kind} {relation.name} IS {quoted(comment(relation.about, relation.caution))}"
        for each in relation.columns:
            words = comment(Words(each.en, each.vi), each.caution)
            yield f"COMMENT ON COLUMN {relation.name}.{each.name} IS {quoted(words)}"
