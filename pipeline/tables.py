"""Result files -> tables: CSV for people and spreadsheets, Parquet for programs, the data package.

CSV is UTF-8 with a byte order mark (Excel needs it), LF, RFC 4180, an empty cell for unknown. Parquet
has the same columns with real types. The rows stand in the order of the files' names, then of the
documents; nothing of the run or the day gets in, so the same results give the same bytes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.datapackage import datapackage
from pipeline.fields import Column
from pipeline.files import replacing, write_text
from pipeline.inventory import Entry, Inventory
from pipeline.model import Value
from pipeline.near_duplicates import NearDuplicates
from pipeline.result import DocumentResult, failed
from pipeline.schema import TABLES, Row, Table
from pipeline.store import Store

_BATCH = 5_000
_ARROW: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def compile_tables(store: Store, inventory: Inventory) -> dict[str, int]:
    """Write all tables from the results of the known files; the number of rows by table.

    Raises OutputError where a result file is damaged, OSError where the tables can't be written; the
    tables are then as before.
    """
    with ExitStack() as stack:
        writers = {name: stack.enter_context(TableWriter(table, store.tables)) for name, table in TABLES.items()}
        for _, tables in rows_by_document(store, inventory):
            for name, rows in tables.items():
                for row in rows:
                    writers[name].add(row)
        for writer in writers.values():
            writer.finish()
    write_text(store.tables / "datapackage.json", datapackage())
    return {name: writer.count for name, writer in writers.items()}


def arrow_schema(table: Table) -> pa.Schema:
    """The Parquet columns of a table."""
    return pa.schema([pa.field(column.name, _ARROW[column.type]) for column in table.columns])


def cell(value: Value) -> str:
    """A value as it stands in the CSV: `true`/`false`, ISO dates, `.` as the decimal point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return f"{Decimal(repr(value)).normalize():f}" if isinstance(value, float) else str(value)


def rows_by_document(store: Store, inventory: Inventory) -> Iterator[tuple[str, dict[str, Sequence[Row]]]]:
    """Each file's doc_id and rows by table; a document under several names gives its rows once."""
    first: dict[str, str] = {}
    plans = NearDuplicates()
    for entry in inventory:
        result = _result(store, entry)
        if result is None:
            continue
        own: Row = {"source_path": entry.source_path}
        if entry.doc_id in first:
            yield entry.doc_id, {"documents": ({**result.document, **own, "duplicate_of": first[entry.doc_id]},)}
            continue
        document: Row = {**result.document, **own, "near_duplicate_of": plans.first(result.document, entry.source_path)}
        if entry.doc_id:
            first[entry.doc_id] = entry.source_path
        issues = tuple({**issue, **own} for issue in result.issues)
        yield entry.doc_id, {"documents": (document,), **result.tables, "issues": issues}


def _result(store: Store, entry: Entry) -> DocumentResult | None:
    """What became of a file, None where it has not been read yet."""
    if entry.failure is not None:
        return failed("", "", entry.failure)
    return store.load(entry.doc_id) if store.state(entry.doc_id) else None


class TableWriter:
    """Writes one table in both forms; both take their places when the block ends without an error."""

    def __init__(self, table: Table, folder: Path) -> None:
        self._table = table
        self._folder = folder
        self._stack = ExitStack()
        self._waiting: list[Row] = []
        self.count = 0

    def __enter__(self) -> TableWriter:
        csv_path = self._stack.enter_context(replacing(self._folder / f"{self._table.name}.csv"))
        parquet_path = self._stack.enter_context(replacing(self._folder / f"{self._table.name}.parquet"))
        self._stream: IO[str] = self._stack.enter_context(csv_path.open("w", encoding="utf-8-sig", newline=""))
        self._csv = csv.writer(self._stream, lineterminator="\n")
        self._csv.writerow(self._table.header)
        self._parquet = self._stack.enter_context(
            pq.ParquetWriter(parquet_path, arrow_schema(self._table), compression="zstd", store_schema=False)
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, row: Row) -> None:
        """Append a row."""
        self._csv.writerow([cell(row.get(name)) for name in self._table.header])
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) >= _BATCH:
            self.finish()

    def finish(self) -> None:
        """Write what waits to the Parquet file."""
        columns: list[Any] = [_array(column, self._waiting) for column in self._table.columns]
        if self._waiting:
            self._parquet.write_table(pa.table(columns, schema=arrow_schema(self._table)))
        self._waiting = []


def _array(column: Column, rows: list[Row]) -> Any:
    return pa.array([row.get(column.name) for row in rows], type=_ARROW[column.type])
