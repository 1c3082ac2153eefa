"""The tables of an output folder as DuckDB relations that can only be read."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.query.questions import views
from pipeline.query.views import DUCKDB
from pipeline.query.wide import UNMARK, key_column, keyed, placed, year
from pipeline.schema import TABLES, Table
from pipeline.store import OutputError

MEMORY = "512MB"
"""What DuckDB may take; what needs more (a large sort) goes to a temporary file."""


IN_ORDER: dict[str, str | int | float | list[str]] = {"threads": 1}
"""With several threads a join hands the rows on as they come."""


def parquet_path(out: Path, name: str) -> Path:
    """The Parquet file of a table."""
    return out / "tables" / f"{name}.parquet"


def check_tables(out: Path) -> None:
    """See that the tables are there and have the columns of this version; raises OutputError."""
    for name, table in TABLES.items():
        path = parquet_path(out, name)
        if not path.is_file():
            raise OutputError(f"{out} holds no table {name}; give the --out of a run, or compile it: kehoach tables")
        try:
            columns = tuple(pq.read_schema(path).names)
        except (OSError, pa.ArrowInvalid) as error:
            raise OutputError(f"{path} is damaged ({error}); make it anew: kehoach tables --out {out}") from error
        if columns != table.header:
            raise OutputError(f"{path} is of another version; make it anew: kehoach tables --out {out}")


def select_wide(out: Path, table: Table) -> str:
    """The SELECT of a table's `wide` columns, in the order of its file."""
    columns = [f"t.{name}" for name in table.header]
    columns += (f"unmark(t.{column.name}) AS {key_column(column).name}" for column in keyed(table))
    own = f"FROM read_parquet({quoted(parquet_path(out, table.name))}) AS t"
    if not placed(table):
        return f"SELECT {', '.join(columns)} {own}"
    columns += (f"d.{column.name}" for column in placed(table))
    once = f"SELECT *, {year('o')} AS year FROM read_parquet({quoted(parquet_path(out, 'documents'))}) AS o"
    join = f"LEFT JOIN ({once} WHERE o.duplicate_of IS NULL) AS d ON d.doc_id = t.doc_id"
    return f"SELECT {', '.join(columns)} {own} {join}"


def quoted(value: object) -> str:
    """A value as a string of SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def connect(out: Path, in_order: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables and views of an output folder and nothing else; raises OutputError.

    Files, network, extensions and Python variables are out of reach, and the settings can't be changed back.
    The caller closes it. `in_order` gives the rows of a table in the order of its file, on one core.
    """
    check_tables(out)
    config: dict[str, str | int | float | list[str]] = {"memory_limit": MEMORY, "python_enable_replacements": False}
    connection = duckdb.connect(config={**config, **(IN_ORDER if in_order else {})})
    connection.execute(UNMARK)
    for table in TABLES.values():
        connection.execute(f"CREATE VIEW {table.name} AS {select_wide(out.absolute(), table)}")
    for view in views():
        connection.execute(f"CREATE VIEW {view.name} AS {view.select(DUCKDB)}")
    paths = ", ".join(quoted(parquet_path(out.absolute(), name)) for name in TABLES)
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
