"""The tables of an output folder as DuckDB relations that can only be read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.query.questions import views
from pipeline.query.views import DUCKDB
from pipeline.query.wide import UNMARK, key_column, keyed, placed, year
from pipeline.schema import TABLES, Table
from pipeline.store import OutputError

Config = dict[str, str | int | float | list[str]]


def config(in_order: bool = False) -> Config:
    """How DuckDB works here: half a gigabyte at most; what needs more (a large sort) goes to a temporary folder.

    `in_order` keeps to one core: with several, a join hands rows on as they come.
    """
    spill = Path(tempfile.gettempdir()) / f"kehoach-{os.getpid()}"
    own: Config = {"memory_limit": "512MB", "temp_directory": str(spill), "python_enable_replacements": False}
    return own | ({"threads": 1} if in_order else {})


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


def _reviewed(out: Path) -> dict[str, Path]:
    """The tables with people's decisions laid over them, where anything was decided (`kehoach apply`)."""
    paths = {name: out / "reviewed" / f"{name}.parquet" for name in TABLES}
    return {name: path for name, path in paths.items() if path.is_file()}


def connect(out: Path, in_order: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection that sees the tables and views of an output folder and nothing else; raises OutputError.

    Reviewed tables stand in the schema `reviewed`. Files, network, extensions and Python variables are out of
    reach, and the settings can't be changed back.
    The caller closes it. `in_order` gives the rows of a table in the order of its file, on one core.
    """
    check_tables(out)
    connection = duckdb.connect(config=config(in_order))
    connection.execute(UNMARK)
    for table in TABLES.values():
        connection.execute(f"CREATE VIEW {table.name} AS {select_wide(out.absolute(), table)}")
    for view in views():
        connection.execute(f"CREATE VIEW {view.name} AS {view.select(DUCKDB)}")
    reviewed = _reviewed(out.absolute())
    connection.execute("CREATE SCHEMA reviewed")
    for name, path in reviewed.items():
        connection.execute(f"CREATE VIEW reviewed.{name} AS SELECT * FROM read_parquet({quoted(path)})")
    paths = [*(parquet_path(out.absolute(), name) for name in TABLES), *reviewed.values()]
    connection.execute(f"SET allowed_paths = [{', '.join(map(quoted, paths))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
